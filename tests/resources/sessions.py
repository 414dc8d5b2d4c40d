"""Sessions and moments to try the schedule with."""

from datetime import date, datetime, time, timedelta
from itertools import product

from hm_site.base.formats import STOCKHOLM
from resources.schedule import Occurrence, Pause, Session, next_occurrences

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


# Two years with both changes of the clock, twice.
YEARS = [date(2026, 10, 1) + DAY * number for number in range(730)]
PAUSES = [
    Pause(date(2026, 12, 22), date(2027, 1, 6)),
    Pause(date(2027, 6, 15), date(2027, 8, 20)),
]


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
