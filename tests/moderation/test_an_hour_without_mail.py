"""The mail server is away while pages are reviewed: work goes on, and all is told."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

from django.test import override_settings
from django.utils import timezone

from hm_site.base.chores import Failure, all_chores
from hm_site.organisations.review import decisions, withdrawal
from tests import factories
from tests.mail_server import MailServer, free_port, running

from .review_case import ReviewCase

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def told(server: MailServer) -> list[tuple[str, str]]:
    return sorted((str(m["to"]), str(m["subject"])) for m in server.mails)


def text(mail: EmailMessage) -> str:
    part: Any = mail.get_body(("plain",))
    return str(part.get_content())


class AnHourWithoutMailTests(ReviewCase):
    def test_what_was_decided_meanwhile_arrives_once_and_whole(self) -> None:
        port, start = free_port(), timezone.now()
        live = factories.offering(self.ours, "Öppet stöd")
        with override_settings(
            EMAIL_BACKEND="mailer.backend.DbBackend",
            MAILER_EMAIL_BACKEND=SMTP,
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=port,
        ):
            decisions.send_back(self.submit().pk, self.moderator, reason="Skriv dagen.")
            for minute in range(60):
                if minute == 30:
                    withdrawal.withdraw(live, self.moderator, "Numret är fel.")
                self.assertTrue(self.run_chores(start + timedelta(minutes=minute)))
            with running(port) as server:
                for minute in range(60, 63):
                    now = start + timedelta(minutes=minute)
                    self.assertEqual(self.run_chores(now), [])
                self.assertEqual(
                    told(server),
                    [
                        (self.editor.email, "En sida har kommit tillbaka"),
                        (self.editor.email, "En sida är tillbakadragen"),
                    ],
                )
        self.assertIn("Skriv dagen.", text(server.mails[0]))
        self.assertIn("Numret är fel.", text(server.mails[1]))

    def run_chores(self, now: datetime) -> list[Failure]:
        """As every minute: what happened becomes mails, and mails are sent."""
        chores = {chore.name: chore.run for chore in all_chores()}
        return [
            line
            for name in ("notices", "mail")
            for line in chores[name](now)
            if isinstance(line, Failure)
        ]
