"""To whom a page belongs: the page tree says it, no field does (DESIGN 2.3)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from wagtail.models import Collection, Page

from . import access
from .models import OrganisationPage

NOBODY = "–"


def lineage(path: str) -> list[str]:
    """Tree paths of a page and of all above it, from the root down."""
    steps = range(Page.steplen, len(path) + 1, Page.steplen)
    return [path[:length] for length in steps]


def owner_page(page: Page) -> OrganisationPage | None:
    """The Swedish organisation page that this is, or that it lies below (1 query)."""
    found: OrganisationPage | None = (
        OrganisationPage.objects.sources().filter(path__in=lineage(page.path)).first()
    )
    return found


def has_left(shown: Any) -> bool:
    """Whether its organisation has left: nothing of it comes back to readers.

    Rows beside the pages belong to none.
    """
    owner = owner_page(shown) if isinstance(shown, Page) else None
    return owner is not None and not owner.active


def editors_of_page(page: Page) -> list[Any]:
    """Editors of the organisation that the page belongs to; of a translation, none."""
    owner = owner_page(page)
    return list(access.editors_of(owner)) if owner else []


def responsible_for(page: Page) -> list[Any]:
    """Its editors; the moderators when it has none."""
    return editors_of_page(page) or list(access.people_with_role(access.MODERATOR))


# ------------------------------------------------------------------- of many at once
def organisation_titles() -> dict[str, str]:
    """Tree path → name of each organisation."""
    return dict(OrganisationPage.objects.sources().values_list("path", "title"))


def owner_title(page: Page, titles: dict[str, str]) -> str:
    """Out of `organisation_titles`; a dash for what belongs to none."""
    found = (titles[path] for path in lineage(page.path) if path in titles)
    return next(found, NOBODY)


def belongs_to(organisations: Iterable[OrganisationPage]) -> Q:
    """Condition on pages: one of these organisations or below it; none for none."""
    inside = Q(pk__in=[])
    for organisation in organisations:
        inside |= Q(path__startswith=organisation.path)
    return inside


# ------------------------------------------------------------- of places for files
def describe_owned(collection: Collection) -> dict[str, Any] | None:
    """Hook `describe_collection_contents`: an organisation's place for its files is
    not deleted, empty or not, nor what it lies in."""
    inside = collection.get_descendants(inclusive=True)
    names = list(inside.exclude(owner_organisation=None).values_list("name", flat=True))
    if not names:
        return None
    text = "platsen för filer hos " + ", ".join(names)
    return {"count": len(names), "count_text": text, "url": ""}
