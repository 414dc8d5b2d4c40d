"""Locale rows by language code, without a query once they are known."""

from wagtail.models import Locale

from hm_site import languages

from .caches import versioned_cache


@versioned_cache
def locale_ids() -> dict[str, int]:
    """Language code → primary key of its Locale."""
    return dict(Locale.objects.values_list("language_code", "pk"))


@versioned_cache
def language_codes() -> dict[int, str]:
    """Primary key of a Locale → language code."""
    return {pk: code for code, pk in locale_ids().items()}


def source_locale_id() -> int:
    """The Swedish locale; 0, which matches nothing, before the first set-up."""
    return locale_ids().get(languages.SOURCE, 0)
