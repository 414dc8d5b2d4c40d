"""The directory page."""

from typing import Any, ClassVar

from django.http import HttpRequest

from hm_site.base import interface
from hm_site.base.models import ListPage


class DirectoryPage(ListPage):
    """The directory *Hitta stöd*: all offerings of all organisations, filtered."""

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    name = interface.FIND_SUPPORT

    class Meta:
        verbose_name = "katalog över stöd"
        verbose_name_plural = "kataloger över stöd"

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        # It asks for offerings, which are models of this package.
        from ..directory import directory_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **directory_context(self, request, context)}
