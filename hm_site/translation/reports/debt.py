"""*Översättningar som saknas*: what readers of a language lack, the worst first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from hm_site.organisations.ownership import NOBODY
from hm_site.organisations.reports.base import Field

from .. import access
from ..states import State
from ..subjects import AnyCell, Subject, of_pages, of_texts, orders_of, owner_of
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
    """A Swedish page or short text that readers of the language do not have as it
    is."""

    subject: Subject
    language: str
    lack: State
    since: datetime | None

    @property
    def cell(self) -> AnyCell:
        return self.subject.cell(self.language)

    @property
    def days(self) -> int | None:
        return (timezone.now() - self.since).days if self.since else None

    @property
    def urgency(self) -> tuple[bool, float]:
        """Sorts the vital first, then what has been lacking longest."""
        since = self.since.timestamp() if self.since else float("inf")
        return (not self.subject.vital, since)


def under_way(cell: AnyCell) -> str:
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
        Field("title", "Svensk text"),
        Field("sort", "Sort"),
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
        chosen = self.chosen.get("state")
        found = [
            Debt(subject, code, lack, subject.since(code))
            for subject in (*of_pages(pages, codes), *of_texts(self.texts()))
            for code in codes
            if (lack := _lack(subject.cell(code))) and chosen in ("", None, lack.value)
        ]
        return sorted(found, key=lambda debt: debt.urgency)

    def prepare(self, records: Sequence[Debt]) -> None:
        self.writable = {
            code for code in self.codes if access.may_see(self.request.user, code)
        }
        self.orders = orders_of(self.codes)

    def row(self, record: Debt) -> dict[str, Any]:
        subject, language = record.subject, record.language
        order = self.orders.get((subject.key, language))
        since = timezone.localtime(record.since) if record.since else None
        return {
            "title": subject.title,
            "sort": subject.kind_name,
            "language": language_name(language),
            "state": LACKING[record.lack],
            "work": under_way(record.cell),
            "since": f"{since:%Y-%m-%d}" if since else "",
            "days": record.days if since else "",
            "risk": VITAL if subject.vital else ORDINARY,
            "organisation": owner_of(subject, self._organisations) or NOBODY,
            "priority": order.get_priority_display() if order else "",
            "due": f"{order.due:%Y-%m-%d}" if order and order.due else "",
            "url": subject.url(language) if language in self.writable else None,
        }

    def summary(self, records: list[Debt]) -> Iterable[str]:
        if not records:
            return
        missing = sum(debt.lack == State.MISSING for debt in records)
        outdated = len(records) - missing
        lacking = counted(missing, "översättning saknas", "översättningar saknas")
        behind = counted(outdated, "är inaktuell", "är inaktuella")
        yield f"{lacking} och {behind}."
        urgent = sum(debt.subject.vital for debt in records)
        if urgent:
            words = counted(urgent, "av dem är livsviktig", "av dem är livsviktiga")
            yield (
                f"{words}: läsarna får den svenska texten tills översättningen är "
                "publicerad."
            )
        days = max((debt.days for debt in records if debt.days is not None), default=0)
        if days:
            yield f"Längst har läsarna väntat i {counted(days, 'dag', 'dagar')}."


def _lack(cell: AnyCell) -> State | None:
    if not cell.live:
        return State.MISSING
    return State.OUTDATED if cell.state is State.OUTDATED else None
