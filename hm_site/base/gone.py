"""A form that was sent for a page that is gone: what was typed comes back to read."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from wagtail.models import PageLogEntry
from wagtail.utils.text import text_from_html

from hm_site.languages import Language

FORMS = re.compile(r"wagtailadmin_pages:(add|edit|revisions_revert)|.*:(add|edit)$")
# What the browser sends beside what a person has typed.
MACHINERY = re.compile(
    r"csrfmiddlewaretoken|next|action-.*|loaded_revision.*|overwrite_revision_id"
    r"|comment.*|.*-(id|type|order|deleted|count|ORDER|DELETE|[A-Z]+_FORMS)"
)


@dataclass(frozen=True)
class Typed:
    """What one field said; `language` where it is another than Swedish."""

    label: str
    text: str
    language: Language | None = None


@dataclass(frozen=True)
class Form:
    """A form of an upper layer: what was typed in it (None when it is not the person's
    to fill in), and where she goes on (a view's name, the words of the link)."""

    typed: Callable[[HttpRequest], list[Typed] | None]
    back: tuple[str, str]


PAGES = "wagtailadmin_explore_root", "Till sidorna"
_forms: dict[str, Form] = {}


def register_form(view_name: str, form: Form) -> None:
    _forms[view_name] = form


def typed_for_nothing(request: HttpRequest) -> HttpResponse | None:
    """Answers a 404 of an editor's form; None for everything else."""
    match = request.resolver_match
    if request.method != "POST" or not match or not request.user.is_authenticated:
        return None
    form = _forms.get(match.view_name)
    if not (form or FORMS.fullmatch(match.view_name)):
        return None
    if not request.accepts("text/html"):
        return None
    page_id = match.kwargs.get("page_id", match.kwargs.get("source_id"))
    deleted = _deletion(page_id)
    typed = form.typed(request) if form else _typed(request, deleted)
    if typed is None:
        return None
    back = form.back if form else PAGES
    return show(request, typed, f"{_why(deleted)} Ingenting är sparat.", back)


def show(
    request: HttpRequest,
    typed: list[Typed],
    text: str,
    back: tuple[str, str],
    status: int = HTTPStatus.NOT_FOUND,
) -> HttpResponse:
    """What was typed, to copy from. `text` says what has happened."""
    context = {
        "page_title": "Det du redigerade finns inte längre",
        "text": text,
        "typed": typed,
        "back": back,
    }
    return render(request, "base/admin/gone.html", context, status=status)


def _why(deleted: PageLogEntry | None) -> str:
    if deleted is None:
        return "Det har tagits bort medan du skrev, eller har aldrig funnits."
    when = timezone.localtime(deleted.timestamp)
    who = deleted.user or "Någon"
    return f"{who} tog bort det {when:%Y-%m-%d %H:%M}, medan du skrev."


def _typed(request: HttpRequest, deleted: PageLogEntry | None) -> list[Typed]:
    model = deleted.content_type.model_class() if deleted else None
    return [
        Typed(label_of(model, name), "\n".join(texts))
        for name, values in request.POST.lists()
        if not MACHINERY.fullmatch(name)
        and (texts := [t for t in map(_plain, values) if t])
    ]


def _deletion(page_id: int | None) -> PageLogEntry | None:
    entries = PageLogEntry.objects.filter(page_id=page_id, action="wagtail.delete")
    try:
        return entries.select_related("content_type", "user").first()
    except OverflowError:  # a number that no row of SQLite's can have
        return None


def label_of(model: Any, name: str) -> str:
    """What people call a field; its name when the model has none of it."""
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
