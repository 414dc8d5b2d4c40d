"""Where the desk is found in Wagtail's admin: addresses, menu, buttons."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page, WorkflowMixin

from hm_site.base.page_permissions import may_withdraw

from . import desk, withdrawal, withdrawal_views

URLS = [
    path("granskning/", desk.desk, name=desk.DESK),
    path("granskning/<int:state_id>/", desk.review, name="review_item"),
    path("granskning/<int:state_id>/godkann/", desk.approve, name="review_approve"),
    path(
        "granskning/<int:state_id>/tillbaka/", desk.send_back, name="review_send_back"
    ),
    path("granskning/<int:state_id>/ta/", desk.take, name="review_take"),
    path("granskning/<int:state_id>/slapp/", desk.release, name="review_release"),
    path(
        "dra-tillbaka/<int:page_id>/",
        withdrawal_views.withdraw,
        name="review_withdraw",
    ),
    path("dra-tillbaka/<int:row_id>/angra/", withdrawal_views.undo, name="review_undo"),
]


class DeskMenuItem(MenuItem):
    """Shown to those who review."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(desk.reviewable(request.user))


def desk_menu_item() -> MenuItem:
    return DeskMenuItem(
        "Granskning", reverse(desk.DESK), name="review", icon_name="tasks", order=50
    )


def page_buttons(page: Page, user: Any, **kwargs: Any) -> Any:
    """Review, withdraw and its undoing, from the page's own menu."""
    state = page.current_workflow_state
    if state and any(task.pk == _step(state) for task in desk.reviewable(user)):
        yield Button(
            "Granska",
            reverse("review_item", args=[state.pk]),
            icon_name="tasks",
            priority=5,
        )
    gone = withdrawal.newest(page)
    if gone and withdrawal.may_undo(gone, user):
        yield Button(
            "Visa för läsare igen",
            reverse("review_undo", args=[gone.pk]),
            icon_name="view",
            priority=60,
        )
    if may_withdraw(page, user):
        yield Button(
            "Dra tillbaka överallt",
            reverse("review_withdraw", args=[page.pk]),
            icon_name="download",
            priority=60,
        )


def row_buttons(snippet: Any, user: Any, next_url: str | None = None) -> Any:
    """Review, from the list of help lines, terms or labels."""
    state = (
        snippet.current_workflow_state if isinstance(snippet, WorkflowMixin) else None
    )
    if state and any(task.pk == _step(state) for task in desk.reviewable(user)):
        yield Button(
            "Granska",
            reverse("review_item", args=[state.pk]),
            icon_name="tasks",
            priority=5,
        )


def _step(state: Any) -> int | None:
    current = state.current_task_state
    return current.task_id if current else None
