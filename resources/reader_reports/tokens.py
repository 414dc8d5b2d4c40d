"""A form's signed ticket: for which page it was made, and when.

Nothing is stored until a report comes in. The ticket's chance number becomes the
report's `form_key`, so a form counts once, however often it is sent.
"""

import secrets
import time

from django.core.signing import BadSignature, Signer

MIN_SECONDS = 3
MAX_SECONDS = 6 * 60 * 60
MAX_LENGTH = 200

_signer = Signer(salt="resources.reader_reports")


class UselessTokenError(Exception):
    """Forged, too old, or made for another page: the form needs a new ticket."""


class TooFastError(Exception):
    """Nobody reads and presses that fast; the same ticket will do in a moment."""


def issue(page_id: int) -> str:
    ticket = [page_id, int(time.time()), secrets.token_urlsafe(16)]
    return _signer.sign_object(ticket)


def form_key(token: str, page_id: int) -> str:
    """The form's chance number. Raises UselessTokenError, TooFastError."""
    try:
        made_for, at, key = _signer.unsign_object(token[:MAX_LENGTH])
    except BadSignature as error:
        raise UselessTokenError from error
    age = time.time() - at
    if made_for != page_id or age > MAX_SECONDS:
        raise UselessTokenError
    if age < MIN_SECONDS:
        raise TooFastError
    return str(key)
