"""Mails that tell a person when how she signs in has changed, by whatever road.

Whoever has got into somebody's account changes just that, so the owner is told.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from . import rules


def password_changed(person: Any) -> None:
    """Not for the first password, nor for demo accounts, whose password is known."""
    if person.last_login is not None:
        _tell(
            person, "Ditt lösenord har ändrats", "Lösenordet till ditt konto ändrades"
        )


def second_factor_added(sender: Any, authenticator: Any, **kwargs: Any) -> None:
    """Receiver of allauth's `authenticator_added`."""
    if authenticator.type == Authenticator.Type.TOTP:
        _tell(
            authenticator.user,
            "Inloggning i två steg är påslagen",
            "Inloggning i två steg slogs på för ditt konto",
        )


def second_factor_removed(sender: Any, authenticator: Any, **kwargs: Any) -> None:
    """Receiver of allauth's `authenticator_removed`."""
    if authenticator.type == Authenticator.Type.TOTP:
        _tell(
            authenticator.user,
            "Inloggning i två steg är avstängd",
            "Inloggning i två steg stängdes av för ditt konto",
        )


def _tell(person: Any, subject: str, happened: str) -> None:
    if person.is_demo or not person.is_active:
        return
    rules.send_mail(
        "account_changed",
        [person.email],
        subject,
        person=person,
        happened=happened,
        when=timezone.localtime(),
        path=reverse("account_forgotten"),
    )
