"""Filters and row loading of offerings."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from wagtail.models import PageManager

from hm_site.base.querysets import BasePageQuerySet
from hm_site.organisations.models import OrganisationPage
from hm_site.organisations.ownership import belongs_to

# What the short facts of a card are made of; the page itself shows pauses as well.
CARD_RELATIONS = ("terms", "places", "sessions")


class OfferingQuerySet(BasePageQuerySet):
    def for_serving(self) -> "OfferingQuerySet":
        return super().for_serving().select_related("status_row")

    def with_facts(self) -> "OfferingQuerySet":
        return self.select_related("status_row").prefetch_related(*CARD_RELATIONS)

    def of(self, organisations: Iterable[OrganisationPage]) -> "OfferingQuerySet":
        """Swedish offerings of these organisations; none for none."""
        return self.sources().filter(belongs_to(organisations))

    def vital_keys(self) -> "OfferingQuerySet":
        """Translation keys of offerings whose texts must never be shown outdated."""
        vital = self.sources().filter(risk_class=self.model.Risk.VITAL)
        return vital.values("translation_key")

    def running(self, today: date) -> "OfferingQuerySet":
        """Swedish offerings that readers may come to: published, neither over nor
        ended. These are the ones that are checked again and again."""
        valid = Q(valid_to__isnull=True) | Q(valid_to__gte=today)
        going_on = self.sources().published().filter(valid)
        return going_on.exclude(status_row__capacity="ended")

    def unchecked_since(self, day: date) -> "OfferingQuerySet":
        """Last checked on this day or before; never checked counts from publication."""
        never = Q(status_row__checked_on__isnull=True)
        return self.filter(
            Q(status_row__checked_on__lte=day)
            | (never & Q(first_published_at__date__lte=day))
        )


OfferingManager = PageManager.from_queryset(OfferingQuerySet)
