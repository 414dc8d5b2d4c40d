"""Filters and row loading of offerings."""

from wagtail.models import PageManager

from hm_site.base.querysets import BasePageQuerySet

# What the short facts of a card are made of; the page itself shows pauses as well.
CARD_RELATIONS = ("terms", "places", "sessions")


class OfferingQuerySet(BasePageQuerySet):
    def for_serving(self) -> "OfferingQuerySet":
        return super().for_serving().select_related("status_row")

    def with_facts(self) -> "OfferingQuerySet":
        return self.select_related("status_row").prefetch_related(*CARD_RELATIONS)


OfferingManager = PageManager.from_queryset(OfferingQuerySet)
