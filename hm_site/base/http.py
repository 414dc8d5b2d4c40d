"""What counts as a public page."""

from django.http import HttpRequest

ADMIN_PREFIX = "/admin/"
# Addresses outside the admin that are not pages for readers either.
_INTERNAL = (
    "/static/",
    "/media/",
    "/documents/",
    "/healthz",
    "/readyz",
    "/favicon.ico",
)


def is_public(request: HttpRequest) -> bool:
    """True for addresses that every reader gets the same answer from."""
    path = request.path
    return not (path.startswith((ADMIN_PREFIX, *_INTERNAL)) or path == "/admin")
