"""Texts that must never be shown outdated or unreviewed: crisis, rights, health.

The rooms above know which pages are vital and register them here, from
`AppConfig.ready`.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from wagtail.models import Page

from hm_site.base.caches import versioned_cache
from hm_site.base.locales import locale_ids, source_locale_id
from hm_site.base.models import BasePage

from .states import doubtful_translations, reader_state

_OF_PAGE = ("pk", "translation_key", "locale_id")
# function() → queryset of translation keys of vital pages
_vital: list[Callable[[], Any]] = []


def register_vital(keys: Callable[[], Any]) -> None:
    _vital.append(keys)


def vital_pages() -> Q:
    """Condition on `Page`: one of the vital ones, in any language."""
    clauses = Q(pk__in=[])
    for keys in _vital:
        clauses |= Q(translation_key__in=keys())
    return clauses


@versioned_cache
def _withheld() -> dict[int, tuple[Any, int]]:
    """Live translations of vital pages that readers do not get → translation key and
    locale (1 query, cached)."""
    rows = Page.objects.filter(vital_pages(), live=True)
    rows = rows.exclude(locale_id=source_locale_id()).filter(doubtful_translations())
    return {pk: (key, loc) for pk, key, loc in rows.values_list(*_OF_PAGE)}


@versioned_cache
def withheld() -> frozenset[int]:
    """Their primary keys."""
    return frozenset(_withheld())


def being_updated(source: BasePage, language: str) -> bool:
    """Whether readers had a translation and get Swedish since the Swedish changed.

    Not what waits because a machine wrote it: that was never theirs. Asked for what is
    withheld alone; the others cost no query.
    """
    key = source.translation_key
    if (key, locale_ids().get(language)) not in _withheld().values():
        return False
    state = reader_state(key, language)
    return state.outdated and not state.machine


def shown() -> Q:
    """What a translation must meet beyond being live (see `register_condition`).

    A vital one is not shown while it is outdated or holds a machine's unreviewed text:
    readers get the Swedish text instead.
    """
    return ~Q(pk__in=withheld())
