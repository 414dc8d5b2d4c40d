"""Views that are no pages: serving, health, robots, sitemap, errors, style guide."""

from datetime import UTC, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.views import serve as wagtail_serve

from hm_site import languages

from . import interface
from .links import absolute, swap_language
from .page_context import plain_context
from .routing import find_page


@require_safe
def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's own serving, with our routing done first and with fewer queries.

    The page that was not found is answered here, so that the demo shows readers'
    404 and not the debugger's.
    """
    try:
        page = find_page([part for part in path.split("/") if part])
        if page.source.get_view_restrictions().exists():
            raise Http404  # nothing is private here, so nobody is asked to sign in
    except Http404 as error:
        return page_not_found(request, error)
    request._wagtail_route_for_request = (page, (), {})  # type: ignore[attr-defined]
    return wagtail_serve(request, path)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return HttpResponse("database", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For the admin and for whoever asks without having read a page."""
    return redirect(static("hm/favicon.svg"), permanent=True)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /kontroll/",
        *(f"Disallow: /{x.code}/sok/" for x in languages.LANGUAGES),
        *(f"Disallow: /{x.code}/sag-till/" for x in languages.LANGUAGES),
        "",
        f"Sitemap: {absolute('/sitemap.xml')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116; valid for a year from today, since it is made anew each time."""
    expires = timezone.now().replace(microsecond=0) + timedelta(days=365)
    text = (
        f"Contact: {settings.SECURITY_CONTACT}\n"
        f"Expires: {expires.astimezone(UTC).isoformat()}\n"
        "Preferred-Languages: sv, en\n"
        f"Canonical: {absolute('/.well-known/security.txt')}\n"
    )
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def page_not_found(
    request: HttpRequest, exception: Exception | None = None
) -> HttpResponse:
    """404 that offers the languages that exist, a search box and help."""
    if request.path.startswith("/admin/"):
        return HttpResponse("404", status=404, content_type="text/plain")
    first = request.path.lstrip("/").partition("/")[0]
    code = first if first in languages.BY_CODE else languages.SOURCE
    with translation.override(code):
        return render(request, "404.html", not_found_context(request), status=404)


def not_found_context(request: HttpRequest) -> dict[str, Any]:
    return {
        **plain_context(str(interface.NOT_FOUND)),
        "languages": [
            {
                "endonym": x.endonym,
                "lang": x.tag,
                "dir": x.direction,
                "url": f"/{x.code}/",
            }
            for x in languages.LANGUAGES
        ],
        "search_url": swap_language("sok/", translation.get_language() or "sv"),
    }


def server_error(request: HttpRequest) -> HttpResponse:
    """500 without a query: the database may be what is broken."""
    return render(request, "500.html", status=500)


def styleguide(request: HttpRequest) -> HttpResponse:
    """Tokens and components with sample content; in debug only."""
    from .styleguide import sample_context

    if not settings.DEBUG:
        raise Http404
    return render(
        request, "styleguide.html", {**plain_context("Stilguide"), **sample_context()}
    )
