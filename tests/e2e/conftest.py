"""A site with content, and browsers that watch what it does.

The content is built once per process and kept as a copy in memory; each test starts
from it. Every browser that a test opens is watched: no request may leave the live
server, nothing may break the content security policy, no script may fail, and a reader
gets no cookie.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
)

from hm_site.base.caches import clear_process_caches
from tests.plugins.database import Snapshot, SqliteSnapshot

from .content import build

PHONE_WIDTH, DESK_WIDTH = 320, 1280
CONTENT = pytest.StashKey[Snapshot]()
# What Chromium says about a page that is meant to answer 404.
EXPECTED = ("the server responded with a status of 404",)
PATIENCE = 20_000  # milliseconds; machines are shared
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def site(request: pytest.FixtureRequest, live_server: Any, db: None) -> str:
    """The address of the live server, with content behind it."""
    stash = request.session.stash
    if CONTENT in stash:
        stash[CONTENT].restore()
        ContentType.objects.clear_cache()
    else:
        build()
        if connection.vendor == "sqlite":
            stash[CONTENT] = SqliteSnapshot()
    clear_process_caches()
    return str(live_server.url)


@dataclass
class Watch:
    """What one browser context did."""

    context: BrowserContext
    host: str
    anonymous: bool
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("request", self._requested)
        self.context.on("console", self._said)
        self.context.on("weberror", lambda error: self.complaints.append(str(error)))

    def _requested(self, request: Request) -> None:
        self.requests.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        expected = any(text in message.text for text in EXPECTED)
        if message.type in {"error", "warning"} and not expected:
            self.complaints.append(message.text)

    @property
    def elsewhere(self) -> list[str]:
        """Requests that left the live server."""
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme in {"http", "https", "ws", "wss"}
            and urlsplit(url).netloc != self.host
        ]

    def files(self, ending: str) -> list[str]:
        return [url for url in self.requests if urlsplit(url).path.endswith(ending)]

    def check(self) -> None:
        assert self.elsewhere == []
        assert self.complaints == []
        if self.anonymous:
            assert self.context.cookies() == []


@dataclass
class Visitor:
    """One open page and what its browser did."""

    page: Page
    watch: Watch


OpenVisitor = Callable[..., Visitor]


@pytest.fixture
def visit(
    browser: Browser, browser_context_args: dict[str, Any], site: str
) -> Iterator[OpenVisitor]:
    """`visit(width=…, scripts=…, locale=…)` opens a browser of its own on the site."""
    watches: list[Watch] = []

    def open_visitor(
        *,
        width: int = DESK_WIDTH,
        scripts: bool = True,
        locale: str = "sv-SE",
        anonymous: bool = True,
    ) -> Visitor:
        context = browser.new_context(
            **{
                **browser_context_args,
                "base_url": site,
                "viewport": {"width": width, "height": 800},
                "java_script_enabled": scripts,
                "locale": locale,
                # Nothing is half-way between two colours when it is looked at.
                "reduced_motion": "reduce",
            }
        )
        context.set_default_timeout(PATIENCE)
        watch = Watch(context, urlsplit(site).netloc, anonymous)
        watches.append(watch)
        return Visitor(context.new_page(), watch)

    yield open_visitor
    try:
        for watch in watches:
            watch.check()
    finally:
        for watch in watches:
            watch.context.close()
