"""Nobody's text reaches readers before somebody else has approved it."""

from unittest import mock

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Revision, TaskState, WorkflowState

from hm_site.organisations.review import authors, decisions, desk
from hm_site.organisations.review.models import Approval, Claim
from resources.models import SupportOfferingPage
from tests import admin_forms, factories

from .review_case import ReviewCase


class TheDeskTests(ReviewCase):
    def test_a_moderator_publishes_what_an_editor_submitted(self) -> None:
        response = self.approve(self.submit(), self.moderator)
        self.assertRedirects(response, reverse("review_desk"))
        self.assertTrue(self.is_live())
        approval = Approval.objects.get()
        self.assertEqual(approval.approved_by, self.moderator)
        self.assertEqual(approval.submitted_by, self.editor)

    def test_nobody_approves_what_she_submitted(self) -> None:
        for person in (self.moderator, self.admin):
            state = self.submit(by=person)
            response = self.approve(state, person)
            self.assertRedirects(response, reverse("review_item", args=[state.pk]))
            self.assertFalse(self.is_live())
            state.refresh_from_db()
            state.cancel(user=person)

    def test_nobody_approves_what_she_changed_last(self) -> None:
        for person in (self.moderator, self.admin):
            state = self.submit()
            draft = SupportOfferingPage.objects.get(pk=self.page.pk)
            draft.get_latest_revision_as_object().save_revision(user=person)
            self.approve(state, person)
            self.assertFalse(self.is_live())
            state.refresh_from_db()
            state.cancel(user=person)

    def test_a_word_mended_during_the_review_needs_no_second_review(self) -> None:
        state = self.submit()
        draft = SupportOfferingPage.objects.get(pk=self.page.pk)
        draft.title = "Samtal i kyrkans hus"
        draft.save_revision(user=self.other)
        self.client.force_login(self.other)
        self.assertContains(self.client.get(reverse("review_desk")), "din egen")
        self.approve(state, self.moderator)
        self.assertTrue(self.is_live())
        state.refresh_from_db()
        self.assertEqual(state.status, WorkflowState.STATUS_APPROVED)

    def test_an_approved_page_that_changes_waits_again(self) -> None:
        self.approve(self.submit(), self.moderator)
        url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        for person in (self.editor, self.moderator, self.admin):
            self.client.force_login(person)
            for action in ("draft", "publish alone", "submit"):
                admin_forms.send(self.client, url, {"title": "Ny"}, action=action)
                page = SupportOfferingPage.objects.get(pk=self.page.pk)
                self.assertEqual(page.title, "Samtal i kyrkan")
        self.approve(page.current_workflow_state, self.other)
        page.refresh_from_db()
        self.assertEqual(page.title, "Ny")

    def test_what_changed_after_it_was_shown_is_not_approved(self) -> None:
        state, shown = self.submit(), self.shown()
        draft = self.page.get_latest_revision_as_object()
        draft.title = "En annan rubrik"
        draft.save_revision(user=self.other)
        self.approve(state, self.moderator, shown=shown)
        self.assertFalse(self.is_live())

    def test_what_another_moderator_corrected_is_published_as_it_was_shown(
        self,
    ) -> None:
        state = self.submit()
        draft = self.page.get_latest_revision_as_object()
        draft.title = "Samtal i Söndrums kyrka"
        draft.save_revision(user=self.other)
        self.approve(state, self.moderator)
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        self.assertEqual((page.live, page.title), (True, "Samtal i Söndrums kyrka"))

    def test_a_revision_written_over_in_place_is_not_approved(self) -> None:
        state, shown = self.submit(), self.shown()
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        revision = page.get_latest_revision()
        draft = page.get_latest_revision_as_object()
        draft.title = "En annan rubrik"
        draft.save_revision(user=self.editor, overwrite_revision=revision)
        self.approve(state, self.moderator, shown=shown)
        self.assertFalse(self.is_live())

    def test_an_incomplete_page_is_not_approved(self) -> None:
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        page.terms = []
        page.save_revision(user=self.editor, clean=False)
        state = self.submit()
        response = self.approve(state, self.moderator)
        self.assertFalse(self.is_live())
        self.assertRedirects(response, reverse("review_item", args=[state.pk]))

    def test_the_second_approver_is_told_who_was_first(self) -> None:
        state, shown = self.submit(), self.shown()
        self.approve(state, self.moderator)
        self.client.force_login(self.other)
        url = reverse("review_approve", args=[state.pk])
        response = self.client.post(url, {"shown": shown}, follow=True)
        self.assertContains(response, str(self.moderator))
        self.assertEqual(Approval.objects.count(), 1)

    def test_returning_needs_a_reason_and_keeps_the_page_a_draft(self) -> None:
        state = self.submit()
        self.client.force_login(self.moderator)
        url = reverse("review_send_back", args=[state.pk])
        response = self.client.post(url, {"reason": "  "})
        self.assertContains(response, "Skriv vad som behöver ändras.", status_code=422)
        self.client.post(url, {"reason": "Skriv vilken dag ni ses."})
        state.refresh_from_db()
        self.assertEqual(state.status, WorkflowState.STATUS_NEEDS_CHANGES)
        self.assertFalse(self.is_live())

    def test_a_new_wording_is_marked_and_everything_else_is_meaning(self) -> None:
        self.approve(self.submit(), self.moderator)
        draft = SupportOfferingPage.objects.get(pk=self.page.pk)
        draft.title, draft.summary = "Samtal i kyrkan!", "Nu med en kurator."
        draft.save_revision(user=self.editor)
        state = self.submit()
        radio = self.radios(state)["Samtal i kyrkan!"]
        self.approve(state, self.moderator, **{radio: Approval.WORDING})
        newest = Approval.objects.order_by("pk").last()
        self.assertEqual(
            {text["path"]: text["kind"] for text in newest.texts},
            {"title": Approval.WORDING, "summary": Approval.MEANING},
        )

    def test_taking_is_seen_by_the_other_and_can_be_released(self) -> None:
        state = self.submit()
        self.client.force_login(self.moderator)
        self.client.post(reverse("review_take", args=[state.pk]))
        self.client.force_login(self.other)
        self.assertContains(
            self.client.get(reverse("review_desk")), str(self.moderator)
        )
        self.client.post(reverse("review_take", args=[state.pk]))
        self.assertEqual(Claim.objects.get().user, self.moderator)
        self.client.post(reverse("review_release", args=[state.pk]))
        self.assertFalse(Claim.objects.exists())

    def test_a_long_queue_has_pages(self) -> None:
        self.submit()
        second = factories.offering(self.ours, "Promenad", live=False)
        self.submit(second)
        self.client.force_login(self.moderator)
        with mock.patch.object(desk, "PER_PAGE", 1):
            page = self.client.get(reverse("review_desk"), {"p": "2"})
        self.assertContains(page, "Väntar på granskning (2)")
        self.assertEqual([row.title for row in page.context["rows"]], ["Promenad"])

    def test_a_thousand_may_wait(self) -> None:
        """More than SQLite takes as conditions of one question."""
        state = self.submit()
        step, kind = state.current_task_state, state.base_content_type
        numbers = [10**6 + n for n in range(1200)]
        same = {"content_type": state.content_type, "requested_by": self.editor}
        states = WorkflowState.objects.bulk_create(
            WorkflowState(
                base_content_type=kind,
                object_id=str(number),
                workflow=state.workflow,
                **same,
            )
            for number in numbers
        )
        TaskState.objects.bulk_create(
            TaskState(
                workflow_state=one,
                revision=step.revision,
                task=step.task,
                content_type=step.content_type,
            )
            for one in states
        )
        versions = [
            Revision(pk=number, object_id=str(number), base_content_type=kind)
            for number in numbers
        ]
        self.assertEqual(authors.since_sent_in(versions), {})

    def test_the_queue_is_oldest_first_and_asks_no_more_for_more_rows(self) -> None:
        pages = [
            factories.offering(self.ours, f"Utkast {n}", live=False) for n in range(6)
        ]
        self.submit(pages[0])
        self.client.force_login(self.moderator)
        url = reverse("review_desk")
        self.client.get(url)
        one = self.queries(url)
        for page in pages[1:]:
            self.submit(page)
        self.assertEqual(self.queries(url), one)
        rows = self.client.get(url).context["rows"]
        self.assertEqual([r.page.pk for r in rows], [page.pk for page in pages])

    def queries(self, url: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            self.client.get(url)
        return len(seen)


class WhoDecidesTests(ReviewCase):
    def test_editors_and_translators_decide_nothing(self) -> None:
        state = self.submit()
        strangers = [self.editor, factories.member("translator", "ar")]
        names = "review_approve review_send_back review_take review_release".split()
        for person in strangers:
            self.client.force_login(person)
            for name in names:
                self.client.post(
                    reverse(name, args=[state.pk]),
                    {"shown": self.shown(), "reason": "x"},
                )
            self.client.get(reverse("review_item", args=[state.pk]))
            self.client.get(reverse("review_desk"))
        state.refresh_from_db()
        self.assertEqual(state.status, WorkflowState.STATUS_IN_PROGRESS)
        self.assertFalse(Claim.objects.exists())
        self.assertFalse(self.is_live())

    def test_a_reviewer_of_arabic_decides_nothing_in_swedish(self) -> None:
        state = self.submit()
        self.approve(state, factories.member("reviewer", "ar"))
        self.assertFalse(self.is_live())

    def test_decision_errors_carry_plain_words(self) -> None:
        with self.assertRaisesMessage(decisions.DecisionError, "Skriv vad som"):
            decisions.send_back(1, self.moderator, reason=" ")


class SentInAgainTests(ReviewCase):
    """Who sends a page in that came back has submitted it, whoever was first."""

    def again(self) -> WorkflowState:
        """Returned to the editor, rewritten and sent in by a moderator, and a word
        mended by the other one meanwhile."""
        state = self.submit()
        decisions.send_back(state.pk, self.other, reason="Fel dag.")
        self.client.force_login(self.moderator)
        admin_forms.send(
            self.client,
            admin_forms.edit_url(self.page),
            {"title": "Helt omskrivet"},
            action="submit",
        )
        draft = SupportOfferingPage.objects.get(pk=self.page.pk)
        draft = draft.get_latest_revision_as_object()
        draft.summary = "Ett ord är ändrat."
        draft.save_revision(user=self.other)
        state.refresh_from_db()
        return state

    def test_she_does_not_approve_it(self) -> None:
        state = self.again()
        self.assertEqual(state.status, WorkflowState.STATUS_IN_PROGRESS)
        self.assertEqual(state.requested_by, self.moderator)
        for person in (self.moderator, self.other):
            self.approve(state, person)
            self.assertFalse(self.is_live(), person)
        self.approve(state, self.admin)
        self.assertTrue(self.is_live())
        approval = Approval.objects.get()
        self.assertEqual(approval.submitted_by, self.moderator)
        self.assertEqual(approval.approved_by, self.admin)

    def test_who_rewrote_it_while_it_waited_does_not_either(self) -> None:
        state = self.submit()
        for person in (self.moderator, self.other):
            draft = SupportOfferingPage.objects.get(pk=self.page.pk)
            draft.get_latest_revision_as_object().save_revision(user=person)
        self.approve(state, self.moderator)
        self.assertFalse(self.is_live())
        self.client.force_login(self.moderator)
        self.assertContains(self.client.get(reverse("review_desk")), "din egen")

    def test_a_round_that_is_over_binds_nobody(self) -> None:
        state = self.submit()
        draft = SupportOfferingPage.objects.get(pk=self.page.pk)
        draft.get_latest_revision_as_object().save_revision(user=self.moderator)
        decisions.send_back(state.pk, self.moderator, reason="Fel dag.")
        draft.refresh_from_db()
        draft.get_latest_revision_as_object().save_revision(user=self.editor)
        state.refresh_from_db()
        state.resume(self.editor)
        self.approve(state, self.moderator)
        self.assertTrue(self.is_live())
