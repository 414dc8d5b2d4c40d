"""Nobody works with one factor where two are asked for."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from . import second_factor

# Where a session means something. Public pages ask nobody who she is.
GUARDED = ("/admin/", "/documents/")
# What answers before the second factor is set up.
OPEN = frozenset(
    {
        "account_login",
        "account_new_password",
        "account_forgotten",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
    }
)
SET_UP = "mfa_activate_totp"


class SecondFactorMiddleware:
    """Asks before any view: whoever must have a second factor has shown it here.

    The question is put to the session, not to the road it came by, so a log-in that
    knew nothing of second factors opens nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not request.path.startswith(GUARDED):
            return None
        user: Any = request.user
        if not user.is_authenticated or not second_factor.may_set_up(user):
            return None
        if second_factor.was_shown(request):
            return None
        if second_factor.is_set_up(user):
            logout(request)
            return _lead(request, "account_login", "Logga in med din kod.")
        match = request.resolver_match
        if match and match.view_name in OPEN:
            return None
        if not second_factor.is_required(user):
            return None
        return _lead(
            request, SET_UP, "Din roll kräver inloggning i två steg. Ställ in den nu."
        )


def _lead(request: HttpRequest, name: str, text: str) -> HttpResponse:
    """To the page for people, 403 for scripts, which could not show it."""
    if not _is_navigation(request):
        return JsonResponse({"detail": text}, status=403)
    messages.warning(request, text)
    query = urlencode({"next": request.path}) if name == "account_login" else ""
    return redirect(reverse(name) + (f"?{query}" if query else ""))


def _is_navigation(request: HttpRequest) -> bool:
    return (
        not request.path.startswith("/admin/api/")
        and request.headers.get("X-Requested-With") != "XMLHttpRequest"
        and "application/json" not in request.headers.get("Accept", "")
    )
