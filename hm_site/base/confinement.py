"""People for whom the admin is a few screens: they read what is meant for staff.

They sign in like everybody else, and every other address of the admin refuses them,
those included that Wagtail or another package will add one day. The room that knows
the roles says who they are, the rooms with such screens name these, both in
`AppConfig.ready`.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from wagtail.admin.auth import permission_denied

HOME = "wagtailadmin_home"
# Signing in and out, one's own account, and what the frame of every screen fetches.
_open = {
    "wagtailadmin_account",
    "wagtailadmin_dismissibles",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_sprite",
}
# The same, of signing in with a second factor (`hm_site.accounts.urls`).
_OPEN_PREFIXES = ("account_", "mfa_", "socialaccount_", "openid_connect_")
_start: list[str] = []
_tests: list[Callable[[Any], bool]] = []


def register_confined(test: Callable[[Any], bool]) -> None:
    """`test(user)` is asked for whoever is signed in and no administrator."""
    _tests.append(test)


def open_views(*names: str, start: str = "") -> None:
    """Names of views that confined people may open; `start` replaces the dashboard."""
    _open.update(names)
    if start:
        _open.add(start)
        _start[:] = [start]


def is_confined(user: Any) -> bool:
    return not user.is_superuser and any(test(user) for test in _tests)


def refuse(request: HttpRequest, name: str) -> HttpResponse | None:
    """The answer to a confined person who asks for another view, else None."""
    if name in _open or name.startswith(_OPEN_PREFIXES):
        return None
    if not is_confined(request.user):
        return None
    if name == HOME and _start:
        return redirect(_start[0])
    response: HttpResponse = permission_denied(request)
    return response


def trim_menu(request: HttpRequest, items: list[Any]) -> None:
    """`construct_main_menu`: entries that lead nowhere for her are left out."""
    if is_confined(request.user):
        items[:] = [item for item in items if _leads_to_open_view(item)]


def _leads_to_open_view(item: Any) -> bool:
    try:
        return resolve(item.url).view_name in _open
    except (AttributeError, Resolver404):  # a menu of its own, or another site
        return False
