"""Mails: plain, safe, and none lost when the mail server is down."""

import sqlite3
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone
from mailer.models import Message, MessageLog

from hm_site.base import outbox
from hm_site.base.chores import Failure
from hm_site.base.mail import send_mail
from tests.mail_server import free_port, running


@pytest.fixture
def port(db: None, settings: Any) -> Iterator[int]:
    """The outbox and Django's own SMTP, towards a port where nobody listens yet."""
    settings.EMAIL_BACKEND = "mailer.backend.DbBackend"
    settings.MAILER_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = free_port()
    settings.EMAIL_TIMEOUT = 0.3
    yield settings.EMAIL_PORT


def post(subject: str = "Hej", to: str = "anna@example.org", text: str = "Hej") -> None:
    send_mail("digest", [to], subject, groups=[group(text)])


def group(text: str) -> dict[str, Any]:
    notice = {"text": text, "url": "/admin/granskning/"}
    return {"heading": "Väntar", "count": 1, "notices": [notice], "more": 0}


def deliver(after: timedelta = timedelta()) -> list[str | Failure]:
    return list(outbox.deliver(timezone.now() + after))


def failures(lines: list[str | Failure]) -> list[Failure]:
    return [line for line in lines if isinstance(line, Failure)]


def subjects(mails: list[EmailMessage]) -> list[str]:
    return [str(m["subject"]) for m in mails]


class TestWhatAMailSays:
    def test_it_is_swedish_text_and_html_with_whole_addresses(self, db: None) -> None:
        post("Väntar på dig")
        (sent,) = mail.outbox
        html = sent.alternatives[0].content
        assert sent.alternatives[0].mimetype == "text/html"
        assert '<html lang="sv">' in html
        for text in (sent.body, html):
            assert "://" in text
            assert text.count("/admin/granskning/") == 1
            assert "Hälsa och migration i Halland" in text
        assert "<img" not in html
        assert "@import" not in html
        assert sent.extra_headers["Auto-Submitted"] == "auto-generated"

    def test_what_people_wrote_is_text_in_html_and_untouched_in_text(
        self, db: None
    ) -> None:
        wicked = '<script>alert(1)</script> & "Öppet" <img src=x>'
        post("x", text=wicked)
        (sent,) = mail.outbox
        assert wicked in sent.body
        html = sent.alternatives[0].content
        assert "<script" not in html
        assert "<img" not in html
        assert "&lt;script&gt;" in html

    @pytest.mark.parametrize(
        "subject", ["a\r\nBcc: x@example.org", "a\u2028b", "a\x00\x0bb", "a\u202eb"]
    )
    def test_a_subject_is_one_line(self, db: None, subject: str) -> None:
        post(subject)
        (sent,) = mail.outbox
        assert sent.subject.isprintable()
        assert "Bcc" not in sent.message()
        assert sent.recipients() == ["anna@example.org"]

    def test_each_address_gets_one_mail_of_its_own(self, db: None) -> None:
        to = ["a@example.org", "", "b@example.org", "a@example.org"]
        assert send_mail("digest", to, "x", groups=[]) == 2
        assert [m.to for m in mail.outbox] == [["a@example.org"], ["b@example.org"]]


class TestADeadServer:
    def test_nothing_is_lost_and_everything_arrives_after(self, port: int) -> None:
        for number in range(3):
            post(f"Mejl {number}")
        for _run in range(12):  # an hour of chores
            assert len(failures(deliver())) == 1
        assert outbox.queue().count == 3
        with running(port) as server:
            assert failures(deliver()) == []
            assert subjects(server.mails) == ["Mejl 0", "Mejl 1", "Mejl 2"]
            deliver()
            assert len(server.mails) == 3
        assert outbox.queue().count == 0

    def test_the_operator_reads_how_many_wait(self, port: int) -> None:
        post()
        (failure,) = failures(deliver())
        assert "1 wait" in failure.text
        assert "ConnectionRefusedError" in failure.text

    @pytest.mark.parametrize("command", ["connect", "mail", "data"])
    def test_a_server_that_hangs_keeps_no_mail(self, port: int, command: str) -> None:
        post("Ett")
        post("Två")
        with running(port, hangs_at=command):
            assert failures(deliver())
        assert outbox.queue().count == 2
        with running(port) as server:
            deliver(timedelta(hours=1))
            assert sorted(subjects(server.mails)) == ["Ett", "Två"]

    def test_a_mail_is_kept_or_dropped_with_what_it_tells_about(
        self, port: int
    ) -> None:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            post()
            raise ZeroDivisionError
        assert outbox.queue().count == 0


class TestARefusedMail:
    def test_it_stops_no_other_and_is_tried_again_less_and_less(
        self, port: int
    ) -> None:
        post("Fel", to="borta@example.org")
        post("Rätt")
        with running(port, refused={"borta@example.org"}) as server:
            (failure,) = failures(deliver())
            assert "SMTPRecipientsRefused 550" in failure.text
            assert "borta" not in failure.text
            assert subjects(server.mails) == ["Rätt"]
            assert deliver() == []
            assert len(failures(deliver(timedelta(minutes=11)))) == 1
            assert deliver(timedelta(minutes=12)) == []
            server.refused.clear()
            deliver(timedelta(minutes=21))
            assert subjects(server.mails) == ["Rätt", "Fel"]

    def test_it_is_given_up_after_days_and_reported(self, port: int) -> None:
        post(to="borta@example.org")
        with running(port, refused={"borta@example.org"}):
            deliver()
        Message.objects.update(when_added=timezone.now() - timedelta(days=6))
        (failure,) = failures(deliver())
        assert "given up" in failure.text
        assert outbox.queue().count == 0

    def test_a_mail_on_which_the_server_hangs_up_stops_no_other(
        self, port: int
    ) -> None:
        for subject in ("Gift", "Ett", "Två"):
            post(subject)
        with running(port, hangs_up_on="Gift") as server:
            assert len(failures(deliver())) == 1
            assert subjects(server.mails) == ["Ett", "Två"]

    def test_a_mail_that_cannot_be_read_stops_no_other(self, port: int) -> None:
        Message.objects.create(message_data="trasig")
        post("Rätt")
        with running(port) as server:
            assert len(failures(deliver())) == 1
            assert subjects(server.mails) == ["Rätt"]

    def test_the_log_remembers_that_it_was_sent_and_not_what_it_said(
        self, port: int
    ) -> None:
        post("Hemligt")
        with running(port):
            deliver()
        (row,) = MessageLog.objects.all()
        assert row.message_data is None
        assert row.message_id
        MessageLog.objects.update(when_attempted=timezone.now() - timedelta(days=31))
        deliver()
        assert not MessageLog.objects.exists()


class TestALongQueue:
    def test_a_run_ends_in_time_and_the_next_goes_on(
        self, port: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for number in range(3):
            post(f"Mejl {number}")
        clock = iter(range(0, 10_000, 25))
        slow = SimpleNamespace(monotonic=lambda: next(clock))
        monkeypatch.setattr(outbox, "time", slow)
        with running(port) as server:
            deliver()
            assert len(server.mails) == 2
            deliver()
            assert len(server.mails) == 3

    def test_the_queue_says_since_when_it_waits(self, port: int) -> None:
        assert outbox.queue() == outbox.Queue(0, None)
        post()
        since = outbox.queue().since
        assert isinstance(since, datetime)


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_slow_server_keeps_nobody_from_saving(settings: Any) -> None:
    """On SQLite a transaction is the one writer's lock."""
    settings.EMAIL_BACKEND = "mailer.backend.DbBackend"
    settings.MAILER_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    post()

    def run() -> None:
        deliver()
        connection.close()

    with running(settings.EMAIL_PORT, hangs_at="data") as server:
        sender = threading.Thread(target=run)
        sender.start()
        assert server.asked.wait(10)
        other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0)
        other.execute("BEGIN IMMEDIATE")
        other.rollback()
        other.close()
        assert deliver() == []  # one sender at a time: nothing goes out twice
        server.released.set()
        sender.join()
        assert len(server.mails) == 1
