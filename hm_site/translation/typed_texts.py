"""What was typed in this room's forms, to be shown when its thing is gone meanwhile.

Nothing is looked up but the names of fields: a Swedish text that was taken from readers
may be a secret by now.
"""

from typing import Any

from django.http import HttpRequest

from hm_site import languages
from hm_site.base import gone

from . import access, editor, views
from .review_views import ReturnForm
from .short_texts import kinds


def register() -> None:
    short = kinds.LIST, "Till de korta texterna"
    for name, typed, back in (
        ("translation_edit", _of_page, views.BACK),
        ("translation_send_back", _reason, views.BACK),
        (kinds.FORM, _short_text, short),
        (f"{kinds.FORM}_send_back", _reason, short),
    ):
        gone.register_form(name, gone.Form(typed, back))


def _arguments(request: HttpRequest) -> tuple[dict[str, Any], languages.Language]:
    """What the address names; Swedish where it names no language."""
    match = request.resolver_match
    arguments = dict(match.kwargs) if match else {}
    code = arguments.get("language", "")
    return arguments, languages.BY_CODE.get(code, languages.BY_CODE[languages.SOURCE])


def _text(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name, "")).strip()


def _of_page(request: HttpRequest) -> list[gone.Typed] | None:
    """The texts in the order of the form; those that she did not touch as well, since
    nobody finds them any more."""
    _kwargs, spoken = _arguments(request)
    if not access.may_translate(request.user, spoken.code):
        return None
    names = [name for name in request.POST if editor.is_field(name)]
    return [
        gone.Typed(f"Text {number}", text, spoken)
        for number, name in enumerate(names, 1)
        if (text := _text(request, name))
    ]


def _reason(request: HttpRequest) -> list[gone.Typed] | None:
    if not access.languages_of(request.user, access.REVIEWER):
        return None
    label = str(ReturnForm.base_fields["reason"].label)
    text = _text(request, "reason")
    return [gone.Typed(label, text)] if text else []


def _short_text(request: HttpRequest) -> list[gone.Typed] | None:
    arguments, spoken = _arguments(request)
    kind = kinds.KINDS.get(arguments["kind"])
    if kind is None or not access.may_translate(request.user, spoken.code):
        return None
    return [
        gone.Typed(gone.label_of(kind.model, name), text, spoken)
        for name in kind.fields
        if (text := _text(request, name))
    ]
