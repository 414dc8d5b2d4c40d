"""Who may sign in, and by which name."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from .models import User


class AccountBackend(ModelBackend):
    """Signs in by user name or e-mail address.

    Outside the demo only platform administrators may, and no demo account, whose
    password everybody knows: roles that answer for content get their accounts together
    with second factors. `get_user` asks the same
    question on every request, so a session that should not exist ends at once.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if username is None or password is None or "\0" in username:
            return None
        model = User
        # A user name that is somebody else's address must not lock either out.
        user = (
            model.objects.filter(username=username).first()
            or model.objects.filter(email__iexact=username).first()
        )
        if user is None:
            # Hash all the same: the time taken must not tell whether a name exists.
            model().set_password(password)
            return None
        if user.check_password(password) and self.user_can_authenticate(user):
            return user
        return None

    def user_can_authenticate(self, user: User | AnonymousUser | None) -> bool:
        return super().user_can_authenticate(user) and bool(
            settings.DEMO_ACCOUNTS
            or (user and user.is_superuser and not getattr(user, "is_demo", False))
        )
