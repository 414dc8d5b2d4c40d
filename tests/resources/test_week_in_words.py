"""Sessions that one line can say share it."""

from datetime import date, time

from resources.schedule import Session, WeekGroup, grouped_week

from .sessions import (
    FRIDAY,
    MONDAY,
    ONE,
    SATURDAY,
    THREE,
    THURSDAY,
    TUESDAY,
    all_sessions,
    tuesdays,
)


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
