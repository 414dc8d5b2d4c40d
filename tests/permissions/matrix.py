"""Every address, asked by one person: what differs from the expectations."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from django.test import Client

from tests.admin_forms import form_of

from .addresses import Address, addresses
from .asking import Answer, Outcome, ask
from .expectations import is_closed, may, readers_may_notice
from .rules import PEOPLE, Who
from .world import World

# What a request that must be refused brings along: what people have posted to get
# past a review, all at once.
FORM = {
    "action": "publish",
    "action-publish": "action-publish",
    "action-submit": "action-submit",
    "capacity": "ended",
    "comment": "-",
    "include_descendants": "on",
    "locked": "1",
    "new_slug": "kapad",
    "new_title": "Kapad",
    "next": "/admin/",
    "position": "last-child",
    "publish_copies": "on",
    "reason": "Kapad",
    "restriction_type": "login",
    "slug": "kapad",
    "title": "Kapad",
    "workflow-action-name": "approve",
}
# Fields of it that name something of the case, by the names of `world`.
NAMED = {
    "chooser": "elsewhere",
    "destination_page_id": "elsewhere",
    "new_parent_page": "organisation",
    "revision_id": "revision",
}
# Where people may send the form, but not publish with it: it is sent, and tries to.
FILLED_IN = {"wagtailadmin_pages:add", "wagtailadmin_pages:edit"}
CHOSEN = {"wagtailadmin_pages:copy"}
CHANGES = {"title": "Ny titel", "slug": "ny-titel", "action-publish": "action-publish"}
# Fails on purpose.
BROKEN = "wagtailadmin_error_test"
# Their right answer is to lead on, or depends on what is asked for.
NOT_TOLD_FROM_A_REFUSAL = frozenset(
    {
        "account_login",
        "mfa_authenticate",
        "socialaccount_login_cancelled",
        "wagtailadmin_logout",
        "wagtailadmin_api:pages:find",
    }
)


@contextmanager
def quiet() -> Iterator[None]:
    """Without a line in the log for each of hundreds of refusals."""
    logging.disable(logging.ERROR)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


def differences(
    world: World, name: str, only: Callable[[Address], bool] = lambda address: True
) -> list[str]:
    """Sentences on all that the person `name` finds otherwise than expected."""
    who, client = PEOPLE[name], Client(raise_request_exception=False)
    if who.signed_in:
        client.force_login(world.people[name])
    found = []
    with quiet():
        for address in addresses(world):
            # What is closed to everybody is so whosever things it names.
            cases = ("own", "arabic") if is_closed(address) else who.cases
            if address.case.name in cases and only(address):
                found += _differences(client, world, who, address)
    return found


def _differences(
    client: Client, world: World, who: Who, address: Address
) -> Iterator[str]:
    # A page that readers have never seen is another's page, whose name is a secret.
    only_asked_for = address.query or address.case.name == "hidden"
    body = ""
    for method in ("GET",) if only_asked_for else ("GET", "POST"):
        allowed = may(who, address, method)
        data = None if method == "GET" else posted(address, allowed, body)
        answer = ask(client, address.url, data)
        body = answer.body
        wrong = _wrong(address, answer, allowed)
        filled_in = method == "POST" and allowed and address.name in FILLED_IN
        if filled_in and answer.status != HTTPStatus.FOUND:
            wrong = "is not saved"
        if answer.noticed and not (allowed and readers_may_notice(address)):
            wrong = f"changes what readers have of {sorted(answer.noticed)}"
        known = {c.number for c in world.cases.values() if who.may_know(c)}
        if answer.secrets - known:
            wrong = f"shows what case {sorted(answer.secrets - known)} keeps secret"
        if wrong:
            yield f"{who.name}: {method} {address} {wrong} ({answer})"


def posted(address: Address, allowed: bool, page: str) -> dict[str, Any]:
    """What a person sends: all that has been tried, where she must be refused; else a
    form that says nothing, or that of the `page` which came for her to fill in."""
    things = address.case.things
    named = {field: things[kind] for field, kind in NAMED.items() if kind in things}
    if not allowed or address.name in CHOSEN:
        return FORM | named
    if address.name in FILLED_IN:
        return dict(form_of(page).lists()) | CHANGES
    return named


def _wrong(address: Address, answer: Answer, allowed: bool) -> str:
    if answer.outcome is Outcome.BROKEN:
        return "" if address.name == BROKEN else "breaks"
    if answer.outcome is Outcome.NOT_THIS_METHOD:
        return ""
    if allowed:
        # With a query the answer depends on what is asked for: no expectation.
        unclear = address.query or address.name in NOT_TOLD_FROM_A_REFUSAL
        refused = answer.outcome is Outcome.REFUSED
        return "is refused" if refused and not unclear else ""
    return "is let in" if answer.outcome is Outcome.LET_IN else ""
