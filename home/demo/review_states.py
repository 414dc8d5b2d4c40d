"""Changes that editors have begun, sent in and got back, for the desks to show."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import WorkflowState

from hm_site.organisations.review import decisions
from hm_site.organisations.review.models import Claim
from resources.models import SupportOfferingPage

from .files import read

MODERATOR = "moderator"


def load_review_states() -> Iterator[str]:
    for change in read("review_states.toml")["change"]:
        yield from _change(change)


def _change(data: dict[str, Any]) -> Iterator[str]:
    """Nothing where somebody has changed the page or decided on it."""
    rows = SupportOfferingPage.objects.sources().published()
    page = rows.filter(slug=data["slug"]).first()
    if page is None or page.has_unpublished_changes:
        return
    text = getattr(page, data["field"])
    if page.workflow_states.exists() or data["old"] not in text:
        return
    editor = _person(f"editor-{page.get_parent().slug}")
    setattr(page, data["field"], text.replace(data["old"], data["new"]))
    page.save_revision(user=editor)
    if data["state"] != "draft":
        _send_in(page, editor, data)
    yield f"{data['state']} {page.slug}"


def _send_in(page: SupportOfferingPage, editor: Any, data: dict[str, Any]) -> None:
    state = page.get_workflow().start(page, editor)
    if data["state"] == "returned":
        decisions.send_back(state.pk, _person(MODERATOR), reason=data["reason"])
    # As if it had been sent in some days ago.
    then = timezone.now() - timedelta(days=data["days"])
    WorkflowState.objects.filter(pk=state.pk).update(created_at=then)
    state.task_states.update(started_at=then)
    if name := data.get("taken_by"):
        Claim.objects.create(workflow_state=state, user=_person(name))


def _person(name: str) -> Any:
    return get_user_model().objects.get(username=name)
