"""*Översättningar som saknas*: what readers of a language lack, the worst first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from hm_site.organisations.reports.base import Field

from .. import access, states, vital
from ..history import Ages
from ..models import TranslationOrder
from ..states import Cell, State
from .base import (
    ORDINARY,
    VITAL,
    LanguageFilterSet,
    TranslationReport,
    counted,
    language_name,
)

LACKING = {
    State.MISSING: "saknas",
    State.OUTDATED: "inaktuell",
}


@dataclass(frozen=True)
class Debt:
    """A Swedish page whose text readers of the language do not have as it is."""

    page: Page
    cell: Cell
    lack: State
    vital: bool
    since: datetime | None

    @property
    def days(self) -> int | None:
        return (timezone.now() - self.since).days if self.since else None

    @property
    def urgency(self) -> tuple[bool, float]:
        """Sorts the vital first, then what has been lacking longest."""
        return (not self.vital, self.since.timestamp() if self.since else float("inf"))


def under_way(cell: Cell) -> str:
    """What somebody has begun, in words."""
    if cell.returned:
        return "skickad tillbaka"
    work = cell.work if cell.live else cell.state
    return str(work.label) if work and work != State.MISSING else ""


class DebtFilterSet(LanguageFilterSet):
    state = django_filters.ChoiceFilter(
        label="Läge",
        choices=[(state.value, words) for state, words in LACKING.items()],
        method="in_the_report",
        empty_label="Alla",
    )


class DebtReport(TranslationReport):
    name = "translation_debt"
    address = "oversattningar-som-saknas"
    page_title = "Översättningar som saknas"
    nothing = "Inget saknas och inget är inaktuellt."
    filterset_class = DebtFilterSet
    fields = (
        Field("title", "Svensk sida"),
        Field("language", "Språk"),
        Field("state", "Läge"),
        Field("work", "Pågår"),
        Field("since", "Sedan", nowrap=True),
        Field("days", "Dagar"),
        Field("risk", "Riskklass"),
        Field("organisation", "Aktör"),
        Field("priority", "Prioritet"),
        Field("due", "Klar senast", nowrap=True),
    )

    def records(self, pages: QuerySet[Page], codes: list[str]) -> list[Debt]:
        rows = list(pages)
        cells = states.cells([page.translation_key for page in rows])
        is_vital = set(pages.filter(vital.vital_pages()).values_list("pk", flat=True))
        ages = Ages(pages, codes)
        chosen = self.chosen.get("state")
        found = [
            Debt(page, cell, lack, page.pk in is_vital, _since(ages, page, cell))
            for page in rows
            for code in codes
            for cell in (cells[page.translation_key][code],)
            if (lack := _lack(cell)) and chosen in ("", None, lack.value)
        ]
        return sorted(found, key=lambda debt: debt.urgency)

    def prepare(self, records: Sequence[Debt]) -> None:
        self.writable = {
            code for code in self.codes if access.may_see(self.request.user, code)
        }
        orders = TranslationOrder.objects.filter(
            page__in={debt.page.pk for debt in records}
        )
        self.orders = {(row.page_id, row.language): row for row in orders}

    def row(self, record: Debt) -> dict[str, Any]:
        page, language = record.page, record.cell.language
        order = self.orders.get((page.pk, language))
        since = timezone.localtime(record.since) if record.since else None
        return {
            "title": page.title,
            "language": language_name(language),
            "state": LACKING[record.lack],
            "work": under_way(record.cell),
            "since": f"{since:%Y-%m-%d}" if since else "",
            "days": record.days if since else "",
            "risk": VITAL if record.vital else ORDINARY,
            "organisation": self.organisation(page),
            "priority": order.get_priority_display() if order else "",
            "due": f"{order.due:%Y-%m-%d}" if order and order.due else "",
            "url": reverse("translation_edit", args=[page.pk, language])
            if language in self.writable
            else None,
        }

    def summary(self, records: list[Debt]) -> Iterable[str]:
        if not records:
            return
        missing = sum(debt.lack == State.MISSING for debt in records)
        outdated = len(records) - missing
        lacking = counted(missing, "översättning saknas", "översättningar saknas")
        behind = counted(outdated, "är inaktuell", "är inaktuella")
        yield f"{lacking} och {behind}."
        urgent = sum(debt.vital for debt in records)
        if urgent:
            words = counted(urgent, "av dem är livsviktig", "av dem är livsviktiga")
            yield (
                f"{words}: läsarna får den svenska texten tills översättningen är "
                "publicerad."
            )
        days = max((debt.days for debt in records if debt.days is not None), default=0)
        if days:
            yield f"Längst har läsarna väntat i {counted(days, 'dag', 'dagar')}."


def _lack(cell: Cell) -> State | None:
    if not cell.live:
        return State.MISSING
    return State.OUTDATED if cell.outdated else None


def _since(ages: Ages, page: Page, cell: Cell) -> datetime | None:
    asked = ages.outdated_since if cell.live else ages.missing_since
    return asked(page.translation_key, cell.language)
