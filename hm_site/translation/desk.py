"""The translator's desk: which page is where in which language."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page

from hm_site import languages
from hm_site.base.querysets import BasePageQuerySet

from . import access, states
from .views import frame

PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    """A Swedish page and its cells, in the order of the columns."""

    page: Page
    cells: list[states.Cell]


def pages() -> QuerySet[Page]:
    """All that is translated: what readers have in Swedish."""
    found = BasePageQuerySet(Page).sources().published().filter(depth__gt=1)
    return found.order_by("path")


def my_languages(user: Any) -> list[str]:
    """Columns that matter to the person; coordinators see all."""
    if access.may_coordinate(user):
        return access.target_codes()
    mine = {
        *access.languages_of(user, access.TRANSLATOR),
        *access.languages_of(user, access.REVIEWER),
    }
    return [code for code in access.target_codes() if code in mine]


def desk(request: HttpRequest) -> HttpResponse:
    codes = my_languages(request.user)
    if not codes:
        raise PermissionDenied
    page = Paginator(pages(), PER_PAGE).get_page(request.GET.get("p"))
    cells = states.cells([row.translation_key for row in page])
    rows = [
        Row(row, [cells[row.translation_key][code] for code in codes]) for row in page
    ]
    context = {
        "rows": rows,
        "page": page,
        "columns": [languages.get(code) for code in codes],
        **frame("Översättning"),
    }
    return render(request, "translation/desk.html", context)
