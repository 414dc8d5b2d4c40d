"""Addresses of signing in, below /admin/; nothing else of allauth's is open."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from . import organisation_login, views


def page(
    address: str, view: Callable[..., Any], name: str, policy: Any = None
) -> URLPattern:
    """Kept by nobody, and under the strict policy of public pages: Wagtail's scripts,
    for which the admin's is looser, are not needed here."""

    @functools.wraps(view)
    def strict(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        response._csp_update = policy or {}  # type: ignore[attr-defined]
        return response

    return path(address, never_cache(strict), name=name)


QR_CODE = {"img-src": ["data:"]}

urlpatterns = [
    page("login/", views.SignInView.as_view(), "account_login"),
    page("login/kod/", views.CodeView.as_view(), "mfa_authenticate"),
    page("login/avstangt/", views.inactive, "account_inactive"),
    page("login/avbruten/", views.cancelled, "socialaccount_login_cancelled"),
    page(
        "login/organisation/<slug:provider_id>/",
        organisation_login.begin,
        "openid_connect_login",
    ),
    page(
        "login/organisation/<slug:provider_id>/tillbaka/",
        organisation_login.callback,
        "openid_connect_callback",
    ),
    page("glomt-losenord/", views.ForgottenView.as_view(), "account_forgotten"),
    page("valj-losenord/", views.NewPasswordView.as_view(), "account_new_password"),
    page("konto/", views.AccountView.as_view(), "mfa_index"),
    page("konto/tva-steg/", views.set_up, "mfa_activate_totp", QR_CODE),
    page("konto/tva-steg/av/", views.take_away, "mfa_deactivate_totp"),
    page("konto/reservkoder/", views.codes, "mfa_view_recovery_codes"),
    page("konto/reservkoder/nya/", views.new_codes, "mfa_generate_recovery_codes"),
    page(
        "konto/bekrafta/", views.PasswordAgainView.as_view(), "account_reauthenticate"
    ),
    page("konto/bekrafta/kod/", views.CodeAgainView.as_view(), "mfa_reauthenticate"),
]
