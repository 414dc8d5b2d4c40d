"""When a support takes place: from weekly sessions to the next actual occasions.

Pure calculation: no models, no queries, no setting. Sessions keep Swedish wall-clock
time across summer time; the answer is in aware datetimes of Europe/Stockholm.

Summer time, as RFC 5545 has it: a time that a day lacks (02:30 on 2027-03-28) happens
once, counted with the offset before the change, so the clock then shows 03:30; a time
that a day has twice (02:30 on 2027-10-31) happens once, the first time. Instants are
compared in UTC, since Python compares datetimes of one zone by the clock on the wall.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from typing import Literal, NamedTuple, get_args

from dateutil import rrule

from hm_site.base.formats import STOCKHOLM

LOOK_AHEAD = timedelta(days=400)

Every = Literal["week", "two-weeks", "month", "once"]
EVERY: tuple[Every, ...] = get_args(Every)

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Session:
    """One rule: a weekday (0 is Monday), two times on the wall clock, a recurrence.

    An end that is not after the start belongs to the next day. ``first`` and ``last``
    are the days between which the session may begin, both included. "two-weeks" counts
    from the first such weekday on or after ``first``; "month" means that day's place in
    its month (second Tuesday), where a fifth one means the last; "once" means ``first``
    itself. Raises ValueError for a rule that cannot mean anything.
    """

    weekday: int
    start: time
    end: time
    every: Every = "week"
    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.weekday not in range(7):
            raise ValueError(f"A weekday is a number from 0 to 6, not {self.weekday}.")
        if self.every not in EVERY:
            raise ValueError(f"{self.every!r} is not one of {', '.join(EVERY)}.")
        if self.start.tzinfo or self.end.tzinfo:
            raise ValueError("Session times are wall-clock times without a time zone.")
        if self.every != "week" and self.first is None:
            raise ValueError(f'A session every "{self.every}" needs its first date.')
        if self.first and self.last and self.last < self.first:
            raise ValueError(
                f"The session's last date {self.last} is before its first {self.first}."
            )
        if self.every == "once" and self.first and self.first != self.anchor:
            raise ValueError(
                f"{self.first} has weekday {self.first.weekday()}, "
                f"the session says {self.weekday}."
            )

    @property
    def anchor(self) -> date | None:
        """The first day with this weekday on or after ``first``."""
        if self.first is None:
            return None
        return self.first + _DAY * ((self.weekday - self.first.weekday()) % 7)

    @property
    def ordinal(self) -> int | None:
        """For "month": 1 to 4, or -1 for the last such weekday of the month."""
        if self.every != "month" or self.anchor is None:
            return None
        place = (self.anchor.day - 1) // 7 + 1
        return place if place < 5 else -1


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which no session begins, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(
                f"The pause's last day {self.last} is before its first {self.first}."
            )

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One actual occasion; the end is not part of it."""

    start: datetime
    end: datetime

    def is_running(self, now: datetime) -> bool:
        return _utc(self.start) <= _utc(now) < _utc(self.end)


class WeekGroup(NamedTuple):
    """Sessions that one line can say: "tisdagar och torsdagar 13–15".

    ``kind``: "all-days" (all seven weekdays), "days" (those in ``weekdays``) or "dates"
    (single occasions, those in ``dates``). ``ordinal`` is set for every "month".
    """

    kind: Literal["all-days", "days", "dates"]
    weekdays: list[int]
    start: time
    end: time
    every: Every
    ordinal: int | None = None
    dates: tuple[date, ...] = ()


def next_occurrences(
    sessions: Iterable[Session],
    pauses: Iterable[Pause],
    now: datetime,
    valid_from: date | None = None,
    valid_to: date | None = None,
    count: int = 5,
) -> list[Occurrence]:
    """The next occasions in order, the one running now first.

    Sessions that say the same occasion twice give it once. Pauses and the validity of
    the support (both days included) apply to the day an occasion begins. Looks 400 days
    ahead at most, so the list may be shorter than ``count``, or empty.

    Raises ValueError for a ``now`` without a time zone, a negative ``count`` or a
    validity that ends before it begins.
    """
    _check(now, valid_from, valid_to, count)
    upcoming = _upcoming(list(sessions), list(pauses), now, valid_from, valid_to)
    return list(islice(upcoming, count))


def next_boundary(
    sessions: Iterable[Session],
    pauses: Iterable[Pause],
    now: datetime,
    valid_from: date | None = None,
    valid_to: date | None = None,
    count: int = 5,
) -> datetime | None:
    """The next instant at which ``next_occurrences`` or who is running may change.

    Strictly after ``now``; None when nothing will ever change. Until then a page that
    shows the answer may be cached. When fewer than ``count`` occasions are in sight the
    next midnight counts too, for then a new day comes into sight. Raises ValueError
    like ``next_occurrences``.
    """
    _check(now, valid_from, valid_to, count)
    sessions, pauses = list(sessions), list(pauses)
    shown = next_occurrences(sessions, pauses, now, valid_from, valid_to, count)
    instants = [edge for one in shown for edge in (one.start, one.end)]
    today = now.astimezone(STOCKHOLM).date()
    horizon = today + LOOK_AHEAD
    if len(shown) < count and any(
        _may_begin_after(session, horizon, valid_to) for session in sessions
    ):
        instants.append(_aware(today + _DAY, time.min))
    later = [instant for instant in instants if _utc(instant) > _utc(now)]
    return min(later, key=_utc, default=None)


def grouped_week(
    sessions: Iterable[Session], today: date | None = None
) -> list[WeekGroup]:
    """The sessions as lines to read, those with equal times on one line.

    Ordered by recurrence as in ``EVERY``, then by weekday (dates by date) and time.
    With ``today``, sessions that have had their last day are left out.
    """
    groups: dict[tuple[Every, int | None, time, time], list[Session]] = {}
    for session in sessions:
        if today is None or not _is_over(session, today):
            key = (session.every, session.ordinal, session.start, session.end)
            groups.setdefault(key, []).append(session)
    lines = [_week_group(members) for members in groups.values()]
    return sorted(
        lines,
        key=lambda line: (
            EVERY.index(line.every),
            line.dates,
            # The last such weekday of a month comes after the fourth.
            0 if line.ordinal is None else line.ordinal % 6,
            line.weekdays,
            line.start,
            line.end,
        ),
    )


def _week_group(members: Sequence[Session]) -> WeekGroup:
    every, start, end = members[0].every, members[0].start, members[0].end
    weekdays = sorted({session.weekday for session in members})
    if every == "once":
        dates = {session.first for session in members if session.first}
        return WeekGroup(
            "dates", weekdays, start, end, every, dates=tuple(sorted(dates))
        )
    kind: Literal["all-days", "days"] = "all-days" if len(weekdays) == 7 else "days"
    return WeekGroup(kind, weekdays, start, end, every, members[0].ordinal)


def _is_over(session: Session, today: date) -> bool:
    last = session.first if session.every == "once" else session.last
    return last is not None and last < today


def _may_begin_after(session: Session, day: date, valid_to: date | None) -> bool:
    """Whether the session, pauses aside, may have occasions after that day."""
    if valid_to is not None and valid_to <= day:
        return False
    return not _is_over(session, day + _DAY)


def _check(
    now: datetime, valid_from: date | None, valid_to: date | None, count: int
) -> None:
    if now.tzinfo is None:
        raise ValueError("The current time needs a time zone.")
    if count < 0:
        raise ValueError(f"The number of occasions cannot be negative: {count}.")
    if valid_from and valid_to and valid_to < valid_from:
        raise ValueError(f"Validity ends ({valid_to}) before it begins ({valid_from}).")


def _upcoming(
    sessions: Sequence[Session],
    pauses: Sequence[Pause],
    now: datetime,
    valid_from: date | None,
    valid_to: date | None,
) -> Iterator[Occurrence]:
    """Occasions that have not ended, in order, without repetition; lazily."""
    today = now.astimezone(STOCKHOLM).date()
    # Yesterday's session may still be running.
    since = max(filter(None, (today - _DAY, valid_from)))
    until = min(filter(None, (today + LOOK_AHEAD, valid_to)))
    moment = _utc(now)
    previous = None
    for occurrence in merge(
        *(_occurrences(session, since, until) for session in sessions), key=_order
    ):
        day = occurrence.start.date()
        if occurrence == previous or _utc(occurrence.end) <= moment:
            continue
        if any(day in pause for pause in pauses):
            continue
        previous = occurrence
        yield occurrence


def _occurrences(session: Session, since: date, until: date) -> Iterator[Occurrence]:
    """The session's occasions that begin on these days, pauses not considered."""
    for day in _days(session, since, until):
        start, end = _aware(day, session.start), _end(day, session)
        yield Occurrence(start, end)


def _days(session: Session, since: date, until: date) -> Iterator[date]:
    anchor = session.anchor
    if session.last is not None:
        until = min(until, session.last)
    if session.every == "once":
        if anchor is not None and since <= anchor <= until:
            yield anchor
        return
    begin = since if anchor is None else max(since, anchor)
    if begin > until:
        return
    if session.every == "two-weeks" and anchor is not None:
        # Keep the rhythm without counting from a day that may lie decades back.
        begin += _DAY * (-(begin - anchor).days % 14)
    weekday = rrule.weekdays[session.weekday]
    if session.every == "month":
        rule = {"freq": rrule.MONTHLY, "byweekday": weekday(session.ordinal)}
    else:
        interval = 2 if session.every == "two-weeks" else 1
        rule = {"freq": rrule.WEEKLY, "byweekday": weekday, "interval": interval}
    bounds = {
        "dtstart": datetime.combine(begin, time.min),
        "until": datetime.combine(until, time.min),
    }
    for moment in rrule.rrule(**rule, **bounds):
        yield moment.date()


def _end(day: date, session: Session) -> datetime:
    """The end on the wall clock.

    Where the missing hour leaves nothing of a session (02:30 to 03:00), it keeps its
    length instead.
    """
    last_day = day if session.end > session.start else day + _DAY
    start, end = _aware(day, session.start), _aware(last_day, session.end)
    if _utc(end) > _utc(start):
        return end
    length = datetime.combine(last_day, session.end) - datetime.combine(
        day, session.start
    )
    return (_utc(start) + length).astimezone(STOCKHOLM)


def _aware(day: date, clock: time) -> datetime:
    """That time in Sweden; a time the day lacks is moved past the gap."""
    local = datetime.combine(day, clock.replace(fold=0), tzinfo=STOCKHOLM)
    return _utc(local).astimezone(STOCKHOLM)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


def _order(occurrence: Occurrence) -> tuple[datetime, datetime]:
    return _utc(occurrence.start), _utc(occurrence.end)
