"""Who may sign in, and by which name."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from . import rules
from .models import User


def find_person(name: str) -> User | None:
    """By user name or e-mail address.

    A user name that is somebody else's address must not lock either out.
    """
    if "\0" in name:
        return None
    return (
        User.objects.filter(username=name).first()
        or User.objects.filter(email__iexact=name).first()
    )


def may_sign_in(user: User | AnonymousUser | None) -> bool:
    """Whether the account is open, by whatever road the person comes.

    Outside the demo no demo account is, since everybody knows its password, and
    nobody who holds nothing to sign in for.
    """
    if not isinstance(user, User) or not user.is_active:
        return False
    return settings.DEMO_ACCOUNTS or (not user.is_demo and rules.admits(user))


class AccountBackend(ModelBackend):
    """Signs in by user name or e-mail address.

    `get_user` asks on every request whether the account is still open, so a session
    that should not exist ends at once.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if username is None or password is None:
            return None
        user = find_person(username)
        if user is None:
            # Hash all the same: the time taken must not tell whether a name exists.
            User().set_password(password)
            return None
        if user.check_password(password) and may_sign_in(user):
            return user
        return None

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        return may_sign_in(user)
