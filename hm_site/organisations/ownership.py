"""To whom a page belongs: the page tree says it, no field does (DESIGN 2.3)."""

from typing import Any

from wagtail.models import Collection, Page

from .models import OrganisationPage


def owner_page(page: Page) -> OrganisationPage | None:
    """The Swedish organisation page that this is, or that it lies below (1 query)."""
    steps = range(Page.steplen, len(page.path) + 1, Page.steplen)
    paths = [page.path[:length] for length in steps]
    found: OrganisationPage | None = (
        OrganisationPage.objects.sources().filter(path__in=paths).first()
    )
    return found


def has_left(shown: Any) -> bool:
    """Whether its organisation has left: nothing of it comes back to readers.

    Rows beside the pages belong to none.
    """
    owner = owner_page(shown) if isinstance(shown, Page) else None
    return owner is not None and not owner.active


def describe_owned(collection: Collection) -> dict[str, Any] | None:
    """Hook `describe_collection_contents`: an organisation's place for its files is
    not deleted, empty or not, nor what it lies in."""
    inside = collection.get_descendants(inclusive=True)
    names = list(inside.exclude(owner_organisation=None).values_list("name", flat=True))
    if not names:
        return None
    text = "platsen för filer hos " + ", ".join(names)
    return {"count": len(names), "count_text": text, "url": ""}
