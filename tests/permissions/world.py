"""One world for the whole matrix: whom the addresses of the admin can be about.

Each case holds the things of one owner, under the names that `addresses.KINDS` asks
for, and a word that stands in its unpublished texts and nowhere else.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Site, UploadedFile, Workflow
from wagtail_localize.models import TranslationSource

from hm_site.base.models import HelpLine, HmDocument, HmImage, Term, TermLabel
from hm_site.organisations.models import (
    OrganisationCollection,
    OrganisationPage,
    ReviewTask,
    RoleGroup,
)
from hm_site.organisations.review import withdrawal
from hm_site.translation import batches, orders, work
from hm_site.translation.exchange.keeping import keep
from hm_site.translation.models import GlossaryTerm
from hm_site.translation.segments import source_segments
from hm_site.translation.short_texts.kinds import KINDS
from resources.models import (
    CheckRound,
    FreshnessSuggestion,
    ReaderReport,
    SupportOfferingPage,
)
from tests import factories

# Every hidden text is this word and a number; no file or form of ours holds it.
SECRET = re.compile(rb"Kvittenblom(\d)")
LANGUAGE, OTHER_LANGUAGE = "ar", "ti"


@dataclass(frozen=True)
class Case:
    """`own` and `other`: organisations with all there is. `hidden`: one that readers
    have never seen. `strategy`: the strategy. `arabic` and `tigrinya`: translations
    under review."""

    name: str
    number: int
    things: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)

    @property
    def secret(self) -> str:
        return f"Kvittenblom{self.number}"

    @property
    def translated_into(self) -> str:
        """Language of the case's pages, when they are translations."""
        return {"arabic": LANGUAGE, "tigrinya": OTHER_LANGUAGE}.get(self.name, "")

    @property
    def language(self) -> str:
        """The language that addresses with one name in this case."""
        return OTHER_LANGUAGE if self.name in {"other", "tigrinya"} else LANGUAGE


class World:
    """Made once per class, in `setUpTestData`."""

    def __init__(self) -> None:
        names = ("own", "other", "hidden", "strategy", "arabic", "tigrinya")
        self.cases = {name: Case(name, n) for n, name in enumerate(names, 1)}
        self.shared: dict[str, Any] = {}
        self.people: dict[str, Any] = {}
        organisations = {
            name: factories.organisation(f"kommun-{name}") for name in ("own", "other")
        }
        hidden = self.cases["hidden"]
        organisations["hidden"] = factories.organisation(
            "kommun-hidden", title=hidden.secret, live=False
        )
        self._people(organisations["own"])
        for name in ("own", "other"):
            editor = self.people["editor"]
            if name == "other":
                editor = factories.editor(organisations["other"])
            self._organisation(self.cases[name], organisations[name], editor)
            elsewhere = organisations["other" if name == "own" else "own"]
            self.cases[name].things["elsewhere"] = elsewhere.pk
        draft = factories.offering(
            organisations["hidden"], f"{hidden.secret} utkast", live=False
        )
        hidden.things.update(organisation=organisations["hidden"].pk, page=draft.pk)
        self._strategy()
        self._translation("arabic", self.people["translator"])
        handed_in = keep(self.people["translator"], LANGUAGE, "a.po", b"")
        self.cases["own"].things["translation_file"] = handed_in.pk
        other = factories.member("translator", OTHER_LANGUAGE)
        self._translation("tigrinya", other)
        self._shared(other)

    def _people(self, organisation: OrganisationPage) -> None:
        self.people = {
            "editor": factories.editor(organisation),
            "moderator": factories.moderator(),
            "translator": factories.member("translator", LANGUAGE),
            "reviewer": factories.member("reviewer", LANGUAGE),
            "coordinator": factories.member("coordinator"),
            "strategy-owner": factories.member("strategy-owner"),
            "staff-reader": factories.member("staff-reader"),
            "administrator": factories.admin(),
            "nobody": factories.person("nobody"),
        }

    def _organisation(
        self, case: Case, organisation: OrganisationPage, editor: Any
    ) -> None:
        secret = case.secret
        page = factories.offering(organisation, f"Öppet stöd {case.name}", status={})
        page.title = secret
        revision = page.save_revision(user=editor)
        draft = factories.offering(organisation, f"{secret} utkast", live=False)
        waiting = factories.offering(organisation, f"{secret} väntar", live=False)
        state = waiting.get_workflow().start(waiting, editor)
        gone = factories.offering(organisation, f"{secret} borta")
        collection = OrganisationCollection.objects.get(
            organisation_key=organisation.translation_key
        ).collection
        image = HmImage.objects.create(
            title=f"{secret} bild",
            file=get_test_image_file(f"{case.name}.png"),
            collection=collection,
            uploaded_by_user=editor,
        )
        document = HmDocument(
            title=f"{secret} dokument",
            collection=collection,
            uploaded_by_user=editor,
        )
        document.file.save(f"{case.name}.txt", ContentFile(b"text"))
        now = timezone.now()
        asked = CheckRound.objects.create(page=page, opened_at=now)
        suggestion = FreshnessSuggestion.objects.create(
            check_round=asked, page=page, message=secret, created_at=now
        )
        ReaderReport.objects.create(
            offering=page,
            kind=ReaderReport.Kind.values[0],
            language="sv",
            text=secret,
            form_key=f"form-{case.name}",
        )
        published = SupportOfferingPage.objects.get(pk=page.pk)
        source, _ = TranslationSource.get_or_create_from_instance(published)
        uploads = {
            kind: UploadedFile.objects.create(
                for_content_type=ContentType.objects.get_for_model(model),
                file=file,
                uploaded_by_user=editor,
            )
            for kind, model, file in (
                ("image_upload", HmImage, get_test_image_file(f"ny-{case.name}.png")),
                ("document_upload", HmDocument, ContentFile(b"text", "ny.txt")),
            )
        }
        session = EditingSession.objects.create(
            user=editor, content_object=page, last_seen_at=now
        )
        case.things.update(
            organisation=organisation.pk,
            page=page.pk,
            draft=draft.pk,
            waiting=waiting.pk,
            revision=revision.pk,
            state=state.pk,
            task_state=state.current_task_state.pk,
            gone=gone.pk,
            withdrawal=withdrawal.withdraw(gone, editor, "").pk,
            image=image.pk,
            document=document.pk,
            collection=collection.pk,
            suggestion=suggestion.pk,
            **{kind: upload.pk for kind, upload in uploads.items()},
            session=session.pk,
            translation_source=source.pk,
            language=case.language,
        )

    def _strategy(self) -> None:
        case = self.cases["strategy"]
        page = factories.strategy("Strategin")
        page.title = case.secret
        revision = page.save_revision()
        case.things.update(page=page.pk, revision=revision.pk)

    def _translation(self, name: str, translator: Any) -> None:
        """Of the own organisation's page, sent in to be reviewed."""
        case = self.cases[name]
        source = SupportOfferingPage.objects.get(pk=self.cases["own"].things["page"])
        for segment in source_segments(source):
            text, mark = segment.string.data, f"{case.secret} "
            words = mark + text if "<" not in text else text.replace(">", f">{mark}", 1)
            work.write(segment, case.translated_into, words, translator)
        work.submit(source, case.translated_into, translator)
        target = work.target_of(source, case.translated_into)
        assert target is not None
        state = target.current_workflow_state
        case.things.update(
            page=target.pk,
            organisation=target.get_parent().pk,
            draft=target.pk,
            waiting=target.pk,
            revision=target.latest_revision_id,
            state=state.pk,
            task_state=state.current_task_state.pk,
        )
        label = TermLabel.objects.filter(language=case.translated_into).first()
        label.label = f"{case.secret} namn"
        case.things.update(self._proposed("label", label))

    def _proposed(self, kind: str, row: Any) -> dict[str, Any]:
        """A row beside the pages, with a change that waits."""
        administrator = self.people["administrator"]
        revision = row.save_revision(user=administrator)
        state = row.get_workflow().start(row, administrator)
        return {
            kind: row.pk,
            f"{kind}_revision": revision.pk,
            f"{kind}_state": state.pk,
            f"{kind}_task_state": state.current_task_state.pk,
        }

    def _shared(self, person: Any) -> None:
        rows = {
            "term": Term.objects.first(),
            "label": TermLabel.objects.filter(language="sv").first(),
            "help_line": HelpLine.objects.first(),
        }
        for kind, row in rows.items():
            self.shared.update(self._proposed(kind, row))
        task = ReviewTask.objects.first()
        page = self.cases["own"].things["page"]
        batch = batches.ask([page], [LANGUAGE], orders.Wish(), None)
        for name in ("own", "other"):
            page = self.cases[name].things["page"]
            orders.place(page, [LANGUAGE, OTHER_LANGUAGE], orders.Wish(), None)
        word = KINDS["ord"].item(self.shared["term"])
        assert word is not None
        orders.place_text(word, [LANGUAGE, OTHER_LANGUAGE], orders.Wish(), None)
        self.shared.update(
            batch=batch.pk,
            redirect=Redirect.objects.create(old_path="/gammal", redirect_link="/").pk,
            person=person.pk,
            group=RoleGroup.objects.first().group_id,
            site=Site.objects.get().pk,
            locale=Locale.objects.get(language_code=OTHER_LANGUAGE).pk,
            workflow=Workflow.objects.first().pk,
            task=task.pk,
            glossary_term=GlossaryTerm.objects.create(word="tolk", explanation="-").pk,
        )
