"""What the pages that list all of a kind have in common."""

from typing import Any, ClassVar

from django.db import models
from django.utils.functional import Promise
from wagtail.admin.panels import FieldPanel

from ..reader import LocalText
from .page import BasePage, translated


class ListPage(BasePage):
    """One per home: an interface word as heading, an optional introduction.

    Types give `name`, hierarchy, template and a `get_context` with the rows.
    """

    max_count_per_parent = 1

    # The interface word that readers know the list by.
    name: ClassVar[Promise | str] = ""

    intro = models.TextField(
        "ingress", blank=True, help_text="En eller två meningar om vad som finns här."
    )

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    prose_fields = ("intro",)
    translatable_fields = translated("intro")

    class Meta:
        abstract = True

    def deletable_by(self, user: Any) -> bool:
        return False  # the site is made of it, and `sync_site` would make it anew

    @property
    def heading(self) -> LocalText:
        return LocalText.own(self.name)

    @property
    def intro_text(self) -> LocalText | None:
        return LocalText(self.intro, self.language) if self.intro else None

    @property
    def kind_label(self) -> str:
        return str(self.name)
