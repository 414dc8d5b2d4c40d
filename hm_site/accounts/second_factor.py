"""The second factor: who must have one, whether it is there, whether it was shown.

The codes are allauth's (RFC 6238 and recovery codes). What is ours: a code counts
once and guessing is counted in the database, where allauth asks the cache.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from . import rules
from .models import User

# In the session: the person who has shown her second factor in it.
SHOWN_BY = "hm_second_factor"
# Codes of the last minutes; each is good for a minute and a half at most.
REMEMBERED_CODES = 5


def is_required(user: User) -> bool:
    """By role, everywhere but in the demo."""
    return not settings.DEMO_ACCOUNTS and rules.demands_second_factor(user)


def is_set_up(user: User) -> bool:
    return Authenticator.objects.filter(
        user=user, type=Authenticator.Type.TOTP
    ).exists()


def may_set_up(user: User) -> bool:
    """Nobody shuts the others out of a demo account."""
    return not user.is_demo


def was_shown(request: HttpRequest) -> bool:
    return request.session.get(SHOWN_BY) == request.user.pk


def remove(user: User) -> bool:
    """Takes the second factor away and ends the person's sessions; False when she
    had none. For an administrator, when telephone and codes are lost."""
    with transaction.atomic():
        removed = Authenticator.objects.filter(user=user).delete()[0]
        user.end_sessions()
    return bool(removed)


def check(user: User, code: str) -> Authenticator | None:
    """The authenticator that the code belongs to; the code is spent by asking."""
    code = code.replace(" ", "").replace("-", "")
    with transaction.atomic():
        rows = Authenticator.objects.select_for_update().filter(user=user)
        for row in rows.order_by("pk"):
            if _accepts(row, code):
                return row
    return None


def _accepts(row: Authenticator, code: str) -> bool:
    if row.type == Authenticator.Type.RECOVERY_CODES:
        return bool(row.wrap().validate_code(code))
    if row.type != Authenticator.Type.TOTP:
        return False
    spent = row.data.get("spent", [])
    if code in spent or not validate_totp_code(decrypt(row.data["secret"]), code):
        return False
    spend(row, code)
    return True


def spend(row: Authenticator, code: str) -> None:
    """The code opens nothing any more."""
    row.data["spent"] = [*row.data.get("spent", []), code][-REMEMBERED_CODES:]
    row.save(update_fields=["data"])


def begin(request: HttpRequest, code: str) -> None:
    """The person has just set it up, with `code`: she has shown it in this session,
    and what was signed in without it ends."""
    user: Any = request.user
    spend(Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP), code)
    request.session[SHOWN_BY] = user.pk
    user.end_sessions(keep=request.session.session_key)


def note_shown(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Receiver of allauth's `authenticator_used`."""
    request.session[SHOWN_BY] = user.pk


def account_menu_item(request: HttpRequest) -> dict[str, str]:
    """Hook `register_account_menu_item`."""
    return {
        "url": reverse("mfa_index"),
        "label": "Inloggning i två steg",
        "help_text": "Skydda kontot med en kod från telefonen.",
    }
