"""What the review of a translation asks on top of the review of any page."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from wagtail.models import Page, Revision, WorkflowState

from hm_site.base.models import BasePage
from hm_site.base.querysets import is_published

from .models import Submission
from .segments import source_segments


def submission_of(revision: Revision) -> Submission | None:
    return Submission.objects.filter(revision=revision).first()


def authors(revisions: Iterable[Revision]) -> dict[int, set[int]]:
    """All who wrote a text of a version: none of them approves it (1 query)."""
    rows = Submission.objects.filter(revision__in=[r.pk for r in revisions])
    return {pk: set(ids) for pk, ids in rows.values_list("revision", "authors")}


def problems(proposed: Any, revision: Revision) -> list[str]:
    """Why a translation cannot go out."""
    if not isinstance(proposed, BasePage) or proposed.is_source:
        return []
    found = []
    submission = submission_of(revision)
    if submission is None:
        found.append("Översättningen är inte inskickad från översättarens skrivbord.")
    source = proposed.source
    if not source.is_source or not is_published(source):
        found.append("Den svenska sidan är inte publicerad längre.")
    elif submission and submission.keys != {
        (segment.context_id, segment.string_id) for segment in source_segments(source)
    }:
        found.append(
            "Den svenska sidan har ändrats sedan översättningen skickades in. Skicka "
            "tillbaka den, så att översättaren kan följa ändringen."
        )
    return found


def address(state: WorkflowState) -> str | None:
    """Where a waiting translation is compared with its source."""
    subject = state.content_object
    page = subject.specific if isinstance(subject, Page) else None
    if not isinstance(page, BasePage) or page.is_source:
        return None
    return reverse("translation_review", args=[state.pk])
