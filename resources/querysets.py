"""Filters and row loading of offerings."""

from wagtail.models import PageManager

from hm_site.base.querysets import BasePageQuerySet

FACT_RELATIONS = ("terms", "places", "sessions", "pauses")


class OfferingQuerySet(BasePageQuerySet):
    def for_serving(self) -> "OfferingQuerySet":
        return super().for_serving().select_related("status_row")

    def with_facts(self) -> "OfferingQuerySet":
        return self.select_related("status_row").prefetch_related(*FACT_RELATIONS)


OfferingManager = PageManager.from_queryset(OfferingQuerySet)
