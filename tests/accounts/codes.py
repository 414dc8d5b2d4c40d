"""What the app in somebody's telephone shows."""

import time
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)


def enroll(user: Any) -> list[str]:
    """Give the person a second factor; returns her recovery codes."""
    TOTP.activate(user, generate_totp_secret())
    return RecoveryCodes.activate(user).generate_codes()


def at(secret: str, step: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time() // 30) + step))


def code(user: Any, step: int = 0) -> str:
    """The code of now, or of so many steps of 30 seconds later."""
    row = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    return at(row.data["secret"], step)
