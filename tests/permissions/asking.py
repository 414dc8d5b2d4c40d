"""One request, what came back, and which tables it wrote to; nothing stays of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from http import HTTPStatus
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageSubscription

from .world import SECRET

# What a refusal writes too: that it said so, and how often somebody has tried.
# And that she who opens a form is told of its page from then on.
HARMLESS = frozenset(
    {"django_session", "accounts_session", PageSubscription._meta.db_table}
)
API = "/admin/api/"
PAGES = Page._meta.db_table
_WRITING = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+["`]?(\w+)', re.I)
_SAVEPOINT = re.compile(r'SAVEPOINT ["`]?(\w+)')
_UNDOING = re.compile(r'ROLLBACK TO SAVEPOINT ["`]?(\w+)')
_EXPLORER = re.compile(r"/admin/pages/\d+/(?:results/)?")


def readers_view() -> dict[int, tuple[Any, ...]]:
    """Where each page lies, and of live ones which version readers have."""
    columns = ("pk", "path", "live", "live_revision", "title", "slug", "url_path")
    return {
        pk: (path, *read) if read[0] else (path,)
        for pk, path, *read in Page.objects.order_by().values_list(*columns)
    }


def differing(
    before: dict[int, tuple[Any, ...]], after: dict[int, tuple[Any, ...]]
) -> set[int]:
    """Pages that have moved, or that readers have otherwise; a draft that has come or
    gone is nothing to them."""
    found = set()
    for pk in before.keys() | after.keys():
        then, now = before.get(pk), after.get(pk)
        comes_or_goes = then is None or now is None
        only_draft = comes_or_goes and len(then or now or ()) == 1
        if then != now and not only_draft:
            found.add(pk)
    return found


class Outcome(Enum):
    REFUSED = "refused"
    LET_IN = "let in"
    NOT_THIS_METHOD = "405"
    BROKEN = "broken"


@dataclass
class Answer:
    url: str
    status: int
    location: str = ""
    writes: set[str] = field(default_factory=set)
    secrets: set[int] = field(default_factory=set)
    noticed: set[int] = field(default_factory=set)
    body: str = ""

    @property
    def outcome(self) -> Outcome:
        if self.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return Outcome.BROKEN
        if self.status == HTTPStatus.METHOD_NOT_ALLOWED:
            return Outcome.NOT_THIS_METHOD
        if self.status in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}:
            return Outcome.REFUSED
        if self.status == HTTPStatus.BAD_REQUEST and self.url.startswith(API):
            return Outcome.REFUSED  # so it says that something cannot be done
        # Many a thing that was done ends on the start page as well.
        turned_away = self.status == HTTPStatus.FOUND and self._leads_away()
        return Outcome.REFUSED if turned_away and not self.writes else Outcome.LET_IN

    def _leads_away(self) -> bool:
        path = self.location.split("?")[0]
        if path in {reverse("wagtailadmin_home"), reverse("wagtailadmin_login")}:
            return True
        # The explorer leads back to what one may see.
        return bool(_EXPLORER.fullmatch(self.url) and _EXPLORER.fullmatch(path))

    def __str__(self) -> str:
        wrote = f", wrote {sorted(self.writes)}" if self.writes else ""
        to = f" to {self.location}" if self.location else ""
        return f"{self.status}{to}{wrote}"


def _found_a_row(sql: str, cursor: Any) -> bool:
    """A statement that found none has changed nothing. How many rows it makes, SQLite
    counts only after they are read back."""
    return " RETURNING " in sql or bool(cursor.rowcount)


@contextmanager
def watched() -> Iterator[list[str]]:
    """The tables that are written to meanwhile, less what was undone: a refusal that
    comes late takes back what went before it."""
    written: list[str] = []
    savepoints: dict[str, int] = {}

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        if saved := _SAVEPOINT.match(sql):
            savepoints[saved[1]] = len(written)
        elif undone := _UNDOING.match(sql):
            del written[savepoints[undone[1]] :]
        elif (match := _WRITING.match(sql)) and match[1] not in HARMLESS:
            written.extend([match[1]] if _found_a_row(sql, context["cursor"]) else ())
        return result

    with connection.execute_wrapper(watch):
        yield written


def ask(client: Client, url: str, data: dict[str, Any] | None = None) -> Answer:
    """GET, or POST when there is `data`. The session too is afterwards as it was."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        with watched() as writes:
            response = client.get(url) if data is None else client.post(url, data)
            body = b"".join(response)
        stays = PAGES in writes and not connection.needs_rollback
        after = readers_view() if stays else None
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(cookies)
    return Answer(
        url,
        response.status_code,
        response.headers.get("Location", ""),
        set(writes),
        {int(number) for number in SECRET.findall(body)},
        set() if after is None else differing(readers_view(), after),
        body.decode(errors="replace"),
    )
