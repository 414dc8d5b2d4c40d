"""Whom a review tells about what; how and when they are told: `notices`.

Our receivers take the places of Wagtail's own mails: they are connected first and
under Wagtail's names, so that Wagtail's connect nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
)

from hm_site.base.models.reviewed import ReviewedModel

from ..models import Notice
from ..notices import notify, take_back
from ..ownership import editors_of_page, owner_page
from . import authors, rows
from .models import ReviewTask, Withdrawal


@dataclass(frozen=True)
class Spoken:
    """How people are told of a page under review, and where it is worked on.

    `authors` hear of decisions as who submitted it does, `colleagues` where no author
    is left who could do anything about it; `reviewer` is who decides.
    """

    name: str  # as it stands in a sentence
    origin: str
    url: str
    authors: Iterable[Any] = ()
    colleagues: Iterable[Any] = ()
    reviewer: str = "en moderator"


# Rooms whose pages are worked on elsewhere than in Wagtail's editor fill this in
# `AppConfig.ready`: page and number of a version → how it is spoken of, None for pages
# that are not theirs.
SPOKEN: list[Callable[[Page, int | None], Spoken | None]] = []


def spoken(page: Page, revision_pk: int | None = None) -> Spoken:
    """`authors` are those of the version; of the newest when none is named."""
    version = revision_pk or page.latest_revision_id
    found = (ask(page, version) for ask in SPOKEN)
    return next((one for one in found if one), None) or Spoken(
        f"”{page.get_admin_display_title()}”", _origin(page), _edit(page)
    )


def connect() -> None:
    """From `AppConfig.ready`; our apps come before Wagtail's in INSTALLED_APPS."""
    task_submitted.connect(
        authors.remember_submitter,
        sender=TaskState,
        dispatch_uid="hm-remember-submitter",
    )
    task_submitted.connect(
        submitted,
        sender=TaskState,
        dispatch_uid="group_approval_task_submitted_email_notification",
    )
    workflow_approved.connect(
        approved,
        sender=WorkflowState,
        dispatch_uid="workflow_state_approved_email_notification",
    )
    workflow_rejected.connect(
        returned,
        sender=WorkflowState,
        dispatch_uid="workflow_state_rejected_email_notification",
    )
    workflow_cancelled.connect(cancelled, dispatch_uid="hm-review-cancelled")


def submitted(instance: Any, user: Any = None, **kwargs: Any) -> None:
    """Those who review at the step, in their digest."""
    state, task = instance.workflow_state, instance.task.specific
    page = state.content_object
    if isinstance(task, ReviewTask) and isinstance(page, ReviewedModel):
        rows.submitted(page, reviewers(task), user)
    if not isinstance(task, ReviewTask) or not isinstance(page, Page):
        return
    people = reviewers(task).exclude(pk=user.pk) if user else reviewers(task)
    about = spoken(page)
    text = f"{about.name} från {about.origin} är inskickad."
    notify(people, Notice.Kind.REVIEW, text, review_url(state), page=page)


def approved(instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """Who submitted or wrote the page, in the digest."""
    page = instance.content_object
    if isinstance(page, ReviewedModel):
        rows.decided(page)
    if not isinstance(page, Page):
        return
    take_back(Notice.Kind.REVIEW, page)
    about = spoken(page)
    text = f"{about.name} är {outcome(page)}."
    people = (instance.requested_by, *about.authors)
    notify(people, Notice.Kind.DECISION, text, about.url, page=page)


def returned(instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """Who submitted or wrote the page and the organisation's editors, at once, with
    the reason.

    Whoever sends back her own page knows.
    """
    page, step = instance.content_object, instance.current_task_state
    reason = step.get_comment() if step else ""
    if isinstance(page, ReviewedModel):
        rows.decided(page)
        rows.returned(instance, page, reason, user)
    if not isinstance(page, Page):
        return
    take_back(Notice.Kind.REVIEW, page)
    about = spoken(page)
    text = (
        f"{about.name} har kommit tillbaka från granskningen. "
        f"Det här behöver ändras:\n{reason}"
    )
    people = (instance.requested_by, *about.authors, *editors_of_page(page))
    others = [person for person in people if person != user]
    notify(others, Notice.Kind.DECISION, text, about.url, page=page, at_once=True)


def cancelled(instance: WorkflowState, **kwargs: Any) -> None:
    subject = instance.content_object
    if isinstance(subject, ReviewedModel):
        rows.decided(subject)
    elif isinstance(subject, Page):
        take_back(Notice.Kind.REVIEW, subject)


def withdrawn(row: Withdrawal) -> None:
    """Whose page or text it is, at once, when a moderator took it away."""
    if not row.by_moderator:
        return
    about = spoken(row.page, row.revision_id)
    text = (
        f"{about.name} är tillbakadragen av {about.reviewer} "
        "och syns inte längre för läsare."
    )
    if row.reason:
        text += f" Skäl:\n{row.reason}"
    theirs = about.authors or about.colleagues or editors_of_page(row.page)
    people = [person for person in theirs if person != row.by]
    notify(people, Notice.Kind.WITHDRAWN, text, about.url, page=row.page, at_once=True)


def outcome(page: Page) -> str:
    """What an approval led to: readers see the page now, or from a moment on."""
    scheduled = page.scheduled_revision
    if scheduled is None:
        return "godkänd och publicerad"
    moment = timezone.localtime(scheduled.approved_go_live_at)
    return f"godkänd och publiceras {moment:%Y-%m-%d kl. %H:%M}"


def reviewers(task: ReviewTask) -> Any:
    """Active people who decide at the step by their role."""
    people = get_user_model().objects.filter(groups__in=task.groups.all())
    return people.filter(is_active=True).distinct()


def _origin(page: Page) -> str:
    organisation = owner_page(page)
    return organisation.title if organisation else page.page_type_display_name


def review_url(state: WorkflowState) -> str:
    return reverse("review_item", args=[state.pk])


def _edit(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
