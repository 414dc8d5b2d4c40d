"""Redirects after renaming and moving, in every language from one row.

Wagtail writes a row for the Swedish address (`/sv/…`) and its target page. Since all
languages share that path, any language's old address finds the same row, and the
target's address is made in the language that asked. A thirteenth language needs no
new rows.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.models import Redirect

from hm_site import languages

from .links import reader_url, site_root, swap_language


class ReaderRedirectMiddleware:
    """Answers a 404 with the redirect that the Swedish address has, if any."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        target = self.target(request)
        return response if target is None else HttpResponsePermanentRedirect(target)

    def target(self, request: HttpRequest) -> str | None:
        """Where to go instead, in the language of the address."""
        path = uri_to_iri(request.path)
        language = path.lstrip("/").partition("/")[0]
        if "\0" in path or language not in languages.BY_CODE:
            return None
        old_path = Redirect.normalise_path(swap_language(path, languages.SOURCE))
        row = (
            Redirect.objects.filter(old_path=old_path, site_id__in=[site_root()[0]])
            .select_related("redirect_page")
            .first()
            or Redirect.objects.filter(old_path=old_path, site__isnull=True)
            .select_related("redirect_page")
            .first()
        )
        if row is None:
            return None
        if row.redirect_page is None:
            return row.redirect_link or None
        if not row.redirect_page.live:
            return None
        return reader_url(row.redirect_page, language)
