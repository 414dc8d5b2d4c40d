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

    def vital_keys(self) -> "OfferingQuerySet":
        """Translation keys of offerings whose texts must never be shown outdated."""
        vital = self.sources().filter(risk_class=self.model.Risk.VITAL)
        return vital.values("translation_key")


OfferingManager = PageManager.from_queryset(OfferingQuerySet)
