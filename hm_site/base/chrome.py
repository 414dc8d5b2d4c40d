"""What stands around every page: language switcher, menu, help bar, footer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from wagtail.models import Page

from hm_site import languages

from . import interface, labels
from .caches import versioned_cache
from .links import home_path, reader_path, site_root, swap_language
from .locales import source_locale_id
from .models import HelpLine
from .querysets import BasePageQuerySet, translated_titles
from .reader import LocalText, reader_code

# Menu words of page types whose name is interface, not content: model name → label.
# Upper rooms register theirs in AppConfig.ready.
MENU_LABELS: dict[str, Promise | Callable[[], str]] = {}
# Shorter words for the menu: slug of a top page → label. Filled likewise.
SHORT_LABELS: dict[str, Promise] = {}
# Footer columns, {heading, links: [{label, url}]}: functions called in turn.
FOOTER: list[Callable[[], list[dict[str, Any]]]] = []


@dataclass(frozen=True)
class MenuEntry:
    title: str
    url_path: str
    model: str
    in_menu: bool

    @property
    def slug(self) -> str:
        return self.url_path.rstrip("/").rpartition("/")[2]

    @property
    def label(self) -> LocalText:
        """The interface word for known types, else the Swedish title."""
        word = MENU_LABELS.get(self.model)
        return LocalText.own(word) if word else LocalText.swedish(self.title)

    @property
    def url(self) -> str:
        return reader_path(self.url_path) or ""


# Which of several top pages of a type stands for it (the current strategy): model
# name → function(entries in tree order, at least one).
CHOOSERS: dict[str, Callable[[list[MenuEntry]], MenuEntry]] = {}


@versioned_cache
def top_pages() -> tuple[MenuEntry, ...]:
    """Published Swedish pages right below the home, in tree order (1 query)."""
    rows = (
        BasePageQuerySet(Page)
        .filter(
            locale_id=source_locale_id(),
            url_path__startswith=site_root()[2],
            depth=3,
        )
        .published()
        .order_by("path")
        .values_list("title", "url_path", "content_type__model", "show_in_menus")
    )
    return tuple(MenuEntry(*row) for row in rows)


@versioned_cache
def _top_titles(language: str) -> dict[str, str]:
    """Swedish url_path → translated title of top pages (≤ 2 queries, cached)."""
    sources = dict(
        BasePageQuerySet(Page)
        .filter(depth=3, locale_id=source_locale_id())
        .published()
        .values_list("translation_key", "url_path")
    )
    titles = translated_titles(sources, language)
    return {sources[key]: title for key, title in titles.items()}


def entry_label(entry: MenuEntry) -> LocalText:
    """Interface word, else the translated title, else the Swedish one."""
    language = reader_code()
    if entry.model in MENU_LABELS or language == languages.SOURCE:
        return entry.label
    title = _top_titles(language).get(entry.url_path)
    return LocalText(title, language) if title else entry.label


def menu_label(entry: MenuEntry) -> LocalText:
    """Short words for the menu, where a page has one of its own."""
    word = SHORT_LABELS.get(entry.slug)
    return LocalText.own(word) if word else entry_label(entry)


def top_entry(model: str) -> MenuEntry | None:
    """The top page of a type; of several the one that the type's room chooses."""
    found = [entry for entry in top_pages() if entry.model == model]
    choose = CHOOSERS.get(model)
    return choose(found) if choose and found else next(iter(found), None)


def top_url(model: str) -> str:
    """Address of the one top page of a type; the home when it is not there."""
    found = top_entry(model)
    return found.url if found else home_path()


@versioned_cache
def help_lines() -> tuple[HelpLine, ...]:
    return tuple(HelpLine.objects.filter(active=True, live=True))


def help_lines_context() -> list[dict[str, Any]]:
    """Every help line in the reader's language, for lists."""
    return [
        {
            "number": line.number,
            "tel": line.tel,
            "url": line.url or None,
            "name": labels.label("help-line", line.code).text,
            "description": labels.label("help-line", line.code).explanation,
        }
        for line in help_lines()
    ]


def help_checked_on() -> Any:
    """The oldest date of check: what may honestly be claimed for all of them."""
    dates = [line.last_checked for line in help_lines()]
    return None if not dates or None in dates else min(d for d in dates if d)


def _help_bar() -> list[dict[str, str]]:
    # Words that fit a quarter of a phone's width, by number.
    words = {
        "112": (_("fara för liv"), _("Livsfara")),
        "1177": (_("råd om vård"), _("Vårdråd")),
    }
    result = []
    for line in [line for line in help_lines() if line.in_bar][:2]:
        name = labels.label("help-line", line.code).label
        long, short = words.get(line.tel, (name, name))
        result.append(
            {"number": line.number, "tel": line.tel, "label": long, "short": short}
        )
    return result


def _switcher(path: str, translated: tuple[str, ...]) -> list[dict[str, Any]]:
    current = reader_code()
    return [
        {
            "code": x.code,
            "tag": x.tag,
            "endonym": x.endonym,
            "dir": x.direction,
            "url": swap_language(path, x.code),
            "current": x.code == current,
            "translated": x.code in translated,
        }
        for x in languages.LANGUAGES
    ]


def chrome(
    path: str, translated: tuple[str, ...], listed_on: str = ""
) -> dict[str, Any]:
    """All of it for the page at `path`; no query once the caches are filled.

    `listed_on` is the type of the list page that this page belongs to for readers.
    """
    return {
        "languages": _switcher(path, translated),
        "menu": [
            {
                "label": menu_label(entry),
                "url": entry.url,
                "current": (
                    entry.model == listed_on
                    if listed_on
                    else bool(entry.url) and path.startswith(entry.url)
                ),
            }
            for entry in top_pages()
            if entry.in_menu
            and (entry.model not in CHOOSERS or entry == top_entry(entry.model))
        ],
        "home_url": home_path(),
        "search_url": f"{home_path()}sok/",
        "help_bar": _help_bar(),
        "help_lines": help_lines_context(),
        "more_help_url": f"{home_path()}#hjalp",
        "leave_url": settings.LEAVE_URL,
        "footer": [column for columns in FOOTER for column in columns()],
        "site_name": str(interface.SITE_NAME),
        "site_place": str(interface.SITE_PLACE),
    }
