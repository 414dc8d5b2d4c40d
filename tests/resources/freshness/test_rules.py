"""When an offering is checked again: dates in, dates out."""

from datetime import date

import pytest

from resources.freshness import rules

JAN = date(2026, 1, 31)


def planned(capacity: str = "open", *, often: bool = False, today: date = JAN):
    return rules.next_check(JAN, today, capacity, often=often)


def test_six_months_are_the_rule_and_three_where_things_change_or_harm():
    assert planned() == date(2026, 7, 31)
    for capacity in ("full", "waiting-time", "paused"):
        assert planned(capacity) == date(2026, 4, 30)
    assert planned(often=True) == date(2026, 4, 30)
    assert planned("ended") is None


def test_what_fills_up_later_is_asked_about_from_then_but_never_after_its_day():
    assert planned("full", today=date(2026, 3, 1)) == date(2026, 6, 1)
    assert planned("full", today=date(2026, 6, 1)) == date(2026, 7, 31)


def test_crisis_support_and_vital_texts_are_checked_often():
    assert rules.often("vital", [])
    assert rules.often("ordinary", ["advice", "crisis-support"])
    assert not rules.often("ordinary", ["advice"])


def test_a_person_may_put_it_off_for_a_year_but_not_what_is_vital():
    assert rules.latest_check(JAN, often=False) == date(2027, 1, 31)
    assert rules.latest_check(JAN, often=True) == date(2026, 4, 30)


@pytest.mark.parametrize(
    ("day", "sunk"), [(date(2026, 10, 30), False), (date(2026, 10, 31), True)]
)
def test_lists_sink_it_at_nine_months(day, sunk):
    assert rules.is_sunk(JAN, day) is sunk
    assert rules.is_sunk(None, day) is False


def test_a_year_unchecked_is_forgotten():
    assert rules.forgotten_since(date(2027, 1, 31)) == JAN


def test_steps_follow_the_day_of_the_check():
    due = date(2026, 7, 31)
    days, last = [], None
    for number in range(len(rules.STEPS)):
        last = rules.step_day(number, due, last)
        days.append((last - due).days)
    assert days == list(rules.STEPS)
    assert rules.step_day(len(rules.STEPS), due, last) is None


def test_a_late_start_keeps_the_distance_between_mails():
    due, late = date(2026, 1, 1), date(2026, 7, 1)
    assert rules.step_day(0, due, None) == date(2025, 12, 18)
    assert rules.step_day(1, due, late) == date(2026, 7, 15)
    assert rules.step_day(3, due, late) == date(2026, 7, 17)
