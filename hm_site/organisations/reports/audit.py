"""*Händelser*: who did what to a page, with the reasons that were given.

Wagtail's log, which nobody can write to by hand. An approval says who wrote the
version and who submitted it, so that four eyes can be proved afterwards.
"""

from collections.abc import Sequence
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.log_actions import LogFormatter
from wagtail.log_actions import registry as log_actions
from wagtail.models import Page, PageLogEntry

from ..review.models import Approval
from ..review.withdrawal import LOG_ACTION
from .base import (
    Field,
    OrganisationFilterSet,
    RowFilter,
    ScopedPageReport,
    edit_url,
    moment,
    pages_of,
)

APPROVED = "wagtail.workflow.approve"
# Where Wagtail's words name the steps of a review, of which there is one.
PLAIN = {
    "wagtail.workflow.start": "Inskickad till granskning",
    "wagtail.workflow.resume": "Inskickad igen",
    "wagtail.workflow.cancel": "Granskningen avbruten",
    "wagtail.workflow.reject": "Skickad tillbaka",
    APPROVED: "Godkänd",
}
# Whose sentences name another page, whose title the viewer may not know: their short
# name says enough.
NAMING = frozenset(
    {
        "wagtail.copy",
        "wagtail.copy_for_translation",
        "wagtail.create_alias",
        "wagtail.convert_alias",
        "wagtail.move",
        "wagtail.reorder",
    }
)


def words_for(record: PageLogEntry) -> str:
    """What was done, without a title."""
    if record.action in NAMING:
        return str(log_actions.get_action_label(record.action))
    return str(PLAIN.get(record.action, record.message))


class WithdrawalFormatter(LogFormatter):
    label = "Dra tillbaka överallt"
    message = "Tillbakadragen överallt"

    def format_comment(self, log_entry: Any) -> str:
        return str(log_entry.data.get("reason", ""))


def register_actions(registry: Any) -> None:
    registry.register_action(LOG_ACTION)(WithdrawalFormatter)


def _people(request: HttpRequest) -> QuerySet[Any]:
    """Those who have done something to pages that the viewer works with."""
    entries = PageLogEntry.objects.exclude(user=None)
    if not request.user.is_superuser:
        entries = entries.filter(page__in=pages_of(request.user).values("pk"))
    return get_user_model().objects.filter(
        pk__in=entries.order_by().values("user").distinct()
    )


class EventFilterSet(OrganisationFilterSet):
    action = django_filters.ChoiceFilter(
        label="Händelse", choices=log_actions.get_choices, empty_label="Alla"
    )
    user = RowFilter(label="Person", queryset=_people, empty_label="Alla")
    timestamp = django_filters.DateFromToRangeFilter(
        label="Tid", widget=DateRangePickerWidget
    )


class EventReport(ScopedPageReport):
    """The log of pages, newest first."""

    name = "events"
    address = "handelser"
    page_title = "Händelser"
    header_icon = "history"
    nothing = "Inget har hänt än."
    filterset_class = EventFilterSet
    fields = (
        Field("title", "Sida"),
        Field("organisation", "Aktör"),
        Field("action", "Händelse"),
        Field("person", "Av"),
        Field("when", "När", nowrap=True),
        Field("note", "Skäl och underlag"),
    )

    def records(self) -> QuerySet[PageLogEntry]:
        entries: QuerySet[PageLogEntry] = PageLogEntry.objects.select_related(
            "user__wagtail_userprofile"
        ).order_by("-timestamp", "-pk")
        return entries

    def prepare(self, records: Sequence[Any]) -> None:
        self.pages = Page.objects.in_bulk({entry.page_id for entry in records})
        revisions = {e.revision_id for e in records if e.action == APPROVED}
        approvals = Approval.objects.filter(revision__in=revisions)
        self.approvals = {
            row.revision_id: row
            for row in approvals.select_related("submitted_by", "revision__user").defer(
                "revision__content"
            )
        }

    def row(self, record: Any) -> dict[str, Any]:
        page = self.pages.get(record.page_id)
        return {
            "title": record.label,
            "organisation": self.organisation(page) if page else "–",
            "action": words_for(record),
            "person": record.user_display_name,
            "when": moment(record.timestamp),
            "note": " ".join(filter(None, [self._four_eyes(record), record.comment])),
            "url": edit_url(page.pk) if page else None,
        }

    def _four_eyes(self, record: Any) -> str:
        approval = self.approvals.get(record.revision_id)
        if record.action != APPROVED or approval is None:
            return ""
        writer = approval.revision.user if approval.revision else None
        return (
            f"Skriven av {writer or 'okänd'}, "
            f"inskickad av {approval.submitted_by or 'okänd'}."
        )
