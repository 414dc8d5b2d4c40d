"""*Översättningar per språk*: how much of the Swedish content each language has."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Page

from hm_site.organisations.reports.base import Field

from .. import states
from ..states import State
from .base import TranslationReport, counted, language_name
from .debt import DebtReport


@dataclass(frozen=True)
class Coverage:
    """One language; `states` counts its cells, `total` the Swedish pages."""

    language: str
    total: int
    states: Counter[State]

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all."""
        return 100 * self.states[State.PUBLISHED] // self.total if self.total else 0


class CoverageReport(TranslationReport):
    name = "translation_coverage"
    address = "oversattningar"
    page_title = "Översättningar per språk"
    fields = (
        Field("language", "Språk"),
        Field("total", "Svenska sidor"),
        Field("published", "Publicerade"),
        Field("outdated", "Inaktuella"),
        Field("in_review", "I granskning"),
        Field("draft", "Utkast"),
        Field("machine", "Maskinella, ogranskade"),
        Field("missing", "Saknas"),
        Field("percent", "Publicerat, procent"),
    )

    def records(self, pages: QuerySet[Page], codes: list[str]) -> list[Coverage]:
        keys = pages.order_by().values_list("translation_key", flat=True)
        rows = states.cells(keys)
        return [
            Coverage(code, len(rows), Counter(row[code].state for row in rows.values()))
            for code in codes
        ]

    def row(self, record: Coverage) -> dict[str, Any]:
        debt = reverse(DebtReport.index_url_name)
        return {
            "language": language_name(record.language),
            "total": record.total,
            "published": record.states[State.PUBLISHED],
            "outdated": record.states[State.OUTDATED],
            "in_review": record.states[State.IN_REVIEW],
            "draft": record.states[State.DRAFT],
            "machine": record.states[State.MACHINE],
            "missing": record.states[State.MISSING],
            "percent": record.percent,
            "url": f"{debt}?language={record.language}",
        }

    def summary(self, records: list[Coverage]) -> Iterable[str]:
        if not records or not records[0].total:
            yield "Inga svenska sidor att översätta."
            return
        total = records[0].total
        pages = counted(total, "svensk sida", "svenska sidor")
        yield f"{pages} finns att översätta."
        best = max(records, key=lambda record: record.percent)
        least = min(records, key=lambda record: record.percent)
        if best.percent == least.percent:
            yield f"{best.percent} procent är publicerat på varje språk."
            return
        yield (
            f"Mest är publicerat på {language_name(best.language).lower()} "
            f"({best.percent} procent), minst på "
            f"{language_name(least.language).lower()} ({least.percent} procent)."
        )
