"""People are told once: urgent things at the next run, the others once a day."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import TestCase, override_settings
from django.utils import timezone

from hm_site.base.chores import Failure
from hm_site.organisations.models import Notice
from hm_site.organisations.notice_mail import deliver_notices
from hm_site.organisations.notices import notify
from tests import factories

REVIEW, DECISION = Notice.Kind.REVIEW, Notice.Kind.DECISION


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A Swedish time in March 2027; summer time begins on the 28th."""
    zone = timezone.get_current_timezone()
    return datetime(2027, 3, day, hour, minute, tzinfo=zone)


def deliver(now: datetime | None = None) -> list[str | Failure]:
    return list(deliver_notices(now or timezone.now()))


@override_settings(DIGEST_HOUR=7)
class NoticeTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.person = factories.person("anna")
        cls.other = factories.person("bo")

    def notice(self, when: datetime, text: str = "Något", **fields: Any) -> Notice:
        row = Notice.objects.create(
            person=self.person, **{"kind": REVIEW, "text": text, **fields}
        )
        Notice.objects.filter(pk=row.pk).update(created_at=when)
        return row

    def test_many_notices_are_one_digest_at_the_hour(self) -> None:
        for number in range(3):
            self.notice(at(1, 9 + number), f"Sida {number}")
        self.notice(at(1, 15), "Godkänd", kind=DECISION)
        for moment in (at(1, 16), at(2, 6, 59)):
            self.assertEqual(deliver(moment), [])
        deliver(at(2, 7))
        (sent,) = mail.outbox
        self.assertEqual(sent.to, ["anna@example.org"])
        for text in ("Sida 0", "Sida 2", "Godkänd", "VÄNTAR PÅ GRANSKNING (3)"):
            self.assertIn(text, sent.body)

    def test_no_second_digest_the_same_day(self) -> None:
        self.notice(at(1, 9))
        deliver(at(2, 7))
        self.notice(at(2, 8))
        for hour in (8, 12, 23):
            self.assertEqual(deliver(at(2, hour)), [])
        deliver(at(3, 12))
        self.assertEqual(len(mail.outbox), 2)

    def test_the_hour_is_swedish_also_when_the_clock_changes(self) -> None:
        self.notice(at(27, 9))
        self.assertEqual(deliver(at(28, 6, 59)), [])
        deliver(at(28, 7))
        self.assertEqual(len(mail.outbox), 1)

    def test_urgent_things_are_mailed_at_once_together_and_once(self) -> None:
        for text in ("Ett", "Två"):
            notify([self.person], DECISION, text, "/admin/", at_once=True)
        notify([self.person], REVIEW, "Kan vänta")
        deliver()
        deliver()
        (sent,) = mail.outbox
        self.assertEqual(sent.subject, "2 saker som du behöver veta")
        for text in ("Ett", "Två"):
            self.assertIn(text, sent.body)
        self.assertNotIn("Kan vänta", sent.body)

    def test_the_subject_names_no_page(self) -> None:
        notify([self.person], DECISION, "”Hemlig rubrik” kom tillbaka", at_once=True)
        deliver()
        self.assertEqual(mail.outbox[0].subject, "En sida har kommit tillbaka")

    def test_a_long_digest_says_how_many_more_there_are(self) -> None:
        for number in range(25):
            self.notice(at(1, 9), f"Sida {number:02}")
        deliver(at(2, 7))
        self.assertIn("och 5 till", mail.outbox[0].body)
        self.assertNotIn("Sida 20", mail.outbox[0].body)

    def test_a_person_is_told_once_of_one_thing(self) -> None:
        people = [self.person, self.person, None, self.other]
        self.assertEqual(notify(people, REVIEW, "x", at_once=True), 2)
        deliver()
        self.assertEqual(len(mail.outbox), 2)

    def test_nothing_goes_to_people_who_left_or_have_no_address(self) -> None:
        notify([self.person, self.other], REVIEW, "x", at_once=True)
        self.person.is_active = False
        self.person.save()
        self.other.email = ""
        self.other.save()
        deliver()
        self.assertEqual(mail.outbox, [])

    def test_a_draft_is_named_to_nobody_who_lost_her_rights_on_it(self) -> None:
        ours = factories.organisation()
        draft = factories.offering(ours, "Hemlig rubrik", live=False)
        editor, left = factories.editor(ours), factories.editor(ours, "left")
        notify([editor, left], DECISION, "”Hemlig rubrik”", page=draft, at_once=True)
        left.groups.clear()
        deliver()
        self.assertEqual([m.to for m in mail.outbox], [[editor.email]])
        self.assertFalse(Notice.objects.filter(sent_at=None).exists())

    def test_a_deleted_page_is_no_news(self) -> None:
        draft = factories.offering(live=False)
        notify([self.person], REVIEW, "x", page=draft, at_once=True)
        draft.delete()
        deliver()
        self.assertEqual(mail.outbox, [])

    def test_one_person_who_cannot_be_told_stops_no_other(self) -> None:
        notify([self.person, self.other], REVIEW, "x", at_once=True)
        Notice.objects.filter(person=self.person).update(kind="nonsense")

        def broken(notices: list[Notice]) -> str:
            if notices[0].person_id == self.person.pk:
                raise RuntimeError
            return "Hej"

        with (
            pytest.MonkeyPatch.context() as patch,
            self.assertLogs("hm_site.organisations.notice_mail", "ERROR"),
        ):
            patch.setattr("hm_site.organisations.notice_mail._subject", broken)
            lines = deliver()
        self.assertEqual(len([x for x in lines if isinstance(x, Failure)]), 1)
        self.assertEqual([m.to for m in mail.outbox], [[self.other.email]])
        deliver()
        self.assertEqual(len(mail.outbox), 2)

    def test_old_notices_are_forgotten(self) -> None:
        self.notice(timezone.now() - timedelta(days=91), sent_at=timezone.now())
        kept = self.notice(timezone.now() - timedelta(days=89), sent_at=timezone.now())
        deliver()
        self.assertEqual(list(Notice.objects.all()), [kept])


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_tell_nobody_twice(settings: Any) -> None:
    settings.EMAIL_BACKEND = "mailer.backend.DbBackend"
    from mailer.models import Message

    people = [factories.person(f"p{number}") for number in range(6)]
    notify(people, DECISION, "Ett", at_once=True)
    notify(people, DECISION, "Två", at_once=True)
    start = threading.Barrier(2)

    def run() -> None:
        start.wait()
        deliver()
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = sorted(row.email.to[0] for row in Message.objects.all())
    assert told == sorted(person.email for person in people)
