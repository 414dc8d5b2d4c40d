"""The context every public page has: title, canonical, alternates, breadcrumbs."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from wagtail.models import Page

from hm_site import languages

from .caches import versioned_cache
from .links import absolute, home_path, reader_path, reader_url, site_root
from .locales import language_codes
from .querysets import BasePageQuerySet, translated_titles
from .reader import LocalText, Reader, reader_code

if TYPE_CHECKING:
    from .models import BasePage

# What is to be said about a translation that a reader gets: functions(page) → note or
# None, filled by upper rooms; shown by `components/translation_note.html`.
TRANSLATION_NOTES: list[Callable[["BasePage"], dict[str, Any] | None]] = []
# Whether the reader's translation of a Swedish page is there, but kept from her while
# it is brought up to date: functions(Swedish page, language), filled likewise.
BEING_UPDATED: list[Callable[["BasePage", str], bool]] = []
# Words of a page that are explained below its text: functions(page, is_preview) → the
# list for `components/words.html`, filled likewise.
EXPLAINERS: list[Callable[["BasePage", bool], list[Any]]] = []

# A script element ends at "</script" whatever the JSON says.
_SCRIPT_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@versioned_cache
def _translations_live(translation_key: Any) -> tuple[str, ...]:
    """Languages that really have this page (1 query, then cached)."""
    rows = (
        BasePageQuerySet(Page)
        .shown()
        .filter(translation_key=translation_key, alias_of__isnull=True)
        .values_list("locale_id", flat=True)
    )
    found = {language_codes().get(pk) for pk in rows}
    return tuple(x.code for x in languages.LANGUAGES if x.code in found)


@versioned_cache
def _ancestors(url_path: str, language: str) -> tuple[tuple[LocalText, str], ...]:
    """(title, path) of the published Swedish ancestors below the home, in order."""
    root = site_root()[2]
    parts = [p for p in url_path[len(root) :].split("/") if p][:-1]
    paths, current = [], root
    for part in parts:
        current += f"{part}/"
        paths.append(current)
    if not paths:
        return ()
    rows = list(
        BasePageQuerySet(Page)
        .filter(url_path__in=paths)
        .published()
        .order_by("depth")
        .values_list("title", "url_path", "translation_key")
    )
    translated = translated_titles([key for _, _, key in rows], language)
    return tuple(
        (
            LocalText(translated[key], language)
            if key in translated
            else LocalText(title, languages.SOURCE),
            reader_path(path, language) or "",
        )
        for title, path, key in rows
    )


def live_languages(source: "BasePage") -> tuple[str, ...]:
    return _translations_live(source.translation_key)


def script_json(data: dict[str, Any]) -> str:
    """JSON for a script element: `<`, `>` and `&` cannot end it."""
    text = json.dumps(data, ensure_ascii=False)
    return text.translate(_SCRIPT_ESCAPES)


def breadcrumbs(page: "BasePage", home_label: str) -> list[dict[str, Any]]:
    source = page.source
    crumbs: list[dict[str, Any]] = [
        {"title": LocalText.own(home_label), "url": home_path()}
    ]
    if source.url_path == site_root()[2]:
        return crumbs
    if page.listed_on:
        from .chrome import entry_label, top_entry

        entry = top_entry(page.listed_on)
        if entry is not None:
            crumbs.append({"title": entry_label(entry), "url": entry.url})
            crumbs.append({"title": page.heading, "url": None})
            return crumbs
    for title, url in _ancestors(source.url_path, reader_code()):
        crumbs.append({"title": title, "url": url})
    crumbs.append({"title": page.heading, "url": None})
    return crumbs


def page_context(page: "BasePage", request: HttpRequest) -> dict[str, Any]:
    """Everything `base.html` needs about `page`, in the reader's language."""
    from .interface import HOME

    source = page.source
    reader = Reader.current()
    fallback = page.language != reader.language.code
    available = live_languages(source)
    own_language = page.language if page.live else reader.language.code
    crumbs = breadcrumbs(page, str(HOME))
    description = page.meta_text
    is_preview = getattr(request, "is_preview", False)
    return {
        "reader": reader,
        "source": source,
        "is_fallback": fallback,
        "being_updated": fallback and is_being_updated(source, reader.language.code),
        "is_preview": is_preview,
        "translation_note": translation_note(page),
        "words": explained_words(page, is_preview),
        "preview_mode": getattr(request, "preview_mode", None),
        "title": page.heading,
        "meta_description": description,
        "canonical_url": absolute(reader_url(source, own_language)),
        "alternates": [
            {
                "hreflang": languages.get(code).tag,
                "url": absolute(reader_url(source, code)),
            }
            for code in available
        ]
        + [
            {
                "hreflang": "x-default",
                "url": absolute(reader_url(source, languages.SOURCE)),
            }
        ],
        "robots": "",
        "breadcrumbs": crumbs,
        "json_ld": [script_json(x) for x in (*page.schema_org, crumbs_schema(crumbs))],
        "og_image_url": None,
        "body_class": page._meta.model_name,
    }


def translation_note(page: "BasePage") -> dict[str, Any] | None:
    """For a translation alone; the Swedish page has nothing to be behind of."""
    if page.is_source:
        return None
    notes = (ask(page) for ask in TRANSLATION_NOTES)
    return next((note for note in notes if note), None)


def is_being_updated(source: "BasePage", language: str) -> bool:
    """Why a reader gets Swedish: her translation is behind, not missing."""
    return any(ask(source, language) for ask in BEING_UPDATED)


def explained_words(page: "BasePage", is_preview: bool) -> list[Any]:
    if not page.explains_words:
        return []
    return [word for explain in EXPLAINERS for word in explain(page, is_preview)]


def crumbs_schema(crumbs: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": crumb["title"].text,
                **({"item": absolute(crumb["url"])} if crumb["url"] else {}),
            }
            for position, crumb in enumerate(crumbs, 1)
        ],
    }


def plain_context(title: str) -> dict[str, Any]:
    """The same for pages that are no Wagtail pages: search, 404, style guide."""
    return {
        "reader": Reader.current(),
        "is_fallback": False,
        "is_preview": False,
        "title": LocalText.own(title),
        "meta_description": None,
        "canonical_url": "",
        "alternates": [],
        "robots": "noindex",
        "breadcrumbs": [],
        "json_ld": [],
        "og_image_url": None,
        "body_class": "",
    }
