"""What an organisation's page shows from the rooms above this one.

Support offerings and stories live in rooms that import this one, so they register
here (in `AppConfig.ready`) how to list what lies below an organisation.
"""

from collections.abc import Callable
from typing import Any

from wagtail.models import Page

# name in the template → function(Swedish organisation page) → cards
_listings: dict[str, Callable[[Page], list[Any]]] = {}
# what the index counts: function() → {path of organisation: number}
_counters: list[Callable[[], dict[str, int]]] = []


def register_listing(name: str, function: Callable[[Page], list[Any]]) -> None:
    _listings[name] = function


def register_counter(function: Callable[[], dict[str, int]]) -> None:
    _counters.append(function)


def owned(organisation: Page) -> dict[str, list[Any]]:
    """Everything registered, for one organisation."""
    return {name: function(organisation) for name, function in _listings.items()}


def offering_counts() -> dict[str, int]:
    """Number of offerings by the organisation's treebeard path."""
    counts: dict[str, int] = {}
    for counter in _counters:
        for path, number in counter().items():
            counts[path] = counts.get(path, 0) + number
    return counts
