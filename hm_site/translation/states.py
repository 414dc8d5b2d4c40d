"""The true state of each translation, computed from live data (DESIGN §11).

A translation is *outdated* when the live Swedish page holds a text that readers of the
language do not have. Wording that a moderator marked as such, renaming, moving,
pictures and facts change no such text (`segments.renew_source`). wagtail-localize's own
status is not asked: it says "up to date" until somebody presses a button.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Exists, OuterRef, Q, TextChoices
from django.db.models.functions import Cast
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import StringSegment, StringTranslation

from hm_site import languages
from hm_site.base.caches import versioned_cache
from hm_site.base.locales import language_codes, locale_ids, source_locale_id

from .models import PublishedSegment, PublishedTranslation
from .work import UNSURE


class State(TextChoices):
    """What a cell of the matrix says; what readers have comes first."""

    MISSING = "missing", "saknas"
    DRAFT = "draft", "utkast"
    MACHINE = "machine", "maskinell, ogranskad"
    IN_REVIEW = "in-review", "väntar på granskning"
    PUBLISHED = "published", "publicerad"
    OUTDATED = "outdated", "inaktuell"


@dataclass(frozen=True)
class Published:
    """Texts that readers have: all, those still in Swedish, those by a machine."""

    all: int = 0
    present: int = 0
    machine: int = 0


@dataclass(frozen=True)
class Cell:
    """One page in one language. Counts are of texts (segments)."""

    language: str
    live: bool
    total: int
    published: Published
    written: int
    machine: int
    review: str  # "", "in_progress" or "needs_changes"

    @property
    def covered(self) -> int:
        return self.published.present

    @property
    def shows_machine(self) -> bool:
        return self.published.machine > 0

    @property
    def outdated(self) -> bool:
        """A text is missing, or one is shown that the Swedish page no longer has."""
        return self.live and (
            self.published.present < self.total
            or self.published.present < self.published.all
        )

    @property
    def state(self) -> State:
        if self.live and not self.outdated:
            return State.MACHINE if self.shows_machine else State.PUBLISHED
        if self.live:
            return State.OUTDATED
        if self.review == WorkflowState.STATUS_IN_PROGRESS:
            return State.IN_REVIEW
        if self.written > self.machine:
            return State.DRAFT
        return State.MACHINE if self.machine else State.MISSING

    @property
    def work(self) -> State | None:
        """What is under way beside what readers have."""
        if not self.live:
            return None
        if self.review == WorkflowState.STATUS_IN_PROGRESS:
            return State.IN_REVIEW
        return State.DRAFT if self.outdated and self.written > self.covered else None

    @property
    def returned(self) -> bool:
        return self.review == WorkflowState.STATUS_NEEDS_CHANGES

    @property
    def percent(self) -> int:
        return 100 * self.written // self.total if self.total else 0


def cells(
    keys: Iterable[Any], codes: Iterable[str] | None = None
) -> dict[Any, dict[str, Cell]]:
    """Translation key of each Swedish page → language → cell.

    Six queries, whatever the number of pages and languages. `codes` leaves out all
    other languages.
    """
    wanted = list(keys)
    chosen = None if codes is None else set(codes)
    shown = [
        x.code
        for x in languages.LANGUAGES
        if not x.is_source and (chosen is None or x.code in chosen)
    ]
    totals = _totals(wanted)
    published = _published(wanted, shown)
    written = _written(wanted, shown)
    live = _live(wanted)
    reviews = _reviews(wanted)
    return {
        key: {
            code: Cell(
                language=code,
                live=(key, code) in live,
                total=totals.get(key, 0),
                published=published.get((key, code), Published()),
                written=written.get((key, code), (0, 0))[0],
                machine=written.get((key, code), (0, 0))[1],
                review=reviews.get((key, code), ""),
            )
            for code in shown
        }
        for key in wanted
    }


def _segments(keys: list[Any]) -> Any:
    return StringSegment.objects.filter(
        source__object_id__in=keys, source__locale_id=source_locale_id()
    )


def _totals(keys: list[Any]) -> dict[Any, int]:
    twice = StringSegment.objects.filter(
        source_id=OuterRef("source_id"),
        context_id=OuterRef("context_id"),
        string_id=OuterRef("string_id"),
        pk__lt=OuterRef("pk"),
    )
    rows = _segments(keys).filter(~Exists(twice)).values_list("source__object_id")
    return dict(rows.annotate(n=Count("pk")))


def _present(string: str) -> Exists:
    """Whether a text still stands on the live Swedish page; `string` names its key."""
    return Exists(
        StringSegment.objects.filter(
            source__locale_id=source_locale_id(),
            context_id=OuterRef("context_id"),
            string_id=OuterRef(string),
        )
    )


def _published(keys: list[Any], codes: list[str]) -> dict[tuple[Any, str], Published]:
    rows = PublishedSegment.objects.filter(
        context__object_id__in=keys, language__in=codes
    )
    present = _present("string_id")
    counted = rows.values_list("context__object_id", "language").annotate(
        n=Count("pk"),
        present=Count("pk", filter=present),
        machine=Count("pk", filter=present & Q(machine=True)),
    )
    return {(key, code): Published(*numbers) for key, code, *numbers in counted}


def _written(
    keys: list[Any], codes: list[str]
) -> dict[tuple[Any, str], tuple[int, int]]:
    rows = StringTranslation.objects.filter(
        _present("translation_of_id"),
        context__object_id__in=keys,
        locale__language_code__in=codes,
        has_error=False,
    )
    counted = rows.values_list("context__object_id", "locale_id").annotate(
        n=Count("pk"),
        machine=Count(
            "pk",
            filter=Q(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
            & ~Q(tool_name=UNSURE),
        ),
    )
    by_locale = language_codes()
    return {
        (key, by_locale[locale]): (n, machine)
        for key, locale, n, machine in counted
        if locale in by_locale
    }


def _live(keys: list[Any]) -> set[tuple[Any, str]]:
    rows = Page.objects.filter(translation_key__in=keys, live=True)
    codes = language_codes()
    return {
        (key, codes[locale])
        for key, locale in rows.values_list("translation_key", "locale_id")
        if locale in codes
    }


def _reviews(keys: list[Any]) -> dict[tuple[Any, str], str]:
    pages = {
        str(pk): (key, locale)
        for pk, key, locale in Page.objects.filter(translation_key__in=keys)
        .exclude(locale_id=source_locale_id())
        .values_list("pk", "translation_key", "locale_id")
    }
    rows = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=Page.objects.filter(translation_key__in=keys)
        .exclude(locale_id=source_locale_id())
        .annotate(text_pk=Cast("pk", CharField()))
        .values("text_pk"),
        status__in=(
            WorkflowState.STATUS_IN_PROGRESS,
            WorkflowState.STATUS_NEEDS_CHANGES,
        ),
    )
    codes = language_codes()
    return {
        (pages[pk][0], codes[pages[pk][1]]): status
        for pk, status in rows.values_list("object_id", "status")
        if pk in pages
    }


# ------------------------------------------------------------------- readers
def _not_had(language: str) -> Any:
    """Swedish texts of the outer page's key that readers of the language lack."""
    had = PublishedSegment.objects.filter(
        language=language,
        context_id=OuterRef("context_id"),
        string_id=OuterRef("string_id"),
    )
    return StringSegment.objects.filter(
        ~Exists(had), source__locale_id=source_locale_id()
    )


def _not_said(language: str) -> Any:
    """Texts that readers of the language have and the Swedish page no longer says."""
    return PublishedSegment.objects.filter(~_present("string_id"), language=language)


def _by_machine(language: str) -> Any:
    return PublishedSegment.objects.filter(language=language, machine=True)


def doubtful_translations() -> Q:
    """Condition on `Page`: a translation that says less or more than its Swedish page,
    or shows a machine's text that nobody has reviewed.

    One clause for each language: languages are few, texts many.
    """
    clauses = Q(pk__in=[])
    for code, locale_id in locale_ids().items():
        here = {"context__object_id": OuterRef("translation_key")}
        key = OuterRef("translation_key")
        lacks = Exists(_not_had(code).filter(source__object_id=key))
        keeps = Exists(_not_said(code).filter(**here))
        machine = Exists(_by_machine(code).filter(**here))
        clauses |= Q(locale_id=locale_id) & (Q(lacks) | Q(keeps) | Q(machine))
    return clauses


@dataclass(frozen=True)
class ReaderState:
    """What a page says about the translation it shows."""

    outdated: bool
    machine: bool
    published_at: datetime | None
    reviewed_at: datetime | None


@versioned_cache
def reader_state(translation_key: Any, language: str) -> ReaderState:
    """For a live translation (4 queries, then cached per content version)."""
    lacks = _not_had(language).filter(source__object_id=translation_key)
    keeps = _not_said(language).filter(context__object_id=translation_key)
    shown = _by_machine(language).filter(context__object_id=translation_key)
    row = PublishedTranslation.objects.filter(
        page_key=translation_key, language=language
    ).first()
    return ReaderState(
        outdated=lacks.exists() or keeps.exists(),
        machine=shown.exists(),
        published_at=row.published_at if row else None,
        reviewed_at=row.reviewed_at if row else None,
    )
