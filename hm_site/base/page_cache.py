"""The anonymous page cache: whole answers, per process, dropped by content version.

The same bytes go to every reader of an address, so an answer can be kept until
someone changes content (the version differs) or the clock changes what it says (the
page's next boundary, at most five minutes). The version is read *before* rendering
and the answer is stored under it, so an answer made during a publication can never
be kept as the new one. Requests that carry a session are never served from here.
"""

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags, quote_etag

from . import caches
from .http import BOUNDARY_ATTRIBUTE, is_public

MAX_AGE_SECONDS = 300
# Must answer without the database, or need no content.
UNVERSIONED = ("/healthz", "/readyz", "/static/", "/media/")
MUST_ASK = "public, max-age=0, must-revalidate"
# For a proxy in front: one second, and a slow answer never makes readers wait.
AT_THE_EDGE = "s-maxage=1, stale-while-revalidate=2"


@dataclass(frozen=True)
class Stored:
    version: int
    until: float
    body: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str


class AnonymousPageCacheMiddleware:
    """Serves and fills the cache; adds ETag and Cache-Control to public pages.

    Browsers and proxies may keep a page but must ask whether it still holds: a
    withdrawn page has to be gone at once. `s-maxage` lets the proxy in front hold a
    page for one second, which is what shields the site when many read it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.store: OrderedDict[str, Stored] = OrderedDict()
        self.lock = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(UNVERSIONED):
            return self.get_response(request)
        version = caches.read_version()
        caches.pin_version(version)
        try:
            return self.respond(request, version)
        finally:
            caches.pin_version(None)

    def respond(self, request: HttpRequest, version: int) -> HttpResponse:
        if (
            request.method not in {"GET", "HEAD"}
            or not is_public(request)
            or settings.SESSION_COOKIE_NAME in request.COOKIES
        ):
            return self.get_response(request)
        key = f"{request.get_host()}|{request.get_full_path()}"
        stored = self.find(key, version)
        if stored is None:
            response = self.get_response(request)
            if not self.cacheable(response):
                # A redirect kept for good would go round in circles once a page is
                # renamed back, a 404 would hide what is published later.
                response.headers.setdefault("Cache-Control", MUST_ASK)
                return response
            stored = self.keep(key, version, response)
        return self.answer(request, stored)

    def find(self, key: str, version: int) -> Stored | None:
        with self.lock:
            stored = self.store.get(key)
            if stored is None:
                return None
            if stored.version != version or stored.until < time.monotonic():
                del self.store[key]
                return None
            self.store.move_to_end(key)
            return stored

    @staticmethod
    def cacheable(response: HttpResponse) -> bool:
        return (
            response.status_code == 200
            and not response.streaming
            and not response.cookies
            and "no-store" not in response.get("Cache-Control", "")
            and "Vary" not in response.headers
        )

    def keep(self, key: str, version: int, response: HttpResponse) -> Stored:
        seconds = min(
            MAX_AGE_SECONDS, getattr(response, BOUNDARY_ATTRIBUTE, MAX_AGE_SECONDS)
        )
        digest = hashlib.blake2b(response.content, digest_size=16).hexdigest()
        stored = Stored(
            version=version,
            until=time.monotonic() + max(0, seconds),
            body=response.content,
            headers=tuple(
                (name, value)
                for name, value in response.items()
                if name.lower() in {"content-type", "content-language", "link"}
            ),
            etag=quote_etag(digest),
        )
        if settings.PAGE_CACHE_ENTRIES and seconds > 0 and "?" not in key:
            with self.lock:
                self.store[key] = stored
                while len(self.store) > settings.PAGE_CACHE_ENTRIES:
                    self.store.popitem(last=False)
        return stored

    @staticmethod
    def answer(request: HttpRequest, stored: Stored) -> HttpResponse:
        asked = parse_etags(request.headers.get("If-None-Match", ""))
        response: HttpResponse
        if stored.etag in asked or f"W/{stored.etag}" in asked:
            response = HttpResponseNotModified()
        else:
            response = HttpResponse(stored.body)
        for name, value in stored.headers:
            response[name] = value
        response["ETag"] = stored.etag
        # What somebody searched for stays out of the proxy's store.
        response["Cache-Control"] = (
            MUST_ASK.replace("public", "private")
            if request.META.get("QUERY_STRING")
            else f"{MUST_ASK}, {AT_THE_EDGE}"
        )
        return response
