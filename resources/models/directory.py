"""The directory page."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel

from hm_site.base import interface
from hm_site.base.models import BasePage
from hm_site.base.models.page import translated
from hm_site.base.reader import LocalText


class DirectoryPage(BasePage):
    """The directory *Hitta stöd*: all offerings of all organisations, filtered."""

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    intro = models.TextField(
        "ingress", blank=True, help_text="En eller två meningar om vad som finns här."
    )

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    prose_fields = ("intro",)
    translatable_fields = translated("intro")

    class Meta:
        verbose_name = "katalog över stöd"
        verbose_name_plural = "kataloger över stöd"

    @property
    def heading(self) -> LocalText:
        return LocalText.own(interface.FIND_SUPPORT)

    @property
    def intro_text(self) -> LocalText | None:
        return LocalText(self.intro, self.language) if self.intro else None

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        # It asks for offerings, which are models of this package.
        from ..directory import directory_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **directory_context(self, request, context)}

    @property
    def kind_label(self) -> str:
        return str(interface.FIND_SUPPORT)
