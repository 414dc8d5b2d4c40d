"""Where each short text stands in each language, in the same queries for any number."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from wagtail.models import WorkflowState

from hm_site import languages
from hm_site.base.models import LocalRow

from ..states import State


@dataclass(frozen=True)
class Cell:
    """One text in one language; `live` is what readers have, `review` a status of
    Wagtail's (see `states.Cell`)."""

    language: str
    live: bool = False
    text: str = ""  # what readers have
    review: str = ""
    stale: bool = False

    @property
    def in_review(self) -> bool:
        return self.review == WorkflowState.STATUS_IN_PROGRESS

    @property
    def returned(self) -> bool:
        return self.review == WorkflowState.STATUS_NEEDS_CHANGES

    @property
    def state(self) -> State:
        if self.live:
            return State.OUTDATED if self.stale else State.PUBLISHED
        return State.IN_REVIEW if self.in_review else State.MISSING

    @property
    def work(self) -> State | None:
        """What is under way beside what readers have."""
        return State.IN_REVIEW if self.live and self.in_review else None


Cells = dict[tuple[int, str], Cell]


def cells_of_rows(
    rows: QuerySet[Any], owner: str, sources: dict[int, str]
) -> dict[tuple[int, str], Cell]:
    """(owner's pk, language) → cell, of the rows that exist (2 queries).

    `owner` names the foreign key, `sources` gives each owner's Swedish text of today.
    """
    reviews = _reviews(rows)
    return {
        (key := (getattr(row, f"{owner}_id"), row.language)): Cell(
            language=row.language,
            live=row.live,
            text=str(row) if row.live else "",
            review=reviews.get(str(row.pk), ""),
            stale=is_stale(row, sources.get(key[0], "")),
        )
        for row in rows.exclude(language=languages.SOURCE)
    }


def is_stale(row: LocalRow, swedish: str) -> bool:
    """Whether readers have a text that renders another Swedish than today's. What was
    written before anybody kept count may render anything: nothing is claimed of it."""
    return bool(row.live and row.source_text and row.source_text != swedish)


def _reviews(rows: QuerySet[Any]) -> dict[str, str]:
    """pk of the row → status, where a review has not ended."""
    pks = rows.order_by().annotate(text_pk=Cast("pk", CharField())).values("text_pk")
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(rows.model),
        object_id__in=pks,
        status__in=(
            WorkflowState.STATUS_IN_PROGRESS,
            WorkflowState.STATUS_NEEDS_CHANGES,
        ),
    )
    return dict(states.values_list("object_id", "status"))


def cell_of(cells: Cells, pk: int, language: str) -> Cell:
    return cells.get((pk, language)) or Cell(language)
