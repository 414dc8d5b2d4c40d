"""When an offering is checked again, and what the age of its last check means.

Pure functions of dates. An offering that nobody has checked counts from the day it
was first published.
"""

from collections.abc import Collection
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

MONTHS = 6
# What changes quickly, or harms most when it is wrong.
MONTHS_OFTEN = 3
OFTEN_CAPACITIES = frozenset({"waiting-time", "full", "paused"})
OFTEN_ACTIVITIES = frozenset({"crisis-support"})
# The latest day an editor may choose instead.
MONTHS_AT_MOST = 12

# Months since the last check: readers are told, lists sink it, moderators take over.
STALE, SUNK, FORGOTTEN = 6, 9, 12

# Days from the day of the check: the first question, then three reminders. With the
# last one the organisation's editors are told too.
STEPS = (-14, 0, 14, 30)


def often(risk_class: str, activities: Collection[str]) -> bool:
    """Whether the offering itself, however full it is, is checked more often."""
    return risk_class == "vital" or not OFTEN_ACTIVITIES.isdisjoint(activities)


def next_check(since: date, today: date, capacity: str, *, often: bool) -> date | None:
    """The day to check again; None for what has ended.

    `since` is the last check. A capacity that does not last is asked about three
    months from `today`, when it was set, unless the facts are due before.
    """
    if capacity == "ended":
        return None
    due = since + relativedelta(months=MONTHS_OFTEN if often else MONTHS)
    if capacity in OFTEN_CAPACITIES:
        due = min(due, today + relativedelta(months=MONTHS_OFTEN))
    return due


def latest_check(since: date, *, often: bool) -> date:
    """The latest day that a person may put the next check off to."""
    return since + relativedelta(months=MONTHS_OFTEN if often else MONTHS_AT_MOST)


def months_between(first: date, last: date) -> int:
    """Whole months from `first` to `last`."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (last.day < first.day)


def is_sunk(since: date | None, today: date) -> bool:
    return since is not None and months_between(since, today) >= SUNK


def forgotten_since(today: date) -> date:
    """What was last checked on this day or before is a task for the moderators."""
    return today - relativedelta(months=FORGOTTEN)


def step_day(number: int, due: date, last: date | None) -> date | None:
    """The day of step `number` (from 0); None when all are done.

    A chore that comes late keeps the distance between two mails: nobody gets all of
    them on one day.
    """
    if number >= len(STEPS):
        return None
    day = due + timedelta(days=STEPS[number])
    if last is not None and number:
        day = max(day, last + timedelta(days=STEPS[number] - STEPS[number - 1]))
    return day
