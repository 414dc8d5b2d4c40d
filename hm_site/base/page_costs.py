"""What every kind of public page costs, here and now (`manage.py page_costs`).

For each kind of page and for some languages: SQL queries once the caches of the process
are filled (the anonymous page cache is off), queries asked twice, bytes and requests of
a first visit, and time. Times are not
budgets: they are given as a share of what a bare Wagtail page takes in the same run, so
that numbers from different machines can be compared.

Nothing is written.
"""

import logging
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import path as url_path
from wagtail.models import Page, Site

from hm_site import languages
from hm_site.base.first_visit import compressed, linked_files
from hm_site.base.links import reader_path
from hm_site.base.locales import locale_ids, source_locale_id
from hm_site.base.querysets import BasePageQuerySet

KB = 1024
MAX_QUERIES = 12
MAX_REPEATED = 0
MAX_BYTES = 30 * KB
MAX_FONT_BYTES = 75 * KB
MAX_REQUESTS = 10

LANGUAGES = ("sv", "ar", "ti")
FILTER = "?municipality=halmstad&concern=worry"
# A word that many pages hold, in each language that is measured.
SEARCHED = {"sv": "stöd", "ar": "دعم", "ti": "ደገፍ"}
DIRECTORY, OFFERING = "directorypage", "supportofferingpage"
# Kinds of which there is one page, or any one will do.
SINGLE = {
    "organisation index": "organisationindexpage",
    "story index": "storyindexpage",
    "strategy": "strategypage",
    "information": "informationpage",
}
BASELINE = "/sv/page-costs-baseline/"


# ------------------------------------------------------------------ one visit
@dataclass(frozen=True)
class Cost:
    """One row of the table. Bytes are compressed, `ms` is the fastest visit."""

    page: str
    language: str
    path: str
    status: int
    queries: int
    repeated: int
    html: int
    css: int
    js: int
    font: int
    requests: int
    ms: float

    @property
    def first_visit(self) -> int:
        """HTML, stylesheet and scripts; the font has a budget of its own."""
        return self.html + self.css + self.js

    def broken(self) -> list[str]:
        """The budgets that this page breaks, in words."""
        budgets = (
            ("SQL queries", self.queries, MAX_QUERIES),
            ("repeated queries", self.repeated, MAX_REPEATED),
            ("bytes", self.first_visit, MAX_BYTES),
            ("bytes of font", self.font, MAX_FONT_BYTES),
            ("requests", self.requests, MAX_REQUESTS),
        )
        return [
            f"{self.page} ({self.language}): {value} {name}, the budget is {budget}"
            for name, value, budget in budgets
            if value > budget
        ]


class Visitor:
    """An anonymous reader without cookies, in this process."""

    def __init__(self) -> None:
        address = urlsplit(settings.BASE_URL)
        self.client = Client(
            HTTP_HOST=address.netloc, HTTP_X_FORWARDED_PROTO=address.scheme
        )

    def get(self, path: str) -> HttpResponse:
        response: HttpResponse = self.client.get(path)  # type: ignore[assignment]
        return response

    def queries(self, path: str) -> tuple[int, int]:
        """(SQL queries, how many of them had been asked before) of a warm visit."""
        with CaptureQueriesContext(connection) as captured:
            self.get(path)
        seen = Counter(query["sql"] for query in captured.captured_queries)
        return len(captured), sum(times - 1 for times in seen.values())

    def milliseconds(self, path: str, times: int) -> float:
        """The fastest of some visits: what else runs here only makes them slower."""
        taken = []
        for _ in range(times):
            start = perf_counter()
            self.get(path)
            taken.append((perf_counter() - start) * 1000)
        return min(taken)

    def cost(self, page: str, language: str, path: str, times: int = 1) -> Cost:
        """Raises CommandError when the page does not answer as it should."""
        response = self.get(path)  # fills the caches of the process
        expected = 404 if page == "404" else 200
        if response.status_code != expected:
            raise CommandError(f"{path}: {response.status_code}, not {expected}")
        # Twice: something kept for a minute may run out during one of the visits.
        queries, repeated = min(self.queries(path), self.queries(path))
        files = linked_files(response.content.decode(), language)
        return Cost(
            page=page,
            language=language,
            path=path,
            status=response.status_code,
            queries=queries,
            repeated=repeated,
            html=compressed(response.content),
            css=files.css,
            js=files.js,
            font=files.font,
            requests=files.requests,
            ms=self.milliseconds(path, times) if times else 0.0,
        )


# -------------------------------------------------------------- which pages
def examples(language: str) -> Iterator[tuple[str, str]]:
    """(kind of page, address) in one language; kinds without a page are left out."""
    yield "home", f"/{language}/"
    directory = _first(DIRECTORY)
    if directory:
        yield "directory", _address(directory, language)
        yield "directory, filtered", _address(directory, language) + FILTER
    for kind in ("organisation index", "story index", "strategy", "information"):
        row = _first(SINGLE[kind])
        if row:
            yield kind, _address(row, language)
    for kind, model in (("organisation", "organisationpage"), ("story", "storypage")):
        row = _translated(model, language)
        if row:
            yield kind, _address(row, language)
    offering = _translated(OFFERING, language)
    if offering:
        yield "offering", _address(offering, language)
    fallback = _untranslated(OFFERING, language)
    if fallback:
        yield "offering, fallback", _address(fallback, language)
    yield "search", f"/{language}/sok/?q={SEARCHED.get(language, SEARCHED['sv'])}"
    yield "404", f"/{language}/page-costs-no-such-page/"


def _sources(model: str) -> Any:
    return (
        BasePageQuerySet(Page)
        .filter(content_type__model=model, locale_id=source_locale_id())
        .published()
        .order_by("path")
    )


def count_offerings() -> int:
    """How many there are to measure; without any the table would say little."""
    found: int = _sources(OFFERING).count()
    return found


def _first(model: str) -> Page | None:
    return _sources(model).first()


def _live_in(model: str, language: str) -> Any:
    return Page.objects.filter(
        content_type__model=model, live=True, locale_id=locale_ids()[language]
    ).values("translation_key")


def _translated(model: str, language: str) -> Page | None:
    """The page with most below it, of those that the language has."""
    return (
        _sources(model)
        .filter(translation_key__in=_live_in(model, language))
        .order_by("-numchild", "path")
        .first()
    )


def _untranslated(model: str, language: str) -> Page | None:
    """Shown in Swedish inside the reader's own language; Swedish itself has none."""
    if language == languages.SOURCE:
        return None
    return (
        _sources(model).exclude(translation_key__in=_live_in(model, language)).first()
    )


def _address(page: Page, language: str) -> str:
    return reader_path(page.url_path, language) or ""


# ------------------------------------------------------------ the yardstick
def bare_wagtail_page(request: HttpRequest) -> HttpResponse:
    """What Wagtail itself does for a page of few fields, with a one-line template.

    Stock routing, by the page's tree, instead of ours.
    """
    site = Site.find_for_request(request) or Site.objects.get(is_default_site=True)
    root = site.root_page.specific
    child = root.get_children().live().order_by("path").first()
    page, _, _ = Page.route(root, request, [child.slug])
    page.get_view_restrictions()
    template = engines["django"].from_string("<h1>{{ page.title }}</h1>")
    return HttpResponse(template.render({"page": page}, request))


def _with_baseline() -> type:
    """The site's addresses and the yardstick's."""
    from django.urls import get_resolver

    class Addresses:
        urlpatterns = [
            url_path(BASELINE.lstrip("/"), bare_wagtail_page),
            *get_resolver(settings.ROOT_URLCONF).url_patterns,
        ]
        handler404 = staticmethod(get_resolver().resolve_error_handler(404))

    return Addresses


# ---------------------------------------------------------------- measuring
@contextmanager
def quietly() -> Iterator[None]:
    """Without a line in the log for each 404 that is measured."""
    logger = logging.getLogger("django.request")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            # WhiteNoise, where static files were never collected
            warnings.filterwarnings("ignore", message="No directory at")
            yield
    finally:
        logger.setLevel(level)


def measure(
    chosen: tuple[str, ...] = LANGUAGES,
    times: int = 1,
    progress: Callable[[str], None] = lambda text: None,
) -> list[Cost]:
    """The cost of every kind of page in the chosen languages."""
    visitor = Visitor()
    costs = []
    with quietly(), override_settings(DEBUG=False, PAGE_CACHE_ENTRIES=0):
        for language in chosen:
            for page, path in examples(language):
                progress(f"{language} {page}")
                costs.append(visitor.cost(page, language, path, times))
    costs.sort(key=lambda cost: ORDER.index(cost.page))
    return costs


ORDER = (
    "home",
    "directory",
    "directory, filtered",
    "organisation index",
    "organisation",
    "offering",
    "offering, fallback",
    "story index",
    "story",
    "strategy",
    "information",
    "search",
    "404",
)


def baseline_ms(times: int) -> float:
    """Time of a bare Wagtail page through the same middleware."""
    with (
        quietly(),
        override_settings(
            DEBUG=False, PAGE_CACHE_ENTRIES=0, ROOT_URLCONF=_with_baseline()
        ),
    ):
        visitor = Visitor()
        visitor.get(BASELINE)
        return visitor.milliseconds(BASELINE, times)
