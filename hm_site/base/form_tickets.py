"""A public form's signed ticket: which form it was, about what, and when it was made.

Nothing is stored until the form comes in. The ticket's chance number is the form's
key, by which the room that keeps what it says counts it once, however often it is sent.
"""

import secrets
import time

from django.core.signing import BadSignature, Signer

MIN_SECONDS = 3
MAX_SECONDS = 6 * 60 * 60
MAX_LENGTH = 200


class UselessTicketError(Exception):
    """Forged, too old, or made for something else: the form needs a new ticket."""


class TooFastError(Exception):
    """Nobody reads and presses that fast; the same ticket will do in a moment."""


def issue(form: str, about: int) -> str:
    """For the form of that name about the row with that key."""
    ticket = [about, int(time.time()), secrets.token_urlsafe(16)]
    return _signer(form).sign_object(ticket)


def key(form: str, ticket: str, about: int) -> str:
    """The form's chance number. Raises UselessTicketError, TooFastError."""
    try:
        made_for, at, number = _signer(form).unsign_object(ticket[:MAX_LENGTH])
    except BadSignature as error:
        raise UselessTicketError from error
    age = time.time() - at
    if made_for != about or age > MAX_SECONDS:
        raise UselessTicketError
    if age < MIN_SECONDS:
        raise TooFastError
    return str(number)


def _signer(form: str) -> Signer:
    return Signer(salt=f"hm.form.{form}")
