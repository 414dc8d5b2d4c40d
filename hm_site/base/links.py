"""The one place that makes addresses for readers.

An address is a language prefix and the path of the *Swedish* page, whatever the slugs
and parents of translations are. So a link never takes a reader out of her language.
"""

from django.conf import settings
from wagtail.models import Page, Site

from hm_site import languages

from .caches import versioned_cache
from .reader import reader_code


@versioned_cache
def site_root() -> tuple[int, str, str]:
    """(site id, absolute root address without slash, url_path of the Swedish home)."""
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        return (0, settings.BASE_URL, "/")
    return (site.pk, site.root_url, site.root_page.url_path)


def reader_path(url_path: str, language: str | None = None) -> str | None:
    """`/ar/hitta-stod/` from a Swedish page's `url_path`; None outside the site."""
    root = site_root()[2]
    if not url_path.startswith(root):
        return None
    return f"/{language or reader_code()}/{url_path[len(root) :]}"


def reader_url(source: Page, language: str | None = None) -> str:
    """Path of a Swedish page for readers of `language` (default: the active one)."""
    return reader_path(source.url_path, language) or ""


def home_path(language: str | None = None) -> str:
    return f"/{language or reader_code()}/"


def absolute(path: str) -> str:
    """With scheme and host from the Site, never from the request's Host header."""
    return site_root()[1] + path


def swap_language(path: str, language: str) -> str:
    """The same address in another language; `path` may or may not have a prefix."""
    first, _, rest = path.lstrip("/").partition("/")
    return f"/{language}/{rest if first in languages.BY_CODE else path.lstrip('/')}"
