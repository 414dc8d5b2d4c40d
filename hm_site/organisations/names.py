"""Names and addresses of organisations without a query per card."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from hm_site.base.caches import versioned_cache
from hm_site.base.links import reader_path
from hm_site.base.querysets import local_title, translated_titles
from hm_site.base.reader import LocalText, reader_code

from .models import OrganisationPage
from .ownership import lineage


@dataclass(frozen=True)
class OrganisationName:
    """What a card says about the organisation behind it."""

    pk: int
    path: str
    url_path: str
    name: LocalText
    slug: str
    email: str
    phone: str

    @cached_property
    def url(self) -> str:
        return reader_path(self.url_path) or ""


@versioned_cache
def _names(language: str) -> dict[str, OrganisationName]:
    """Treebeard path → name, for all live organisations (1–2 queries, cached)."""
    sources = list(OrganisationPage.objects.sources().published())
    titles = translated_titles([page.translation_key for page in sources], language)
    return {
        page.path: OrganisationName(
            pk=page.pk,
            path=page.path,
            url_path=page.url_path,
            name=local_title(page, titles, language),
            slug=page.slug,
            email=page.email,
            phone=page.phone,
        )
        for page in sources
    }


def all_names() -> list[OrganisationName]:
    return list(_names(reader_code()).values())


def owner_of(path: str) -> OrganisationName | None:
    """The live organisation that a page with this treebeard path lies below."""
    known = _names(reader_code())
    found = (known[above] for above in lineage(path)[:-1] if above in known)
    return next(found, None)
