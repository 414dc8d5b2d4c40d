"""Filters that every page type shares."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from hm_site import languages

from .locales import locale_ids, source_locale_id
from .reader import reader_code

P = TypeVar("P")


class BasePageQuerySet(PageQuerySet):
    def sources(self) -> "BasePageQuerySet":
        """Swedish pages: the pages that *are* something; translations are prose."""
        return self.filter(locale_id=source_locale_id())

    def published(self) -> "BasePageQuerySet":
        """Live, and not past its expiry even if the scheduler has not run yet."""
        return self.filter(live=True).filter(
            Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now())
        )

    def for_serving(self) -> "BasePageQuerySet":
        """With the rows that showing one page of this type always needs."""
        return self.prefetch_related("terms") if self.model.vocabularies else self

    def with_facts(self) -> "BasePageQuerySet":
        """With all that the facts of a card need; types override it."""
        return self.prefetch_related("terms")


def is_published(page: Page) -> bool:
    """The same question as `published()`, for a page that is loaded already."""
    return bool(page.live) and (
        page.expire_at is None or page.expire_at > timezone.now()
    )


BasePageManager = PageManager.from_queryset(BasePageQuerySet)


def attach_prose(sources: Iterable[Any], language: str | None = None) -> list[Any]:
    """Give each Swedish page its live translation, in one query for all.

    Afterwards `source.prose` is the translation, or the page itself. The pages must
    be of one type. No query when the language is the source language.
    """
    pages = list(sources)
    language = language or reader_code()
    locale_id = locale_ids().get(language)
    if not pages or language == languages.SOURCE or locale_id is None:
        return pages
    found = {
        page.translation_key: page
        for page in type(pages[0]).objects.filter(
            live=True,
            locale_id=locale_id,
            translation_key__in=[page.translation_key for page in pages],
        )
    }
    for page in pages:
        translation = found.get(page.translation_key)
        if translation is not None:
            translation.source = page
            page.prose = translation
    return pages
