"""Copies that would be live at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page

NO_ALIAS = "Kopian måste vara en egen sida: ett alias skulle synas utan granskning."


def refuse_alias(request: HttpRequest, page: Page) -> HttpResponse | None:
    """No alias pages, also not for administrators (DESIGN 2.1)."""
    if request.method == "POST" and request.POST.get("alias"):
        messages.error(request, NO_ALIAS)
        return redirect("wagtailadmin_pages:copy", page.pk)
    return None
