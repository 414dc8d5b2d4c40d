"""What stands on the editor's home and on the moderators' desk.

Upper rooms know what waits for a person (a check that is due, a reader's word) and
register a function here, in `AppConfig.ready`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Row:
    """One line: what it is about, where it leads, what is to be known about it."""

    title: str
    url: str
    note: str = ""
    badge: str = ""


@dataclass(frozen=True)
class Section:
    """A list under a heading; `note` explains it, `more_url` leads to all of it."""

    heading: str
    rows: list[Row] = field(default_factory=list)
    note: str = ""
    more_url: str = ""
    more: str = "Visa alla"
    icon: str = "list-ul"
    counted: bool = True  # whether the heading tells how many rows there are


# function(user) → the section, or None when it is no matter of hers
Maker = Callable[[Any], Section | None]

# function(page, revision) → what its reviewer should know, or ""
NoteMaker = Callable[[Any, Any], str]

_home: list[tuple[int, Maker]] = []
_desk: list[tuple[int, Maker]] = []
_review_notes: list[NoteMaker] = []
_outsiders: list[NoteMaker] = []


def register_home_section(order: int, maker: Maker) -> None:
    _home.append((order, maker))


def register_desk_section(order: int, maker: Maker) -> None:
    _desk.append((order, maker))


def home_sections(user: Any) -> list[Section]:
    return _made(_home, user)


def desk_sections(user: Any) -> list[Section]:
    return _made(_desk, user)


def register_review_note(maker: NoteMaker) -> None:
    _review_notes.append(maker)


def review_notes(page: Any, revision: Any) -> list[str]:
    """What stands above the texts of a version that waits for its review."""
    return [note for note in (make(page, revision) for make in _review_notes) if note]


def register_outsider(maker: NoteMaker) -> None:
    """`maker(page, revision)` names who has no account and wrote it, "" if nobody."""
    _outsiders.append(maker)


def outsider(page: Any, revision: Any) -> str:
    return next(filter(None, (name(page, revision) for name in _outsiders)), "")


def _made(makers: list[tuple[int, Maker]], user: Any) -> list[Section]:
    ordered = sorted(makers, key=lambda entry: entry[0])
    return [s for s in (maker(user) for _order, maker in ordered) if s is not None]


@dataclass(frozen=True)
class NewPage:
    """A button that begins a new page of an organisation."""

    label: str
    url: str
    icon: str = "plus"


@dataclass(frozen=True)
class PageNote:
    """What stands beside the revision of a page: how full it is, when it was checked.

    `action_url` leads to where it is changed.
    """

    text: str = ""
    badge: str = ""
    action: str = ""
    action_url: str = ""


_new_pages: list[tuple[int, Callable[[Any], NewPage]]] = []
_page_notes: list[Callable[[list[int]], dict[int, PageNote]]] = []


def register_new_page(order: int, maker: Callable[[Any], NewPage]) -> None:
    """function(Swedish organisation page) → the button for it."""
    _new_pages.append((order, maker))


def new_pages(organisation: Any) -> list[NewPage]:
    ordered = sorted(_new_pages, key=lambda entry: entry[0])
    return [maker(organisation) for _order, maker in ordered]


def register_page_notes(maker: Callable[[list[int]], dict[int, PageNote]]) -> None:
    """function(ids of pages) → notes by id, in the same queries for any number."""
    _page_notes.append(maker)


def page_notes(pks: Iterable[int]) -> dict[int, PageNote]:
    wanted = list(pks)
    notes: dict[int, PageNote] = {}
    for maker in _page_notes if wanted else []:
        notes |= maker(wanted)
    return notes
