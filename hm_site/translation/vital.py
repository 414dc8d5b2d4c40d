"""Texts that must never be shown outdated or unreviewed: crisis, rights, health.

The rooms above know which pages are vital and register them here, from
`AppConfig.ready`.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from wagtail.models import Page

from hm_site.base.caches import versioned_cache
from hm_site.base.locales import source_locale_id

from .states import doubtful_translations

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
def withheld() -> frozenset[int]:
    """Live translations of vital pages that readers do not get (1 query, cached)."""
    rows = Page.objects.filter(vital_pages(), live=True)
    rows = rows.exclude(locale_id=source_locale_id()).filter(doubtful_translations())
    return frozenset(rows.values_list("pk", flat=True))


def shown() -> Q:
    """What a translation must meet beyond being live (see `register_condition`).

    A vital one is not shown while it is outdated or holds a machine's unreviewed text:
    readers get the Swedish text instead.
    """
    return ~Q(pk__in=withheld())
