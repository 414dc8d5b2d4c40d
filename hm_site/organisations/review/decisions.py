"""Approve and return: the one road by which a person's text reaches readers.

Each decision locks the review first, so of two at once the second is told who was
first. What is published is exactly the version that the approver was shown.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision, WorkflowState

from hm_site.base import publication
from hm_site.base.locks import lock_source
from hm_site.base.text_changes import changes, texts_of

from ..ownership import has_left
from .authors import own_work
from .changes import last_read
from .models import Approval, ReviewTask
from .subjects import subject

# Registries that upper rooms fill in `AppConfig.ready`: what else keeps a version from
# going out, and where a review is read when not at the desk itself.
PROBLEMS: list[Callable[[Any, Revision], list[str]]] = []
REVIEW_VIEWS: list[Callable[[WorkflowState], str | None]] = []


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


def problems(proposed: Any, revision: Revision) -> list[str]:
    """Why this version may not reach readers, in plain Swedish; empty when it may."""
    left = ["Organisationen har lämnat samarbetet."] if has_left(proposed) else []
    others = (text for ask in PROBLEMS for text in ask(proposed, revision))
    return [*left, *proposed.publication_problems(), *others]


def approve(
    state_id: int,
    user: Any,
    *,
    shown: str,
    kinds: Mapping[str, str] | None = None,
    comment: str = "",
) -> Any:
    """Publish the version `shown` (see `version`); returns the page or row.

    `kinds` maps changes (`Change.key`) to `Approval.MEANING` or `WORDING`; one that it
    leaves out counts as a change of meaning. Raises DecisionError, and
    PermissionDenied for people who decide nothing here.
    """
    with transaction.atomic():
        state, page, revision = _open(state_id, user)
        if own_work(state, revision, user):
            raise DecisionError(
                "Du har skickat in eller senast ändrat det här. Någon annan granskar."
            )
        if version(revision) != shown:
            raise DecisionError(
                "Texten har ändrats sedan du öppnade den. Läs den nya versionen."
            )
        proposed = revision.as_object()
        lacking = problems(proposed, revision)
        if lacking:
            raise DecisionError("Det är inte klart: " + " ".join(lacking))
        Approval.objects.update_or_create(
            revision=revision,
            defaults={
                "page_key": getattr(page, "translation_key", None),
                "submitted_by": state.requested_by,
                "approved_by": user,
                "texts": _marked(last_read(page), proposed, kinds or {}),
            },
        )
        try:
            with publication.approved(page):
                _step(state, revision).approve(user=user, comment=comment)
        except ValidationError as error:
            raise DecisionError(
                "Det kan inte publiceras: " + " ".join(error.messages)
            ) from error
    return page


def send_back(state_id: int, user: Any, *, reason: str) -> Any:
    """Return it to its editor with a reason; raises DecisionError without one."""
    if not reason.strip():
        raise DecisionError("Skriv vad som behöver ändras.")
    with transaction.atomic():
        state, page, revision = _open(state_id, user)
        _step(state, revision).reject(user=user, comment=reason.strip())
    return page


def _open(state_id: int, user: Any) -> tuple[WorkflowState, Any, Revision]:
    """The review, locked, its subject as readers have it, and the newest version."""
    lock_source(WorkflowState.objects.get(pk=state_id).content_object)
    state = WorkflowState.objects.select_for_update(of=("self",)).get(pk=state_id)
    if state.status != WorkflowState.STATUS_IN_PROGRESS:
        raise DecisionError(_already(state))
    task = review_task(state)
    if task is None or not task.may_review(user):
        raise PermissionDenied
    page = subject(state)
    return state, page, page.get_latest_revision()


def _step(state: WorkflowState, revision: Revision) -> Any:
    """The step, of the version that is decided on.

    Somebody may have mended a word during the review: Wagtail would call for another
    review of what has just been read.
    """
    step = state.current_task_state
    if step.revision_id != revision.pk:
        step.revision = revision
        step.save(update_fields=["revision"])
    return step


def _already(state: WorkflowState) -> str:
    last = state.task_states.exclude(finished_at=None).order_by("finished_at").last()
    who = last.finished_by if last else None
    if last is None or who is None:
        return "Granskningen är redan avslutad."
    done = "godkände" if last.status == last.STATUS_APPROVED else "avslutade"
    time = timezone.localtime(last.finished_at)
    return f"{who} {done} granskningen {time:%Y-%m-%d kl. %H:%M}."


def _marked(
    read: Any | None, proposed: Any, kinds: Mapping[str, str]
) -> list[dict[str, str]]:
    """Marks for texts that translations may already hold; a first version has none."""
    if read is None or not isinstance(read, Page) or not proposed.is_source:
        return []
    return [
        {
            "path": change.path,
            "key": change.key,
            "kind": Approval.WORDING
            if kinds.get(change.key) == Approval.WORDING
            else Approval.MEANING,
        }
        for change in changes(texts_of(read), texts_of(proposed))
        if change.is_judged
    ]
