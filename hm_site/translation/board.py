"""What the desk tells: rows of the matrix, progress of each language, what is next.

Everything is computed from live data (`states`), in a number of queries that depends on
neither pages nor languages.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from hm_site import languages
from hm_site.organisations.ownership import organisation_titles, owner_title

from . import priority, vital
from .desk_filters import RETURNED
from .history import Ages
from .models import TranslationOrder
from .states import Cell, State, cells

# Readers lack it, or have what the Swedish page says no longer.
TO_DO = frozenset({State.MISSING, State.DRAFT, State.MACHINE, State.OUTDATED})
# Pages that are next, and of each the languages that are named one by one.
NEXT, NAMED = 5, 4


@dataclass(frozen=True)
class Place:
    """One page in one language, with what has been ordered."""

    cell: Cell
    order: TranslationOrder | None
    late: bool


@dataclass(frozen=True)
class Row:
    """A Swedish page and its places, in the order of the columns."""

    page: Page
    organisation: str
    vital: bool
    places: list[Place]


@dataclass(frozen=True)
class Progress:
    """How far one language has come; all numbers are of pages."""

    language: languages.Language
    total: int
    counts: dict[State, int]
    # Under review or back from it, whether readers have an earlier version or none.
    in_review: int
    returned: int

    @property
    def published(self) -> int:
        return self.counts.get(State.PUBLISHED, 0)

    @property
    def outdated(self) -> int:
        return self.counts.get(State.OUTDATED, 0)

    @property
    def missing(self) -> int:
        return self.counts.get(State.MISSING, 0)

    @property
    def percent(self) -> int:
        return 100 * self.published // self.total if self.total else 0


@dataclass(frozen=True)
class Wanted:
    """One language in which a page is to be translated."""

    language: languages.Language
    state: State
    returned: bool
    order: TranslationOrder | None
    score: float

    @property
    def late(self) -> bool:
        return is_late(self.order)


@dataclass(frozen=True)
class Next:
    """A page that is best translated next, and into what; the most urgent first."""

    page: Page
    vital: bool
    wanted: list[Wanted]

    @property
    def rank(self) -> tuple[float, int]:
        """As urgent as its most urgent language; of equals the one more lack."""
        return self.wanted[0].score, len(self.wanted)

    @property
    def named(self) -> list[Wanted]:
        return self.wanted[:NAMED]

    @property
    def more(self) -> int:
        return len(self.wanted) - len(self.named)


def keys_in_state(pages: QuerySet[Page], codes: list[str], state: str) -> list[Any]:
    """Translation keys of those of `pages` that are in a state in one of `codes`."""
    found = cells(pages.values_list("translation_key", flat=True), codes)
    return [
        key
        for key, row in found.items()
        if any(_stands(cell, state) for cell in row.values())
    ]


def _stands(cell: Cell, state: str) -> bool:
    return cell.returned if state == RETURNED else state in (cell.state, cell.work)


def _waits(cell: Cell) -> bool:
    return State.IN_REVIEW in (cell.state, cell.work)


def rows(pages: Iterable[Page], codes: list[str]) -> list[Row]:
    """The matrix for these Swedish pages."""
    shown = list(pages)
    found = cells([page.translation_key for page in shown], codes)
    ordered = _orders([page.pk for page in shown], codes)
    titles = organisation_titles()
    vital_ones = _vital([page.pk for page in shown])
    return [
        Row(
            page,
            owner_title(page, titles),
            page.pk in vital_ones,
            [
                Place(
                    found[page.translation_key][code],
                    order := ordered.get((page.pk, code)),
                    is_late(order),
                )
                for code in codes
            ],
        )
        for page in shown
    ]


def is_late(order: TranslationOrder | None) -> bool:
    return bool(order and order.due and order.due < timezone.localdate())


def overview(
    pages: QuerySet[Page], codes: list[str]
) -> tuple[list[Progress], list[Next]]:
    """Progress of each language, and the best to do next, over all of `pages`."""
    shown = list(pages.only("pk", "title", "translation_key"))
    found = cells([page.translation_key for page in shown], codes)
    counts: dict[str, Counter[State]] = defaultdict(Counter)
    waiting: Counter[str] = Counter()
    returned: Counter[str] = Counter()
    for by_language in found.values():
        for code, cell in by_language.items():
            counts[code][cell.state] += 1
            waiting[code] += _waits(cell)
            returned[code] += cell.returned
    progress = [
        Progress(
            languages.get(code),
            len(shown),
            dict(counts[code]),
            in_review=waiting[code],
            returned=returned[code],
        )
        for code in codes
    ]
    return progress, _next(shown, found, codes, Ages(pages, codes))


def _next(
    pages: list[Page],
    found: dict[Any, dict[str, Cell]],
    codes: list[str],
    ages: Ages,
) -> list[Next]:
    primary_keys = [page.pk for page in pages]
    ordered = _orders(primary_keys, codes)
    vital_ones, needs = _vital(primary_keys), priority.needs_of(primary_keys)
    now = timezone.now()

    def wanted(page: Page, code: str, cell: Cell) -> Wanted:
        order = ordered.get((page.pk, code))
        score = priority.score(
            needs.get(page.pk, priority.COMMON),
            code,
            vital=page.pk in vital_ones,
            since=ages.since(page.translation_key, code, live=cell.live),
            now=now,
            order=order,
        )
        return Wanted(languages.get(code), cell.state, cell.returned, order, score)

    ranked = []
    for page in pages:
        lacking = [
            wanted(page, code, cell)
            for code, cell in found[page.translation_key].items()
            if cell.state in TO_DO and not _waits(cell)
        ]
        if lacking:
            lacking.sort(key=lambda one: one.score, reverse=True)
            ranked.append(Next(page, page.pk in vital_ones, lacking))
    return heapq.nlargest(NEXT, ranked, key=lambda one: one.rank)


def _orders(pages: list[int], codes: list[str]) -> dict[tuple[int, str], Any]:
    rows = TranslationOrder.objects.filter(page__in=pages, language__in=codes)
    return {
        (order.page_id, order.language): order
        for order in rows.select_related("taken_by")
    }


def _vital(pages: list[int]) -> set[int]:
    found = Page.objects.filter(vital.vital_pages(), pk__in=pages)
    return set(found.values_list("pk", flat=True))
