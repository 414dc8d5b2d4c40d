"""How much public forms take from one address, without knowing whose address it is.

A whole accommodation centre has one address, so being many is no offence: what comes
from a crowd is taken in all the same, for the room to keep apart where it disturbs
nobody. Only what no centre could send is asked to wait.

Counters lie in the cache, for a day at most, under a code made of the address and a key
that changes at midnight. The address itself is neither kept nor logged. Without the
cache each process counts for itself.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from hm_site.accounts.throttle import client_address

SALT = "hm.form.network"
HOUR, DAY = 3_600, 86_400  # seconds

# Above these a form is kept apart: per address and hour, per address, page and day.
CROWD_PER_HOUR = 60
CROWD_PER_PAGE = 10
# Above these nobody is let in: per address and hour, per address, page and day, per
# page and day from anywhere. One address fills a tenth of a page, and closes it to
# nobody else.
FULL_PER_HOUR = 600
SHARE_OF_PAGE = 100
FULL_PER_PAGE = 1_000
# As often one form may be sent again, to put right what it said.
FULL_PER_FORM = 20

_memory = LocMemCache("forms", {"OPTIONS": {"MAX_ENTRIES": 10_000}})


@dataclass(frozen=True)
class Pressure:
    """How busy it is: `crowded` is kept apart, `wait` > 0 asks to wait (seconds)."""

    crowded: bool = False
    wait: int = 0


def pressure(request: HttpRequest, form: str, page_id: int) -> Pressure:
    """Counts in what is sent anew by the form of that name about a page.

    What is refused to an address is counted against that address alone, or it would use
    up what others have left.
    """
    now = timezone.localtime()
    who = f"{form}:{network_code(request, now)}"
    hour, day = f"{now:%Y%m%d%H}", f"{now:%Y%m%d}"
    by_network = _count(f"{who}:{hour}", HOUR)
    if by_network > FULL_PER_HOUR:
        return Pressure(wait=_seconds_left(now, whole_day=False))
    by_network_here = _count(f"{who}:{page_id}:{day}", DAY)
    if by_network_here > SHARE_OF_PAGE:
        return Pressure(wait=_seconds_left(now, whole_day=True))
    if _count(f"{form}:page:{page_id}:{day}", DAY) > FULL_PER_PAGE:
        return Pressure(wait=_seconds_left(now, whole_day=True))
    return Pressure(
        crowded=by_network > CROWD_PER_HOUR or by_network_here > CROWD_PER_PAGE
    )


def pressure_of_form(form_key: str) -> Pressure:
    """Of a form that was taken in and is sent again: nothing new, so that it weighs on
    nobody's count but its own."""
    full = _count(f"form:{form_key}", DAY) > FULL_PER_FORM
    return Pressure(wait=HOUR if full else 0)


def network_code(request: HttpRequest, now: datetime) -> str:
    """A code that says "the same as before" until midnight, and nothing else."""
    key = salted_hmac(SALT, f"{now:%Y%m%d}", algorithm="sha256").digest()
    return hmac.new(key, client_address(request).encode(), "sha256").hexdigest()[:32]


def _count(key: str, seconds: int) -> int:
    """One more under this key; how many it makes."""
    key = f"forms:{key}"
    try:
        cache.add(key, 0, seconds)
        number = cache.incr(key)
    except Exception:  # noqa: BLE001 - whatever kind of cache it is, it is down
        number = None
    if number is None:  # django-redis swallows the error and answers nothing
        _memory.add(key, 0, seconds)
        number = _memory.incr(key)
    return number


def _seconds_left(now: datetime, *, whole_day: bool) -> int:
    """Until the hour or the day begins anew; never 0."""
    if whole_day:
        end = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    else:
        end = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return max(1, int((end - now).total_seconds()))
