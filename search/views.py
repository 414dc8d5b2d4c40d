"""The search page."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from hm_site import languages
from hm_site.base import interface
from hm_site.base.chrome import help_lines_context, top_url
from hm_site.base.links import home_path, reader_url
from hm_site.base.locales import locale_ids, source_locale_id
from hm_site.base.page_context import plain_context
from hm_site.base.paging import Pager, pager
from hm_site.base.querysets import BasePageQuerySet, is_unread
from hm_site.base.reader import LocalText, reader_code
from hm_site.base.search_text import clean_query
from hm_site.organisations.names import owner_of
from home.home_view import entrances
from resources.index import directory_index
from resources.models import SupportOfferingPage

from .query import FAILURES, find

PAGE_SIZE = 15
EXCERPT = 180
INTRODUCTIONS = ("summary", "lead", "intro", "about")


@dataclass(frozen=True)
class Hit:
    """One page found, in the language the reader will get it in."""

    title: LocalText
    url: str
    excerpt: LocalText
    kind: str
    language_note: str
    by: LocalText | None


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`/<lang>/sok/?q=`: never an error, whatever was typed."""
    query, cut = clean_query(request.GET.get("q", ""))
    note = ""
    keys: list[Any] = []
    if query:
        try:
            keys = find(query)
        except FAILURES:
            note = _("Sökningen fungerar inte just nu. Bläddra i stället.")
    path = f"{home_path()}sok/"
    raw_page = request.GET.get("page", "").strip()
    asked = int(raw_page) if len(raw_page) <= 25 and raw_page.isdecimal() else 1

    def page_url(number: int) -> str:
        pairs = [("q", query)] + ([("page", str(number))] if number > 1 else [])
        return f"{path}?{urlencode(pairs)}"

    keys = _published(keys)
    paging: Pager = pager(len(keys), asked, PAGE_SIZE, page_url)
    directory = top_url("directorypage")
    context = {
        **plain_context(str(interface.SEARCH)),
        "query": query,
        "count": len(keys),
        "hits": _hits(keys[paging.start : paging.stop]),
        "pager": paging if paging.pages_count > 1 else None,
        "suggestions": entrances(
            ["sleep", "worry", "talk", "loneliness", "children", "rights"], directory
        ),
        "directory_url": directory,
        "help_lines": help_lines_context(),
        "too_long": cut,
        "note": note,
        "form_action": path,
        "breadcrumbs": [
            {"title": LocalText.own(interface.HOME), "url": home_path()},
            {"title": LocalText.own(interface.SEARCH), "url": None},
        ],
    }
    return render(request, "search/search.html", context)


def _published(keys: list[Any]) -> list[Any]:
    """Only keys whose Swedish page is published, in the same order (1 query).

    Support that is over or has ended is left out, as in the directory.
    """
    if not keys:
        return []
    offering = ContentType.objects.get_for_model(SupportOfferingPage).pk
    listed = directory_index().position
    rows = (
        BasePageQuerySet(Page)
        .filter(translation_key__in=keys, locale_id=source_locale_id())
        .published()
        .values_list("translation_key", "pk", "content_type_id")
    )
    live = {key for key, pk, kind in rows if kind != offering or pk in listed}
    return [key for key in keys if key in live]


def _hits(keys: list[Any]) -> list[Hit]:
    """Hits of one result page: rows in two languages, two queries for any mixture."""
    language = reader_code()
    wanted = [source_locale_id(), locale_ids().get(language, 0)]
    if not keys:
        return []
    rows: dict[Any, dict[int, Any]] = {}
    pages = (
        BasePageQuerySet(Page)
        .shown()
        .filter(translation_key__in=keys, locale_id__in=wanted)
        .specific(defer=True)
    )
    for page in pages:
        rows.setdefault(page.translation_key, {})[page.locale_id] = page
    texts = _introductions(
        [found.get(wanted[1]) or found[wanted[0]] for found in rows.values()]
    )
    hits = []
    for key in keys:
        source = rows.get(key, {}).get(wanted[0])
        if source is None:
            continue
        shown = rows[key].get(wanted[1], source)
        owner = owner_of(source.path)
        structure = shown.heading
        hits.append(
            Hit(
                title=structure,
                url=reader_url(source),
                excerpt=_excerpt(shown, texts.get(shown.pk, "")),
                kind=source.kind_label,
                language_note=_language_note(shown, shown is source),
                by=owner.name if owner else None,
            )
        )
    return hits


def _language_note(shown: Any, swedish: bool) -> str:
    if is_unread(shown):
        return _("En maskin har översatt texten")
    foreign = swedish and reader_code() != languages.SOURCE and shown.heading.foreign
    return _("På svenska") if foreign else ""


def _introduction_field(model: type[Page]) -> str | None:
    """The field that introduces a page of this type."""
    names = {field.name for field in model._meta.local_fields}
    return next((name for name in INTRODUCTIONS if name in names), None)


def _introductions(pages: list[Any]) -> dict[int, str]:
    """Page → the text that introduces it, for pages of any types in one query."""
    by_model: dict[type[Page], list[int]] = {}
    for page in pages:
        by_model.setdefault(type(page), []).append(page.pk)
    queries = [
        model.objects.filter(pk__in=pks).order_by().values_list("pk", name)
        for model, pks in by_model.items()
        if (name := _introduction_field(model))
    ]
    if not queries:
        return {}
    first, *rest = queries
    return dict(first.union(*rest, all=True) if rest else first)


def _excerpt(page: Any, introduction: str) -> LocalText:
    text = strip_tags((introduction or page.search_description).replace("<", " <"))
    text = re.sub(r"\s+", " ", text).strip()
    if len(text) > EXCERPT:
        text = text[:EXCERPT].rsplit(" ", 1)[0] + "…"
    return LocalText(text, page.language)
