"""Whom the review of a word or a text beside the pages tells: see `events`.

Many small things are sent in together: reviewers get one line for each sort and
language, until it is mailed; who sent one in gets its reason when it comes back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import WorkflowState

from hm_site.base.models.reviewed import ReviewedModel, reviewed_models

from ..access import administrators
from ..models import Notice
from ..notices import notify
from . import decisions, proposals, subjects


@dataclass(frozen=True)
class Line:
    """What stands in the digest for all that is alike, and where it is decided."""

    text: str
    url: str


# Rooms that decide such rows at a place of their own fill this in `AppConfig.ready`:
# row → its line, None for rows that are not theirs.
LINES: list[Callable[[ReviewedModel], Line | None]] = []


def line_of(row: ReviewedModel) -> Line:
    found = (ask(row) for ask in LINES)
    return next((line for line in found if line), None) or _line(row)


def _line(row: ReviewedModel) -> Line:
    sort = capfirst(str(row._meta.verbose_name_plural))
    language = subjects.written_in(row)
    where = f": {language.name_sv}" if language and not language.is_source else ""
    return Line(f"{sort} väntar på granskning{where}.", reverse("review_desk"))


def submitted(row: ReviewedModel, people: Any, user: Any) -> None:
    """Those who review it, once for each digest. `people`: see `deciding`."""
    line = line_of(row)
    known = Notice.objects.filter(
        kind=Notice.Kind.REVIEW, text__startswith=line.text, sent_at=None
    ).values("person")
    told = deciding(people)
    if user:
        told = told.exclude(pk=user.pk)
    notify(told.exclude(pk__in=known), Notice.Kind.REVIEW, line.text, line.url)


def deciding(people: Any) -> Any:
    """Who decides by their role; where no role does, administrators do."""
    return people if people.exists() else administrators()


def late(line: Line, people: Any, days: int, *, at_once: bool) -> None:
    """Remind of all that stands in one line, in place of what no digest has carried."""
    Notice.objects.filter(
        kind=Notice.Kind.REVIEW, text__startswith=line.text, sent_at=None
    ).delete()
    text = f"{line.text} Det som väntat längst har väntat {days} dagar."
    notify(people, Notice.Kind.REVIEW, text, line.url, at_once=at_once)


def decided(row: ReviewedModel) -> None:
    """Nobody is told any more that such rows wait when none does."""
    line = line_of(row)
    models = reviewed_models()
    if any(line_of(other) == line for m in models for other in proposals.waiting(m)):
        return
    Notice.objects.filter(
        kind=Notice.Kind.REVIEW, text__startswith=line.text, sent_at=None
    ).delete()


def returned(state: WorkflowState, row: ReviewedModel, reason: str, user: Any) -> None:
    """Who sent it in, with the reason; whoever sends back her own knows."""
    person = state.requested_by
    if person is None or person == user:
        return
    text = (
        f"”{subjects.title(row)}” har kommit tillbaka från granskningen. "
        f"Det här behöver ändras:\n{reason}"
    )
    places = (ask(state) for ask in decisions.REVIEW_VIEWS)
    url = next((x for x in places if x), "") or AdminURLFinder(person).get_edit_url(row)
    notify([person], Notice.Kind.DECISION, text, url or "")
