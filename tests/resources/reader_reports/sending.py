"""A reader who opens the form, waits for as long as one needs, and sends it."""

import secrets
import time
from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

from hm_site.base import form_limits, form_tickets
from resources.models import SupportOfferingPage
from resources.reader_reports.views import FORM

ORIGIN = "http://testserver"
LATER = form_tickets.MIN_SECONDS + 1
SIGNER = form_tickets._signer(FORM)


def forget_addresses() -> None:
    """Each test counts from nothing; the shared cache is emptied by itself."""
    form_limits._memory.clear()


def address(page: SupportOfferingPage, kind: str = "closed", code: str = "sv") -> str:
    return f"/{code}/sag-till/{page.pk}/{kind}/"


def soup(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def shown_text(response: HttpResponse) -> str:
    """What stands in the text field, as the browser shows it."""
    field = soup(response).select_one("textarea[name=text]")
    assert field is not None
    return field.get_text().removeprefix("\n")


def token(page_id: int, *, age: float = LATER, key: str = "") -> str:
    """A ticket issued that many seconds ago; with a `key` of its own when one is
    given. Signed here: a turned-back clock would be every thread's."""
    number = key or secrets.token_urlsafe(16)
    return SIGNER.sign_object([page_id, int(time.time() - age), number])


def send(
    page: SupportOfferingPage,
    *,
    client: Client | None = None,
    code: str = "sv",
    origin: str | None = ORIGIN,
    headers: dict[str, str] | None = None,
    **data: Any,
) -> HttpResponse:
    """Posts the form; `data` replaces what it would hold."""
    kind = data.pop("url_kind", "closed")
    filled = {
        "kind": "closed",
        "text": "",
        "homepage": "",
        "token": token(page.pk),
        **data,
    }
    sent = dict(headers or {})
    if origin is not None:
        sent["origin"] = origin
    return (client or Client()).post(address(page, kind, code), filled, headers=sent)
