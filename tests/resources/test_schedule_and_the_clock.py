"""Sessions keep their hour when the clocks change, and over midnight."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from resources.schedule import Session, next_occurrences

from .sessions import AUTUMN, DAY, FRIDAY, SPRING, SUNDAY, at, days, offsets, tuesdays


def test_sessions_keep_the_clock_on_the_wall():
    found = next_occurrences([tuesdays()], [], at(2027, 3, 20), count=2)
    assert [offsets(one) for one in found] == [
        ("2027-03-23T13:00:00+01:00", "2027-03-23T15:00:00+01:00"),
        ("2027-03-30T13:00:00+02:00", "2027-03-30T15:00:00+02:00"),
    ]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        # Begins in the missing hour: the clock shows an hour more.
        ((2, 30), (5, 0), ("03:30:00+02:00", "05:00:00+02:00")),
        # Lies in the missing hour altogether: keeps its length.
        ((2, 30), (3, 0), ("03:30:00+02:00", "04:00:00+02:00")),
        ((2, 0), (3, 0), ("03:00:00+02:00", "04:00:00+02:00")),
        # Ends in the missing hour.
        ((1, 0), (2, 30), ("01:00:00+01:00", "03:30:00+02:00")),
        # Spans it: ends when the clock says so.
        ((1, 0), (4, 0), ("01:00:00+01:00", "04:00:00+02:00")),
    ],
)
def test_the_missing_hour(start, end, expected):
    session = Session(SUNDAY, time(*start), time(*end))
    found = next_occurrences([session], [], at(2027, 3, 27), valid_to=SPRING)
    assert [offsets(one) for one in found] == [
        tuple(f"2027-03-28T{clock}" for clock in expected)
    ]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((2, 30), (5, 0), ("02:30:00+02:00", "05:00:00+01:00")),
        ((2, 30), (2, 45), ("02:30:00+02:00", "02:45:00+02:00")),
        ((2, 30), (3, 0), ("02:30:00+02:00", "03:00:00+01:00")),
        ((1, 0), (2, 30), ("01:00:00+02:00", "02:30:00+02:00")),
    ],
)
def test_the_double_hour(start, end, expected):
    session = Session(SUNDAY, time(*start), time(*end))
    found = next_occurrences([session], [], at(2027, 10, 30), valid_to=AUTUMN)
    assert [offsets(one) for one in found] == [
        tuple(f"2027-10-31T{clock}" for clock in expected)
    ]


def test_in_the_second_of_the_double_hours_the_session_of_the_first_is_over():
    session = Session(SUNDAY, time(2, 30), time(2, 45))
    last = {"valid_to": AUTUMN}
    assert days([session], at(2027, 10, 31, 2, 40), **last) == [AUTUMN]
    assert days([session], at(2027, 10, 31, 2, 40, fold=1), **last) == []
    assert days([session], at(2027, 10, 31, 2, 10, fold=1), **last) == []
    # 00:40 and 01:40 UTC are the same two moments.
    assert days([session], datetime(2027, 10, 31, 0, 40, tzinfo=UTC), **last) == [
        AUTUMN
    ]
    assert days([session], datetime(2027, 10, 31, 1, 40, tzinfo=UTC), **last) == []


@pytest.mark.parametrize("day", [SPRING, AUTUMN])
def test_walking_through_the_change_meets_the_session_exactly_once(day):
    session = Session(SUNDAY, time(2, 30), time(2, 45))
    begins = set()
    running = 0
    moment = datetime.combine(day - DAY, time(12), tzinfo=UTC)
    for _ in range(24 * 60):
        (one,) = next_occurrences([session], [], moment, count=1)
        if one.is_running(moment):
            begins.add(one.start.astimezone(UTC))
            running += 1
        moment += timedelta(minutes=1)
    assert begins == {
        datetime.combine(day, time(1, 30) if day == SPRING else time(0, 30), tzinfo=UTC)
    }
    assert running == 15


def test_a_whole_day_lasts_23_24_or_25_hours():
    session = Session(SUNDAY, time(0), time(0))
    hours = {}
    for day in (SPRING, SPRING + 7 * DAY, AUTUMN):
        (one,) = next_occurrences(
            [session], [], at(day.year, day.month, day.day), count=1
        )
        length = one.end.astimezone(UTC) - one.start.astimezone(UTC)
        hours[one.start.date()] = length / timedelta(hours=1)
    assert hours == {SPRING: 23, SPRING + 7 * DAY: 24, AUTUMN: 25}


# Over midnight


def test_an_end_before_the_start_is_on_the_next_day():
    (one,) = next_occurrences(
        [Session(FRIDAY, time(22), time(1, 30))], [], at(2026, 11, 18), count=1
    )
    assert (one.start, one.end) == (at(2026, 11, 20, 22), at(2026, 11, 21, 1, 30))


def test_a_night_that_runs_counts_as_next_after_midnight():
    night = Session(FRIDAY, time(22), time(1, 30))
    assert days([night], at(2026, 11, 21, 1, 29), count=1) == [date(2026, 11, 20)]
    assert days([night], at(2026, 11, 21, 1, 30), count=1) == [date(2026, 11, 27)]
