"""Forms of public pages without a cookie: the browser says where a form came from.

Every browser sends `Origin` with a form that is posted, and no page of another site can
change it. Public forms set no cookie, so this stands in for Django's CSRF token. The
page that holds the form must not be served with `Referrer-Policy: no-referrer`, under
which browsers send `Origin: null`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from .page_context import plain_context

READING = frozenset({"GET", "HEAD", "OPTIONS"})


def same_origin(request: HttpRequest) -> bool:
    """Whether the request was sent by a page of this site.

    Only browsers that leave `Origin` out are asked for `Sec-Fetch-Site`.
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
    """Answers 403 to whatever another site sends; takes the place of the CSRF check."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in READING or same_origin(request):
            return view(request, *args, **kwargs)
        context = plain_context(_("Det gick inte att skicka"))
        return render(request, "origin_refused.html", context, status=403)

    return csrf_exempt(checked)
