"""What no browser sends: Wagtail's views read some fields as if every one did.

Our own code checks what it is sent, and an error in it stays an error that somebody
is told of. Where a view of the packages alone stumbles over a query or a form, the
person gets a page that says so, and the log the whole story.
"""

import logging
from types import FrameType, TracebackType

from django.core.paginator import InvalidPage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.datastructures import MultiValueDictKeyError

logger = logging.getLogger(__name__)

READING = (
    InvalidPage,
    LookupError,
    OverflowError,
    RecursionError,  # JSON in JSON in JSON
    ValueError,
)
DIGITS = 18  # of the largest number that every database has as a key
OURS = ("hm_site.", "home.", "resources.", "search.", "stories.")
# Fields without which a view breaks in a way that could mean anything.
NEEDED = {"wagtailadmin_choose_page_external_link": "external-link-chooser-url"}
BLOCK_PREVIEW = "wagtailadmin_block_preview"  # its `id` is a hash
TEXT = (
    "Adressen eller formuläret innehåller något som inte går att läsa. Gå tillbaka i "
    "webbläsaren, där står det du skrev kvar, ladda om sidan och försök igen."
)


def names_no_row(request: HttpRequest, name: str) -> bool:
    """Whether the query names by key what can have none: choosers and bulk actions."""
    if name == BLOCK_PREVIEW:
        return False
    keys = {*request.GET.getlist("id"), *request.GET.getlist("childOf")}
    return not all(key.isdecimal() and len(key) <= DIGITS for key in keys - {"", "all"})


def missing_field(request: HttpRequest, name: str) -> HttpResponse | None:
    """For the view called `name`, before it runs."""
    field = NEEDED.get(name)
    missing = request.method == "POST" and field and field not in request.POST
    return unreadable(request) if missing else None


def stumbled(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """The answer when a view stumbled over its input; None for every other error."""
    sent = bool(request.GET) or request.method != "GET"
    if not sent or not isinstance(error, READING):
        return None
    if not isinstance(error, MultiValueDictKeyError) and _is_ours(error.__traceback__):
        return None
    logger.warning("unreadable input at %s", request.path, exc_info=error)
    return unreadable(request)


def _is_ours(trace: TracebackType | None) -> bool:
    """Whether code of this project has a part in it, the middleware aside."""
    while trace is not None:
        frame: FrameType = trace.tb_frame
        if str(frame.f_globals.get("__name__", "")).startswith(OURS):
            return True
        trace = trace.tb_next
    return False


def unreadable(request: HttpRequest) -> HttpResponse:
    if not request.accepts("text/html") or "X-Requested-With" in request.headers:
        answer = {"success": False, "error_code": "unreadable", "error_message": TEXT}
        return JsonResponse(answer, status=400)
    context = {"page_title": "Det gick inte att läsa", "text": TEXT}
    return render(request, "base/admin/unreadable.html", context, status=400)
