"""Names that drafts are born with, until an editor gives an offering one of its own."""

from django.utils.text import slugify
from wagtail.models import Page

UNNAMED = "Namnlöst utkast"
COPY_OF = "Kopia av "
SLUG_LENGTH = 200


def has_own_name(title: str) -> bool:
    return not title.startswith(COPY_OF) and UNNAMED.lower() not in title.lower()


def has_own_slug(slug: str) -> bool:
    """False for addresses made from the names that drafts are born with."""
    return not slug.startswith((slugify(UNNAMED), f"{slugify(COPY_OF)}-"))


def free_slug(parent: Page, title: str, page: Page | None = None) -> str:
    """The title as an address below `parent` that no other page has."""
    wanted = slugify(title)[:SLUG_LENGTH] or "stod"
    others = parent.get_children().exclude(pk=page.pk if page else None)
    taken = set(others.values_list("slug", flat=True))
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
