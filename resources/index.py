"""The directory in memory: one bit per offering and facet value.

Counting 60 facet values in the database costs a query each; a Python integer per
value counts them all in microseconds. The index is kept per content version, so no
process ever shows what another has changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from hm_site.base.caches import versioned_cache
from hm_site.base.models import PageTerm

from . import schedule
from .freshness import rules
from .freshness.status_row import status_of, unchecked_since
from .models import (
    OfferingPause,
    OfferingPlace,
    OfferingSession,
    OfferingStatus,
    SupportOfferingPage,
)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FLAGS = ("online", "interpreter", "childcare")
FAR = datetime.max.replace(tzinfo=timezone.get_default_timezone())


@dataclass(frozen=True)
class Entry:
    """One listed offering."""

    pk: int
    path: str
    translation_key: object
    title: str
    age_min: int | None
    age_max: int | None
    checked_on: date | None
    next_start: datetime
    # Unchecked for so long that lists show it last.
    sunk: bool = False


@dataclass
class DirectoryIndex:
    """Entries by position, and for each (facet, value) the bits of those positions."""

    entries: list[Entry]
    bits: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.position = {entry.pk: n for n, entry in enumerate(self.entries)}

    @property
    def all(self) -> int:
        return (1 << len(self.entries)) - 1

    def mark(self, facet: str, value: str, pk: int) -> None:
        position = self.position.get(pk)
        if position is not None:
            key = (facet, value)
            self.bits[key] = self.bits.get(key, 0) | (1 << position)

    def any_of(self, facet: str, values: list[str]) -> int:
        """Bits of the offerings that have at least one of the values."""
        result = 0
        for value in values:
            result |= self.bits.get((facet, value), 0)
        return result

    def of_age(self, age: int) -> int:
        """Bits of the offerings that are open to someone this old."""
        result = 0
        for position, entry in enumerate(self.entries):
            if (
                (entry.age_min or 0)
                <= age
                <= (entry.age_max if entry.age_max is not None else 200)
            ):
                result |= 1 << position
        return result

    def of_pks(self, pks: set[int]) -> int:
        result = 0
        for pk in pks:
            if pk in self.position:
                result |= 1 << self.position[pk]
        return result

    @staticmethod
    def positions(bits: int) -> Iterator[int]:
        while bits:
            low = bits & -bits
            yield low.bit_length() - 1
            bits ^= low


@versioned_cache
def directory_index() -> DirectoryIndex:
    """All offerings that can be found: published, not over, not ended (5 queries)."""
    today = timezone.localdate()
    published = SupportOfferingPage.objects.sources().published()
    pages = [
        page
        for page in published.select_related("status_row").order_by("path")
        if not page.is_over(today) and _capacity(page) != OfferingStatus.Capacity.ENDED
    ]
    sessions, pauses = _rules()
    now = timezone.now()
    entries = []
    for page in pages:
        status = getattr(page, "status_row", None)
        entries.append(
            Entry(
                pk=page.pk,
                path=page.path,
                translation_key=page.translation_key,
                title=page.title,
                age_min=page.age_min,
                age_max=page.age_max,
                checked_on=status.checked_on if status else None,
                next_start=_next_start(page, sessions, pauses, now),
                sunk=rules.is_sunk(unchecked_since(page, status_of(page)), today),
            )
        )
    index = DirectoryIndex(entries)
    _mark_facets(index, pages, sessions, today)
    return index


def _capacity(page: SupportOfferingPage) -> str | None:
    status = getattr(page, "status_row", None)
    return status.capacity if status else None


def _rules() -> tuple[
    dict[int, list[schedule.Session]], dict[int, list[schedule.Pause]]
]:
    sessions: dict[int, list[schedule.Session]] = {}
    for row in OfferingSession.objects.filter(page__live=True):
        try:
            sessions.setdefault(row.page_id, []).append(row.rule())
        except ValueError:
            continue
    pauses: dict[int, list[schedule.Pause]] = {}
    for pause in OfferingPause.objects.filter(page__live=True):
        if pause.first <= pause.last:
            pauses.setdefault(pause.page_id, []).append(
                schedule.Pause(pause.first, pause.last)
            )
    return sessions, pauses


# (page, its rules) → when it is next held; outlives content versions, since most
# offerings do not change when one does.
_next_starts: dict[tuple[object, ...], tuple[datetime, datetime]] = {}


def _next_start(
    page: SupportOfferingPage,
    sessions: dict[int, list[schedule.Session]],
    pauses: dict[int, list[schedule.Pause]],
    now: datetime,
) -> datetime:
    rules = tuple(sessions.get(page.pk, ()))
    if not rules:
        return FAR
    breaks = tuple(pauses.get(page.pk, ()))
    key = (page.pk, rules, breaks, page.valid_from, page.valid_to)
    known = _next_starts.get(key)
    if known and now < known[1]:
        return known[0]
    found = schedule.next_occurrences(
        rules, breaks, now, page.valid_from, page.valid_to, count=1
    )
    if not found:
        return FAR
    if len(_next_starts) > 20_000:
        _next_starts.clear()
    _next_starts[key] = (found[0].start, found[0].end)
    return found[0].start


def _mark_facets(
    index: DirectoryIndex,
    pages: list[SupportOfferingPage],
    sessions: dict[int, list[schedule.Session]],
    today: date,
) -> None:
    rows = PageTerm.objects.filter(page_id__in=SupportOfferingPage.objects.values("pk"))
    for pk, vocabulary, code in rows.values_list("page_id", "vocabulary", "code"):
        index.mark(vocabulary, code, pk)
    for page in pages:
        for flag in FLAGS:
            if getattr(page, flag):
                index.mark(flag, "1", page.pk)
        for group in schedule.grouped_week(sessions.get(page.pk, ()), today):
            for weekday in group.weekdays:
                index.mark("day", WEEKDAYS[weekday], page.pk)
    # As the page says it: no steps at any of its places.
    free: dict[int, bool] = {}
    places = OfferingPlace.objects.filter(page__live=True)
    for pk, step_free in places.values_list("page_id", "step_free"):
        free[pk] = free.get(pk, True) and bool(step_free)
    for pk in (pk for pk, everywhere in free.items() if everywhere):
        index.mark("stepfree", "1", pk)


@versioned_cache
def titles(language: str) -> dict[object, str]:
    """Translation key → translated title that readers may see (1 query)."""
    shown = SupportOfferingPage.objects.shown()
    return dict(
        shown.filter(locale__language_code=language).values_list(
            "translation_key", "title"
        )
    )
