"""The moderators' desk: everything that waits, oldest first, and the decision."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, Task, TaskState, WorkflowState

from hm_site.base.admin_frame import frame

from ..ownership import organisation_titles
from ..sections import desk_sections, outsider, review_notes
from . import changes, decisions, events, subjects, withdrawal
from .authors import co_authors, own_work
from .forms import ReasonForm
from .models import Approval, Claim, ReviewTask
from .reminders import CLAIM_DAYS

DESK = "review_desk"
PER_PAGE = 50
WITHDRAWN = 20  # the newest; older ones are undone at their page

_frame = partial(frame, icon="tasks")


@dataclass
class Waiting:
    """A row of the queue."""

    state: WorkflowState
    page: Any  # or a row beside the pages
    title: str
    organisation: str
    kind: str
    since: Any
    days: int
    submitted_by: Any
    claimed_by: Any
    own: bool

    @property
    def late(self) -> bool:
        return self.days >= settings.REVIEW_REMINDER_DAYS

    @property
    def escalated(self) -> bool:
        return self.days >= settings.REVIEW_ESCALATION_DAYS


def reviewable(user: Any) -> list[ReviewTask]:
    """The steps that the person decides at."""
    tasks = Task.objects.filter(active=True).specific()
    return [t for t in tasks if isinstance(t, ReviewTask) and t.may_review(user)]


def steps(user: Any) -> QuerySet[TaskState]:
    """Reviews that wait for the person, oldest first."""
    waiting = TaskState.objects.filter(
        task__in=reviewable(user), status=TaskState.STATUS_IN_PROGRESS
    )
    shown = ("workflow_state__requested_by", "workflow_state__claim__user")
    return waiting.select_related(*shown).order_by("started_at", "pk")


def queue(user: Any, steps: Iterable[TaskState]) -> list[Waiting]:
    """As the person sees them; the same few queries for any number."""
    states = list(steps)
    shown = subjects.subjects(state.workflow_state for state in states)
    titles = organisation_titles()
    authors = co_authors(page.latest_revision for page in shown.values())
    rows = [_row(state, shown, titles, authors, user) for state in states]
    return [row for row in rows if row is not None]


def _row(
    task_state: TaskState,
    shown: dict[int, Any],
    titles: dict[str, str],
    authors: dict[int, set[int]],
    user: Any,
) -> Waiting | None:
    state = task_state.workflow_state
    page = shown.get(state.pk)
    if page is None:
        return None
    claim = getattr(state, "claim", None)
    return Waiting(
        state=state,
        page=page,
        title=subjects.title(page),
        organisation=subjects.owner(page, titles),
        kind=subjects.kind(page),
        since=task_state.started_at,
        days=(timezone.now() - task_state.started_at).days,
        submitted_by=state.requested_by,
        claimed_by=claim.user if claim else None,
        own=own_work(state, page.latest_revision, user, authors),
    )


def late(steps: QuerySet[TaskState]) -> QuerySet[TaskState]:
    limit = timezone.now() - timedelta(days=settings.REVIEW_REMINDER_DAYS)
    return steps.filter(started_at__lte=limit)


def require_reviewer(request: HttpRequest) -> None:
    if not reviewable(request.user):
        raise PermissionDenied


def desk(request: HttpRequest) -> HttpResponse:
    require_reviewer(request)
    page = Paginator(steps(request.user), PER_PAGE).get_page(request.GET.get("p"))
    return render(
        request,
        "organisations/review/desk.html",
        {
            "rows": queue(request.user, page.object_list),
            "page": page,
            "withdrawn": [
                (row, events.spoken(row.page))
                for row in withdrawal.undoable(request.user, WITHDRAWN)
            ],
            "sections": desk_sections(request.user),
            "claim_days": CLAIM_DAYS,
            "escalation_days": settings.REVIEW_ESCALATION_DAYS,
            **_frame("Granskning"),
        },
    )


def review(request: HttpRequest, state_id: int) -> HttpResponse:
    """One waiting page: what changes, and the two decisions."""
    state = _state(request, state_id)
    elsewhere = next(filter(None, (view(state) for view in decisions.REVIEW_VIEWS)), "")
    return redirect(elsewhere) if elsewhere else _review(request, state, ReasonForm())


def _state(request: HttpRequest, state_id: int) -> WorkflowState:
    """The review, for those who decide in it; 404 and 403 as elsewhere."""
    state = get_object_or_404(WorkflowState, pk=state_id)
    tasks = [s.task.specific for s in state.task_states.select_related("task")]
    if not any(isinstance(t, ReviewTask) and t.may_review(request.user) for t in tasks):
        raise PermissionDenied
    if not subjects.may_be_reviewed(state):
        raise Http404
    return state


def _review(
    request: HttpRequest, state: WorkflowState, form: ReasonForm, status: int = 200
) -> HttpResponse:
    page = subjects.subject(state)
    if state.status != WorkflowState.STATUS_IN_PROGRESS:
        messages.info(request, "Granskningen är avslutad.")
        return redirect(DESK)
    revision = page.get_latest_revision()
    proposed = revision.as_object()
    before = changes.last_read(page)
    claim = Claim.objects.filter(workflow_state=state).select_related("user").first()
    return render(
        request,
        "organisations/review/review.html",
        {
            "state": state,
            "page": page,
            "proposed": proposed,
            "revision": revision,
            "shown": decisions.version(revision),
            "before": before,
            "texts": changes.changed_texts(before, proposed),
            "facts": changes.changed_facts(before, proposed),
            "problems": decisions.problems(proposed, revision),
            "own": own_work(state, revision, request.user),
            "is_page": isinstance(page, Page),
            "title": subjects.title(proposed),
            "kind": subjects.kind(page),
            "language": subjects.written_in(page),
            "foreign_texts": subjects.foreign_texts(page),
            "organisation": subjects.owner(page, organisation_titles()),
            "edit_url": AdminURLFinder(request.user).get_edit_url(page),
            "claim": claim,
            "notes": review_notes(page, revision),
            "outsider": outsider(page, revision),
            "form": form,
            "MEANING": Approval.MEANING,
            "WORDING": Approval.WORDING,
            **_frame(subjects.title(proposed), ("Granskning", reverse(DESK))),
        },
        status=status,
    )


@require_POST
def approve(request: HttpRequest, state_id: int) -> HttpResponse:
    state = _state(request, state_id)
    kinds = {
        name.removeprefix("kind:"): str(value)
        for name, value in request.POST.items()
        if name.startswith("kind:")
    }
    try:
        page = decisions.approve(
            state.pk, request.user, shown=request.POST.get("shown", ""), kinds=kinds
        )
    except decisions.DecisionError as error:
        messages.error(request, str(error))
        return redirect("review_item", state.pk)
    messages.success(request, f"{_spoken(page)} är {events.outcome(page)}.")
    return redirect(DESK)


@require_POST
def send_back(request: HttpRequest, state_id: int) -> HttpResponse:
    state = _state(request, state_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _review(request, state, form, status=422)
    try:
        page = decisions.send_back(
            state.pk, request.user, reason=form.cleaned_data["reason"]
        )
    except decisions.DecisionError as error:
        messages.error(request, str(error))
        return _review(request, state, form, status=409)
    messages.success(request, f"{_spoken(page)} är skickad tillbaka till redaktören.")
    return redirect(DESK)


def _spoken(subject: Any) -> str:
    if isinstance(subject, Page):
        return events.spoken(subject).name
    return f"”{subjects.title(subject)}”"


@require_POST
def take(request: HttpRequest, state_id: int) -> HttpResponse:
    state = _state(request, state_id)
    person: Any = request.user  # `_state` has let nobody in who is not signed in
    try:
        claim, created = Claim.objects.get_or_create(
            workflow_state=state, defaults={"user": person}
        )
    except IntegrityError:  # the review ended meanwhile
        return redirect(DESK)
    if not created and claim.user != person:
        messages.warning(request, f"{claim.user} har redan tagit den.")
        return redirect(DESK)
    return redirect("review_item", state.pk)


@require_POST
def release(request: HttpRequest, state_id: int) -> HttpResponse:
    """Anyone who reviews may release: colleagues fall ill."""
    state = _state(request, state_id)
    Claim.objects.filter(workflow_state=state).delete()
    messages.success(request, "Den väntar åter på vem som helst av er.")
    return redirect(DESK)
