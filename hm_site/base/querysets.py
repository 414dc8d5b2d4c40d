"""Filters that every page type shares."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from hm_site import languages

from .locales import locale_ids, source_locale_id
from .reader import LocalText, reader_code

P = TypeVar("P", bound=Page)

# What upper rooms demand of a translation beyond being live: each gives a Q on Page.
_conditions: list[Callable[[], Q]] = []


def register_condition(condition: Callable[[], Q]) -> None:
    """Adds a demand on translations, from `AppConfig.ready`; see `shown`.

    The Q may use fields of the bare Page alone (`pk__in` a subquery reaches further),
    and its answers are cached until the content version is raised.
    """
    if condition not in _conditions:
        _conditions.append(condition)


# Registry that upper rooms fill: primary keys of live translations that no person has
# read. Lists say so beside their words, as the page itself does.
UNREAD: list[Callable[[], frozenset[int]]] = []


def is_unread(page: Page) -> bool:
    return any(page.pk in ask() for ask in UNREAD)


class BasePageQuerySet(PageQuerySet):
    def sources(self) -> "BasePageQuerySet":
        """Swedish pages: the pages that *are* something; translations are prose."""
        return self.filter(locale_id=source_locale_id())

    def shown(self) -> "BasePageQuerySet":
        """Rows whose text readers may see: the one answer for all of the site.

        A translation must be live and meet what the rooms above have registered, for
        example that a vital text is not outdated. Whether the thing itself is there is
        the Swedish page's matter (`published`). Routing, lists, titles, menu, language
        switcher, hreflang, sitemap and search all ask here.
        """
        rows = self.filter(live=True)
        for condition in _conditions:
            rows = rows.filter(Q(locale_id=source_locale_id()) | condition())
        return rows

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


def saved(*pages: P) -> list[P]:
    """Those whose rows are in the database: a page that is only previewed holds its
    rows itself, and cannot be prefetched for."""
    return [page for page in pages if page.pk]


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
        for page in type(pages[0])
        .objects.shown()
        .filter(
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


def translated_titles(keys: Iterable[Any], language: str) -> dict[Any, str]:
    """Translation key → title of the translation that readers may see.

    A title in a menu or a sentence has no room to say that a machine wrote it and
    nobody has read it: there the Swedish one stands.

    One query for pages of any types, none for the source language or without keys.
    """
    wanted = list(keys)
    locale_id = locale_ids().get(language)
    if not wanted or language == languages.SOURCE or locale_id is None:
        return {}
    rows = BasePageQuerySet(Page).shown()
    found = rows.filter(translation_key__in=wanted, locale_id=locale_id)
    unread = frozenset[int]().union(*(ask() for ask in UNREAD))
    return {
        key: title
        for key, pk, title in found.values_list("translation_key", "pk", "title")
        if pk not in unread
    }


def local_title(page: Page, titles: dict[Any, str], language: str) -> LocalText:
    """The title out of `translated_titles`, else the Swedish page's own."""
    title = titles.get(page.translation_key)
    return LocalText(title, language) if title else LocalText.swedish(page.title)
