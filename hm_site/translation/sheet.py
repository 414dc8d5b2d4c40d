"""Swedish and one other language on one page, to read together or to print.

A newcomer and a member of staff look at the same sheet. Facts stand in both languages;
where a text is not translated its place says so.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from hm_site import languages
from hm_site.base.facts import FactRow
from hm_site.base.links import reader_url
from hm_site.base.models import BasePage
from hm_site.base.page_context import live_languages, page_context
from hm_site.base.reader import LocalText, reader_code
from hm_site.base.routing import find_page
from hm_site.base.sections import Section
from hm_site.base.views import page_not_found

# Pages that say something of their own; lists and the start page do not.
LEAD_FIELDS = ("summary", "lead", "intro")


@dataclass(frozen=True)
class Pair:
    """One section: Swedish, and the reader's or None."""

    source: Section
    other: Section | None


@dataclass(frozen=True)
class FactPair:
    source: FactRow
    other: FactRow


def has_sheet(page: BasePage) -> bool:
    return bool(page.source.running_text())


def sheet_url(source: BasePage, language: str | None = None) -> str | None:
    """Address of the sheet for readers of `language`; None in Swedish."""
    code = language or reader_code()
    if code == languages.SOURCE:
        return None
    path = reader_url(source, code).removeprefix(f"/{code}/")
    if not path:
        return None  # the start page, or one that is not saved yet
    with translation.override(code):
        return reverse("sheet", args=[path])


def sheet_links(source: BasePage) -> dict[str, Any]:
    """For `components/read_together.html`: the reader's own sheet, and in Swedish those
    of the languages that really have the page."""
    swedish = reader_code() == languages.SOURCE
    known = live_languages(source) if swedish and source.pk else ()
    return {
        "sheet_url": sheet_url(source),
        "sheets": [
            {"language": languages.get(code), "url": url}
            for code in known
            if (url := sheet_url(source, code))
        ],
    }


def facts_in(page: BasePage, code: str) -> list[FactRow]:
    with translation.override(code):
        return page.sheet_facts()


def texts_in(page: BasePage, code: str) -> list[Section]:
    """Its links lead on in the reader's language, also out of the Swedish column."""
    reader = reader_code()
    with translation.override(code):
        sections = page.running_text()
    if code == reader:
        return sections
    return [
        replace(x, html=mark_safe(_in_language(x.html, code, reader)))  # noqa: S308
        for x in sections
    ]


def _in_language(html: str, code: str, reader: str) -> str:
    return html.replace(f'href="/{code}/', f'href="/{reader}/')


def lead_of(page: BasePage) -> str:
    return next((v for f in LEAD_FIELDS if (v := getattr(page, f, ""))), "")


def pairs(ours: list[Section], theirs: list[Section]) -> list[Pair]:
    """By block; by place where the blocks of the languages were made one by one."""
    blocks = {section.block: section for section in theirs if section.block}
    if blocks.keys() & {section.block for section in ours}:
        return [Pair(section, blocks.get(section.block)) for section in ours]
    places = {section.anchor: section for section in theirs}
    return [Pair(section, places.get(section.anchor)) for section in ours]


def context_of(page: BasePage, request: HttpRequest) -> dict[str, Any]:
    source, code = page.source, reader_code()
    translated = not page.is_source
    ours = texts_in(source, languages.SOURCE)
    return {
        **page_context(page, request),
        "robots": "noindex",
        "alternates": [],
        "other": languages.get(code),
        "titles": (LocalText.swedish(source.title), LocalText(page.title, code)),
        "leads": (lead_of(source), lead_of(page) if translated else ""),
        "translated": translated,
        "pairs": pairs(ours, texts_in(page, code) if translated else []),
        "facts": [
            FactPair(ours, other)
            for ours, other in zip(
                facts_in(source, languages.SOURCE), facts_in(source, code), strict=True
            )
        ],
        "page_url": reader_url(source),
    }


@require_safe
def sheet(request: HttpRequest, path: str) -> HttpResponse:
    """The sheet of the page at this path; in Swedish there is nothing to compare."""
    try:
        page = find_page([part for part in path.split("/") if part])
        if not has_sheet(page):
            raise Http404
    except Http404 as error:
        return page_not_found(request, error)
    if reader_code() == languages.SOURCE:
        return redirect(reader_url(page.source))
    return render(request, "translation/sheet.html", context_of(page, request))
