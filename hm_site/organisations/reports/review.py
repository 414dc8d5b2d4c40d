"""*Väntar på granskning* and *Tillbakaskickade*."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.models import Page, TaskState, WorkflowState

from ..review import desk, events
from ..review.models import ReviewTask
from .base import Field, ScopedPageReport, edit_url, moment


class _StepReport(ScopedPageReport):
    """Pages, each with the newest step of its review that the report is about."""

    page_lookup = "pk"
    order = "moment"

    def steps(self) -> QuerySet[TaskState]:
        raise NotImplementedError

    def records(self) -> QuerySet[Page]:
        # A review names its page by a text column, of no use to a join.
        of_page = (
            self.steps()
            .filter(
                task__in=ReviewTask.objects.all(),
                workflow_state__object_id=Cast(OuterRef("pk"), CharField()),
                workflow_state__base_content_type=ContentType.objects.get_for_model(
                    Page
                ),
            )
            .order_by("-pk")
        )
        pages: QuerySet[Page] = (
            Page.objects.annotate(
                step=Subquery(of_page.values("pk")[:1]),
                moment=Subquery(of_page.values(self.time)[:1]),
            )
            .filter(step__isnull=False)
            .order_by(self.order)
        )
        return pages

    time = "started_at"

    def prepare(self, records: Sequence[Any]) -> None:
        self.steps_by_pk = (
            TaskState.objects.select_related(
                "finished_by",
                "workflow_state__requested_by",
                "workflow_state__claim__user",
            )
            .defer("revision")
            .in_bulk([page.step for page in records])
        )

    def row(self, record: Any) -> dict[str, Any]:
        step = self.steps_by_pk[record.step]
        return {
            "title": record.get_admin_display_title(),
            "organisation": self.organisation(record),
            "kind": record.page_type_display_name,
            "submitted_by": step.workflow_state.requested_by or "",
            "url": edit_url(record.pk),
        }


class WaitingReport(_StepReport):
    """What waits, oldest first."""

    name = "waiting"
    address = "vantar"
    page_title = "Väntar på granskning"
    header_icon = "tasks"
    nothing = "Ingenting väntar på granskning."
    fields = (
        Field("title", "Sida"),
        Field("organisation", "Aktör"),
        Field("kind", "Sort"),
        Field("since", "Inskickad", nowrap=True),
        Field("days", "Dagar"),
        Field("late", "Läge"),
        Field("submitted_by", "Inskickad av"),
        Field("claimed_by", "Tagen av"),
    )

    def steps(self) -> QuerySet[TaskState]:
        waiting: QuerySet[TaskState] = TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS
        )
        return waiting

    @cached_property
    def decides_at(self) -> set[int]:
        return {task.pk for task in desk.reviewable(self.request.user)}

    def row(self, record: Any) -> dict[str, Any]:
        step = self.steps_by_pk[record.step]
        days = (timezone.now() - step.started_at).days
        claim = getattr(step.workflow_state, "claim", None)
        values = {
            **super().row(record),
            "since": moment(step.started_at),
            "days": days,
            "late": _lateness(days),
            "claimed_by": claim.user if claim else "",
        }
        if step.task_id in self.decides_at:
            values["url"] = events.review_url(step.workflow_state)
        return values


def _lateness(days: int) -> str:
    if days >= settings.REVIEW_ESCALATION_DAYS:
        return "Mycket försenad"
    return "Försenad" if days >= settings.REVIEW_REMINDER_DAYS else ""


class ReturnedReport(_StepReport):
    """What came back and was not yet submitted again, newest first."""

    name = "returned"
    address = "tillbakaskickade"
    page_title = "Tillbakaskickade"
    header_icon = "rotate"
    nothing = "Inget ligger hos redaktörerna för ändring."
    order = "-moment"
    time = "finished_at"
    fields = (
        Field("title", "Sida"),
        Field("organisation", "Aktör"),
        Field("kind", "Sort"),
        Field("returned", "Tillbakaskickad", nowrap=True),
        Field("returned_by", "Av"),
        Field("reason", "Vad som behöver ändras"),
        Field("submitted_by", "Inskickad av"),
    )

    def steps(self) -> QuerySet[TaskState]:
        returned: QuerySet[TaskState] = TaskState.objects.filter(
            status=TaskState.STATUS_REJECTED,
            workflow_state__status=WorkflowState.STATUS_NEEDS_CHANGES,
        )
        return returned

    def row(self, record: Any) -> dict[str, Any]:
        step = self.steps_by_pk[record.step]
        return {
            **super().row(record),
            "returned": moment(step.finished_at),
            "returned_by": step.finished_by or "",
            "reason": step.comment,
        }
