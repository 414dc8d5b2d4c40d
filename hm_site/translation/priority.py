"""What to translate next: reader need × risk × age, and what has been ordered.

The rooms above know how much readers need a page and register it here, from
`AppConfig.ready`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from .models import TranslationOrder

VITAL_FACTOR = 3.0
# An order outweighs what nobody asked for; one that is late outweighs one in time.
ORDER_FACTORS = {
    TranslationOrder.Priority.URGENT: 12.0,
    TranslationOrder.Priority.NORMAL: 6.0,
    TranslationOrder.Priority.LATER: 2.0,
}
SOON_DAYS = 7
SOON_FACTOR, LATE_FACTOR = 1.5, 2.0
# After half a year of waiting a page does not become more urgent.
MONTH, MOST_MONTHS = 30, 6


@dataclass(frozen=True)
class Need:
    """How much readers need a page: 1.0 is a page like any other.

    `spoken` are languages in which the support itself is given; readers of these come
    to it first, so the page counts twice for them.
    """

    weight: float = 1.0
    spoken: frozenset[str] = frozenset()


COMMON = Need()
# function(Swedish page keys) → need by key; keys it knows nothing of are left out.
_needs: list[Callable[[list[int]], dict[int, Need]]] = []


def register_need(needs: Callable[[list[int]], dict[int, Need]]) -> None:
    """`needs` takes primary keys of Swedish pages, in a constant number of queries."""
    _needs.append(needs)


def needs_of(pages: Iterable[int]) -> dict[int, Need]:
    """Primary key of each Swedish page that somebody knows something of → its need."""
    wanted = list(pages)
    found: dict[int, Need] = {}
    for ask in _needs:
        found |= ask(wanted)
    return found


def score(
    need: Need,
    language: str,
    *,
    vital: bool,
    since: datetime | None,
    now: datetime,
    order: Any = None,
) -> float:
    """Higher is sooner. `since`: since when readers of the language lack it
    (`history.Ages`); `order` is the `TranslationOrder` if there is one."""
    spoken = 2.0 if language in need.spoken else 1.0
    risk = VITAL_FACTOR if vital else 1.0
    months = max(0.0, (now - since).days / MONTH) if since else 0.0
    age = 1.0 + min(months, MOST_MONTHS) / MOST_MONTHS
    return need.weight * spoken * risk * age * _ordered(order, now.date())


def _ordered(order: Any, today: date) -> float:
    if order is None:
        return 1.0
    factor = ORDER_FACTORS[order.priority]
    if order.due is None:
        return factor
    left = (order.due - today).days
    if left < 0:
        return factor * LATE_FACTOR
    return factor * (SOON_FACTOR if left <= SOON_DAYS else 1.0)
