"""What an offering says at a given moment, read row by row."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext

from resources.facts import OfferingFacts, offering_facts
from resources.models import OfferingStatus, SupportOfferingPage

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MONDAY = datetime(2026, 11, 23, 10, tzinfo=STOCKHOLM)
TODAY = MONDAY.date()
SAMPLE = ("sv", "ar", "ti", "ru")
OTHERS = SAMPLE[1:]
ISOLATED = "\u2066{}\u2069"


def facts(
    page: SupportOfferingPage, code: str = "sv", now: datetime = MONDAY, **options: Any
) -> OfferingFacts:
    with translation.override(code):
        return offering_facts(page, now, **options)


def row(found: OfferingFacts, key: str) -> Any:
    return next(x for x in [*found.rows, *found.extra] if x.key == key)


def said(found: OfferingFacts, key: str) -> list[str]:
    """The main lines and the smaller ones."""
    line = row(found, key)
    return [text.text for text in (*line.value, *line.details)]


def in_language(code: str, message: str) -> str:
    with translation.override(code):
        return gettext(message)


def with_status(page: SupportOfferingPage, **values: Any) -> SupportOfferingPage:
    page.status_row = OfferingStatus(**values)
    return page
