"""When Swedish pages changed, when translations followed, and since when they lag.

The state of a translation is computed from what is live (`states`); how long it took is
past, and kept here as it happens. Written in the transaction that publishes.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from hm_site.base.locales import language_codes, source_locale_id
from hm_site.base.models import BasePage
from hm_site.organisations.review.models import Approval

from .models import SourceChange, Submission, TranslationPublication

UNPUBLISHED = "wagtail.unpublish"


def record_source(
    page: BasePage, approval: Approval | None, *, changed: bool
) -> SourceChange | None:
    """A Swedish page was published; `changed` says whether it means something else."""
    known = SourceChange.objects.filter(page_key=page.translation_key)
    if not changed and known.exists():
        return None
    published_at = page.last_published_at or timezone.now()
    return SourceChange.objects.create(
        page_key=page.translation_key,
        approved_at=approval.approved_at if approval else published_at,
        published_at=published_at,
    )


def record_publication(
    page: BasePage, submission: Submission | None
) -> TranslationPublication:
    """A translation was published: as it was submitted, or by a command.

    A command answers to no approval: how fast it was says nothing about people.
    """
    published_at = page.last_published_at or timezone.now()
    seen_at = submission.submitted_at if submission else published_at
    answered = _oldest_unanswered(page, seen_at) if submission else None
    return TranslationPublication.objects.create(
        page_key=page.translation_key,
        language=page.language,
        published_at=published_at,
        source_seen_at=seen_at,
        source_approved_at=answered,
    )


def _oldest_unanswered(page: BasePage, seen_at: datetime) -> datetime | None:
    """When the oldest change was approved that readers did not have until now.

    A translation that is only polished answers to none.
    """
    before = TranslationPublication.objects.filter(
        page_key=page.translation_key, language=page.language
    ).aggregate(at=Max("source_seen_at"))["at"]
    changes = SourceChange.objects.filter(
        page_key=page.translation_key, published_at__lte=seen_at
    )
    if before:
        changes = changes.filter(published_at__gt=before)
    return changes.values_list("approved_at", flat=True).first()


class Ages:
    """Since when readers of each language have waited (4 queries for all pages)."""

    def __init__(self, pages: QuerySet[Page], languages: Iterable[str]) -> None:
        keys = pages.values("translation_key")
        self.changes: dict[Any, list[datetime]] = defaultdict(list)
        changes = SourceChange.objects.filter(page_key__in=keys)
        for key, moment in changes.values_list("page_key", "published_at"):
            self.changes[key].append(moment)
        self.first = dict(pages.values_list("translation_key", "first_published_at"))
        self.seen = {
            (key, language): moments
            for key, language, *moments in TranslationPublication.objects.filter(
                page_key__in=keys, language__in=languages
            )
            .order_by()
            .values_list("page_key", "language")
            .annotate(seen=Max("source_seen_at"), published=Max("published_at"))
        }
        self.taken_away = _taken_away(keys)

    def missing_since(self, key: Any, language: str) -> datetime | None:
        """Since the Swedish page is there, or the translation was taken away."""
        if (key, language) in self.taken_away:
            return self.taken_away[key, language]
        return min(self.changes[key], default=self.first.get(key))

    def since(self, key: Any, language: str, *, live: bool) -> datetime | None:
        """Since when they lack the page as it is."""
        ask = self.outdated_since if live else self.missing_since
        return ask(key, language)

    def outdated_since(self, key: Any, language: str) -> datetime | None:
        """Since the first Swedish change after what the translation renders; one that
        was never whole lags since it was published."""
        seen, published = self.seen.get((key, language), (None, None))
        if seen is None:
            return self.missing_since(key, language)
        later = [moment for moment in self.changes[key] if moment > seen]
        return min(later, default=published)


def _taken_away(keys: Any) -> dict[tuple[Any, str], datetime]:
    """(key, language) → when a translation that readers had was unpublished."""
    gone = Page.objects.filter(translation_key__in=keys, live=False)
    gone = gone.exclude(locale_id=source_locale_id())
    rows = PageLogEntry.objects.filter(action=UNPUBLISHED, page__in=gone.values("pk"))
    codes = language_codes()
    return {
        (key, codes[locale]): moment
        for key, locale, moment in rows.order_by()
        .values_list("page__translation_key", "page__locale_id")
        .annotate(at=Max("timestamp"))
        if locale in codes
    }
