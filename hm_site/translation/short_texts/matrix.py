"""All short texts × languages on one screen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from hm_site import languages
from hm_site.organisations.review.authors import co_authors

from .. import access, tabs
from ..desk import my_languages
from ..views import frame
from .cells import STATES, Cell, Cells, cell_of, revisions
from .kinds import KINDS, Item
from .review import WAITING

PER_PAGE = 50
RETURNED, STALE = "returned", "stale"
# What the list can be narrowed to, in the words of the form.
NARROWED: dict[str, str] = {
    WAITING: "Väntar på mig",
    **{state.value: str(state.label).capitalize() for state in STATES},
    RETURNED: "Kom tillbaka",
    STALE: "Svenskan är ändrad",
}


@dataclass(frozen=True)
class Filters:
    """What was asked for; what is unknown counts as not asked."""

    kind: str = ""
    language: str = ""
    state: str = ""
    q: str = ""

    @classmethod
    def asked(cls, data: QueryDict, codes: list[str]) -> "Filters":
        def known(name: str, values: Any) -> str:
            value = data.get(name, "")
            return value if value in values else ""

        return cls(
            known("kind", KINDS),
            known("language", codes),
            known("state", NARROWED),
            data.get("q", "").strip()[:100],
        )

    def __bool__(self) -> bool:
        return bool(self.kind or self.language or self.state or self.q)


@dataclass(frozen=True)
class Shown:
    """A cell and where it leads."""

    cell: Cell
    url: str
    language: languages.Language


@dataclass(frozen=True)
class Row:
    item: Item
    kind: str
    cells: list[Shown]


@dataclass(frozen=True)
class Column:
    language: languages.Language
    published: int
    total: int


def everything(filters: Filters) -> tuple[list[Item], dict[str, Cells]]:
    """All items of the chosen kinds, and their cells by kind."""
    items: list[Item] = []
    cells: dict[str, Cells] = {}
    for kind in KINDS.values():
        if filters.kind in ("", kind.code):
            found = kind.items()
            items += found
            cells[kind.code] = kind.cells(found) if found else {}
    return items, cells


def test_of(state: str, user: Any, cells: dict[str, Cells]) -> Callable[[Cell], bool]:
    """Whether a cell belongs into the narrowed list."""
    if state == WAITING:
        mine = set(access.languages_of(user, access.REVIEWER))
        waiting = [c for found in cells.values() for c in found.values()]
        authors = co_authors(revisions(waiting))
        return lambda c: (
            c.in_review
            and c.revision_id is not None
            and c.language in mine
            and user.pk not in c.writers | authors.get(c.revision_id, set())
        )
    if state == RETURNED:
        return lambda c: c.returned
    if state == STALE:
        return lambda c: c.stale
    return lambda c: c.is_in(state)


def narrowed(
    items: list[Item],
    cells: dict[str, Cells],
    codes: list[str],
    filters: Filters,
    user: Any,
) -> Iterator[Item]:
    word = filters.q.lower()
    belongs = test_of(filters.state, user, cells) if filters.state else None
    for item in items:
        if word and word not in f"{item.source} {item.group}".lower():
            continue
        found = (cell_of(cells[item.kind], item.pk, code) for code in codes)
        if belongs is None or any(map(belongs, found)):
            yield item


def matrix(request: HttpRequest) -> HttpResponse:
    mine = my_languages(request.user)
    if not mine:
        raise PermissionDenied
    filters = Filters.asked(request.GET, mine)
    codes = [filters.language] if filters.language else mine
    items, cells = everything(filters)
    found = list(narrowed(items, cells, codes, filters, request.user))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "rows": [_row(item, cells[item.kind], codes) for item in page],
        "page": page,
        "columns": [_column(code, items, cells) for code in codes],
        "filters": filters,
        "kinds": KINDS.values(),
        "languages": [languages.get(code) for code in mine],
        "states": NARROWED.items(),
        "total": len(items),
        **tabs.beside("translation_short_texts", request.user),
        **frame("Korta texter"),
    }
    return render(request, "translation/short_texts/matrix.html", context)


def _row(item: Item, cells: Cells, codes: list[str]) -> Row:
    kind = KINDS[item.kind]
    shown = [
        Shown(cell_of(cells, item.pk, code), kind.url(item, code), languages.get(code))
        for code in codes
    ]
    return Row(item, item.group or kind.name, shown)


def _column(code: str, items: list[Item], cells: dict[str, Cells]) -> Column:
    live = sum(cell_of(cells[item.kind], item.pk, code).live for item in items)
    return Column(languages.get(code), live, len(items))


def next_one(user: Any, language: str, state: str) -> str:
    """Address of the first text in the language that is in `state`; "" when none."""
    items, cells = everything(Filters())
    filters = Filters(language=language, state=state)
    found = narrowed(items, cells, [language], filters, user)
    for item in found:
        if item.kind != "meny":
            return KINDS[item.kind].url(item, language)
    return ""
