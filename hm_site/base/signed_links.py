"""Links in mails that are the key themselves: signed, for a while, without an account.

A link says nothing but what was signed; whether it still stands is asked of the
database by the room that made it, each time.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

_SEPARATOR = "."  # not the usual ":", at which some mail programs end a link


class BrokenLinkError(Exception):
    """Altered, cut off or never ours."""


class ExpiredLinkError(Exception):
    """Genuine and too old."""


@dataclass(frozen=True)
class SignedLinks:
    """Links of one kind: `salt` keeps those of different rooms apart."""

    salt: str
    valid: timedelta

    def sign(self, value: str) -> str:
        return self._signer.sign(value)

    def read(self, text: str) -> str:
        """What was signed. Raises BrokenLinkError or ExpiredLinkError."""
        try:
            return self._signer.unsign(text, max_age=self.valid)
        except signing.SignatureExpired as error:
            raise ExpiredLinkError from error
        except signing.BadSignature as error:
            raise BrokenLinkError from error

    @property
    def _signer(self) -> signing.TimestampSigner:
        return signing.TimestampSigner(salt=self.salt, sep=_SEPARATOR)
