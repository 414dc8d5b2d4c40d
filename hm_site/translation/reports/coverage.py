"""*Översättningar per språk*: how much of the Swedish content each language has."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Page

from hm_site.organisations.reports.base import Field

from .. import states, subjects
from ..board import Tally
from ..desk_filters import TEXTS
from ..short_texts.kinds import KINDS
from ..states import State
from .base import (
    PageFilterSet,
    TextFilterSet,
    TranslationReport,
    counted,
    language_name,
)
from .debt import DebtReport

PAGES = "Sidor"


@dataclass(frozen=True)
class Coverage:
    """The pages, or the short texts, in one language."""

    language: str
    sort: str
    tally: Tally


class CoverageReport(TranslationReport):
    name = "translation_coverage"
    address = "oversattningar"
    page_title = "Översättningar per språk"
    filterset_class: ClassVar[type[PageFilterSet]] = TextFilterSet
    fields = (
        Field("language", "Språk"),
        Field("sort", "Sort"),
        Field("total", "På svenska"),
        Field("published", "Publicerade"),
        Field("outdated", "Inaktuella"),
        Field("in_review", "I granskning"),
        Field("draft", "Utkast"),
        Field("machine", "Maskinella, ogranskade"),
        Field("missing", "Saknas"),
        Field("percent", "Publicerat, procent"),
    )

    def records(self, pages: QuerySet[Page], codes: list[str]) -> list[Coverage]:
        """Pages first; of the two only what the filters leave."""
        tallies: dict[tuple[str, str], Tally] = defaultdict(Tally)
        keys = pages.order_by().values_list("translation_key", flat=True)
        for row in states.cells(keys, codes).values():
            for code, cell in row.items():
                tallies[PAGES, code].add(cell)
        for text in subjects.of_texts(self.texts()):
            for code in codes:
                tallies[self._texts_name, code].add(text.cell(code))
        return [Coverage(code, sort, tally) for (sort, code), tally in tallies.items()]

    @property
    def _texts_name(self) -> str:
        kind = KINDS.get(self.chosen.get("kind", ""))
        return kind.name if kind else "Korta texter"

    def row(self, record: Coverage) -> dict[str, Any]:
        tally = record.tally
        kind = (
            {} if record.sort == PAGES else {"kind": self.chosen.get("kind") or TEXTS}
        )
        query = urlencode({"language": record.language, **kind})
        return {
            "language": language_name(record.language),
            "sort": record.sort,
            "total": tally.total,
            "published": tally.published,
            "outdated": tally.outdated,
            "in_review": tally.counts[State.IN_REVIEW],
            "draft": tally.counts[State.DRAFT],
            "machine": tally.counts[State.MACHINE],
            "missing": tally.missing,
            "percent": tally.percent,
            "url": f"{reverse(DebtReport.index_url_name)}?{query}",
        }

    def summary(self, records: list[Coverage]) -> Iterable[str]:
        if not records:
            yield "Ingenting på svenska att översätta."
        pages = [record for record in records if record.sort == PAGES]
        yield from _summary(pages, "svensk sida", "svenska sidor")
        texts = [record for record in records if record.sort != PAGES]
        yield from _summary(texts, "kort text", "korta texter")


def _summary(records: list[Coverage], one: str, many: str) -> Iterable[str]:
    if not records:
        return
    yield f"{counted(records[0].tally.total, one, many)} finns att översätta."
    best = max(records, key=lambda record: record.tally.percent)
    least = min(records, key=lambda record: record.tally.percent)
    if best.tally.percent == least.tally.percent:
        yield f"{best.tally.percent} procent är publicerat på varje språk."
        return
    yield (
        f"Mest är publicerat på {language_name(best.language).lower()} "
        f"({best.tally.percent} procent), minst på "
        f"{language_name(least.language).lower()} ({least.tally.percent} procent)."
    )
