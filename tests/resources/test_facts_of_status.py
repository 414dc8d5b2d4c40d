"""How it stands: full, waiting or open, and when somebody last checked."""

from datetime import date, datetime
from typing import Any

import pytest

from hm_site.base import formats, labels
from resources.models import SupportOfferingPage
from tests.factories import offering, organisation, unsaved_offering

from .facts_case import MONDAY, SAMPLE, STOCKHOLM, TODAY, facts, with_status

pytestmark = pytest.mark.django_db


# ---------------------------------------------------------------------------- capacity
@pytest.mark.parametrize(
    ("capacity", "tone"),
    [("waiting-time", "plain"), ("full", "warn"), ("paused", "warn"), ("ended", "bad")],
)
@pytest.mark.parametrize("code", SAMPLE)
def test_each_capacity_has_its_words_and_its_tone(
    capacity: str, tone: str, code: str
) -> None:
    found = facts(with_status(unsaved_offering(), capacity=capacity), code)
    assert found.capacity is not None
    assert found.capacity["tone"] == tone
    assert found.capacity["code"] == capacity
    assert found.capacity["label"] == labels.label("capacity", capacity, code).label
    assert found.ended == (capacity == "ended")


def test_open_needs_no_word() -> None:
    assert facts(with_status(unsaved_offering(), capacity="open")).capacity is None
    assert facts(unsaved_offering()).capacity is None
    assert not facts(unsaved_offering()).ended


@pytest.mark.parametrize(
    ("code", "weeks", "text"),
    [
        ("sv", 1, "ungefär 1 vecka"),
        ("sv", 3, "ungefär 3 veckor"),
        ("ru", 1, "1 недел"),
        ("ru", 3, "3 недел"),
        ("ru", 5, "5 недель"),
        ("ti", 3, "3"),
        ("ar", 3, "3 أسابيع"),
        ("ar", 11, "11 أسبوعً"),
    ],
)
def test_waiting_time_is_counted_by_each_languages_rules(
    code: str, weeks: int, text: str
) -> None:
    page = with_status(unsaved_offering(), capacity="waiting-time", waiting_weeks=weeks)
    found = facts(page, code).capacity
    assert found is not None
    assert text in found["detail"]


# --------------------------------------------------------------------------- freshness
def checked(on: date | None, **values: Any) -> SupportOfferingPage:
    return with_status(unsaved_offering(), checked_on=on, **values)


@pytest.mark.parametrize(
    ("on", "tone"),
    [
        (TODAY, "ok"),
        (date(2026, 5, 24), "ok"),  # a day short of six months
        (date(2026, 5, 23), "warn"),
        (date(2020, 1, 1), "warn"),
    ],
)
@pytest.mark.parametrize("code", SAMPLE)
def test_what_nobody_checked_for_six_months_says_so(
    on: date, tone: str, code: str
) -> None:
    found = facts(checked(on), code).checked
    assert found is not None
    assert found["tone"] == tone
    if tone == "ok":
        assert formats.date_short(on, code) in found["text"]
    else:
        assert formats.date_short(on, code) not in found["text"]


def test_the_age_of_a_check_is_told_in_whole_months() -> None:
    found = facts(checked(date(2026, 4, 25))).checked
    assert found is not None
    assert found["text"] == "Inte kontrollerad på 6 månader"
    month_end = facts(
        checked(date(2026, 8, 31)), now=MONDAY.replace(2027, 2, 28)
    ).checked
    assert month_end is not None
    assert month_end["tone"] == "ok"


def test_what_was_never_checked_claims_nothing() -> None:
    assert facts(checked(None)).checked is None
    assert facts(unsaved_offering()).checked is None


def test_the_check_tells_how_by_whom_and_when_next() -> None:
    page = offering(
        organisation(title="Kommun A"),
        status={
            "checked_on": TODAY,
            "checked_how": "phone",
            "next_check": date(2027, 5, 23),
        },
    )
    found = facts(page).checked
    assert found is not None
    how = labels.label("check-method", "phone", "sv").label
    assert found["detail"] == (f"{how}, av Kommun A. Nästa kontroll senast 23 maj 2027")
    late = facts(page, now=datetime(2027, 6, 1, tzinfo=STOCKHOLM)).checked
    assert late is not None
    assert "Nästa kontroll" not in late["detail"]
