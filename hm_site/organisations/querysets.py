"""Row loading of organisations."""

from wagtail.models import PageManager

from hm_site.base.querysets import BasePageQuerySet


class OrganisationQuerySet(BasePageQuerySet):
    def for_serving(self) -> "OrganisationQuerySet":
        """With the logo, which would be a query of its own."""
        return super().for_serving().select_related("logo")


OrganisationManager = PageManager.from_queryset(OrganisationQuerySet)
