"""Links in mails that let one person choose a password, once.

A link is signed, names its person and carries a fingerprint of her account as it was.
Choosing a password, signing in, a new address or a closed account changes the
fingerprint, so the link works once, for her alone, and not after its time. It stands
in the query, which is logged nowhere.
"""

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from .backends import may_sign_in
from .models import User

PARAMETER = "lank"


@dataclass(frozen=True)
class Purpose:
    code: str
    age: timedelta


INVITATION = Purpose("invitation", timedelta(days=7))
FORGOTTEN = Purpose("forgotten", timedelta(hours=4))


class LinkError(Exception):
    """The link opens nothing; `expired` when it once did."""

    def __init__(self, expired: bool = False) -> None:
        super().__init__()
        self.expired = expired


def make_path(person: User, purpose: Purpose) -> str:
    """The address to mail her, without scheme and host."""
    token = signing.dumps([person.pk, _fingerprint(person)], salt=_salt(purpose))
    return f"{reverse('account_new_password')}?{urlencode({PARAMETER: token})}"


def read(token: str) -> User:
    """The person that the link is for. Raises LinkError."""
    pk, fingerprint = _unsign(token)
    person = User.objects.filter(pk=pk).first()
    if (
        person is None
        or not constant_time_compare(fingerprint, _fingerprint(person))
        or not may_sign_in(person)
    ):
        raise LinkError
    return person


def _unsign(token: str) -> tuple[int, str]:
    for purpose in (INVITATION, FORGOTTEN):
        try:
            pk, fingerprint = signing.loads(
                token, salt=_salt(purpose), max_age=purpose.age
            )
        except signing.SignatureExpired as error:
            raise LinkError(expired=True) from error
        except signing.BadSignature:
            continue
        return pk, fingerprint
    raise LinkError


def _salt(purpose: Purpose) -> str:
    return f"hm.link.{purpose.code}"


def _fingerprint(person: User) -> str:
    state = (person.pk, person.password, person.email, person.last_login)
    return salted_hmac(
        "hm.link", "|".join(map(str, state)), algorithm="sha256"
    ).hexdigest()
