"""Which pages go out in a file."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from hm_site.base.querysets import BasePageQuerySet

from .. import states
from ..models import TranslationOrder

# A file with more is no help to the one who gets it, and slow to make. The rest follows
# when these are done.
MAX_PAGES = 100


def published() -> QuerySet[Page]:
    """Swedish pages that readers have, in the order of the tree."""
    found = BasePageQuerySet(Page).sources().published().filter(depth__gt=1)
    return found.order_by("path")


def lacking(pages: Iterable[Page], language: str) -> list[Page]:
    """Those that lack a text or have an old one; not under review (7 queries)."""
    found = list(pages)
    cells = states.cells([page.translation_key for page in found], [language])
    return [page for page in found if _open(cells[page.translation_key][language])]


def _open(cell: states.Cell) -> bool:
    waiting = states.State.IN_REVIEW in (cell.state, cell.work)
    return cell.state is not states.State.PUBLISHED and not waiting


def ordered(language: str) -> list[Page]:
    """Pages of the language's open orders, the most urgent first."""
    rows = TranslationOrder.objects.filter(language=language)
    wanted = list(rows.values_list("page_id", flat=True))
    pages = {page.pk: page for page in published().filter(pk__in=wanted)}
    return lacking([pages[pk] for pk in wanted if pk in pages], language)


def open_orders(codes: Iterable[str]) -> dict[str, int]:
    """Language → number of open orders, for those that have any."""
    wanted = set(codes)
    rows: list[tuple[int, str]] = list(
        TranslationOrder.objects.filter(language__in=wanted).values_list(
            "page_id", "language"
        )
    )
    pages: dict[int, Any] = dict(
        published()
        .filter(pk__in={pk for pk, _ in rows})
        .values_list("pk", "translation_key")
    )
    cells = states.cells(set(pages.values()), wanted)
    counts: dict[str, int] = {}
    for pk, code in rows:
        if pk in pages and _open(cells[pages[pk]][code]):
            counts[code] = counts.get(code, 0) + 1
    return counts


def everything(language: str) -> list[Page]:
    """All pages that lack something in the language."""
    return lacking(published(), language)
