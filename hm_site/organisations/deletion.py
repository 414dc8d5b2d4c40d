"""What must not be deleted or moved, and copies that would be live at once.

Wagtail lets whoever may publish delete every page that has no children. Here a live
page is withdrawn, never deleted, and an organisation is never deleted at all: both
would take translations, history and addresses with them. Administrators may delete
other live pages; an organisation only while it is a mistake that nobody has seen.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page

from .models import OrganisationPage

KEPT = "”{}” kan inte tas bort. Avpublicera sidan i stället, så finns historiken kvar."
KEPT_ORGANISATION = (
    "”{}” kan inte tas bort: organisationer och det de har gjort finns kvar. "
    "En administratör kan låta organisationen lämna samarbetet i stället."
)
NO_ALIAS = "Kopian måste vara en egen sida: ett alias skulle synas utan granskning."


def holds_organisation(page: Page) -> bool:
    """Whether deleting the page would take an organisation with it."""
    inside = OrganisationPage.objects.sources().descendant_of(page, inclusive=True)
    return any(not organisation.is_deletable for organisation in inside)


def why_kept(page: Page, user: Any) -> str:
    """Why this person may not delete the page; empty when she may."""
    name = page.get_admin_display_title()
    if holds_organisation(page):
        return KEPT_ORGANISATION.format(name)
    if user.is_superuser:
        return ""
    organisation = issubclass(page.specific_class, OrganisationPage)
    return KEPT.format(name) if page.live or organisation else ""


def refuse_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    reason = why_kept(page, request.user)
    if not reason:
        return None
    messages.error(request, reason)
    return redirect("wagtailadmin_pages:edit", page.pk)


def refuse_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """All or nothing: one page that is kept stops the whole deletion."""
    if action_type != "delete":
        return None
    for page in objects:
        reason = why_kept(page, request.user) if isinstance(page, Page) else ""
        if reason:
            messages.error(request, reason)
            return redirect("wagtailadmin_home")
    return None


def refuse_alias(request: HttpRequest, page: Page) -> HttpResponse | None:
    """No alias pages, also not for administrators (DESIGN 2.1)."""
    if request.method == "POST" and request.POST.get("alias"):
        messages.error(request, NO_ALIAS)
        return redirect("wagtailadmin_pages:copy", page.pk)
    return None
