"""Approve and return: the one road by which a person's text reaches readers.

Each decision locks the review first, so of two at once the second is told who was
first. What is published is exactly the version that the approver was shown.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision, WorkflowState

from hm_site.base import publication

from .changes import changed_texts
from .models import Approval, ReviewTask, Withdrawal


class DecisionError(Exception):
    """Why a decision was not taken, in words for the person who tried."""


def version(revision: Revision) -> str:
    """Names what was shown: autosave writes over a revision without a new number."""
    return f"{revision.pk}-{revision.created_at.isoformat()}"


def review_task(state: WorkflowState) -> ReviewTask | None:
    """The step a review stands at; None when it is finished or of another kind."""
    current = state.current_task_state
    task = current.task.specific if current else None
    return task if isinstance(task, ReviewTask) else None


def own_work(state: WorkflowState, revision: Revision, user: Any) -> bool:
    """Whether the person submitted this version or was the last to change it."""
    return user.pk in (state.requested_by_id, revision.user_id)


def is_decided(revision: Revision) -> bool:
    """Whether it was approved, is live, or was live until it was withdrawn."""
    return (
        Approval.objects.filter(revision=revision).exists()
        or Withdrawal.objects.filter(revision=revision).exists()
        or Page.objects.filter(live_revision=revision).exists()
    )


def approve(
    state_id: int,
    user: Any,
    *,
    shown: str,
    kinds: Mapping[str, str] | None = None,
    comment: str = "",
) -> Page:
    """Publish the version `shown` (see `version`); returns the page.

    `kinds` maps content paths to `Approval.MEANING` or `WORDING`; a changed text that
    it leaves out counts as a change of meaning. Raises DecisionError, and
    PermissionDenied for people who decide nothing here.
    """
    with transaction.atomic():
        state, page, revision = _open(state_id, user)
        if own_work(state, revision, user):
            raise DecisionError(
                "Du har skickat in eller senast ändrat sidan. Någon annan granskar den."
            )
        if version(revision) != shown:
            raise DecisionError(
                "Sidan har ändrats sedan du öppnade den. Läs den nya versionen."
            )
        proposed = revision.as_object()
        problems = proposed.publication_problems()
        if problems:
            raise DecisionError("Sidan är inte klar: " + " ".join(problems))
        live = page if page.live else None
        Approval.objects.update_or_create(
            revision=revision,
            defaults={
                "page_key": page.translation_key,
                "submitted_by": state.requested_by,
                "approved_by": user,
                "texts": _marked(live, proposed, kinds or {}),
            },
        )
        step = state.current_task_state
        # Somebody may have changed the page since it was submitted: otherwise Wagtail
        # would take the step as passed by the submitted version and ask once more.
        step.revision = revision
        try:
            with publication.approved(page):
                step.approve(user=user, comment=comment)
        except ValidationError as error:
            raise DecisionError(
                "Sidan kan inte publiceras: " + " ".join(error.messages)
            ) from error
    return page


def send_back(state_id: int, user: Any, *, reason: str) -> Page:
    """Return the page to its editor with a reason; raises DecisionError without."""
    if not reason.strip():
        raise DecisionError("Skriv vad som behöver ändras.")
    with transaction.atomic():
        state, page, _revision = _open(state_id, user)
        state.current_task_state.reject(user=user, comment=reason.strip())
    return page


def _open(state_id: int, user: Any) -> tuple[WorkflowState, Any, Revision]:
    """The review, locked, with its page as readers have it and its newest version."""
    state = WorkflowState.objects.select_for_update(of=("self",)).get(pk=state_id)
    if state.status != WorkflowState.STATUS_IN_PROGRESS:
        raise DecisionError(_already(state))
    task = review_task(state)
    if task is None or not task.may_review(user):
        raise PermissionDenied
    page = state.content_object.specific  # the reference is to the bare page
    return state, page, page.get_latest_revision()


def _already(state: WorkflowState) -> str:
    last = state.task_states.exclude(finished_at=None).order_by("finished_at").last()
    who = last.finished_by if last else None
    if last is None or who is None:
        return "Granskningen är redan avslutad."
    done = "godkände" if last.status == last.STATUS_APPROVED else "avslutade"
    time = timezone.localtime(last.finished_at)
    return f"{who} {done} granskningen {time:%Y-%m-%d kl. %H:%M}."


def _marked(
    live: Any | None, proposed: Any, kinds: Mapping[str, str]
) -> list[dict[str, str]]:
    """Marks for texts that translations may already hold; a first version has none."""
    if live is None:
        return []
    wording = {path for path, kind in kinds.items() if kind == Approval.WORDING}
    return [
        {
            "path": text.path,
            "kind": Approval.WORDING if text.path in wording else Approval.MEANING,
        }
        for text in changed_texts(live, proposed)
    ]
