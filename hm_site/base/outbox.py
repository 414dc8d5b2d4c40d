"""Delivers what waits in django-mailer's outbox, which `mail.send_mail` fills.

django-mailer's own engine talks to the server inside a transaction. On SQLite that is
the one writer's lock: a slow server would keep everybody from saving. Its lock file
outlives a process that is killed, and nothing is sent until somebody removes it
(https://github.com/pinax/django-mailer/pull/131). So its tables are used and its
engine is not.

A server that does not answer costs no mail anything: all stay as they are, and the
next run tries again. A mail that the server refuses is put off, longer each time, and
given up after `GIVE_UP`. A process killed between the server's "accepted" and the
removal of the row sends that mail a second time, under the same Message-ID; none is
lost.
"""

import smtplib
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.files import locks
from django.core.mail import get_connection
from django.db import connection, transaction
from django.db.models import F
from mailer.models import (
    PRIORITY_DEFERRED,
    RESULT_FAILURE,
    RESULT_SUCCESS,
    Message,
    MessageLog,
)

from .chores import Failure

FIRST_RETRY = timedelta(minutes=5)  # after a refusal; doubled each time
GIVE_UP = timedelta(days=5)  # RFC 5321, 4.5.4.1
KEEP_LOG_DAYS = 30
# A run ends after so long; what is left waits for the next, other chores do not.
RUN_SECONDS = 60
# So often may the server hang up on a mail before the run is ended.
BREAKS = 3
# The server has said no to this mail, and is there for the next.
REFUSED = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)


@dataclass(frozen=True)
class Queue:
    """How many mails wait, and since when the oldest does."""

    count: int
    since: datetime | None


def queue() -> Queue:
    rows = Message.objects.order_by("when_added").values_list("when_added", flat=True)
    return Queue(rows.count(), rows.first())


def deliver(now: datetime) -> Iterator[str | Failure]:
    """The chore: send what waits, put off what is refused, report the rest."""
    with _only_sender() as alone:
        if not alone:
            return
        yield from _give_up(now)
        MessageLog.objects.purge_old_entries(
            KEEP_LOG_DAYS, [RESULT_SUCCESS, RESULT_FAILURE]
        )
        due = _due(now)
        if due:
            yield from _Run().send(due)


def _due(now: datetime) -> list[int]:
    """Keys in the order of sending: new mails first, then those whose time has come."""
    fresh = Message.objects.non_deferred().order_by("priority", "when_added")
    deferred = [
        row.pk
        for row in Message.objects.deferred()
        .only("when_added", "retry_count")
        .order_by("when_added")
        if row.when_added + FIRST_RETRY * 2 ** min(row.retry_count, 16) <= now
    ]
    return [*fresh.values_list("pk", flat=True), *deferred]


class _Run:
    """One talk with the server."""

    def __init__(self) -> None:
        self.server: Any = get_connection(settings.MAILER_EMAIL_BACKEND)
        self.sent = self.breaks = 0
        self.end = time.monotonic() + RUN_SECONDS

    def send(self, due: list[int]) -> Iterator[str | Failure]:
        try:
            self.server.open()
            for pk in due:
                if time.monotonic() > self.end:
                    break
                with _held(pk) as row:
                    error = self._send_one(row) if row else None
                if error is None:
                    continue
                yield Failure(f"mail {pk} put off: {_brief(error)}")
                if not isinstance(error, REFUSED):
                    self._reconnect(error)
        except OSError as error:  # smtplib's errors are
            waiting = queue()
            since = f"{waiting.since:%Y-%m-%d %H:%M}" if waiting.since else "–"
            yield Failure(
                f"mail server: {_brief(error)}; {waiting.count} wait since {since} UTC"
            )
        finally:
            self._close()
        if self.sent:
            yield f"{self.sent} sent"

    def _send_one(self, row: Message) -> Exception | None:
        """None when the server has taken it; else why not, and the row is put off."""
        try:
            mail = row.email
            if mail is None:
                raise ValueError("unreadable")
            mail.connection = self.server
            mail.send()
        except Exception as error:  # noqa: BLE001
            # Also one that cannot even be put together must not stop the others.
            _put_off(row, error)
            return error
        self.sent += 1
        MessageLog.objects.log(row, RESULT_SUCCESS)
        row.delete()
        return None

    def _reconnect(self, error: Exception) -> None:
        """After a broken talk; raises when the server breaks it again and again."""
        if not isinstance(error, OSError):
            return
        self.breaks += 1
        if self.breaks >= BREAKS:
            raise error
        self._close()
        self.server.open()

    def _close(self) -> None:
        with suppress(OSError):
            self.server.close()


def _put_off(row: Message, error: Exception) -> None:
    Message.objects.filter(pk=row.pk).update(
        priority=PRIORITY_DEFERRED, retry_count=F("retry_count") + 1
    )
    MessageLog.objects.create(
        when_added=row.when_added,
        priority=row.priority,
        result=RESULT_FAILURE,
        log_message=str(error),
    )


def _give_up(now: datetime) -> Iterator[Failure]:
    """Only what the server has refused; what it never saw is kept."""
    for row in Message.objects.deferred().filter(when_added__lt=now - GIVE_UP):
        row.delete()
        yield Failure(f"mail {row.pk} given up after {GIVE_UP.days} days")


def _brief(error: Exception) -> str:
    """Kind and code, for the log; the server's words may hold an address."""
    codes = [str(getattr(error, "smtp_code", "") or "")]
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [str(code) for code, _text in error.recipients.values()]
    return " ".join([type(error).__name__, *filter(None, codes)])


@contextmanager
def _held(pk: int) -> Iterator[Message | None]:
    """The row while we talk to the server, out of reach of other senders.

    None when another has it or has sent it. Without row locks there is no transaction
    either: `_only_sender` has seen to it that there is no other.
    """
    rows = Message.objects.filter(pk=pk)
    if connection.features.has_select_for_update_skip_locked:
        with transaction.atomic():
            yield rows.select_for_update(skip_locked=True).first()
    else:
        yield rows.first()


@contextmanager
def _only_sender() -> Iterator[bool]:
    """On SQLite one process sends; the system frees the lock when it dies."""
    if connection.vendor != "sqlite":
        yield True
        return
    with open(f"{connection.settings_dict['NAME']}.mail-lock", "w") as file:
        alone = locks.lock(file, locks.LOCK_EX | locks.LOCK_NB)
        try:
            yield alone
        finally:
            if alone:
                locks.unlock(file)
