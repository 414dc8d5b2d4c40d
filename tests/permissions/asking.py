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

from .world import SECRET

# What a refusal writes too: that it said so, and how often somebody has tried.
HARMLESS = frozenset({"django_session", "accounts_session"})
_WRITING = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+["`]?(\w+)', re.I)
_EXPLORER = re.compile(r"/admin/pages/\d+/(?:results/)?")


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

    @property
    def outcome(self) -> Outcome:
        if self.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return Outcome.BROKEN
        if self.status == HTTPStatus.METHOD_NOT_ALLOWED:
            return Outcome.NOT_THIS_METHOD
        if self.status in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}:
            return Outcome.REFUSED
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


@contextmanager
def watched() -> Iterator[set[str]]:
    """The tables that are written to meanwhile."""
    written: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        match = _WRITING.match(sql)
        # A statement that found no row has changed nothing.
        if match and match[1] not in HARMLESS and context["cursor"].rowcount:
            written.add(match[1])
        return result

    with connection.execute_wrapper(watch):
        yield written


def ask(client: Client, url: str, data: dict[str, str] | None = None) -> Answer:
    """GET, or POST when there is `data`. The session too is afterwards as it was."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        with watched() as writes:
            response = client.get(url) if data is None else client.post(url, data)
            body = b"".join(response)
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(cookies)
    return Answer(
        url,
        response.status_code,
        response.headers.get("Location", ""),
        writes,
        {int(number) for number in SECRET.findall(body)},
    )
