"""Signing in through an organisation's own identity provider (OpenID Connect).

Only who has been invited gets in. The provider vouches for an address once, in its
own e-mail domains; from then on its subject identifier is the person, so an address
that is given to somebody else opens nothing.
"""

import logging
from collections.abc import Callable
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

from .backends import may_sign_in
from .models import User

logger = logging.getLogger(__name__)

NOT_INVITED = (
    "Du är inloggad hos din organisation, men har inget konto här. Be den som "
    "ansvarar för plattformen att bjuda in dig med samma e-postadress."
)
NO_ANSWER = (
    "Organisationens inloggning svarar inte som den ska just nu. Försök igen om en "
    "stund, eller logga in med e-postadress och lösenord."
)


def providers() -> list[dict[str, str]]:
    """Those that are configured: their code and name, for the log-in page."""
    configured: Any = settings.SOCIALACCOUNT_PROVIDERS
    return [
        {"code": app["provider_id"], "name": app["name"]}
        for app in configured["openid_connect"]["APPS"]
    ]


def refusal(request: HttpRequest, text: str, status: int) -> HttpResponse:
    return render(
        request, "accounts/organisation_refused.html", {"text": text}, status=status
    )


class OrganisationLoginAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Runs after the library has looked the subject up; refuses by raising.

        Whether the account is open is asked where all roads meet (AccountAdapter).
        """
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            refuse(request, "an account cannot be connected from within")
        account = sociallogin.account
        claims, account.extra_data = account.extra_data, {}
        if not same_subject(claims):
            refuse(request, "userinfo and id token name two subjects")
        if sociallogin.is_existing:
            account.save(update_fields=["extra_data"])
        else:
            person = self.invited_person(sociallogin)
            if person is None:
                refuse(request, "nobody invited has this verified address")
            sociallogin.connect(request, person)

    def invited_person(self, sociallogin: Any) -> User | None:
        """Whose account it is, the first time she comes from this provider."""
        provider = sociallogin.account.provider
        domains = sociallogin.provider.app.settings["domains"]
        for address in sociallogin.email_addresses:
            # Strictly true: some providers send the text "false".
            if address.verified is not True:
                continue
            if address.email.rpartition("@")[2].lower() not in domains:
                continue
            person = User.objects.filter(email__iexact=address.email).first()
            if (
                person
                and person.email.casefold() == address.email.casefold()
                and may_sign_in(person)
                and not person.is_demo
                and not has_login(person, provider=provider)
            ):
                return person
        return None


def has_login(person: User, **of: str) -> bool:
    """Whether she has signed in through an organisation (`provider=` that one)."""
    return bool(SocialAccount.objects.filter(user=person, **of).exists())


def same_subject(claims: dict[str, Any]) -> bool:
    """OpenID Connect Core 5.3.2: userinfo counts for the token's subject alone."""
    parts = [claims.get("id_token"), claims.get("userinfo")]
    subjects = {(part or {}).get("sub") for part in parts}
    return len(subjects) == 1 and all(subjects)


def refuse(request: HttpRequest, why: str) -> None:
    logger.warning("log-in through an organisation refused: %s", why)
    raise ImmediateHttpResponse(refusal(request, NOT_INVITED, 403))


def answered(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A provider that is down or answers nonsense is said so, and is no 500."""

    def wrapped(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except (RequestException, LookupError, TypeError, ValueError) as error:
            logger.warning("identity provider %s: %r", provider_id, error)
            return refusal(request, NO_ANSWER, 502)

    return wrapped


begin = answered(views.login)
callback = answered(views.callback)
