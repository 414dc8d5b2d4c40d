"""Every rule, through two years, against a plain rewriting of it."""

from calendar import monthrange
from datetime import date, time

from resources.schedule import Session, next_occurrences

from .sessions import DAY, PAUSES, SPRING, YEARS, all_sessions, at, days


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
