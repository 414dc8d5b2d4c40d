"""The page all others are made of: source rule, routing, links, reader's context."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils import translation as django_translation
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from hm_site import languages

from .. import publication
from ..advice import Hint, Problem
from ..caches import versioned_cache
from ..facts import FactRow
from ..forms import BasePageForm
from ..http import BOUNDARY_ATTRIBUTE
from ..links import reader_path, site_root
from ..locales import language_codes, source_locale_id
from ..page_context import page_context
from ..page_permissions import ReviewedPagePermissionTester
from ..querysets import BasePageManager, attach_prose
from ..reader import LocalText, reader_code
from ..search_text import normalise
from ..sections import Section, SectionSpec, prose_sections
from ..vocabulary import BY_CODE
from .reviewed import GuardedRevisions

# Previews in another language: one that is written from right to left shows most of
# what can go wrong.
PREVIEW_LANGUAGES = ("ar",)
PREVIEW_PRINT = "print"


def translated(*prose_fields: str) -> list[TranslatableField | SynchronizedField]:
    """The translation contract: prose is translated, the slug kept, facts untouched."""
    return [
        *(TranslatableField(name) for name in ("title", *prose_fields)),
        TranslatableField("search_description"),
        SynchronizedField("slug", overridable=False),
    ]


@versioned_cache
def _any_view_restriction() -> bool:
    return PageViewRestriction.objects.exists()


class BasePage(GuardedRevisions, Page):
    """A page whose Swedish version is the thing itself and whose translations are
    its prose.

    `fact_fields` name the fields and child relations that belong to the Swedish page
    alone: they are not copied to translations, not validated, indexed or shown there.
    `prose_fields` are the texts that are translated.
    """

    fact_fields: ClassVar[Sequence[str]] = ()
    prose_fields: ClassVar[Sequence[str]] = ()
    # vocabularies this page type is marked with: code → (minimum, maximum or None)
    vocabularies: ClassVar[dict[str, tuple[int, int | None]]] = {}

    # Prose fields that become headed sections, in reading order.
    section_specs: ClassVar[Sequence[SectionSpec]] = ()

    # Type of the list page under which readers look for this page, when it is not
    # the parent: an offering lies below its organisation and is found in the directory.
    listed_on: ClassVar[str] = ""

    # Whether hard words of its text are explained below it (`page_context.EXPLAINERS`).
    explains_words: ClassVar[bool] = False

    # Whether those who edit the page may also withdraw it, alone and at once; otherwise
    # only those who publish.
    withdrawn_by_owner: ClassVar[bool] = False

    # Public pages are anonymous and cacheable: none can be made private.
    private_page_options: ClassVar[list[str]] = []
    base_form_class = BasePageForm
    translatable_fields = translated()

    objects = BasePageManager()

    search_fields = [
        *Page.search_fields,
        index.SearchField("search_title", boost=3),
        index.SearchField("search_prose"),
        index.FilterField("translation_key"),
    ]

    class Meta:
        abstract = True

    # ------------------------------------------------------------ source rule
    @property
    def language(self) -> str:
        """Code of the language this row's prose is in."""
        code = language_codes().get(self.locale_id)
        return code or self.locale.language_code

    @property
    def is_source(self) -> bool:
        return self.locale_id == source_locale_id()

    @cached_property
    def source(self) -> "BasePage":
        """The Swedish page that holds the facts; the page itself when none exists."""
        if self.is_source:
            return self
        found = (
            type(self)
            .objects.filter(
                translation_key=self.translation_key, locale_id=source_locale_id()
            )
            .first()
        )
        return found or self

    @cached_property
    def prose(self) -> "BasePage":
        """What `attach_prose` found for the reader; the page itself otherwise."""
        return self

    def text(self, name: str) -> LocalText:
        """A prose field of the version the reader gets, with its language."""
        return LocalText(getattr(self.prose, name), self.prose.language)

    def codes(self, vocabulary: str) -> list[str]:
        """Codes of this page's terms; only the Swedish page has any."""
        return [t.code for t in self.terms.all() if t.vocabulary == vocabulary]

    @classmethod
    def source_only_fields(cls) -> list[str]:
        """All that a translation must not carry."""
        return [*cls.fact_fields, "terms", "go_live_at", "expire_at"]

    def copy_for_translation(
        self,
        locale: Locale,
        copy_parents: bool = False,
        alias: bool = False,
        exclude_fields: list[str] | None = None,
    ) -> "BasePage":
        """A draft with the prose alone.

        `alias` is ignored: an alias would be live at once and bypass review, so a
        missing parent becomes a draft as well.
        """
        return super().copy_for_translation(
            locale,
            copy_parents=copy_parents,
            alias=False,
            exclude_fields=[*(exclude_fields or []), *self.source_only_fields()],
        )

    def clean(self) -> None:
        super().clean()
        if self.is_source:
            self.clean_facts()
        else:
            self.go_live_at = None
            self.expire_at = None

    def clean_facts(self) -> None:
        """Validate the facts of a Swedish page; types override it."""

    def next_boundary(self, now: datetime) -> datetime:
        """When this page will read differently without anyone changing it.

        At midnight "valid until" and "checked on" change; before that it may expire.
        """
        midnight = timezone.localtime(now).replace(
            hour=0, minute=0, second=0, microsecond=0
        ) + timedelta(days=1)
        expires = self.source.expire_at
        return min(expires, midnight) if expires else midnight

    # ------------------------------------------------------------- moderation
    def publication_problems(self) -> list[str]:
        """What is missing before readers may see this page, in plain Swedish.

        Empty when ready. Only the Swedish page has facts to miss; types add their own.
        """
        if not self.is_source:
            return []
        problems: list[str] = []
        fields = self.base_form_class.term_fields_by_vocabulary()
        for vocabulary, (minimum, maximum) in self.vocabularies.items():
            name, label = fields.get(vocabulary, ("", BY_CODE[vocabulary].name_sv))
            count = len(self.codes(vocabulary))
            if count < minimum:
                word = "ett" if maximum == 1 else f"minst {minimum}"
                problems.append(Problem(f"{label}: välj {word}.", name))
            if maximum is not None and count > maximum:
                problems.append(Problem(f"{label}: välj högst {maximum}.", name))
        return problems

    def deletable_by(self, user: Any) -> bool:
        """Asked besides the rights that roles give; types override it."""
        return True

    def writing_hints(self) -> list[Hint]:
        """Advice on what this type is better with; never stops a page."""
        return []

    def permissions_for_user(self, user: Any) -> ReviewedPagePermissionTester:
        return ReviewedPagePermissionTester(user, self)

    # ------------------------------------------------------------------ links
    def get_url_parts(
        self, request: HttpRequest | None = None
    ) -> tuple[int, str | None, str | None] | None:
        """Prefix + path of the Swedish page (see `links`).

        A translation has its own language's prefix; a Swedish page has the reader's.
        """
        language = reader_code() if self.is_source else self.language
        path = reader_path(self.source.url_path, language)
        if path is None:
            return None
        site_id, root_url, _ = site_root()
        return (site_id, root_url, path)

    # ---------------------------------------------------------------- serving
    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context.update(page_context(self, request))
        return context

    def get_view_restrictions(self) -> Any:
        """Wagtail's answer, without its two queries while there is nothing to find.

        No page can be made private here; should a row appear all the same, it is
        obeyed at once.
        """
        if not _any_view_restriction():
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Tells the page cache how long this answer stays true."""
        response = super().serve(request, *args, **kwargs)
        now = timezone.now()
        left = (self.next_boundary(now) - now).total_seconds()
        setattr(response, BOUNDARY_ATTRIBUTE, max(0.0, left))
        return response

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """As the page is, as readers get it in another language, and on paper."""
        own = [("", capfirst(languages.get(self.language).name_sv))]
        paper = [(PREVIEW_PRINT, "Utskrift")]
        if not self.is_source:
            return own + paper
        names = [languages.get(code) for code in PREVIEW_LANGUAGES]
        return [
            *own,
            *((x.code, f"Så här ser den ut på {x.name_sv}") for x in names),
            *paper,
        ]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Preview in the page's own language, not in the editor's.

        In another language readers get the translation if there is one, with the facts
        of this version, or this version's prose.
        """
        language, page = self.language, self
        if self.is_source and mode_name in PREVIEW_LANGUAGES:
            language = mode_name
            page = attach_prose([self], language)[0].prose
        with django_translation.override(language):
            response = Page.serve_preview(page, request, mode_name)
            if hasattr(response, "render"):
                response.render()
        return response

    # ----------------------------------------------------------------- search
    @property
    def search_title(self) -> str:
        return normalise(self.title, self.language)

    @property
    def search_prose(self) -> str:
        """All prose that readers see, normalised for its language."""
        texts: list[str] = []
        for name in self.prose_fields:
            field = self._meta.get_field(name)
            value = field.value_from_object(self)
            if hasattr(field, "get_searchable_content"):
                texts += field.get_searchable_content(value)
            else:
                texts.append(str(value or ""))
        return normalise(" ".join(texts), self.language)

    def running_text(self) -> list[Section]:
        """Headed sections of this row's own prose, as a bilingual sheet pairs them.

        Types with `section_specs` need nothing more; others override it.
        """
        return prose_sections(self, self.section_specs)

    def sheet_facts(self) -> list[FactRow]:
        """Facts for a bilingual sheet, in the active language; types override it."""
        return []

    @property
    def heading(self) -> LocalText:
        """The h1. Structure pages override it with an interface text."""
        return LocalText(self.title, self.language)

    @property
    def meta_text(self) -> LocalText | None:
        """What search engines and link previews say about the page."""
        names = ("search_description", "summary", "lead", "intro")
        texts = [str(getattr(self, name, "") or "") for name in names]
        text = next((text for text in texts if text), "")
        return LocalText(text, self.language) if text else None

    @property
    def kind_label(self) -> str:
        """What search results call this type; types override it."""
        return ""

    @property
    def schema_org(self) -> list[dict[str, Any]]:
        """schema.org objects beside the breadcrumbs; types override it."""
        return []


def refuse_deletion_of_seen(sender: type, instance: Page, **kwargs: Any) -> None:
    """Whichever road leads here: what readers have had is withdrawn, not deleted.

    Receiver of `pre_delete`, for each page that goes along. Raises RefusedError.
    """
    seen = instance.live or instance.first_published_at is not None
    if seen and publication.acting_person() is not None:
        raise publication.RefusedError(
            f"”{instance.title}” har visats för läsare och kan inte tas bort. "
            "Dra tillbaka sidan i stället, så kan det ångras."
        )


models.signals.pre_delete.connect(
    refuse_deletion_of_seen, sender=Page, dispatch_uid="hm-refuse-deletion-of-seen"
)


def delete_translations(sender: type, instance: Page, **kwargs: Any) -> None:
    """Deleting the Swedish page deletes its translations: prose of nothing.

    After the deletion and for the bare Page row, so that deleting many pages at once
    never meets a row that is half gone.
    """
    if instance.locale_id != source_locale_id():
        return
    for page in Page.objects.filter(translation_key=instance.translation_key):
        page.delete()


models.signals.post_delete.connect(
    delete_translations, sender=Page, dispatch_uid="hm-delete-translations"
)
