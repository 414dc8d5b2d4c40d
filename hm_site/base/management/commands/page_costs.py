"""`manage.py page_costs [--json]`: what every kind of public page costs, here and now.

For each kind of page and for some languages: SQL queries once the caches of the process
are filled (the anonymous page cache is off), queries asked twice, bytes and requests of
a first visit, and time. The command fails when a budget is broken. Times are not
budgets: they are given as a share of what a bare Wagtail page takes in the same run, so
that numbers from different machines can be compared.

Nothing is written. `docs/performance.md` says how to read the table.
"""

import gzip
import json
import logging
import re
import warnings
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import path as url_path
from wagtail.models import Page, Site

from hm_site import languages
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
class Files:
    """Stylesheets, scripts and fonts of one page, in bytes as they are sent."""

    css: int
    js: int
    font: int
    requests: int


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


class _Linked(HTMLParser):
    """Addresses that a browser fetches without being asked to."""

    FETCHED = frozenset({"stylesheet", "icon", "preload", "modulepreload", "manifest"})

    def __init__(self) -> None:
        super().__init__()
        self.css: list[str] = []
        self.js: list[str] = []
        self.other: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "link" and self.FETCHED & set(values.get("rel", "").split()):
            sheet = "stylesheet" in values["rel"].split()
            (self.css if sheet else self.other).append(values["href"])
        elif tag == "script" and values.get("src"):
            self.js.append(values["src"])
        elif tag == "img" and values.get("loading") != "lazy":
            self.other.append(values["src"])


def linked_files(html: str, language: str) -> Files:
    """What a first visit to this page fetches beside the page itself."""
    parser = _Linked()
    parser.feed(html)
    fonts = {
        font
        for address in parser.css
        for font in fonts_of(address, languages.get(language).tag)
    }
    css, js = dict.fromkeys(parser.css), dict.fromkeys(parser.js)
    addresses = {*css, *js, *parser.other, *fonts}
    return Files(
        css=sum(compressed(static_file(address)) for address in css),
        js=sum(compressed(static_file(address)) for address in js),
        font=sum(len(static_file(address)) for address in fonts),
        requests=1 + len(addresses),
    )


@cache
def compressed(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))


@cache
def static_file(address: str) -> bytes:
    """A file under STATIC_URL: from the sources, or as `collectstatic` left it."""
    name = urlsplit(address).path.removeprefix(settings.STATIC_URL)
    found = finders.find(name)
    if isinstance(found, str):
        return Path(found).read_bytes()
    with staticfiles_storage.open(name) as stored:
        return bytes(stored.read())


_FONT_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
_FAMILY = re.compile(r"font-family:\s*[\"']?([^\"';}]+)")
_URL = re.compile(r"url\([\"']?([^\"')]+)")


def fonts_of(stylesheet: str, tag: str) -> Iterator[str]:
    """Web fonts that the stylesheet gives to pages in the language with this tag."""
    text = static_file(stylesheet).decode()
    rules = re.findall(rf"html:lang\({tag}\)[^{{]*\{{([^}}]*)\}}", text)
    for face in _FONT_FACE.findall(text):
        family, source = _FAMILY.search(face), _URL.search(face)
        if family and source and any(family[1] in rule for rule in rules):
            yield urljoin(stylesheet, source[1])


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


# ------------------------------------------------------------------- report
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


def kilobytes(number: int) -> str:
    return f"{number / KB:.1f}"


def table(costs: list[Cost], bare: float) -> str:
    """The costs as a Markdown table, one row a page and language."""
    head = (
        "page",
        "language",
        "queries",
        "repeated",
        "HTML KB",
        "CSS KB",
        "JS KB",
        "first visit KB",
        "font KB",
        "requests",
        "ms",
        "speed",
    )
    lines = [f"| {' | '.join(head)} |", "| --- | --- |" + " --: |" * (len(head) - 2)]
    for cost in costs:
        cells = (
            cost.page,
            cost.language,
            str(cost.queries),
            str(cost.repeated),
            kilobytes(cost.html),
            kilobytes(cost.css),
            kilobytes(cost.js),
            kilobytes(cost.first_visit),
            kilobytes(cost.font) if cost.font else "–",
            str(cost.requests),
            f"{cost.ms:.1f}",
            f"{bare / cost.ms:.2f}" if cost.ms else "–",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def shares(costs: list[Cost], bare: float) -> dict[str, float]:
    """The dearest page's part of each budget, and the slowest page's speed."""
    slowest = max(cost.ms for cost in costs)
    return {
        "queries": max(c.queries for c in costs) / MAX_QUERIES,
        "bytes": max(c.first_visit for c in costs) / MAX_BYTES,
        "font": max(c.font for c in costs) / MAX_FONT_BYTES,
        "requests": max(c.requests for c in costs) / MAX_REQUESTS,
        "slowest page, speed of a bare Wagtail page = 1": (
            bare / slowest if slowest else 0.0
        ),
    }


class Command(BaseCommand):
    help = "Measures every kind of public page; fails when one breaks its budget."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON instead")
        parser.add_argument(
            "--times", type=int, default=5, help="visits per time given (default 5)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        times = max(1, options["times"])
        if _first(OFFERING) is None:
            raise CommandError("no offerings here: run `manage.py load_demo` first")
        progress = self._progress if options["verbosity"] > 0 else lambda text: None
        bare = baseline_ms(times)
        costs = measure(times=times, progress=progress)
        progress("")
        broken = [line for cost in costs for line in cost.broken()]
        ratios = shares(costs, bare)
        if options["json"]:
            answer = {
                "database": connection.vendor,
                "offerings": _sources(OFFERING).count(),
                "bare_wagtail_ms": bare,
                "ratios": ratios,
                "pages": [
                    {**asdict(cost), "first_visit": cost.first_visit} for cost in costs
                ],
                "broken": broken,
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(f"{table(costs, bare)}\n")
            self.stdout.write(
                f"{connection.vendor}, {_sources(OFFERING).count()} offerings; a bare "
                f"Wagtail page takes {bare:.1f} ms.\n"
            )
            for name, share in ratios.items():
                self.stdout.write(f"- {name}: {share:.2f}")
        if broken:
            raise CommandError("\n".join(["budgets broken:", *broken]))

    def _progress(self, text: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{text:40}", ending="")
            self.stderr.flush()
