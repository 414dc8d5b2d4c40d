"""When the answer of the schedule changes next."""

from datetime import UTC, date, time, timedelta

import pytest

from resources.schedule import Pause, Session, next_boundary, next_occurrences

from .sessions import AUTUMN, DAY, PAUSES, SUNDAY, TUESDAY, TWO, at, tuesdays

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
