"""Changing help lines, terms and labels from code: propose, and ask what waits.

A proposal is a draft under review. It is decided at the desk or by
`decisions.approve` and `decisions.send_back`, like a page.
"""

from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models.functions import Cast
from wagtail.models import WorkflowState

from hm_site.base.models.reviewed import ReviewedModel

R = TypeVar("R", bound=ReviewedModel)


def propose(row: ReviewedModel, user: Any, **values: Any) -> WorkflowState:
    """Submit `row` with these values; readers keep what they see.

    `row` is fresh from the database, or new and not saved. Values that nobody gives
    come from the newest draft. Raises ValidationError for what the form would refuse,
    StaleSaveError when somebody else has saved since `row` was read.
    """
    with transaction.atomic():
        draft = row.get_latest_revision_as_object() if row.pk else row
        for name, value in values.items():
            setattr(draft, name, value)
        draft.full_clean()
        if not draft.pk:
            draft.live = False
            draft.save()
        draft.save_revision(user=user, log_action=True)
        state = draft.current_workflow_state
        if state is None:
            return draft.get_workflow().start(draft, user)
        if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            state.resume(user)
        return state


def waiting(model: type[R]) -> models.QuerySet[R]:
    """Rows of which a proposal is under review."""
    states = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS,
        base_content_type=model.get_base_content_type(),
    )
    pks = states.annotate(row=Cast("object_id", models.BigIntegerField()))
    found: models.QuerySet[R] = model._default_manager.filter(pk__in=pks.values("row"))
    return found
