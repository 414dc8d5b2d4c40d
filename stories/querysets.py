"""Order of stories."""

from django.db.models import F
from wagtail.models import PageManager

from hm_site.base.querysets import BasePageQuerySet


class StoryQuerySet(BasePageQuerySet):
    def newest(self) -> "StoryQuerySet":
        """Latest period first, the same on both databases; without period last."""
        return self.order_by(F("period_end").desc(nulls_last=True), "path")


StoryManager = PageManager.from_queryset(StoryQuerySet)
