"""A changed help line stands on no page before a second administrator approves it."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState

from hm_site.base import publication
from hm_site.base.caches import read_version
from hm_site.base.models import HelpLine
from hm_site.organisations.review.models import Approval

from .words_case import WordsCase


class HelpLinesWait(WordsCase):
    names = "helpline"

    def line(self) -> HelpLine:
        return HelpLine.objects.get(code="bris")


class ProposingTests(HelpLinesWait):
    def test_readers_keep_the_old_number_until_another_approves(self) -> None:
        before = read_version()
        state = self.submit(self.line(), number="0900-123")
        self.assertEqual(read_version(), before)
        self.assertIn("116 111", self.read())
        response = self.approve(state, self.other)
        self.assertRedirects(response, reverse("review_desk"))
        self.assertIn("0900-123", self.read())
        self.assertGreater(read_version(), before)
        self.assertEqual(Approval.objects.get().approved_by, self.other)

    def test_the_proposer_does_not_approve_and_is_told(self) -> None:
        state = self.submit(self.line(), number="0900-123")
        self.approve(state, self.admin)
        self.assertEqual(self.line().number, "116 111")
        url = reverse("review_item", args=[state.pk])
        self.assertContains(self.client.get(url), "Någon annan godkänner")

    def test_who_changed_it_last_does_not_approve(self) -> None:
        state = self.submit(self.line(), number="0900-123")
        self.save(self.line().get_latest_revision_as_object(), by=self.other, order=9)
        self.approve(state, self.other)
        self.assertEqual(self.line().number, "116 111")

    def test_what_changed_after_it_was_shown_is_not_approved(self) -> None:
        state = self.submit(self.line(), number="0900-123")
        self.approve(state, self.other, shown="1-2026-01-01T00:00:00+00:00")
        self.assertEqual(self.line().number, "116 111")

    def test_it_waits_at_the_administrators_desk_beside_the_pages(self) -> None:
        state = self.submit(self.line(), number="0900-123")
        self.client.force_login(self.other)
        desk = self.client.get(reverse("review_desk"))
        self.assertContains(desk, "Hjälplinje")
        item = self.client.get(reverse("review_item", args=[state.pk]))
        self.assertContains(item, "<del>116 111</del>", html=True)
        self.assertContains(item, "<ins>0900-123</ins>", html=True)

    def test_moderators_of_pages_decide_nothing_here(self) -> None:
        state = self.submit(self.line(), number="0900-123")
        self.approve(state, self.moderator)
        desk = self.client.get(reverse("review_desk"))
        self.assertNotContains(desk, "116 111")
        self.assertEqual(self.line().number, "116 111")

    def test_it_comes_back_with_a_reason_and_is_submitted_again(self) -> None:
        state = self.submit(self.line(), number="0900-123")
        self.client.force_login(self.other)
        url = reverse("review_send_back", args=[state.pk])
        self.client.post(url, {"reason": "Fel nummer."})
        state.refresh_from_db()
        self.assertEqual(state.status, WorkflowState.STATUS_NEEDS_CHANGES)
        draft = self.line().get_latest_revision_as_object()
        state = self.submit(draft, number="116 112")
        self.approve(state, self.other)
        self.assertEqual(self.line().number, "116 112")


class EveryRoadTests(HelpLinesWait):
    def test_saving_or_publishing_alone_changes_no_reader_s_page(self) -> None:
        for action in ("", "publish", "submit", "workflow-action"):
            for values in ({"number": "1"}, {"active": False}, {"in_bar": "on"}):
                self.save(self.line(), action, **values)
                line = self.line()
                self.assertEqual(
                    (line.number, line.active, line.in_bar), ("116 111", True, False)
                )

    def test_a_new_line_is_seen_by_nobody(self) -> None:
        new = HelpLine(code="ny", number="0900-123", tel="0900123")
        for action in ("", "publish", "submit"):
            self.save(new, action, code=f"ny{action}")
        self.assertEqual(HelpLine.objects.filter(code__startswith="ny").count(), 3)
        self.assertNotIn("0900-123", self.read())

    def test_wagtails_own_workflow_buttons_decide_nothing(self) -> None:
        state = self.submit(self.line(), number="0900-123")
        self.client.force_login(self.other)
        for action in ("approve", "reject"):
            task = state.current_task_state.pk
            url = self.address("workflow_action", self.line().pk, action, task)
            self.client.post(url, {"comment": "Bra"})
        state.refresh_from_db()
        self.assertEqual(state.status, WorkflowState.STATUS_IN_PROGRESS)

    def test_an_old_version_comes_back_as_a_draft(self) -> None:
        self.approve(self.submit(self.line(), number="116 112"), self.other)
        old = self.line().latest_revision
        self.approve(self.submit(self.line(), number="116 113"), self.other)
        line = self.line()
        data = {"code": "bris", "number": "116 112", "tel": "116111", "order": 1}
        self.client.force_login(self.admin)
        for action in ("action-publish", "action-submit"):
            url = self.address("revisions_revert", line.pk, old.pk)
            self.client.post(url, {**data, "active": "on", action: "1"})
            self.assertEqual(self.line().number, "116 113")

    def test_nobody_takes_it_away_or_deletes_it(self) -> None:
        pk = self.line().pk
        bulk = reverse("wagtail_bulk_action", args=["base", "helpline", "delete"])
        self.client.force_login(self.admin)
        self.client.post(self.address("unpublish", pk))
        for url in (self.address("delete", pk), f"{bulk}?id={pk}"):
            response = self.client.post(url, follow=True)
            self.assertContains(response, "kan inte tas bort")
        self.assertTrue(self.line().live)

    def test_the_bottom_refuses_every_road(self) -> None:
        with publication.acting(lambda: self.admin):
            for name, value in (("number", "1"), ("order", 9), ("live", False)):
                line = self.line()
                setattr(line, name, value)
                with self.assertRaises(publication.NotApprovedError):
                    line.save()
            draft = self.line()
            draft.go_live_at = timezone.now() + timedelta(days=1)
            revision = draft.save_revision(user=self.admin)
            with self.assertRaises(publication.NotApprovedError), transaction.atomic():
                revision.publish(user=self.admin, skip_permission_checks=True)
            with self.assertRaises(publication.RefusedError), transaction.atomic():
                HelpLine.objects.all().delete()

    def test_editors_and_moderators_change_nothing(self) -> None:
        self.save(self.line(), "submit", by=self.moderator, number="1")
        self.assertFalse(self.line().has_unpublished_changes)


class StillRightTests(HelpLinesWait):
    def check(self, day: str, by: object = None) -> int:
        self.client.force_login(by or self.admin)
        url = reverse("help_line_checked", args=[self.line().pk])
        return self.client.post(url, {"day": day}).status_code

    def test_one_alone_says_at_once_that_the_number_is_right(self) -> None:
        before = read_version()
        self.assertEqual(self.check("2026-03-09"), 302)
        self.assertEqual(str(self.line().last_checked), "2026-03-09")
        self.assertGreater(read_version(), before)

    def test_an_approval_keeps_the_day_that_was_set_meanwhile(self) -> None:
        state = self.submit(self.line(), number="116 112")
        self.check("2026-03-09")
        self.approve(state, self.other)
        line = self.line()
        self.assertEqual(
            (line.number, str(line.last_checked)), ("116 112", "2026-03-09")
        )

    def test_no_day_to_come_no_nonsense_and_no_stranger(self) -> None:
        tomorrow = str(timezone.localdate() + timedelta(days=1))
        for day in (tomorrow, "", "i går"):
            self.assertEqual(self.check(day), 422)
        self.check("2026-03-09", by=self.moderator)
        self.assertIsNone(self.line().last_checked)
