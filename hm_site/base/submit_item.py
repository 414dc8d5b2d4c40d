"""Sending in, by the same words below the form as in the strip above it."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.action_menu import ActionMenuItem, SubmitForModerationMenuItem

SUBMIT = "Skicka in för granskning"


class SubmitItem(SubmitForModerationMenuItem):
    """Wagtail's own names the workflow, which is no matter of an editor's."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {**super().get_context_data(parent_context), "label": SUBMIT}


def name_plainly(
    items: list[ActionMenuItem], request: HttpRequest, context: Any
) -> None:
    """Hook `construct_page_action_menu`.

    Saving stays the first: a button that did something else as soon as nothing is
    missing would send in what was only to be saved.
    """
    items[:] = [
        SubmitItem(item.order)
        if isinstance(item, SubmitForModerationMenuItem)
        else item
        for item in items
    ]
