"""How much public forms take from one address, without knowing whose address it is.

A whole accommodation centre has one address, so being many is no offence: what comes
from a crowd is taken in all the same, for the room to keep apart where it disturbs
nobody. Only what no centre could send is asked to wait.

Counters lie in the cache, for a day at most, under a code made of the address and a key
that changes at midnight. The address itself is neither kept nor logged. Without the
cache each process counts for itself.
"""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_network

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
# Likewise all that comes about a page in a day, wherever from: many addresses together
# may hide in the crowd what others say, but nobody is silenced by them.
FULL_PER_PAGE = 1_000
# Above these an address has to wait: per hour, per page and day.
FULL_PER_HOUR = 600
SHARE_OF_PAGE = 100
# Whoever rents IPv6 addresses gets 65,536 networks at once, and a mobile operator puts
# as many phones there: together they may send as much as this many addresses.
WIDE_PREFIX, WIDE_SHARES = 48, 3
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
    hour, day = f"{now:%Y%m%d%H}", f"{now:%Y%m%d}"
    crowded = False
    for network, shares in _networks(client_address(request)):
        who = f"{form}:{_code(network, now)}"
        by_network = _count(f"{who}:{hour}", HOUR)
        if by_network > FULL_PER_HOUR * shares:
            return Pressure(wait=_seconds_left(now, whole_day=False))
        by_network_here = _count(f"{who}:{page_id}:{day}", DAY)
        if by_network_here > SHARE_OF_PAGE * shares:
            return Pressure(wait=_seconds_left(now, whole_day=True))
        crowded |= by_network > CROWD_PER_HOUR * shares
        crowded |= by_network_here > CROWD_PER_PAGE * shares
    crowded |= _count(f"{form}:page:{page_id}:{day}", DAY) > FULL_PER_PAGE
    return Pressure(crowded=crowded)


def pressure_of_form(form_key: str) -> Pressure:
    """Of a form that was taken in and is sent again: nothing new, so that it weighs on
    nobody's count but its own."""
    full = _count(f"form:{form_key}", DAY) > FULL_PER_FORM
    return Pressure(wait=HOUR if full else 0)


def network_code(request: HttpRequest, now: datetime) -> str:
    """A code that says "the same as before" until midnight, and nothing else."""
    return _code(client_address(request), now)


def _code(network: str, now: datetime) -> str:
    key = salted_hmac(SALT, f"{now:%Y%m%d}", algorithm="sha256").digest()
    return hmac.new(key, network.encode(), "sha256").hexdigest()[:32]


def _networks(address: str) -> Iterator[tuple[str, int]]:
    """What is counted, the narrowest first, and how many addresses' share it has."""
    yield address, 1
    if ":" in address:
        wide = ip_network(address).supernet(new_prefix=WIDE_PREFIX)
        yield str(wide), WIDE_SHARES


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
