"""Guessing is slowed down; a colleague with the right password is not.

Counted in the database: right with several web processes and while the cache is down.
An attempt counts before it is answered, so many at once do not slip through, and is
given back when it was right.

A whole office shares one address. So the narrow limit is for one account from one
address, and a browser that has signed in to the account before (its cookie says so,
signed) has a count of its own: no neighbour's guesses shut it out. An address that
has used up its count is slowed down, never refused, and everybody behind it waits for
a turn of her own: whoever goes on guessing takes no colleague's place.
"""

import ipaddress
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import Attempts, User


@dataclass(frozen=True)
class Limit:
    """`amount` attempts in `minutes`. A right answer wipes a narrow count, and takes
    back itself alone from a wide one: else an attacker with an account of her own
    could wipe what she has used up. One that `slows` refuses nobody: see `wait_turn`.
    """

    name: str
    amount: int
    minutes: int
    wide: bool = False
    slows: bool = False


ACCOUNT_AND_ADDRESS = Limit("account+address", 5, 15)
KNOWN_BROWSER = Limit("known-browser", 10, 15)
ADDRESS = Limit("address", 60, 15, wide=True, slows=True)
ACCOUNT = Limit("account", 100, 60, wide=True)
CODE = Limit("code", 5, 15)
PASSWORD_AGAIN = Limit("password-again", 10, 15)
LETTER = Limit("letter", 3, 60, wide=True)
LETTERS_FROM_ADDRESS = Limit("letters-from-address", 30, 60, wide=True, slows=True)

# The pause before a turn: doubled for every further `amount`, up to the longest.
PAUSE, LONGEST_PAUSE = 5, 60  # seconds
TURN = timedelta(minutes=15)  # to be used within this


class ThrottledError(Exception):
    """Too many attempts; the next is answered at `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until

    @property
    def seconds(self) -> int:
        return max(1, int((self.until - timezone.now()).total_seconds()) + 1)


@dataclass
class Attempt:
    """What was counted, to be given back when the answer was right."""

    counted: list[tuple[Limit, str]] = field(default_factory=list)

    def succeed(self) -> None:
        for limit, key in self.counted:
            rows = Attempts.objects.filter(key=key)
            if limit.wide:
                rows.filter(count__gt=0).update(count=models.F("count") - 1)
            else:
                rows.delete()


def attempt(*limits: tuple[Limit, Any]) -> Attempt:
    """Count one attempt against each (limit, of whom), or against none of them.

    Raises ThrottledError when one of the limits is used up.
    """
    now = timezone.now()
    counted = sorted(
        ((limit, _key(limit, who)) for limit, who in limits), key=lambda x: x[1]
    )
    with transaction.atomic():
        rows = []
        for limit, key in counted:
            until = now + timedelta(minutes=limit.minutes)
            row, _ = Attempts.objects.select_for_update().get_or_create(
                key=key, defaults={"until": until}
            )
            if row.until <= now:
                row.count, row.until = 0, until
            if row.count >= limit.amount and not limit.slows:
                raise ThrottledError(row.until)
            rows.append(row)
        for row in rows:
            row.count += 1
            row.save(update_fields=["count", "until"])
    return Attempt(counted)


def wait_turn(limit: Limit, who: Any, one: Any) -> None:
    """Where `who` (an address) has used up the limit, `one` (an account) waits a little
    before every attempt. Raises ThrottledError, which begins the wait or says what is
    left of it; the next call after that passes.
    """
    now = timezone.now()
    used = Attempts.objects.filter(key=_key(limit, who), until__gt=now)
    times = sum(used.values_list("count", flat=True)) // limit.amount
    if not times:
        return
    pause = timedelta(seconds=min(PAUSE * 2 ** min(times - 1, 8), LONGEST_PAUSE))
    with transaction.atomic():
        row, begins = Attempts.objects.select_for_update().get_or_create(
            key=_key(limit, f"turn|{one}|{who}"),
            defaults={"until": now + pause + TURN},
        )
        if row.until <= now:
            begins, row.until = True, now + pause + TURN
            row.save(update_fields=["until"])
        turn = row.until - TURN
        if not begins and turn <= now:
            row.delete()
            return
    raise ThrottledError(turn)


def _key(limit: Limit, who: Any) -> str:
    return salted_hmac(
        "hm.throttle", f"{limit.name}|{who}", algorithm="sha256"
    ).hexdigest()


def signing_in(request: HttpRequest, name: str, person: User | None) -> Attempt:
    """Count an attempt to sign in as `name`, which is `person` or nobody's.

    Raises ThrottledError.
    """
    who = person.pk if person else name.strip().casefold()
    if person and (browser := known_browser(request, person)):
        return attempt((KNOWN_BROWSER, browser))
    address = client_address(request)
    wait_turn(ADDRESS, address, who)
    return attempt(
        (ACCOUNT_AND_ADDRESS, f"{who}|{address}"), (ADDRESS, address), (ACCOUNT, who)
    )


def entering_code(request: HttpRequest, person: User) -> Attempt:
    """Count a code of the second factor; the password is known already. Raises
    ThrottledError."""
    return attempt((CODE, known_browser(request, person) or person.pk))


def clear_old(now: datetime) -> Iterator[str]:
    """A chore: what limits nobody any more."""
    number = Attempts.objects.filter(until__lt=now).delete()[0]
    if number:
        yield f"{number} counts of attempts cleared"


# ----------------------------------------------------------------- addresses
def client_address(request: HttpRequest) -> str:
    """Where the request comes from; a network for IPv6, where one line has many.

    Each trusted proxy adds the address that it was asked from; what stands before
    those was written by the client and means nothing.
    """
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if 0 < settings.TRUSTED_PROXY_COUNT <= len(forwarded):
        address = forwarded[-settings.TRUSTED_PROXY_COUNT].strip() or address
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    # A socket that takes both kinds writes one as the other.
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    if parsed.version == 6:
        return str(ipaddress.ip_network(f"{parsed}/64", strict=False))
    return str(parsed)


# ------------------------------------------------------------ known browsers
COOKIE = "hm-known-browser"
COOKIE_AGE = timedelta(days=180)
SALT = "hm.known-browser"
# Colleagues who share a computer.
MAX_PEOPLE = 8


def known_browser(request: HttpRequest, person: User) -> str:
    """A key of this browser and person, when she has signed in here before."""
    return _known_people(request).get(str(person.pk), "")


def _known_people(request: HttpRequest) -> dict[str, str]:
    try:
        people = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=COOKIE_AGE
        )
    except signing.BadSignature:
        return {}
    return people if isinstance(people, dict) else {}


def remember_browser(
    request: HttpRequest, response: HttpResponse, person: User
) -> None:
    """Only under /admin/: public pages neither set nor get a cookie."""
    people = _known_people(request)
    mine = people.pop(str(person.pk), None) or secrets.token_urlsafe(12)
    people[str(person.pk)] = mine
    newest = dict(list(people.items())[-MAX_PEOPLE:])
    response.set_cookie(
        COOKIE,
        signing.dumps(newest, salt=SALT),
        max_age=COOKIE_AGE,
        path="/admin/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
