"""Redirects after renaming and moving, in every language from one row.

Wagtail writes a row for the Swedish address (`/sv/…`) and its target page. Since all
languages share that path, any language's old address finds the same row, and the
target's address is made in the language that asked. A thirteenth language needs no
new rows.
"""

from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from django.db.models import Q
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from hm_site import languages

from .links import reader_url, site_root, swap_language
from .locales import source_locale_id
from .page_cache import MUST_ASK
from .querysets import BasePageQuerySet


class ReaderRedirectMiddleware:
    """Answers a 404 with the redirect that the Swedish address has, if any."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        return self.answer(request) or response

    def answer(self, request: HttpRequest) -> HttpResponse | None:
        """The redirect, in the language of the address, with the query as it came."""
        path = uri_to_iri(request.path)
        language = path.lstrip("/").partition("/")[0]
        if "\0" in path or language not in languages.BY_CODE:
            return None
        row = _row(path, language)
        if row is None:
            return None
        if row.redirect_page is None:
            link = _in_language(row.redirect_link, language)
        else:
            link = _address(row.redirect_page, language)
        # A page renamed there and back has a row that leads to where it stands.
        if not link or link == request.path:
            return None
        kind = (
            HttpResponsePermanentRedirect
            if row.is_permanent
            else (HttpResponseRedirect)
        )
        response = kind(_with_query(link, request.META.get("QUERY_STRING", "")))
        # Also for who is signed in, past the page cache: her browser would keep it.
        response.headers["Cache-Control"] = MUST_ASK
        return response


def _row(path: str, language: str) -> Redirect | None:
    """The row for this address in any language (1 query).

    The reader's own language comes first, then Swedish: that is where Wagtail writes,
    unless another language was active when the page was renamed.
    """
    paths = {
        Redirect.normalise_path(swap_language(path, code)): code
        for code in languages.BY_CODE
    }
    rows = Redirect.objects.filter(old_path__in=list(paths)).filter(
        Q(site_id=site_root()[0]) | Q(site__isnull=True)
    )

    def rank(row: Redirect) -> tuple[bool, bool, bool]:
        code = paths[row.old_path]
        return (code != language, code != languages.SOURCE, row.site_id is None)

    return min(rows.select_related("redirect_page"), key=rank, default=None)


def _in_language(link: str, language: str) -> str:
    """An address of ours that carries a language gets the reader's."""
    first = link.lstrip("/").partition("/")[0]
    inside = link.startswith("/") and not link.startswith("//")
    ours = inside and first in languages.BY_CODE
    return swap_language(link, language) if ours else link


def _with_query(link: str, query: str) -> str:
    """The reader's query behind the one that the link has, before its fragment."""
    parts = urlsplit(link)
    joined = "&".join(part for part in (parts.query, query) if part)
    return urlunsplit(parts._replace(query=joined))


def _address(page: Page, language: str) -> str:
    """Of the published Swedish page, though the row may name a translation."""
    source = (
        BasePageQuerySet(Page)
        .published()
        .filter(translation_key=page.translation_key, locale_id=source_locale_id())
        .first()
    )
    return reader_url(source, language) if source else ""
