"""When it is: weekdays, first and last day, the next meetings, pauses."""

from datetime import date, datetime, time, timedelta

import pytest

from hm_site import languages
from hm_site.base import formats
from tests.factories import unsaved_offering

from .facts_case import ISOLATED, MONDAY, OTHERS, SAMPLE, STOCKHOLM, TODAY, facts, said

pytestmark = pytest.mark.django_db


# -------------------------------------------------------------------------- weekdays
def test_weekdays_with_the_same_hours_are_one_line() -> None:
    page = unsaved_offering(sessions=[{"weekday": 3}, {"weekday": 1}])
    assert said(facts(page), "when") == ["Tisdagar och torsdagar 13.00–15.00"]
    for code in OTHERS:
        assert len(said(facts(page, code), "when")) == 1


def test_other_hours_and_other_weeks_are_lines_of_their_own() -> None:
    page = unsaved_offering(
        sessions=[
            {"weekday": 0},
            {"weekday": 1, "start": time(9), "end": time(10)},
            {"weekday": 2, "every": "two-weeks", "first": date(2026, 11, 25)},
        ]
    )
    lines = said(facts(page), "when")
    assert len(lines) == 3
    assert any(line.endswith("varannan vecka") for line in lines)


def test_every_day_of_the_week_is_said_in_two_words() -> None:
    page = unsaved_offering(sessions=[{"weekday": n} for n in range(7)])
    assert said(facts(page), "when") == ["Alla dagar 13.00–15.00"]


def test_a_single_date_is_a_date() -> None:
    once = {"weekday": 4, "every": "once", "first": date(2026, 11, 27)}
    page = unsaved_offering(sessions=[once])
    assert said(facts(page), "when") == ["27 november 13.00–15.00"]


def test_hours_keep_their_order_from_right_to_left() -> None:
    page = unsaved_offering(sessions=[{"weekday": 1}])
    for code in SAMPLE:
        (line,) = said(facts(page, code), "when")
        clock = formats.time_range(time(13), time(15), code)
        right_to_left = languages.get(code).is_rtl
        assert (ISOLATED.format(clock) if right_to_left else clock) in line


def test_without_hours_one_books_or_asks() -> None:
    booked = unsaved_offering(terms={"access": ["appointment"]})
    assert said(facts(booked), "when") == ["Du bokar en tid"]
    assert said(facts(unsaved_offering()), "when") == ["Fråga när det passar"]


def test_a_rule_that_contradicts_itself_is_left_out() -> None:
    page = unsaved_offering(
        sessions=[
            {"weekday": 1},
            {"weekday": 2, "every": "two-weeks"},  # which of the two?
        ]
    )
    assert said(facts(page), "when") == ["Tisdagar 13.00–15.00"]


# -------------------------------------------------------------------------- validity
@pytest.mark.parametrize("code", SAMPLE)
def test_the_first_and_the_last_day_are_told(code: str) -> None:
    page = unsaved_offering(valid_from=date(2026, 12, 1), valid_to=date(2027, 6, 30))
    text = " ".join(said(facts(page, code), "when"))
    assert formats.date_long(date(2026, 12, 1), code) in text
    assert formats.date_long(date(2027, 6, 30), code) in text


def test_a_first_day_that_has_passed_is_no_news() -> None:
    page = unsaved_offering(valid_from=TODAY - timedelta(days=1))
    assert "Börjar" not in " ".join(said(facts(page), "when"))


def test_what_is_over_says_so_from_the_day_after() -> None:
    page = unsaved_offering(valid_to=TODAY, sessions=[{"weekday": 0}])
    found = facts(page)
    assert not found.is_over
    assert "Till och med 23 november 2026" in said(found, "when")
    after = facts(page, now=MONDAY + timedelta(days=1))
    assert after.is_over
    assert "Slutade 23 november 2026" in said(after, "when")
    assert after.sessions == []


# ---------------------------------------------------------------------- next meetings
def test_the_next_five_meetings_are_listed_with_the_first_marked() -> None:
    page = unsaved_offering(sessions=[{"weekday": 1}])
    found = facts(page).sessions
    assert [x["date"] for x in found] == [
        "24 november",
        "1 december",
        "8 december",
        "15 december",
        "22 december",
    ]
    assert [x["is_next"] for x in found] == [True, False, False, False, False]
    assert {x["weekday"] for x in found} == {"Tisdag"}
    assert {x["time"] for x in found} == {"13.00–15.00"}


def test_a_meeting_that_goes_on_now_is_still_the_next() -> None:
    page = unsaved_offering(sessions=[{"weekday": 0}])
    during = MONDAY.replace(hour=14)
    assert facts(page, now=during).sessions[0]["date"] == "23 november"
    assert facts(page, now=MONDAY.replace(hour=15)).sessions[0]["date"] == "30 november"


def test_no_meeting_falls_in_a_pause_and_the_pause_is_told() -> None:
    page = unsaved_offering(
        sessions=[{"weekday": 1}], pauses=[(date(2026, 12, 1), date(2026, 12, 8))]
    )
    found = facts(page)
    assert [x["date"] for x in found.sessions][:2] == ["24 november", "15 december"]
    assert found.pauses == ["Ingen träff 1–8 december 2026"]
    later = facts(page, now=datetime(2026, 12, 9, tzinfo=STOCKHOLM))
    assert later.pauses == []


@pytest.mark.parametrize("code", OTHERS)
def test_meetings_and_pauses_are_told_in_the_readers_language(code: str) -> None:
    page = unsaved_offering(
        sessions=[{"weekday": 1}], pauses=[(date(2026, 12, 1), date(2026, 12, 8))]
    )
    found = facts(page, code)
    first = found.sessions[0]
    assert first["date"] == formats.day_month(date(2026, 11, 24), code)
    assert first["weekday"].casefold() == (
        formats.weekday_name(date(2026, 11, 24), code).casefold()
    )
    span = formats.date_range(date(2026, 12, 1), date(2026, 12, 8), code)
    assert span in found.pauses[0]


@pytest.mark.parametrize(
    ("now", "offsets"),
    [
        (datetime(2027, 3, 22, tzinfo=STOCKHOLM), ["+01:00", "+02:00"]),
        (datetime(2027, 10, 25, tzinfo=STOCKHOLM), ["+02:00", "+01:00"]),
    ],
)
def test_meetings_keep_their_hour_when_the_clocks_change(
    now: datetime, offsets: list[str]
) -> None:
    page = unsaved_offering(sessions=[{"weekday": 2}])
    found = facts(page, now=now).sessions[:2]
    assert {x["time"] for x in found} == {"13.00–15.00"}
    assert [x["iso"][-6:] for x in found] == offsets
    assert {x["iso"][11:16] for x in found} == {"13:00"}
