"""*Översättningstakt*: what each language has published, and how fast it followed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.models import Page

from hm_site.base.locales import source_locale_id
from hm_site.organisations.reports.base import Field

from ..models import TranslationPublication
from .base import TranslationReport, counted, language_name

MONTHS = 12
DAY = timedelta(days=1)


@dataclass
class Throughput:
    """One language: publications by month, and the days that some of them took."""

    language: str
    months: Counter[date] = field(default_factory=Counter)
    days: list[float] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.months.total()


def median_days(days: list[float]) -> float | None:
    """With one decimal where there is one; None of nothing."""
    if not days:
        return None
    typical = round(median(days), 1)
    return int(typical) if typical.is_integer() else typical


def last_months(today: date) -> list[date]:
    """The first day of this month and of the eleven before it, newest first."""
    number = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(number, number - MONTHS, -1)]


class ThroughputReport(TranslationReport):
    """Publications happened whatever has become of the page; only a filter asks it."""

    name = "translation_throughput"
    address = "oversattningstakt"
    page_title = "Översättningstakt"

    @cached_property
    def months(self) -> list[date]:
        return last_months(timezone.localdate())

    def get_fields(self) -> Sequence[Field]:
        return (
            Field("language", "Språk"),
            Field("days", "Dagar från svenskt godkännande, median"),
            Field("measured", "Varav mätta"),
            Field("total", "Publicerade på tolv månader"),
            *(Field(_name(month), f"{month:%Y-%m}", True) for month in self.months),
        )

    def pages(self) -> QuerySet[Page]:
        return Page.objects.filter(locale_id=source_locale_id())

    def records(self, pages: QuerySet[Page], codes: list[str]) -> list[Throughput]:
        first = self.months[-1]
        start = timezone.make_aware(datetime(first.year, first.month, 1))
        rows = TranslationPublication.objects.filter(
            published_at__gte=start, language__in=codes
        )
        if self.is_filtering:
            rows = rows.filter(page_key__in=pages.values("translation_key"))
        found = {code: Throughput(code) for code in codes}
        for code, published, approved in rows.values_list(
            "language", "published_at", "source_approved_at"
        ):
            month = timezone.localtime(published).date().replace(day=1)
            found[code].months[month] += 1
            if approved:
                found[code].days.append((published - approved) / DAY)
        return list(found.values())

    def row(self, record: Throughput) -> dict[str, Any]:
        days = median_days(record.days)
        return {
            "language": language_name(record.language),
            "days": "" if days is None else days,
            "measured": len(record.days),
            "total": record.total,
            **{_name(month): record.months[month] for month in self.months},
            "url": None,
        }

    def summary(self, records: list[Throughput]) -> Iterable[str]:
        total = sum(record.total for record in records)
        published = counted(
            total, "översättning har publicerats", "översättningar har publicerats"
        )
        yield f"{published} de senaste tolv månaderna."
        measured = [days for record in records for days in record.days]
        typical = median_days(measured)
        if typical is not None:
            words = str(typical).replace(".", ",")
            yield (
                f"Hälften kom ut inom {words} dagar från att den svenska texten "
                f"godkändes (mätt på {len(measured)})."
            )
        yield "Räknade är sidor. Korta texter har inga datum att räkna på."
        yield (
            "Mätta är de som gav läsarna något nytt från den svenska sidan. En "
            "översättning som bara putsas på räknas som publicerad men mäts inte."
        )


def _name(month: date) -> str:
    return f"m{month:%Y_%m}"
