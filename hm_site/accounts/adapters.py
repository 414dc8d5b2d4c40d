"""allauth as we use it: nobody signs up, and it speaks Swedish."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url

from . import second_factor, throttle
from .backends import may_sign_in
from .sessions import signed_in_since

# After this long a change of how one signs in asks for password or code again.
FRESH = timedelta(minutes=15)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_password": "Lösenordet stämmer inte.",
        "incorrect_code": "Koden stämmer inte. Vänta på nästa kod och försök igen.",
        "too_many_login_attempts": "För många försök. Vänta en stund.",
        "rate_limited": "För många försök. Vänta en stund.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(
        self, request: HttpRequest, user: Any, **kwargs: Any
    ) -> HttpResponse | None:
        """Every road passes here: a closed account is refused on all of them."""
        if not may_sign_in(user):
            raise ImmediateHttpResponse(redirect("account_inactive"))
        return super().pre_login(request, user, **kwargs)

    def post_login(
        self, request: HttpRequest, user: Any, **kwargs: Any
    ) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        throttle.remember_browser(request, response, user)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Who has nothing to do in the admin lands on the page of her account."""
        user: Any = request.user
        if user.has_perm("wagtailadmin.access_admin"):
            return resolve_url(settings.LOGIN_REDIRECT_URL)
        return resolve_url("mfa_index")

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Raises ThrottledError."""
        attempt = throttle.attempt((throttle.PASSWORD_AGAIN, user.pk))
        right = user.check_password(password)
        if right:
            attempt.succeed()
        return bool(right)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return not (
            signed_in_since(self.request, FRESH)
            or did_recently_reauthenticate(self.request)
        )


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Koden stämmer inte. Vänta på nästa kod och försök igen.",
        "cannot_delete_authenticator": (
            "Din roll kräver inloggning i två steg. Den går inte att stänga av."
        ),
        "cannot_generate_recovery_codes": (
            "Ställ in inloggning i två steg först. Sedan får du reservkoder."
        ),
    }

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return not second_factor.is_required(authenticator.user)
