"""An address that only a button sends to, opened as if it were a page.

So it is after signing in again: whoever pressed the button of a page whose session had
ended is led to its address, and would find an empty page.
"""

from http import HTTPMethod

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve

HOME = "wagtailadmin_home"


def opened(request: HttpRequest) -> HttpResponse | None:
    """Answers a 405 of the admin that a person would see; None for all others."""
    by_person = "text/html" in request.headers.get("Accept", "")
    if request.method != HTTPMethod.GET or not by_person:
        return None
    if not request.user.is_authenticated:
        return None
    messages.warning(
        request,
        "Det du tryckte på blev inte gjort: du hade hunnit bli utloggad, eller så "
        "öppnades adressen på annat sätt. Tryck en gång till.",
    )
    return redirect(_above(request.path))


def _above(path: str) -> str:
    """The page that the button stands on, or one above it. Wagtail knows every address,
    but has no name for those that lead nowhere."""
    while (path := path.rstrip("/").rpartition("/")[0] + "/") != "/":
        if resolve(path).url_name:
            return path
    return HOME
