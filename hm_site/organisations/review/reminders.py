"""A chore: nobody waits for an answer that everybody has forgotten.

After `REVIEW_REMINDER_DAYS` those who review are reminded, again each time as many
days have passed; after `REVIEW_ESCALATION_DAYS` they and the platform's administrators
are told at once, once. A page that somebody has taken and not decided is let go. Of
words and short texts each sort and language is one line, with the oldest of them.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, TaskState

from hm_site.base.chores import Failure
from hm_site.base.models.reviewed import ReviewedModel

from ..access import administrators
from ..models import Notice
from ..notices import notify, take_back
from . import events, rows
from .models import Claim, Reminder, ReviewTask

logger = logging.getLogger(__name__)

# Days after which a taken page waits for everybody again.
CLAIM_DAYS = 3


def remind(now: datetime) -> Iterator[str | Failure]:
    """The chore."""
    old = Claim.objects.filter(taken_at__lt=now - timedelta(days=CLAIM_DAYS))
    released = old.delete()[0]
    if released:
        yield f"{released} claims released"
    late = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        started_at__lte=now - timedelta(days=settings.REVIEW_REMINDER_DAYS),
    )
    said = set[tuple[str, bool]]()
    for pk in late.order_by("started_at").values_list("pk", flat=True):
        try:
            with transaction.atomic():
                line = _remind(pk, now, said)
        except Exception:
            logger.exception("reminder for task state %s", pk)
            yield Failure(f"no reminder for task state {pk}")
        else:
            if line:
                yield line


def _remind(pk: int, now: datetime, said: set[tuple[str, bool]]) -> str | None:
    """Locks the step, so that it is neither decided meanwhile nor reminded of twice.

    `said`: which lines of rows beside the pages stand already, and whether at once.
    """
    steps = TaskState.objects.select_for_update(skip_locked=True, of=("self",))
    step = steps.filter(pk=pk, status=TaskState.STATUS_IN_PROGRESS).first()
    waits = step.workflow_state.content_object if step else None
    task = step.task.specific if step else None
    if not isinstance(task, ReviewTask) or not isinstance(waits, Page | ReviewedModel):
        return None
    memory = Reminder.objects.filter(task_state=step).first() or Reminder(
        task_state=step
    )
    days = (now - step.started_at).days
    escalated = days >= settings.REVIEW_ESCALATION_DAYS and memory.escalated_at is None
    if not escalated and not _again(memory, now):
        return None
    memory.reminded_at = now
    people = {*rows.deciding(events.reviewers(task))}
    if escalated:
        memory.escalated_at = now
        people.update(administrators())
    memory.save()
    if isinstance(waits, ReviewedModel):
        line = rows.line_of(waits)
        if (line.text, escalated) not in said:
            said.add((line.text, escalated))
            rows.late(line, people, days, at_once=escalated)
        return f"{waits._meta.label_lower} {waits.pk} waits since {days} days"
    take_back(Notice.Kind.REVIEW, waits)
    notify(
        people,
        Notice.Kind.REVIEW,
        f"{events.spoken(waits).name} har väntat {days} dagar på granskning.",
        events.review_url(step.workflow_state),
        page=waits,
        at_once=escalated,
    )
    return f"page {waits.pk} waits since {days} days"


def _again(memory: Reminder, now: datetime) -> bool:
    """Whether the last reminder, if any, is long enough ago."""
    pause = timedelta(days=settings.REVIEW_REMINDER_DAYS)
    return memory.reminded_at is None or now - memory.reminded_at >= pause
