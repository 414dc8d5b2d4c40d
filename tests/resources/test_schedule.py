"""Weekly sessions become the right occasions, through pauses and summer time."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise, product

import pytest

from hm_site.base.formats import STOCKHOLM
from resources.schedule import (
    EVERY,
    Occurrence,
    Pause,
    Session,
    WeekGroup,
    grouped_week,
    next_boundary,
    next_occurrences,
)

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
ONE, TWO, THREE = time(13), time(14), time(15)
DAY = timedelta(days=1)

# The hours that summer time takes and gives: 2027-03-28 and 2027-10-31, Sundays.
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)


def at(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=STOCKHOLM, fold=fold)


def tuesdays(**more) -> Session:
    return Session(TUESDAY, ONE, THREE, **more)


def days(sessions, now, **more) -> list[date]:
    pauses = more.pop("pauses", [])
    return [one.start.date() for one in next_occurrences(sessions, pauses, now, **more)]


def offsets(occurrence: Occurrence) -> tuple[str, str]:
    return occurrence.start.isoformat(), occurrence.end.isoformat()


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


# Summer time


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


# Exhaustively, against a plain rewriting of the rules, through two years

YEARS = [date(2026, 10, 1) + DAY * number for number in range(730)]
PAUSES = [
    Pause(date(2026, 12, 22), date(2027, 1, 6)),
    Pause(date(2027, 6, 15), date(2027, 8, 20)),
]


def takes_place(session: Session, day: date) -> bool:
    """What the rules say of one day, without any of the module's arithmetic."""
    if day.weekday() != session.weekday:
        return False
    if session.first and day < session.first:
        return False
    if session.last and day > session.last:
        return False
    if session.every == "week":
        return True
    anchor = session.first
    while anchor.weekday() != session.weekday:
        anchor += DAY
    if session.every == "once":
        return day == anchor
    if session.every == "two-weeks":
        return (day - anchor).days % 14 == 0
    same = [
        date(day.year, day.month, number)
        for number in range(1, monthrange(day.year, day.month)[1] + 1)
        if date(day.year, day.month, number).weekday() == session.weekday
    ]
    place = (anchor.day - 1) // 7
    return day == (same[place] if place < 4 else same[-1])


def all_sessions() -> list[Session]:
    firsts = [date(2026, 10, 5) + DAY * number for number in range(0, 35, 3)]
    sessions = [
        Session(weekday, ONE, THREE, every, first, last)
        for weekday, every, first, last in product(
            range(7),
            ("week", "two-weeks", "month"),
            firsts,
            (None, date(2027, 9, 15)),
        )
    ]
    sessions += [Session(weekday, ONE, THREE) for weekday in range(7)]
    sessions += [
        Session(first.weekday(), ONE, THREE, "once", first) for first in firsts
    ]
    return sessions


def walk(sessions, pauses, day: date, last: date) -> list[date]:
    """Every occasion from one day to another, found one after the other."""
    found = []
    moment = at(day.year, day.month, day.day)
    while True:
        nearest = next_occurrences(sessions, pauses, moment, valid_to=last, count=1)
        if not nearest:
            return found
        found.append(nearest[0].start.date())
        moment = nearest[0].end


def test_every_rule_agrees_with_a_plain_reading_for_two_years():
    for session in all_sessions():
        expected = [day for day in YEARS if takes_place(session, day)]
        expected = [day for day in expected if not any(day in one for one in PAUSES)]
        assert walk([session], PAUSES, YEARS[0], YEARS[-1]) == expected, session


def test_every_day_of_two_years_has_the_right_next_occasion():
    for session in all_sessions()[::11]:
        expected = [day for day in YEARS if takes_place(session, day)]
        for day in YEARS:
            upcoming = [one for one in expected if one >= day][:1]
            now = at(day.year, day.month, day.day)
            found = days([session], now, valid_to=YEARS[-1], count=1)
            assert found == [one for one in upcoming if (one - day).days <= 400]


def test_all_sessions_together_agree_with_a_plain_reading():
    sessions = all_sessions()[::13]
    expected = [
        day
        for day in YEARS[:400]
        if any(takes_place(session, day) for session in sessions)
        and not any(day in pause for pause in PAUSES)
    ]
    found = days(sessions, at(2026, 10, 1), pauses=PAUSES, count=500)
    assert [day for day in found if day <= YEARS[399]] == expected


def test_every_clock_time_on_every_day_happens_exactly_once_for_two_years():
    sessions = [Session(weekday, time(2, 30), time(2, 50)) for weekday in range(7)]
    starts = []
    for year in (0, 365):
        day = YEARS[year]
        starts += [
            one.start
            for one in next_occurrences(
                sessions,
                [],
                at(day.year, day.month, day.day),
                valid_to=YEARS[year + 364],
                count=1000,
            )
        ]
    assert [start.date() for start in starts] == YEARS
    odd = {
        start.date(): f"{start:%H:%M}"
        for start in starts
        if start.time() != time(2, 30)
    }
    # The last Sundays of March 2027 and 2028.
    assert odd == {SPRING: "03:30", date(2028, 3, 26): "03:30"}


# The next change of the answer

CASES = [
    ([tuesdays()], [], {}),
    ([Session(SUNDAY, time(2, 30), time(2, 45))], [], {}),
    ([Session(weekday, time(22), time(2)) for weekday in range(7)], [], {}),
    ([tuesdays(every="month", first=date(2026, 9, 29))], PAUSES, {}),
    ([tuesdays(every="once", first=date(2028, 2, 1))], [], {}),
    ([tuesdays(), Session(TUESDAY, TWO, time(17))], PAUSES, {}),
    ([tuesdays()], [], {"valid_to": date(2027, 2, 1)}),
    ([tuesdays()], [], {"valid_from": date(2027, 12, 1)}),
    ([tuesdays()], [Pause(date(2026, 1, 1), date(2028, 1, 30))], {}),
]


def answer(sessions, pauses, now, bounds):
    found = next_occurrences(sessions, pauses, now, **bounds)
    return [(one, one.is_running(now)) for one in found]


@pytest.mark.parametrize("case", range(len(CASES)))
def test_the_answer_stays_the_same_until_the_next_boundary(case):
    sessions, pauses, bounds = CASES[case]
    now = at(2027, 3, 26, 9).astimezone(UTC)
    for _ in range(60):
        boundary = next_boundary(sessions, pauses, now, **bounds)
        if boundary is None:
            break
        boundary = boundary.astimezone(UTC)
        assert boundary > now
        before = answer(sessions, pauses, now, bounds)
        just_before = boundary - timedelta(microseconds=1)
        for moment in (now + (boundary - now) / 2, just_before):
            assert answer(sessions, pauses, moment, bounds) == before
        now = boundary
    if boundary is None:
        after = answer(sessions, pauses, now, bounds)
        for later in range(1, 1000, 50):
            assert answer(sessions, pauses, now + DAY * later, bounds) == after


def test_a_full_list_changes_when_its_first_begins_and_ends():
    session = [tuesdays()]
    assert next_boundary(session, [], at(2026, 11, 16)) == at(2026, 11, 17, 13)
    assert next_boundary(session, [], at(2026, 11, 17, 13)) == at(2026, 11, 17, 15)
    assert next_boundary(session, [], at(2026, 11, 17, 15)) == at(2026, 11, 24, 13)


def test_a_day_comes_into_sight_at_midnight():
    far = [tuesdays(every="once", first=date(2028, 2, 1))]
    assert next_boundary(far, [], at(2026, 11, 17, 9)) == at(2026, 11, 18)
    assert next_boundary(far, [], at(2026, 11, 17, 9), count=0) is None


def test_what_ends_within_sight_brings_no_new_day():
    pause = [Pause(date(2026, 1, 1), date(2030, 1, 1))]
    limit = date(2026, 11, 17) + timedelta(days=400)
    now = at(2026, 11, 17, 9)
    assert next_boundary([tuesdays(last=limit)], pause, now) is None
    assert next_boundary([tuesdays()], pause, now, valid_to=limit) is None
    midnight = at(2026, 11, 18)
    assert next_boundary([tuesdays(last=limit + DAY)], pause, now) == midnight
    assert next_boundary([tuesdays()], pause, now, valid_to=limit + DAY) == midnight


def test_what_is_over_never_changes():
    past = [tuesdays(last=date(2026, 10, 1))]
    assert next_boundary(past, [], at(2026, 11, 17)) is None
    ended = [tuesdays()]
    assert next_boundary(ended, [], at(2026, 11, 17), None, date(2026, 11, 1)) is None


def test_boundaries_in_the_double_hour_are_compared_as_instants():
    session = [Session(SUNDAY, time(2, 30), time(2, 45))]
    bounds = {"valid_to": AUTUMN}
    boundary = next_boundary(session, [], at(2027, 10, 31, 2, 40), **bounds)
    assert boundary.isoformat() == "2027-10-31T02:45:00+02:00"
    second = at(2027, 10, 31, 2, 40, fold=1)
    assert next_boundary(session, [], second, **bounds) is None
    long = [Session(SUNDAY, time(2, 30), time(5))]
    already_running = at(2027, 10, 31, 2, 10, fold=1)
    assert next_boundary(long, [], already_running, count=1) == at(2027, 10, 31, 5)


# The week in words


def test_days_with_equal_times_share_a_line():
    sessions = [
        Session(THURSDAY, ONE, THREE),
        Session(SATURDAY, time(9, 30), time(11, 30)),
        Session(TUESDAY, ONE, THREE),
    ]
    assert grouped_week(sessions) == [
        WeekGroup("days", [TUESDAY, THURSDAY], ONE, THREE, "week"),
        WeekGroup("days", [SATURDAY], time(9, 30), time(11, 30), "week"),
    ]


def test_the_first_five_fields_are_the_line():
    (line,) = grouped_week([tuesdays()])
    assert line[:5] == ("days", [TUESDAY], ONE, THREE, "week")


def test_seven_days_are_all_days():
    week = [Session(weekday, ONE, THREE) for weekday in range(7)]
    assert grouped_week(week) == [
        WeekGroup("all-days", list(range(7)), ONE, THREE, "week")
    ]
    assert grouped_week(week[:6])[0].kind == "days"


def test_seasons_of_one_weekday_share_a_line():
    seasons = [
        tuesdays(first=date(2026, 9, 1), last=date(2026, 12, 15)),
        tuesdays(first=date(2027, 1, 12), last=date(2027, 6, 1)),
    ]
    assert grouped_week(seasons) == [WeekGroup("days", [TUESDAY], ONE, THREE, "week")]


def test_recurrences_are_kept_apart_and_ordered():
    first = date(2026, 9, 1)
    sessions = [
        tuesdays(every="once", first=date(2026, 12, 8)),
        tuesdays(every="month", first=date(2026, 9, 29)),
        tuesdays(every="month", first=date(2026, 9, 22)),
        Session(THURSDAY, ONE, THREE, "month", date(2026, 9, 24)),
        tuesdays(every="two-weeks", first=first),
        tuesdays(),
        tuesdays(every="once", first=date(2026, 12, 1)),
    ]
    assert grouped_week(sessions) == [
        WeekGroup("days", [TUESDAY], ONE, THREE, "week"),
        WeekGroup("days", [TUESDAY], ONE, THREE, "two-weeks"),
        WeekGroup("days", [TUESDAY, THURSDAY], ONE, THREE, "month", 4),
        WeekGroup("days", [TUESDAY], ONE, THREE, "month", -1),
        WeekGroup(
            "dates",
            [TUESDAY],
            ONE,
            THREE,
            "once",
            dates=(date(2026, 12, 1), date(2026, 12, 8)),
        ),
    ]
    assert [line.every for line in grouped_week(sessions)] == [
        "week",
        "two-weeks",
        "month",
        "month",
        "once",
    ]


def test_the_order_of_the_sessions_does_not_matter():
    sessions = all_sessions()[::7]
    assert grouped_week(sessions) == grouped_week(sessions[::-1])


def test_what_is_over_is_left_out_when_the_day_is_known():
    sessions = [
        tuesdays(last=date(2026, 11, 17)),
        Session(FRIDAY, ONE, THREE, "once", date(2026, 11, 20)),
        Session(MONDAY, ONE, THREE),
    ]
    assert len(grouped_week(sessions)) == 2
    assert grouped_week(sessions)[0].weekdays == [MONDAY, TUESDAY]
    on_the_last_day = grouped_week(sessions, date(2026, 11, 17))
    assert on_the_last_day[0].weekdays == [MONDAY, TUESDAY]
    assert grouped_week(sessions, date(2026, 11, 18))[0].weekdays == [MONDAY]
    assert len(grouped_week(sessions, date(2026, 11, 20))) == 2
    assert len(grouped_week(sessions, date(2026, 11, 21))) == 1


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
