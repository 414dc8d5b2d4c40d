"""Middleware: hostile input, the reader's language, headers of public pages."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, unquote_to_bytes

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.common import CommonMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

from hm_site import languages

from .http import ADMIN_PREFIX, is_public

Handler = Callable[[HttpRequest], HttpResponse]
MAX_QUERY = 16_384
MAX_KEY = 2**63 - 1
# A language and a region, as in sv-SE; a variant such as sv-simple is no region.
_REGION = re.compile(r"[a-z]{2,3}-([a-z]{2}|[0-9]{3})")
# The rest of a percent-escape that was cut in two.
_CUT_ESCAPE = re.compile(r"%[0-9A-Fa-f]?$")
# What may stand bare in a path (RFC 3986, pchar) and the slash.
_PATH_SAFE = "/:@!$&'()*+,;=~"


class HostileInputMiddleware:
    """Refuses what no browser sends before it can break something further in.

    NUL bytes and malformed UTF-8 in the path are no address: 404 would invite the
    database, so they end here as 400. Of an over-long query a reader's page gets the
    beginning, which is all that a search reads; the admin, where the end may name what
    is to be changed, refuses it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        raw = request.META.get("QUERY_STRING", "")
        if len(raw) > MAX_QUERY:
            if request.path.startswith(ADMIN_PREFIX):
                return _bad_request()
            request.META["QUERY_STRING"] = _CUT_ESCAPE.sub("", raw[:MAX_QUERY])
        if "\0" in request.path:
            return _bad_request()
        try:
            request.path.encode("utf-8")
            unquote_to_bytes(request.META.get("RAW_URI", "").partition("?")[0]).decode(
                "utf-8"
            )
        except UnicodeError:
            return _bad_request()
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> None:
        """A number that no row can have is no address; databases refuse to look."""
        if any(isinstance(x, int) and x > MAX_KEY for x in kwargs.values()):
            raise Http404


class SlashMiddleware(CommonMiddleware):
    """Leads to the address with a slash only who asks for a page: what was sent in a
    form would be lost on the way, and with DEBUG Django ends it with an error."""

    def should_redirect_with_slash(self, request: HttpRequest) -> bool:
        asks = request.method in {"GET", "HEAD"}
        return asks and bool(super().should_redirect_with_slash(request))


def _bad_request() -> HttpResponse:
    return HttpResponse("Bad Request", status=400, content_type="text/plain")


class ReaderLanguageMiddleware:
    """The language is the first part of the address and nothing else decides it.

    No cookie and no header: the same address gives every reader the same bytes.
    Only `/` asks Accept-Language, redirects and says so in `Vary`. The admin has
    its own language setting.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/":
            response: HttpResponse = HttpResponseRedirect(f"/{best_language(request)}/")
            patch_vary_headers(response, ["Accept-Language"])
            return response
        canonical = canonical_language_path(request.path)
        if canonical is not None and request.method in {"GET", "HEAD"}:
            query = request.META.get("QUERY_STRING", "")
            return HttpResponseRedirect(canonical + (f"?{query}" if query else ""))
        first = request.path.lstrip("/").partition("/")[0]
        code = first if first in languages.BY_CODE else languages.SOURCE
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", languages.get(code).tag)
            return response


def canonical_language_path(path: str) -> str | None:
    """`/sv/…` for `/SV/…` and `/sv-SE/…`; None when nothing is to be mended.

    People type and link to addresses in capitals and with a region. Only a code that
    names one of our languages leads anywhere; all else stays the 404 that it is.
    """
    first, _, rest = path.lstrip("/").partition("/")
    known = {code.lower(): code for code in languages.BY_CODE}
    lower = first.lower().replace("_", "-")
    code = known.get(lower)
    if code is None and _REGION.fullmatch(lower):
        code = known.get(lower.partition("-")[0])
    if code is None or code == first:
        return None
    return f"/{code}/{quote(rest, safe=_PATH_SAFE)}"


def best_language(request: HttpRequest) -> str:
    """The best of our languages for Accept-Language; Swedish when none fits."""
    header = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    request.META["HTTP_ACCEPT_LANGUAGE"] = header[:500]
    request.COOKIES.pop(settings.LANGUAGE_COOKIE_NAME, None)
    code = get_language_from_request(request)
    return code if code in languages.BY_CODE else languages.SOURCE


class ResponsePolicyMiddleware:
    """Looser CSP under /admin/ alone; caching and anonymity headers on public pages.

    Listed after CSPMiddleware, so it runs before that one writes its header.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "is_preview", False):
            # The editor frames previews, which are rendered at the page's address.
            response._csp_replace = {"frame-ancestors": ["'self'"]}  # type: ignore[attr-defined]
            response.headers.setdefault("Cache-Control", "no-store, private")
        elif request.path.startswith(ADMIN_PREFIX) and not hasattr(
            response,
            "_csp_update",  # a screen that needs less than Wagtail's own
        ):
            response._csp_update = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        if not is_public(request):
            response.headers.setdefault("Cache-Control", "no-store, private")
            # With no-referrer browsers send "Origin: null", which CSRF must refuse.
            response.headers.setdefault("Referrer-Policy", "same-origin")
            response["X-Robots-Tag"] = "noindex"
        response.headers.setdefault(
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), interest-cohort=()",
        )
        return response
