"""The sign of life that an open form gives, and what it needs to be sent."""

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

NAME = "account_alive"


@require_GET
def alive(request: HttpRequest) -> JsonResponse:
    """Whoever has signed in again in another tab gets the token of the new session: the
    form that stands open has that of the old one, and would be refused. The form knows
    who wrote in it: what she wrote is not sent in the name of another who has."""
    person = str(request.user.pk)
    response = JsonResponse({"token": get_token(request), "person": person})
    response.headers["Cache-Control"] = "no-store"
    return response


def register_urls() -> list[URLPattern]:
    return [path("konto/inloggad/", alive, name=NAME)]
