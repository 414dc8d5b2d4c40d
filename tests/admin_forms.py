"""Wagtail's page forms as a browser sends them: read from the page, changed, posted."""

import json
import re
from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.db.models import Max
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, WorkflowState
from wagtail.test.utils.form_data import (
    nested_form_data,
    querydict_from_html,
    streamfield,
)

from hm_site.organisations.review import decisions

# "publish" is what people do for it: submit, and somebody else approves.
ACTIONS = {
    "draft": None,
    "publish": "action-submit",
    "publish alone": "action-publish",
    "submit": "action-submit",
}

# Parsing all of an admin page takes as long as rendering it; a form is its controls.
ATTRIBUTES = r"""(?:[^<>"']|"[^"]*"|'[^']*')*"""
SCRIPT = re.compile(r"<script\b.*?</script>", re.S)
CONTROL = re.compile(
    rf"</?(?:form|input|select|option)\b{ATTRIBUTES}>(?:[^<]*(?=</option>))?"
    rf"|<textarea\b{ATTRIBUTES}>.*?</textarea>"
    rf"|<div\b{ATTRIBUTES}\bdata-w-block-arguments-value={ATTRIBUTES}>",
    re.S,
)
# What holds no message to the person.
SILENT = re.compile(r"<(script|template|svg|select|textarea)\b.*?</\1>", re.S)


def create_url(model: type[Page], parent: Page) -> str:
    meta = model._meta
    return reverse(
        "wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk]
    )


def edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def read_form(client: Client, url: str) -> QueryDict:
    """Every field as the browser would send it back unchanged."""
    response = client.get(url)
    assert response.status_code == 200, (response.status_code, url)
    return form_of(response.content.decode())


def undated_form(client: Client, url: str) -> QueryDict:
    """The form without the version it was read at, to be sent more than once."""
    data = read_form(client, url)
    for name in ("loaded_revision_id", "loaded_revision_created_at"):
        data.pop(name, None)
    return data


def fields(response: Any) -> QueryDict:
    """Every field of the form that came, or came back."""
    return form_of(response.content.decode())


def form_of(html: str) -> QueryDict:
    """The page form of an answer that has been read already."""
    html = "".join(match.group() for match in CONTROL.finditer(SCRIPT.sub("", html)))
    data = querydict_from_html(html, form_id="page-edit-form")
    for name, values in list(data.lists()):
        if "__prefix__" in name:
            del data[name]
        else:  # a browser drops the newline that opens a textarea
            data.setlist(name, [value.removeprefix("\n") for value in values])
    data.update(_stream_fields(html))
    return data


def _stream_fields(html: str) -> dict[str, Any]:
    """What the scripts of the stream editor add to the form (flat blocks only)."""
    data: dict[str, Any] = {}
    for tag in BeautifulSoup(html, "html.parser").select('[data-controller="w-block"]'):
        value, *_errors = json.loads(str(tag["data-w-block-arguments-value"]))
        blocks = streamfield([(item["type"], item["value"]) for item in value])
        data |= nested_form_data({str(tag["id"]).removeprefix("id_"): blocks})
    return data


def rows(name: str, *items: dict[str, Any]) -> dict[str, Any]:
    """Rows of an inline panel that held none."""
    data: dict[str, Any] = {f"{name}-TOTAL_FORMS": len(items)}
    for number, item in enumerate(items):
        row = {"id": "", "ORDER": number + 1, "DELETE": "", **item}
        for field, value in row.items():
            data[f"{name}-{number}-{field}"] = value
    return data


def send(
    client: Client,
    url: str,
    changes: dict[str, Any] | None = None,
    *,
    action: str = "draft",
    data: QueryDict | None = None,
) -> Any:
    """Post the form with some fields changed; a list is a field with many values, None
    a field that is not sent. With "publish" the review that this post starts, if it
    starts one, is approved."""
    data = read_form(client, url) if data is None else data.copy()
    for name, value in (changes or {}).items():
        if value is None:
            data.pop(name, None)
        elif isinstance(value, (list, tuple)):
            data.setlist(name, [str(item) for item in value])
        else:
            data[name] = str(value)
    if ACTIONS[action]:
        data[ACTIONS[action]] = ACTIONS[action]
    newest = WorkflowState.objects.aggregate(pk=Max("pk"))["pk"] or 0
    response = client.post(
        url, data.urlencode(), content_type="application/x-www-form-urlencoded"
    )
    if action == "publish":
        for state in WorkflowState.objects.filter(pk__gt=newest):
            _approve(state)
    return response


def _approve(state: WorkflowState) -> None:
    """As a moderator who has written nothing."""
    approver, _ = get_user_model().objects.get_or_create(
        username="approver", email="approver@example.org", is_superuser=True
    )
    decisions.approve(
        state.pk, approver, shown=decisions.version(state.current_task_state.revision)
    )


def errors(response: Any) -> dict[str, list[str]]:
    """Messages by field of the form that came back; rows as `places-0-name`."""
    assert response.status_code == 200, response.status_code
    form = response.context["form"]
    found = {name: list(texts) for name, texts in form.errors.items()}
    for formset in form.formsets.values():
        for row in formset.forms:
            for name, texts in row.errors.items():
                found[row.add_prefix(name)] = list(texts)
    return found


def shown_messages(response: Any) -> str:
    """All error messages that the person sees, as text."""
    soup = BeautifulSoup(SILENT.sub("", response.content.decode()), "html.parser")
    return " ".join(
        tag.get_text(" ", strip=True)
        for tag in soup.select(".error-message, .messages, .w-field__errors")
    )
