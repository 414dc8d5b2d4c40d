"""Forms without account and cookie: only a page of our own may send them.

Public pages carry no CSRF cookie (DESIGN 2.6). Every browser says from where a form
is sent, and no page can make it lie.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def same_origin(request: HttpRequest) -> bool:
    """Whether the browser says that a page of our own sent this request.

    A page with `Referrer-Policy: no-referrer` sends `Origin: null`: pages that hold
    such a form need `same-origin`.
    """
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site") == "same-origin"
    base = urlsplit(settings.BASE_URL)
    return origin in {
        f"{request.scheme}://{request.get_host()}",
        f"{base.scheme}://{base.netloc}",
    }


def origin_checked(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuses what another site sends; takes the place of Django's CSRF check."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in _SAFE or same_origin(request):
            return view(request, *args, **kwargs)
        return HttpResponse(
            _("Det gick inte att skicka. Gå tillbaka, ladda om sidan och försök igen."),
            status=403,
            content_type="text/plain; charset=utf-8",
        )

    return csrf_exempt(checked)
