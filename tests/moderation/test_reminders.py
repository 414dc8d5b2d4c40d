"""What waits too long is not forgotten."""

from datetime import datetime, timedelta

from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from hm_site.organisations.models import Notice
from hm_site.organisations.review import decisions
from hm_site.organisations.review.models import Claim, Reminder
from hm_site.organisations.review.reminders import remind

from .review_case import ReviewCase


@override_settings(REVIEW_REMINDER_DAYS=3, REVIEW_ESCALATION_DAYS=7)
class ReminderTests(ReviewCase):
    def setUp(self) -> None:
        self.state = self.submit()
        Notice.objects.all().delete()

    def after(self, days: float) -> datetime:
        return timezone.now() + timedelta(days=days, seconds=1)

    def told(self) -> set[str]:
        return {str(n.person) for n in Notice.objects.all()}

    def test_nobody_is_reminded_before_the_time(self) -> None:
        self.assertEqual(list(remind(self.after(2.9))), [])
        self.assertEqual(self.told(), set())

    def test_the_moderators_are_reminded_in_their_digest(self) -> None:
        list(remind(self.after(3)))
        self.assertEqual(self.told(), {"moderator-a", "moderator-b"})
        for notice in Notice.objects.all():
            self.assertIn("har väntat 3 dagar", notice.text)
            self.assertEqual(notice.url, reverse("review_item", args=[self.state.pk]))
            self.assertFalse(notice.at_once)

    def test_running_again_reminds_only_when_as_many_days_have_passed(self) -> None:
        list(remind(self.after(3)))
        made = set(Notice.objects.values_list("pk", flat=True))
        for hours in (0, 1, 70):
            list(remind(self.after(3 + hours / 24)))
        self.assertEqual(set(Notice.objects.values_list("pk", flat=True)), made)
        list(remind(self.after(6)))
        # In place of the older ones, which no digest has carried yet.
        self.assertEqual(Notice.objects.count(), 2)
        self.assertIn("6 dagar", Notice.objects.latest("pk").text)

    def test_after_a_week_the_administrators_are_told_at_once_and_once(self) -> None:
        list(remind(self.after(7)))
        self.assertEqual(self.told(), {"moderator-a", "moderator-b", "admin"})
        self.assertEqual(Notice.objects.filter(at_once=True).count(), 3)
        Notice.objects.all().delete()
        list(remind(self.after(8)))
        self.assertEqual(self.told(), set())
        list(remind(self.after(10)))
        self.assertEqual(self.told(), {"moderator-a", "moderator-b"})

    def test_what_was_decided_reminds_nobody(self) -> None:
        decisions.send_back(self.state.pk, self.moderator, reason="Skriv dagen.")
        Notice.objects.all().delete()
        self.assertEqual(list(remind(self.after(9))), [])

    def test_what_is_submitted_again_waits_anew(self) -> None:
        list(remind(self.after(3)))
        decisions.send_back(self.state.pk, self.moderator, reason="Skriv dagen.")
        self.state.refresh_from_db()
        self.state.resume(user=self.editor)
        step = TaskState.objects.latest("pk")
        self.assertFalse(Reminder.objects.filter(task_state=step).exists())

    def test_the_desk_marks_what_is_late_and_what_is_escalated(self) -> None:
        self.client.force_login(self.moderator)
        step = self.state.current_task_state
        for days, word in ((3, "försenad"), (7, "mycket försenad")):
            step.started_at = timezone.now() - timedelta(days=days)
            step.save()
            self.assertContains(self.client.get(reverse("review_desk")), word)

    def test_a_page_that_somebody_took_and_left_waits_for_everybody(self) -> None:
        Claim.objects.create(workflow_state=self.state, user=self.moderator)
        list(remind(self.after(2.9)))
        self.assertTrue(Claim.objects.exists())
        list(remind(self.after(3)))
        self.assertFalse(Claim.objects.exists())
