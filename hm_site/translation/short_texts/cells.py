"""Where each short text stands in each language, in the same queries for any number."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Revision, WorkflowState

from hm_site import languages
from hm_site.base.models import LocalRow

from ..states import State

# What a short text can be: a row of a page has more states, and its own desk.
STATES = (State.MISSING, State.IN_REVIEW, State.PUBLISHED)


@dataclass(frozen=True)
class Cell:
    """One text in one language; `live` is what readers have, `review` a status of
    Wagtail's (see `states.Cell`)."""

    language: str
    live: bool = False
    text: str = ""  # what readers have
    review: str = ""
    stale: bool = False
    revision_id: int | None = None
    writers: frozenset[int] = field(default_factory=frozenset)

    @property
    def in_review(self) -> bool:
        return self.review == WorkflowState.STATUS_IN_PROGRESS

    @property
    def returned(self) -> bool:
        return self.review == WorkflowState.STATUS_NEEDS_CHANGES

    @property
    def state(self) -> State:
        if self.live:
            return State.PUBLISHED
        return State.IN_REVIEW if self.in_review else State.MISSING

    @property
    def work(self) -> State | None:
        """What is under way beside what readers have."""
        return State.IN_REVIEW if self.live and self.in_review else None

    def is_in(self, state: str) -> bool:
        """A new wording of a published text is in two states at once."""
        return state == self.state or (self.in_review and state == State.IN_REVIEW)


Cells = dict[tuple[int, str], Cell]


def cells_of_rows(
    rows: QuerySet[Any], owner: str, sources: dict[int, str]
) -> dict[tuple[int, str], Cell]:
    """(owner's pk, language) → cell, of the rows that exist (2 queries).

    `owner` names the foreign key, `sources` gives each owner's Swedish text of today.
    """
    found = list(
        rows.exclude(language=languages.SOURCE)
        .select_related("latest_revision")
        .defer("latest_revision__content")
    )
    reviews = _reviews(rows)
    return {
        (key := (getattr(row, f"{owner}_id"), row.language)): Cell(
            language=row.language,
            live=row.live,
            text=str(row) if row.live else "",
            review=review[0],
            stale=is_stale(row, sources.get(key[0], "")),
            revision_id=row.latest_revision_id,
            writers=frozenset(pk for pk in (review[1], _writer(row)) if pk),
        )
        for row in found
        if (review := reviews.get(str(row.pk), ("", None)))
    }


def _writer(row: LocalRow) -> int | None:
    newest: Revision | None = row.latest_revision
    return newest.user_id if newest else None


def is_stale(row: LocalRow, swedish: str) -> bool:
    """Whether readers have a text that renders another Swedish than today's. What was
    written before anybody kept count may render anything: nothing is claimed of it."""
    return bool(row.live and row.source_text and row.source_text != swedish)


def _reviews(rows: QuerySet[Any]) -> dict[str, tuple[str, int | None]]:
    """pk of the row → status and who submitted it, where a review has not ended."""
    pks = rows.order_by().annotate(text_pk=Cast("pk", CharField())).values("text_pk")
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(rows.model),
        object_id__in=pks,
        status__in=(
            WorkflowState.STATUS_IN_PROGRESS,
            WorkflowState.STATUS_NEEDS_CHANGES,
        ),
    )
    return {
        pk: (status, person)
        for pk, status, person in states.values_list(
            "object_id", "status", "requested_by_id"
        )
    }


def cell_of(cells: Cells, pk: int, language: str) -> Cell:
    return cells.get((pk, language)) or Cell(language)


def revisions(cells: Iterable[Cell]) -> list[Revision]:
    """The newest versions of those that wait, without their content (1 query)."""
    pks = [cell.revision_id for cell in cells if cell.in_review and cell.revision_id]
    return list(Revision.objects.filter(pk__in=pks).defer("content"))
