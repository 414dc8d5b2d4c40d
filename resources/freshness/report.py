"""The report *Försenade kontroller*: what should have been checked by now."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone

from hm_site.organisations import access
from hm_site.organisations.reports.base import Field, ScopedPageReport

from ..models import SupportOfferingPage
from ..querysets import OfferingQuerySet


class OverdueChecksReport(ScopedPageReport):
    """Offerings whose day of check has passed, longest overdue first."""

    name = "overdue_checks"
    address = "forsenade-kontroller"
    page_title = "Försenade kontroller"
    header_icon = "date"
    page_lookup = "pk"
    nothing = "Ingen kontroll är försenad."
    fields = (
        Field("title", "Stöd"),
        Field("organisation", "Aktör"),
        Field("capacity", "Läge"),
        Field("checked_on", "Senast kontrollerat", nowrap=True),
        Field("next_check", "Skulle kontrolleras", nowrap=True),
        Field("days_late", "Dagar sen"),
        Field("reminders", "Utskick"),
    )

    @classmethod
    def may_read(cls, user: Any) -> bool:
        return access.answers_for_offerings(user)

    def records(self) -> OfferingQuerySet:
        today = timezone.localdate()
        late = SupportOfferingPage.objects.running(today).filter(
            status_row__next_check__lt=today
        )
        found: OfferingQuerySet = (
            late.select_related("status_row")
            .prefetch_related("check_rounds")
            .order_by("status_row__next_check", "path")
        )
        return found

    def prepare(self, records: Sequence[Any]) -> None:
        self.today = timezone.localdate()

    def row(self, record: Any) -> dict[str, Any]:
        status = record.status_row
        rounds = record.check_rounds.all()
        return {
            "title": record.title,
            "organisation": self.organisation(record),
            "capacity": status.get_capacity_display(),
            "checked_on": status.checked_on or "aldrig",
            "next_check": status.next_check,
            "days_late": (self.today - status.next_check).days,
            "reminders": sum(
                r.steps for r in rounds if r.baseline == status.checked_on
            ),
            "url": reverse("offering_status", args=[record.pk]),
        }
