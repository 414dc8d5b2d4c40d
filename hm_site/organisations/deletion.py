"""What must not be deleted, and copies that would be live at once.

Wagtail lets whoever may publish delete every page that has no children. Here a live
page is withdrawn, never deleted, and an organisation is never deleted at all: both
would take translations, history and addresses with them. Administrators may.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page

from .models import OrganisationPage

KEPT = "”{}” kan inte tas bort. Avpublicera sidan i stället, så finns historiken kvar."
NO_ALIAS = "Kopian måste vara en egen sida: ett alias skulle synas utan granskning."


def is_kept(page: Page) -> bool:
    """True for organisations and for what readers see."""
    return bool(page.live) or issubclass(page.specific_class, OrganisationPage)


def refuse_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    if request.user.is_superuser or not is_kept(page):
        return None
    messages.error(request, KEPT.format(page.get_admin_display_title()))
    return redirect("wagtailadmin_pages:edit", page.pk)


def refuse_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """All or nothing: one page that is kept stops the whole deletion."""
    if action_type != "delete" or request.user.is_superuser:
        return None
    for page in objects:
        if isinstance(page, Page) and is_kept(page):
            messages.error(request, KEPT.format(page.get_admin_display_title()))
            return redirect("wagtailadmin_home")
    return None


def refuse_alias(request: HttpRequest, page: Page) -> HttpResponse | None:
    """No alias pages, also not for administrators (DESIGN 2.1)."""
    if request.method == "POST" and request.POST.get("alias"):
        messages.error(request, NO_ALIAS)
        return redirect("wagtailadmin_pages:copy", page.pk)
    return None
