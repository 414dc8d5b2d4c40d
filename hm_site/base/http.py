"""What counts as a public page."""

from django.http import HttpRequest

# Set on a response: seconds until the clock changes what it says.
BOUNDARY_ATTRIBUTE = "hm_max_age"
ADMIN_PREFIX = "/admin/"
# Addresses outside the admin that are not pages for readers either.
_INTERNAL = (
    "/kontroll/",
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
