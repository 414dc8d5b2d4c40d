"""The chore: one mail for each step, never two, and nobody's failure is another's."""

from datetime import timedelta
from unittest import mock

from django.utils import timezone

from hm_site.base.chores import Failure, all_chores
from hm_site.organisations.models import Notice
from resources.freshness import rounds, rules
from resources.models import CheckRound, OfferingStatus
from tests import factories

from .case import FreshnessCase, chore, days_ago

HOSTILE = 'Fika <script>alert("1")</script> & "mer"\r\nBcc: x@evil.example'


class StepsTests(FreshnessCase):
    def in_days(self, number: int) -> list[str | Failure]:
        return chore(timezone.now() + timedelta(days=number))

    def test_it_is_registered(self) -> None:
        self.assertIn("freshness", [c.name for c in all_chores()])

    def test_running_twice_mails_once(self) -> None:
        first = chore()
        self.assertEqual(chore(), [])
        self.assertEqual(first, [f"asked about page {self.page.pk}"])
        (message,) = self.mails()
        self.assertEqual(message.to, ["samtal@example.org"])
        self.assertEqual(message.subject, "Stämmer uppgifterna om ”Samtal i kyrkan”?")

    def test_three_reminders_then_the_editors_then_silence(self) -> None:
        for day in range(120):
            self.in_days(day)
        self.assertEqual(len(self.mails()), len(rules.STEPS))
        self.assertEqual(
            [m.subject.startswith("Påminnelse: ") for m in self.mails()],
            [False, True, True, True],
        )
        notice = Notice.objects.get()
        self.assertEqual((notice.person, notice.kind), (self.editor, "check"))

    def test_two_weeks_before_and_not_earlier(self) -> None:
        OfferingStatus.objects.update(next_check=days_ago(-15))
        self.assertEqual(chore(), [])
        self.assertEqual(len(self.in_days(1)), 1)

    def test_the_organisations_mailbox_stands_in_for_the_offerings(self) -> None:
        page = self.fresh()
        page.email = ""
        page.save_revision().publish()
        chore()
        self.assertEqual(self.mails()[0].to, ["kommun-a@example.org"])
        links = [
            line for line in self.mails()[0].body.splitlines() if "/kontroll/" in line
        ]
        self.assertEqual(len(links), 3)

    def test_without_any_address_people_are_told(self) -> None:
        for owner in (self.ours, self.fresh()):
            owner.email = ""
            owner.save_revision().publish()
        chore()
        self.assertEqual(self.mails(), [])
        self.assertIn("ingen e-post", Notice.objects.get(person=self.editor).text)
        self.editor.groups.clear()
        self.in_days(20)
        told = Notice.objects.latest("pk")
        self.assertEqual(told.person, self.moderator)

    def test_drafts_and_what_has_ended_or_is_over_are_not_asked_about(self) -> None:
        OfferingStatus.objects.update(capacity="ended")
        self.assertEqual(chore(), [])
        OfferingStatus.objects.update(capacity="open")
        page = self.fresh()
        page.valid_to = days_ago(1)
        page.save_revision().publish()
        self.assertEqual(chore(), [])
        page.unpublish()
        self.assertEqual(chore(), [])

    def test_a_mail_server_that_is_down_loses_no_step_and_stops_no_other(self) -> None:
        other = factories.offering(
            self.ours,
            "Annat",
            email="annat@example.org",
            status={"checked_on": days_ago(180), "next_check": days_ago(0)},
        )
        real = rounds.send_mail

        def broken(template, to, *args, **context):
            if to == ["annat@example.org"]:
                raise ConnectionRefusedError
            return real(template, to, *args, **context)

        with (
            mock.patch.object(rounds, "send_mail", broken),
            self.assertLogs("resources.freshness.rounds", "ERROR"),
        ):
            lines = chore()
        self.assertEqual([type(line) for line in lines].count(Failure), 1)
        self.assertEqual([m.to[0] for m in self.mails()], ["samtal@example.org"])
        self.assertFalse(CheckRound.objects.filter(page=other).exists())
        self.assertEqual(chore(), [f"asked about page {other.pk}"])

    def test_a_hostile_title_is_text_in_both_versions(self) -> None:
        page = self.fresh()
        page.title = HOSTILE.replace("\r\n", " ")
        page.save_revision().publish()
        chore()
        (message,) = self.mails()
        html = message.alternatives[0][0]
        self.assertNotIn("<script>", html)
        self.assertIn("&lt;script&gt;", html)
        self.assertIn('Fika <script>alert("1")</script> & "mer"', message.body)
        self.assertNotIn("&lt;", message.body)
        self.assertNotIn("\n", message.subject)
        self.assertEqual(message.recipients(), ["samtal@example.org"])


class PlanTests(FreshnessCase):
    def test_every_live_offering_gets_a_next_check(self) -> None:
        page = factories.offering(self.ours, "Nytt")
        vital = factories.offering(self.ours, "Kris", risk_class="vital")
        draft = factories.offering(self.ours, "Utkast", live=False)
        chore()
        today = timezone.localdate()
        self.assertEqual(
            self.status(page).next_check,
            rules.next_check(today, today, "open", often=False),
        )
        self.assertLess(self.status(vital).next_check, self.status(page).next_check)
        self.assertFalse(OfferingStatus.objects.filter(page=draft).exists())

    def test_publishing_plans_it_at_once(self) -> None:
        page = factories.offering(self.ours, "Nytt", live=False)
        with self.captureOnCommitCallbacks(execute=True):
            page.save_revision().publish()
        self.assertIsNotNone(self.status(page).next_check)

    def test_what_becomes_vital_is_checked_sooner(self) -> None:
        OfferingStatus.objects.update(
            checked_on=days_ago(10), next_check=days_ago(-170)
        )
        page = self.fresh()
        page.risk_class = "vital"
        with self.captureOnCommitCallbacks(execute=True):
            page.save_revision().publish()
        self.assertLess(self.status().next_check, days_ago(-90))


class ForgottenTests(FreshnessCase):
    def test_moderators_are_told_once_and_the_page_stays(self) -> None:
        OfferingStatus.objects.update(checked_on=days_ago(367))
        chore()
        chore()
        notice = Notice.objects.get(person=self.moderator)
        self.assertIn("12 månader", notice.text)
        self.assertTrue(self.fresh().live)

    def test_never_checked_counts_from_publication(self) -> None:
        OfferingStatus.objects.update(checked_on=None)
        self.assertEqual(Notice.objects.filter(person=self.moderator).count(), 0)
        page = self.fresh()
        page.first_published_at = timezone.now() - timedelta(days=367)
        page.save()
        chore()
        chore()
        self.assertEqual(Notice.objects.filter(person=self.moderator).count(), 1)
