"""Our own screens and the chores after them show readers nothing that nobody approved.

Every address of the translation room and of the review desk comes from the URL
resolver, is opened and posted to with all that its forms take, by everybody who may not
publish in the language; then every chore runs. Withdrawing takes away and is allowed,
so what counts is what readers see *more* than before. Both where machines' drafts may
be shown unreviewed and where not.
"""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

from django.db import transaction
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from hm_site.base.caches import clear_process_caches
from hm_site.base.chores import all_chores
from hm_site.base.models import Term, TermLabel
from hm_site.organisations.review import decisions, proposals, subjects, withdrawal
from hm_site.translation import batches, editor, machine, orders, states, work
from hm_site.translation.access import TRANSLATOR
from hm_site.translation.as_read import fingerprint
from hm_site.translation.exchange.keeping import keep
from hm_site.translation.models import GlossaryRendering, LanguagePolicy, TextWriter
from hm_site.translation.segments import source_segments
from hm_site.translation.short_texts.kinds import KINDS
from resources.models import SupportOfferingPage
from tests import factories
from tests.resolver import admin_patterns

from .desk_case import DeskCase
from .glossary_case import known_term
from .machine_server import running, settings_for
from .roads import FORM

ROOMS = ("translation_", "review_", "glossary")
PAGE, LABEL = "page", "label"


def seen_by_readers() -> set[tuple[Any, ...]]:
    """All that readers get: texts of pages, labels, renderings."""
    clear_process_caches()
    pages = SupportOfferingPage.objects.live().shown()
    fields = ("locale", "title", "slug", "summary", "what_happens", "phone")
    return {
        *(("page", *row) for row in pages.values_list(*fields)),
        *(
            ("label", *x)
            for x in TermLabel.objects.filter(live=True).values_list("pk", "label")
        ),
        *(
            ("word", *x)
            for x in GlossaryRendering.objects.filter(live=True).values_list(
                "pk", "rendering", "explanation"
            )
        ),
    }


def _about(name: str, arguments: Any) -> tuple[str, ...]:
    """What an address is tried on: the moderators' desk decides on both."""
    if name.startswith("translation_short_text"):
        return (LABEL,)
    both = name.startswith("review_") and "state_id" in arguments
    return (PAGE, LABEL) if both else (PAGE,)


class OwnViewsCase(DeskCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.admin = factories.admin()
        cls.coordinator = factories.member("coordinator")
        cls.people = [
            cls.translator,
            cls.coordinator,
            cls.editor,
            cls.moderator,
            factories.member("reviewer", "fa"),
            factories.member("translator", "fa"),
            cls.admin,
        ]
        cls.term = Term.objects.get(vocabulary="concern", code="sleep")
        cls.word = KINDS["ord"].item(cls.term.pk)
        cls.label = TermLabel.objects.get(term=cls.term, language="ar")
        proposals.propose(
            cls.label, cls.translator, label="نوم", source_text=cls.word.source
        )
        orders.place(cls.source.pk, ["ar"], orders.Wish(), None)
        orders.place_text(cls.word, ["ar"], orders.Wish(), None)
        cls.files = {x.pk: keep(x, "ar", "a.po", b"").pk for x in cls.people}
        story = factories.story(cls.ours)
        cls.others = {
            "batch_id": batches.ask([cls.source.pk], ["ar"], orders.Wish(), None).pk,
            "kind": cls.word.kind,
            "language": "ar",
            "page_id": cls.source.pk,
            "pk": cls.word.pk,
            "row_id": withdrawal.withdraw(story, cls.admin, "Gammal.").pk,
            "source_id": cls.source.pk,
            "term_id": known_term().pk,
        }
        # The translator is one of the people who review, too: of what others wrote.
        factories.give(cls.translator, "reviewer", "ar")

    def setUp(self) -> None:
        server = self.enterContext(running())
        self.enterContext(override_settings(**settings_for(server.url)))

    def run_chores(self) -> None:
        later = timezone.now() + timedelta(hours=1)
        for chore in all_chores():
            list(chore.run(later))

    def row(self, about: str) -> Any:
        """What waits, fresh: the page's translation or the label."""
        if about == LABEL:
            return TermLabel.objects.get(pk=self.label.pk)
        return self.target()

    def own_roads(self, user: Any) -> list[tuple[str, str, str]]:
        """(name, address, what it is about), with things that are there."""
        known = {**self.others, "file_key": self.files[user.pk]}
        found = []
        for pattern in admin_patterns():
            if not pattern.name.startswith(ROOMS):
                continue
            for about in _about(pattern.name, pattern.converters):
                if "state_id" in pattern.converters:
                    row = self.row(about)
                    reviews = WorkflowState.objects.for_instance(row) if row else None
                    known["state_id"] = reviews.last().pk if reviews else 1
                of_it = {name: known[name] for name in pattern.converters}
                url = reverse(pattern.name, kwargs=of_it)
                found.append((pattern.name, url, about))
        return found

    def everything(self, about: str = PAGE) -> dict[str, Any]:
        """What a person could send: all fields of the editor and of the short text, and
        what approves the version that waits by now."""
        row, label = self.row(about), self.row(LABEL)
        revision = row.get_latest_revision() if row else None
        data = {
            **FORM,
            "submit": "1",
            "shown": decisions.version(revision) if revision else "",
            "reason": "Fel ord.",
            "pages": str(self.source.pk),
            "page": str(self.source.pk),
            "text": f"{self.word.kind}-{self.word.pk}",
            "languages": "ar",
            "priority": "1",
            "machine": "on",
            "label": "قيلولة",
            "description": "أنام في النهار",
            "seen": str(label.latest_revision_id),
            "swedish": fingerprint(self.word.source),
            "sure": "on",
        }
        for segment in source_segments(self.fresh()):
            written = work.texts(self.source, "ar").get(
                (segment.context_id, segment.string_id)
            )
            name = editor.field_name(segment)
            data[name] = data[f"{name}-was"] = written.data if written else ""
            data[f"{name}-confirm"] = "on"
        return data

    def more_than_before(self, user: Any) -> set[tuple[Any, ...]]:
        """What readers see after the person has tried all addresses and the chores
        have run."""
        before = seen_by_readers()
        self.client.force_login(user)
        for _name, url, about in self.own_roads(user):
            self.client.get(url)
            self.client.post(url, self.everything(about))
        self.run_chores()
        return seen_by_readers() - before

    def nobody_shows_more(self, *people: Any) -> None:
        for user in people or self.people:
            with self.subTest(user=user.username), transaction.atomic():
                self.assertEqual(self.more_than_before(user), set())
                transaction.set_rollback(True)


class NoRoadTests(OwnViewsCase):
    def test_the_walk_meets_every_address(self) -> None:
        self.write_all()
        self.submit()
        self.client.force_login(self.admin)
        for name, url, about in self.own_roads(self.admin):
            with self.subTest(name), transaction.atomic():
                answers = (
                    self.client.get(url),
                    self.client.post(url, self.everything(about)),
                )
                self.assertNotIn(404, [answer.status_code for answer in answers], url)
                transaction.set_rollback(True)

    def test_the_walk_reaches_what_waits(self) -> None:
        self.write_all()
        self.submit()
        self.client.force_login(self.translator)
        for name, words in (
            ("translation_review", "ع Samtal för nya"),
            ("translation_short_text", "نوم"),
        ):
            url = next(x for x in self.own_roads(self.translator) if x[0] == name)[1]
            self.assertContains(self.client.get(url), words)

    def test_of_what_waits(self) -> None:
        for allowed in (False, True):
            with self.subTest(allowed=allowed), transaction.atomic():
                if allowed:
                    LanguagePolicy.objects.create(language="ar", show_machine=True)
                self.write_all()
                self.submit()
                self.nobody_shows_more()
                transaction.set_rollback(True)

    def test_of_what_a_person_has_begun_and_a_machine_ends(self) -> None:
        LanguagePolicy.objects.create(language="ar", show_machine=True)
        first = source_segments(self.source)[0]
        work.write(first, "ar", "ع Samtal för nya", self.translator)
        machine.ask(self.source, "ar", self.coordinator)
        self.nobody_shows_more(self.translator, self.coordinator, self.admin)

    def test_of_what_a_reviewer_has_withdrawn(self) -> None:
        LanguagePolicy.objects.create(language="ar", show_machine=True)
        machine.ask(self.source, "ar", self.coordinator)
        self.run_chores()
        self.assertTrue(self.target().live)
        self.withdraw_translation()
        self.assertFalse(self.target().live)
        # As when the rule is switched off and on again.
        LanguagePolicy.objects.update(showing_after=0)
        self.nobody_shows_more(self.translator, self.coordinator, self.admin)

    def test_of_a_live_one_whose_swedish_page_has_changed(self) -> None:
        LanguagePolicy.objects.create(language="ar", show_machine=True)
        self.publish_translation()
        self.change_source(summary="Nu med en kurator.")
        self.nobody_shows_more(self.translator, self.coordinator, self.editor)

    def test_the_walk_sees_a_road_that_is_open(self) -> None:
        """The guard of the machine's drafts taken out."""
        LanguagePolicy.objects.create(language="ar", show_machine=True)
        first = source_segments(self.source)[0]
        work.write(first, "ar", "ع Samtal för nya", self.translator)
        machine.ask(self.source, "ar", self.coordinator)

        def without_guard(source: Any, language: str) -> bool:
            if work.missing(source, language):
                return False
            submission = work.record(source, language, None)
            submission.revision.publish(skip_permission_checks=True)
            return True

        with patch.object(machine, "show_if_allowed", without_guard):
            self.assertNotEqual(self.more_than_before(self.coordinator), set())

    def test_the_walk_sees_an_open_road_of_short_texts(self) -> None:
        """Nobody asks who wrote it."""
        with patch.object(decisions, "own_work", return_value=False):
            shown = self.more_than_before(self.admin)
        self.assertIn(("label", self.label.pk, "قيلولة"), shown)


class WhoWroteTests(DeskCase):
    """Four eyes by all who wrote, not by whoever wrote the last letter."""

    def both(self, name: str) -> Any:
        person = factories.member("reviewer", "ar", name)
        factories.give(person, TRANSLATOR, "ar")
        return person

    def test_a_colleague_s_last_comma_does_not_make_her_the_second_person(self) -> None:
        first = self.both("first")
        self.write_all(by=first)
        self.write_all(mark="غ")
        self.approve(self.submit(), first)
        self.assertFalse(self.target().live)

    def test_nor_does_a_colleague_s_confirmation(self) -> None:
        first = self.both("first")
        self.write_all(by=first)
        self.client.force_login(self.translator)
        url = reverse("translation_edit", args=[self.source.pk, "ar"])
        data = {}
        for segment in source_segments(self.source):
            key = (segment.context_id, segment.string_id)
            name = editor.field_name(segment)
            data[name] = data[f"{name}-was"] = work.texts(self.source, "ar")[key].data
            data[f"{name}-confirm"] = "on"
        self.client.post(url, {**data, "submit": "1"})
        state = self.target().current_workflow_state
        self.approve(state, first)
        self.assertFalse(self.target().live)

    def test_who_wrote_what_readers_have_reviews_what_is_new(self) -> None:
        first = self.both("first")
        self.write_all(by=first)
        self.approve(self.submit(by=first))
        self.assertTrue(self.target().live)
        self.assertFalse(TextWriter.objects.exists())
        self.change_source(summary="Nu med en kurator.")
        self.write_all()
        self.approve(self.submit(), first)
        self.assertEqual(self.cell().state, states.State.PUBLISHED)

    def test_a_new_wording_keeps_its_writers(self) -> None:
        first = self.both("first")
        self.write_all(by=first)
        self.change_source("wording", summary="Du pratar med en som lyssnar.")
        self.approve(self.submit(), first)
        self.assertFalse(self.target().live)


class TheSwedishPageChangesMeanwhileTests(DeskCase):
    def waiting(self) -> WorkflowState:
        self.write_all()
        return self.submit()

    def test_what_the_reviewer_is_not_shown_is_not_published(self) -> None:
        state = self.waiting()
        self.change_source(summary="Nu med en kurator.")
        self.client.force_login(self.reviewer)
        page = self.client.get(reverse("translation_review", args=[state.pk]))
        self.assertContains(page, "Den svenska sidan har ändrats")
        # What was sent in for the text that is gone stands there too.
        self.assertContains(page, "ع Du pratar med någon som lyssnar.")
        self.approve(state)
        self.assertFalse(self.target().live)
        revision = subjects.subject(state).get_latest_revision()
        with self.assertRaises(decisions.DecisionError):
            decisions.approve(
                state.pk, self.reviewer, shown=decisions.version(revision)
            )

    def test_a_new_wording_stops_no_review(self) -> None:
        state = self.waiting()
        self.change_source("wording", summary="Du pratar med en som lyssnar.")
        self.client.force_login(self.reviewer)
        page = self.client.get(reverse("translation_review", args=[state.pk]))
        self.assertContains(page, "Du pratar med en som lyssnar.")
        self.assertContains(page, "ع Du pratar med någon som lyssnar.")
        self.approve(state)
        self.assertTrue(self.target().live)
        self.assertEqual(self.cell().state, states.State.PUBLISHED)

    def test_it_is_sent_in_again_after_the_change(self) -> None:
        state = self.waiting()
        self.change_source(summary="Nu med en kurator.")
        self.client.force_login(self.reviewer)
        self.client.post(
            reverse("translation_send_back", args=[state.pk]), {"reason": "Ändrad."}
        )
        self.write_all(mark="غ")
        self.approve(self.submit())
        self.assertEqual(self.target().summary, "غ Nu med en kurator.")
        self.assertEqual(Page.objects.get(pk=self.target().pk).live, True)
