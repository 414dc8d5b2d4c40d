"""Weekly sessions become the right occasions, through pauses, within their bounds."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise

import pytest

from hm_site.base.formats import STOCKHOLM
from resources.schedule import (
    EVERY,
    Occurrence,
    Pause,
    Session,
    next_boundary,
    next_occurrences,
)

from .sessions import (
    DAY,
    ONE,
    THREE,
    THURSDAY,
    TUESDAY,
    TWO,
    at,
    days,
    offsets,
    tuesdays,
)

# Weekly


def test_the_next_five_tuesdays():
    now = at(2026, 11, 12, 9)
    assert days([tuesdays()], now) == [
        date(2026, 11, 17),
        date(2026, 11, 24),
        date(2026, 12, 1),
        date(2026, 12, 8),
        date(2026, 12, 15),
    ]


def test_occasions_are_aware_and_in_sweden():
    (one,) = next_occurrences([tuesdays()], [], at(2026, 11, 12, 9), count=1)
    assert one == Occurrence(at(2026, 11, 17, 13), at(2026, 11, 17, 15))
    assert offsets(one) == ("2026-11-17T13:00:00+01:00", "2026-11-17T15:00:00+01:00")
    assert one.start.tzinfo is STOCKHOLM


def test_now_may_be_in_any_zone():
    elsewhere = timezone(timedelta(hours=-10))
    now = datetime(2026, 11, 17, 5, 0, tzinfo=elsewhere)  # 16:00 in Sweden
    assert days([tuesdays()], now, count=1) == [date(2026, 11, 24)]


@pytest.mark.parametrize(
    ("clock", "first"),
    [
        ((12, 59), date(2026, 11, 17)),
        ((13, 0), date(2026, 11, 17)),
        ((14, 59), date(2026, 11, 17)),
        ((15, 0), date(2026, 11, 24)),
    ],
)
def test_one_that_runs_now_counts_as_next_until_it_ends(clock, first):
    now = at(2026, 11, 17, *clock)
    (one,) = next_occurrences([tuesdays()], [], now, count=1)
    assert one.start.date() == first
    assert one.is_running(now) is (clock in [(13, 0), (14, 59)])


def test_the_end_is_not_part_of_an_occasion():
    one = Occurrence(at(2026, 11, 17, 13), at(2026, 11, 17, 15))
    assert one.is_running(at(2026, 11, 17, 13))
    assert not one.is_running(at(2026, 11, 17, 15))
    assert not one.is_running(at(2026, 11, 17, 12, 59))


def test_first_and_last_day_are_included():
    season = tuesdays(first=date(2026, 11, 17), last=date(2026, 12, 1))
    expected = [date(2026, 11, 17), date(2026, 11, 24), date(2026, 12, 1)]
    assert days([season], at(2026, 1, 1)) == expected
    assert days([season], at(2026, 12, 1, 15)) == []


def test_first_may_be_another_weekday():
    season = tuesdays(first=date(2026, 11, 18))
    assert days([season], at(2026, 1, 1), count=1) == [date(2026, 11, 24)]


def test_a_season_without_its_weekday_has_no_occasions():
    season = tuesdays(first=date(2026, 11, 18), last=date(2026, 11, 23))
    assert days([season], at(2026, 11, 1)) == []


# Other recurrences


def test_every_other_week_counts_from_its_first_day():
    session = tuesdays(every="two-weeks", first=date(2026, 11, 12))
    assert days([session], at(2026, 11, 1), count=3) == [
        date(2026, 11, 17),
        date(2026, 12, 1),
        date(2026, 12, 15),
    ]


def test_every_other_week_keeps_its_rhythm_for_decades_and_over_new_year():
    first = date(1990, 1, 2)
    session = tuesdays(every="two-weeks", first=first)
    found = days([session], at(2026, 11, 1), count=28)
    assert all((day - first).days % 14 == 0 for day in found)
    assert all(b - a == timedelta(days=14) for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (date(2026, 9, 1), [(9, 1), (10, 6), (11, 3), (12, 1)]),
        (date(2026, 9, 8), [(9, 8), (10, 13), (11, 10), (12, 8)]),
        (date(2026, 9, 22), [(9, 22), (10, 27), (11, 24), (12, 22)]),
        # A fifth Tuesday means the last one, in months with four as well.
        (date(2026, 9, 29), [(9, 29), (10, 27), (11, 24), (12, 29)]),
        # Counted from the first such weekday on or after the day given.
        (date(2026, 9, 2), [(9, 8), (10, 13), (11, 10), (12, 8)]),
    ],
)
def test_every_month_keeps_the_place_of_the_weekday(first, expected):
    session = tuesdays(every="month", first=first)
    assert days([session], at(2026, 9, 1), count=4) == [
        date(2026, month, day) for month, day in expected
    ]


@pytest.mark.parametrize(
    ("day", "ordinal"), [(7, 1), (8, 2), (15, 3), (22, 4), (28, 4), (29, -1), (31, -1)]
)
def test_the_place_in_the_month(day, ordinal):
    first = date(2027, 1, day)
    session = Session(first.weekday(), ONE, TWO, "month", first)
    assert session.ordinal == ordinal


def test_only_monthly_sessions_have_a_place_in_the_month():
    assert tuesdays(first=date(2026, 9, 1)).ordinal is None


def test_once_is_one_day():
    party = tuesdays(every="once", first=date(2026, 12, 15))
    assert days([party], at(2026, 11, 1)) == [date(2026, 12, 15)]
    assert days([party], at(2026, 12, 15, 15)) == []


# Several sessions


def test_several_sessions_come_in_order_of_time():
    sessions = [
        Session(THURSDAY, time(9), time(10)),
        Session(TUESDAY, time(13), time(15)),
        Session(TUESDAY, time(9), time(11)),
    ]
    found = next_occurrences(sessions, [], at(2026, 11, 17, 8), count=4)
    assert [(one.start.day, one.start.hour) for one in found] == [
        (17, 9),
        (17, 13),
        (19, 9),
        (24, 9),
    ]


def test_the_same_occasion_said_twice_is_given_once():
    sessions = [
        tuesdays(),
        tuesdays(),
        tuesdays(every="two-weeks", first=date(2026, 11, 17)),
        tuesdays(every="once", first=date(2026, 11, 24)),
    ]
    assert days(sessions, at(2026, 11, 17)) == days([tuesdays()], at(2026, 11, 17))


def test_two_that_begin_together_and_end_apart_are_both_given():
    sessions = [Session(TUESDAY, ONE, THREE), Session(TUESDAY, ONE, TWO)]
    found = next_occurrences(sessions, [], at(2026, 11, 17), count=2)
    assert [one.end.hour for one in found] == [14, 15]


# Pauses and validity


def test_pauses_leave_out_their_days_first_and_last_included():
    pause = Pause(date(2026, 11, 24), date(2026, 12, 1))
    assert days([tuesdays()], at(2026, 11, 12), pauses=[pause], count=2) == [
        date(2026, 11, 17),
        date(2026, 12, 8),
    ]


def test_overlapping_pauses_and_pauses_of_one_day():
    pauses = [
        Pause(date(2026, 11, 17), date(2026, 11, 17)),
        Pause(date(2026, 11, 20), date(2026, 11, 30)),
        Pause(date(2026, 11, 24), date(2026, 12, 2)),
    ]
    assert days([tuesdays()], at(2026, 11, 12), pauses=pauses, count=1) == [
        date(2026, 12, 8)
    ]


def test_a_night_belongs_to_the_day_it_begins():
    night = Session(TUESDAY, time(22), time(2))
    pause = Pause(date(2026, 11, 18), date(2026, 11, 18))
    assert days([night], at(2026, 11, 17), pauses=[pause], count=1) == [
        date(2026, 11, 17)
    ]
    late = at(2026, 11, 18, 1, 30)
    assert days([night], late, pauses=[pause], count=1) == [date(2026, 11, 17)]
    assert days([night], late, valid_to=date(2026, 11, 17)) == [date(2026, 11, 17)]
    assert days([night], late, valid_from=date(2026, 11, 18), count=1) == [
        date(2026, 11, 24)
    ]


def test_validity_bounds_are_included():
    now = at(2026, 11, 1)
    found = days(
        [tuesdays()], now, valid_from=date(2026, 11, 10), valid_to=date(2026, 11, 24)
    )
    assert found == [date(2026, 11, 10), date(2026, 11, 17), date(2026, 11, 24)]


# Bounds


def test_the_look_ahead_ends_after_400_days():
    now = at(2026, 11, 17, 9)
    limit = date(2026, 11, 17) + timedelta(days=400)
    on_the_day = Session(limit.weekday(), ONE, TWO, "once", limit)
    after = limit + DAY
    too_late = Session(after.weekday(), ONE, TWO, "once", after)
    assert days([on_the_day, too_late], now) == [limit]


def test_a_pause_of_years_gives_an_empty_answer():
    pause = Pause(date(2026, 1, 1), date(2036, 1, 1))
    assert days([tuesdays()], at(2026, 11, 17), pauses=[pause], count=1000) == []


def test_no_sessions_no_occasions():
    assert next_occurrences([], [], at(2026, 11, 17)) == []
    assert next_boundary([], [], at(2026, 11, 17)) is None
    assert days([tuesdays()], at(2026, 11, 17), count=0) == []


def test_a_huge_count_ends_with_the_look_ahead():
    assert len(days([tuesdays()], at(2026, 11, 17), count=10**6)) == 58


# Nonsense


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((7, ONE, TWO), "from 0 to 6, not 7"),
        ((-1, ONE, TWO), "from 0 to 6, not -1"),
        ((TUESDAY, ONE, TWO, "year"), "'year' is not one of week, two-weeks"),
        ((TUESDAY, ONE.replace(tzinfo=UTC), TWO), "without a time zone"),
        ((TUESDAY, ONE, TWO.replace(tzinfo=UTC)), "without a time zone"),
        ((TUESDAY, ONE, TWO, "two-weeks"), "needs its first date"),
        ((TUESDAY, ONE, TWO, "month"), "needs its first date"),
        ((TUESDAY, ONE, TWO, "once"), "needs its first date"),
        (
            (TUESDAY, ONE, TWO, "week", date(2026, 11, 17), date(2026, 11, 16)),
            "last date 2026-11-16 is before its first 2026-11-17",
        ),
        (
            (TUESDAY, ONE, TWO, "once", date(2026, 11, 18)),
            "2026-11-18 has weekday 2, the session says 1",
        ),
    ],
)
def test_a_rule_that_cannot_mean_anything_is_an_error(arguments, message):
    with pytest.raises(ValueError, match=message):
        Session(*arguments)


def test_a_pause_that_ends_before_it_begins_is_an_error():
    with pytest.raises(ValueError, match="last day 2026-11-16 is before its first"):
        Pause(date(2026, 11, 17), date(2026, 11, 16))


@pytest.mark.parametrize("ask", [next_occurrences, next_boundary])
def test_questions_that_make_no_sense_are_an_error(ask):
    now = at(2026, 11, 17)
    with pytest.raises(ValueError, match="needs a time zone"):
        ask([], [], now.replace(tzinfo=None))
    with pytest.raises(ValueError, match="cannot be negative"):
        ask([], [], now, count=-1)
    with pytest.raises(ValueError, match="before it begins"):
        ask([], [], now, date(2026, 11, 17), date(2026, 11, 16))


def test_the_recurrences_are_those_of_the_form():
    assert EVERY == ("week", "two-weeks", "month", "once")
