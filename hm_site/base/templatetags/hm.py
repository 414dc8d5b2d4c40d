"""Template tags and filters of the public site. None makes a query per use."""

import re
from contextvars import ContextVar
from datetime import date
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from hm_site.base import formats
from hm_site.base.chrome import chrome as build_chrome
from hm_site.base.icons import ICONS, MIRRORED
from hm_site.base.page_context import live_languages
from hm_site.base.reader import LocalText, reader_code

register = template.Library()


# A time range reads from left to right in every script and stays on one line.
_CLOCKS = re.compile(r"\u2066?(\d{1,2}[.:]\d{2}–\d{1,2}[.:]\d{2})\u2069?")


def _text(value: str) -> SafeString:
    escaped = conditional_escape(value)
    marked = _CLOCKS.sub(r'<bdi class="num" dir="ltr">\1</bdi>', escaped)
    return mark_safe(marked)  # noqa: S308 - escaped above


@register.simple_tag
def local(value: Any) -> SafeString:
    """A text with its language: wrapped in bdi when it is not the reader's."""
    if isinstance(value, LocalText) and value.foreign:
        return format_html(
            '<bdi lang="{}" dir="{}">{}</bdi>',
            value.lang,
            value.dir,
            _text(value.text),
        )
    return _text("" if value is None else str(value))


# Icons used by the page being rendered. Includes with `only` see no request, so the
# set lives beside the template contexts; `chrome` begins it, `sprite` ends it.
_used_icons: ContextVar[dict[str, bool] | None] = ContextVar("icons", default=None)


@register.simple_tag
def icon(name: str, flip: bool = False, small: bool = False) -> SafeString:
    """An icon beside a word; `sprite` later emits the symbols that were used."""
    used = _used_icons.get()
    if used is None:
        _used_icons.set(used := {})
    used[name] = True
    return format_html(
        '<svg class="i{}{}" aria-hidden="true"><use href="#{}"/></svg>',
        " i--s" if small else "",
        " i--flip" if flip or name in MIRRORED else "",
        name,
    )


@register.simple_tag
def sprite() -> SafeString:
    """The symbols of all icons this page used, once, at the end of the body."""
    used = _used_icons.get() or {}
    _used_icons.set(None)
    symbols = format_html_join(
        "",
        '<symbol id="{}" viewBox="0 0 24 24">{}</symbol>',
        (
            (name, mark_safe(ICONS[name]))  # noqa: S308 - our own table
            for name in ICONS
            if name in used
        ),
    )
    return format_html(
        '<svg width="0" height="0" class="sprite" aria-hidden="true">{}</svg>', symbols
    )


# Longer than any choice of filters; what is longer came from no form of ours.
MAX_KEPT_QUERY = 500


def _address(request: HttpRequest | None) -> str:
    """Path and query: who changes language keeps her filters and her search."""
    if request is None:
        return "/"
    kept = len(request.META.get("QUERY_STRING", "")) <= MAX_KEPT_QUERY
    return request.get_full_path() if kept else request.path


@register.simple_tag(takes_context=True)
def chrome(context: template.Context) -> dict[str, Any]:
    """What stands around the page (see `hm_site.base.chrome`); begins the icons."""
    _used_icons.set({})
    request = context.get("request")
    source = context.get("source")
    translated = live_languages(source) if source is not None else ()
    return build_chrome(_address(request), translated, getattr(source, "listed_on", ""))


@register.filter
def number(value: Any) -> str:
    """CLDR number in the reader's language."""
    return formats.number(value, reader_code())


@register.filter
def date_long(value: date | None) -> str:
    return formats.date_long(value, reader_code()) if value else ""


@register.filter
def date_short(value: date | None) -> str:
    return formats.date_short(value, reader_code()) if value else ""


@register.filter
def day_month(value: date | None) -> str:
    return formats.day_month(value, reader_code()) if value else ""
