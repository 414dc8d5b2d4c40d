"""The editor for formatted text."""

from typing import Any

from django.utils.html import escape
from wagtail.admin.rich_text import DraftailRichTextArea


class ForgivingDraftail(DraftailRichTextArea):
    """Keeps a broken document as plain text, where Wagtail's own widget raises."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        try:
            return super().value_from_datadict(data, files, name)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            return f"<p>{escape(data.get(name))}</p>"
