"""What is translated, pages and short texts alike, and where each stands.

A subject knows its state in every language that was asked for, and its addresses. All
that lists pages × languages is made of them: the desk, what is next, the reports.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Page

from hm_site.base.locales import language_codes
from hm_site.base.models import LocalRow
from hm_site.organisations.ownership import lineage
from hm_site.organisations.review import desk

from . import priority, states, vital
from .history import Ages
from .models import TranslationOrder
from .order_models import PAGE, Key, named
from .short_texts import cells as short_cells
from .short_texts.kinds import KINDS, Item, kind_of_translation
from .states import State

AnyCell = states.Cell | short_cells.Cell
# What came back from its review and was not sent in again, whatever readers have.
RETURNED = "returned"
# What the person asking may decide on: somebody else wrote it.
WAITING = "waiting"


def pick(key: Key) -> str:
    """What the form that orders calls it."""
    kind, pk = key
    return f"{kind}-{pk}" if kind else str(pk)


class Subject(ABC):
    """A Swedish text in all the languages asked for. `path`: where in the tree of pages
    it belongs, "" for nowhere; `sort` tells lists what it is, where that is needed."""

    key: Key
    title: str
    sort: str = ""
    path: str = ""
    vital: bool = False

    @property
    def pick(self) -> str:
        return pick(self.key)

    @property
    @abstractmethod
    def kind_name(self) -> str:
        """What it is, in words."""

    @property
    def is_page(self) -> bool:
        return self.key[0] == PAGE

    @abstractmethod
    def cell(self, language: str) -> AnyCell: ...

    @abstractmethod
    def url(self, language: str, action: str = "") -> str:
        """Where it is written; `action`: "take", "release" or "cancel" the order."""

    def review_url(self, language: str) -> str:
        """Where it is decided."""
        return self.url(language)

    @abstractmethod
    def since(self, language: str) -> datetime | None:
        """Since when readers of the language lack it as it is, where that is known."""


class PageSubject(Subject):
    def __init__(
        self,
        page: Page,
        cells: Mapping[str, states.Cell],
        *,
        vital: bool = False,
        ages: Ages | None = None,
    ) -> None:
        self.page, self.cells, self.ages = page, cells, ages
        self.key = PAGE, page.pk
        self.title, self.path, self.vital = page.title, page.path, vital

    @property
    def kind_name(self) -> str:
        return str(self.page.page_type_display_name)

    def cell(self, language: str) -> states.Cell:
        return self.cells[language]

    def url(self, language: str, action: str = "edit") -> str:
        name = f"translation_{action or 'edit'}"
        return reverse(name, args=[self.page.pk, language])

    def review_url(self, language: str) -> str:
        return self.url(language, "review_of")

    def since(self, language: str) -> datetime | None:
        if self.ages is None:
            return None
        live = self.cell(language).live
        return self.ages.since(self.page.translation_key, language, live=live)


class TextSubject(Subject):
    def __init__(self, item: Item, cells: short_cells.Cells) -> None:
        self.item, self.kind = item, KINDS[item.kind]
        self.key, self.title, self.path = item.key, item.name, item.organisation
        self.sort = item.group or self.kind.name
        self._cells = cells

    @property
    def kind_name(self) -> str:
        return self.kind.name

    def cell(self, language: str) -> short_cells.Cell:
        return short_cells.cell_of(self._cells, self.item.pk, language)

    def url(self, language: str, action: str = "") -> str:
        return self.kind.url(self.item, language, action)

    def since(self, language: str) -> datetime | None:
        live = self.cell(language).live
        return self.item.changed if live else self.item.since


# ------------------------------------------------------------------------------- making
def of_pages(pages: QuerySet[Page], codes: Sequence[str]) -> list[PageSubject]:
    """These Swedish pages in these languages (12 queries)."""
    shown = list(pages.only("title", "path", "translation_key", "content_type"))
    cells = states.cells([page.translation_key for page in shown], codes)
    risky = pages.filter(vital.vital_pages()).order_by()
    is_vital = set(risky.values_list("pk", flat=True))
    ages = Ages(pages, codes)
    return [
        PageSubject(
            page, cells[page.translation_key], vital=page.pk in is_vital, ages=ages
        )
        for page in shown
    ]


def of_texts(items: Iterable[Item]) -> list[TextSubject]:
    """These short texts, in any language (2 queries for each kind)."""
    wanted = list(items)
    cells = {
        code: kind.cells(found)
        for code, kind in KINDS.items()
        if (found := [item for item in wanted if item.kind == code])
    }
    return [TextSubject(item, cells[item.kind]) for item in wanted]


def needs_of(subjects: Iterable[Subject]) -> dict[Key, priority.Need]:
    """How much readers need each; see `priority`."""
    wanted = list(subjects)
    found = priority.needs_of(one.key[1] for one in wanted if one.is_page)
    needs = {(PAGE, pk): need for pk, need in found.items()}
    return needs | {
        one.key: one.kind.need(one.item)
        for one in wanted
        if isinstance(one, TextSubject)
    }


def owner_of(subject: Subject, titles: Mapping[str, str]) -> str:
    """Name of the organisation it belongs to, "" for none. `titles`: tree path → name
    (`ownership.organisation_titles`)."""
    found = (titles[path] for path in lineage(subject.path) if path in titles)
    return next(found, "")


def orders_of(
    codes: Iterable[str], key: Key | None = None
) -> dict[tuple[Key, str], TranslationOrder]:
    """(key, language) → what is ordered, of all or of the one (1 query)."""
    rows = TranslationOrder.objects.filter(language__in=codes)
    if key is not None:
        rows = rows.filter(**named(key))
    return {
        (order.key, order.language): order for order in rows.select_related("taken_by")
    }


# ----------------------------------------------------------------------------- standing
def waits(cell: AnyCell) -> bool:
    return State.IN_REVIEW in (cell.state, cell.work)


def stands(cell: AnyCell, state: str) -> bool:
    """A new version of what is published is in two states at once."""
    return cell.returned if state == RETURNED else state in (cell.state, cell.work)


def in_state(
    subjects: Iterable[Subject], codes: Iterable[str], state: str, user: Any
) -> list[Subject]:
    """Those that are in a state in one of the languages."""
    shown = list(codes)
    if state != WAITING:
        return [x for x in subjects if any(stands(x.cell(c), state) for c in shown)]
    mine = _waiting_for(user)
    return [x for x in subjects if any((_name(x), code) in mine for code in shown)]


def _name(subject: Subject) -> Any:
    """What a page and its translations have in common, or a text and its rows."""
    if isinstance(subject, PageSubject):
        return subject.page.translation_key
    return subject.key


def _waiting_for(user: Any) -> set[tuple[Any, str]]:
    """(name, language) of what the person may decide on."""
    codes = language_codes()
    found: set[tuple[Any, str]] = set()
    for one in desk.queue(user, desk.steps(user)):
        row = one.page
        if one.own:
            continue
        if isinstance(row, Page):
            found.add((row.translation_key, codes.get(row.locale_id, "")))
        elif isinstance(row, LocalRow) and (kind := kind_of_translation(row)):
            found.add(((kind.code, kind.key(row)), row.language))
    return found
