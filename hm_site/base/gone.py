"""A form that was sent for a page that is gone: what was typed comes back to read."""

import json
import re
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from wagtail.models import PageLogEntry
from wagtail.utils.text import text_from_html

FORMS = re.compile(r"wagtailadmin_pages:(add|edit|revisions_revert)|.*:(add|edit)$")
# What the browser sends beside what a person has typed.
MACHINERY = re.compile(
    r"csrfmiddlewaretoken|next|action-.*|loaded_revision.*|overwrite_revision_id"
    r"|comment.*|.*-(id|type|order|deleted|count|ORDER|DELETE|[A-Z]+_FORMS)"
)


def typed_for_nothing(request: HttpRequest) -> HttpResponse | None:
    """Answers a 404 of an editor's form; None for everything else."""
    match = request.resolver_match
    if request.method != "POST" or not match or not request.user.is_authenticated:
        return None
    if not FORMS.fullmatch(match.view_name) or not request.accepts("text/html"):
        return None
    deleted = _deletion(match.kwargs.get("page_id"))
    model = deleted.content_type.model_class() if deleted else None
    context = {
        "page_title": "Det du redigerade finns inte längre",
        "deleted": deleted,
        "typed": [
            (_label(model, name), "\n".join(texts))
            for name, values in request.POST.lists()
            if not MACHINERY.fullmatch(name)
            and (texts := [t for t in map(_plain, values) if t])
        ],
    }
    return render(request, "base/admin/gone.html", context, status=404)


def _deletion(page_id: int | None) -> PageLogEntry | None:
    entries = PageLogEntry.objects.filter(page_id=page_id, action="wagtail.delete")
    try:
        return entries.select_related("content_type", "user").first()
    except OverflowError:  # a number that no row of SQLite's can have
        return None


def _label(model: Any, name: str) -> str:
    try:
        field = model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        field = None
    return str(capfirst(getattr(field, "verbose_name", name)))


def _plain(value: str) -> str:
    """Formatted text arrives as Draft.js's JSON, or as HTML."""
    try:
        blocks = json.loads(value)["blocks"]
        return "\n".join(str(block["text"]) for block in blocks).strip()
    except (ValueError, KeyError, TypeError):
        return text_from_html(value).strip() if "<" in value else value.strip()
