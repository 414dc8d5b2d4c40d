"""Closing needs one; what comes back is what was once approved."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from hm_site.base import publication
from hm_site.organisations.review import decisions, desk
from hm_site.organisations.review.models import Withdrawal
from resources.models import SupportOfferingPage
from tests import factories

from .review_case import ReviewCase


class WithdrawalTests(ReviewCase):
    def setUp(self) -> None:
        self.live = factories.offering(self.ours, "Öppet stöd")

    def withdraw(self, by: object, reason: str = "") -> object:
        self.client.force_login(by)
        url = reverse("review_withdraw", args=[self.live.pk])
        return self.client.post(url, {"reason": reason})

    def undo(self, by: object) -> object:
        self.client.force_login(by)
        row = Withdrawal.objects.latest("at")
        return self.client.post(reverse("review_undo", args=[row.pk]))

    def test_an_editor_withdraws_her_own_page_at_once(self) -> None:
        self.withdraw(self.editor)
        self.assertFalse(self.is_live(self.live))
        self.assertEqual(Withdrawal.objects.get().by, self.editor)

    def test_looking_at_the_question_withdraws_nothing(self) -> None:
        self.client.force_login(self.editor)
        self.client.get(reverse("review_withdraw", args=[self.live.pk]))
        self.assertTrue(self.is_live(self.live))

    def test_a_moderator_must_say_why(self) -> None:
        self.assertEqual(self.withdraw(self.moderator).status_code, 422)
        self.assertTrue(self.is_live(self.live))
        self.withdraw(self.moderator, "Fel nummer")
        self.assertFalse(self.is_live(self.live))
        self.assertEqual(Withdrawal.objects.get().reason, "Fel nummer")

    def test_another_organisation_withdraws_nothing(self) -> None:
        theirs = factories.organisation("kommun-b")
        self.withdraw(factories.editor(theirs))
        self.assertTrue(self.is_live(self.live))

    def test_wagtails_own_buttons_would_ask_for_no_reason_and_are_closed(self) -> None:
        one = reverse("wagtailadmin_pages:unpublish", args=[self.live.pk])
        many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
        api = reverse("wagtailadmin_api:pages:action", args=[self.live.pk, "unpublish"])
        edit = reverse("wagtailadmin_pages:edit", args=[self.live.pk])
        for person in (self.editor, self.moderator, self.admin):
            self.client.force_login(person)
            for url in (one, f"{many}?id={self.live.pk}", api):
                self.client.post(url)
                self.assertTrue(self.is_live(self.live), (person, url))
            self.assertNotContains(self.client.get(edit), one)

    def test_it_remembers_who_and_what_readers_saw(self) -> None:
        self.withdraw(self.editor)
        row = Withdrawal.objects.get()
        self.assertEqual((row.by, row.revision), (self.editor, self.live.live_revision))

    def test_undo_brings_back_what_readers_saw_and_no_newer_draft(self) -> None:
        self.withdraw(self.editor)
        draft = SupportOfferingPage.objects.get(pk=self.live.pk)
        draft = draft.get_latest_revision_as_object()
        draft.title = "Ny rubrik"
        draft.save_revision(user=self.editor)
        self.undo(self.editor)
        page = SupportOfferingPage.objects.get(pk=self.live.pk)
        self.assertTrue(page.live)
        self.assertEqual(page.title, "Öppet stöd")
        self.assertTrue(page.has_unpublished_changes)

    def test_what_is_under_review_waits_on(self) -> None:
        draft = self.live.get_latest_revision_as_object()
        draft.title = "Ny rubrik"
        draft.save_revision(user=self.editor)
        page = SupportOfferingPage.objects.get(pk=self.live.pk)
        state = page.get_workflow().start(page, self.editor)
        self.withdraw(self.editor)
        self.undo(self.editor)
        state.refresh_from_db()
        self.assertEqual(state.status, WorkflowState.STATUS_IN_PROGRESS)
        page.refresh_from_db()
        self.assertEqual((page.live, page.title), (True, "Öppet stöd"))

    def test_what_is_approved_for_later_still_comes(self) -> None:
        self.withdraw(self.editor)
        page = SupportOfferingPage.objects.get(pk=self.live.pk)
        draft = page.get_latest_revision_as_object()
        draft.go_live_at = timezone.now() + timedelta(days=2)
        revision = draft.save_revision(user=self.editor)
        page.refresh_from_db()
        state = page.get_workflow().start(page, self.editor)
        decisions.approve(state.pk, self.moderator, shown=decisions.version(revision))
        revision.refresh_from_db()
        moment = revision.approved_go_live_at
        self.assertIsNotNone(moment)
        self.undo(self.editor)
        revision.refresh_from_db()
        self.assertEqual(revision.approved_go_live_at, moment)

    def test_an_editor_who_goes_on_typing_does_not_change_what_undo_brings(
        self,
    ) -> None:
        """Autosave writes over the newest version in place, unless readers had it."""
        draft = SupportOfferingPage.objects.get(pk=self.live.pk)
        draft.save_revision(user=self.editor).publish()
        approved = SupportOfferingPage.objects.get(pk=self.live.pk).live_revision
        for withdrawn in (False, True):
            if withdrawn:
                self.withdraw(self.editor)
            page = SupportOfferingPage.objects.get(pk=self.live.pk)
            page.title = "Ring 0900-123"
            with publication.acting(lambda: self.editor):
                made = page.save_revision(
                    user=self.editor, overwrite_revision=page.latest_revision
                )
            self.assertNotEqual(made.pk, approved.pk)
            Revision.objects.filter(pk=made.pk).delete()
            SupportOfferingPage.objects.update(latest_revision=approved)
        self.undo(self.editor)
        page = SupportOfferingPage.objects.get(pk=self.live.pk)
        self.assertEqual((page.live, page.title), (True, "Öppet stöd"))

    def test_an_editor_does_not_undo_what_a_moderator_withdrew(self) -> None:
        self.withdraw(self.moderator, "Fel nummer")
        self.undo(self.editor)
        self.assertFalse(self.is_live(self.live))
        self.undo(self.other)
        self.assertTrue(self.is_live(self.live))

    def on_the_desk(self) -> list[int]:
        """Pages that the moderator's desk offers to show again."""
        self.client.force_login(self.moderator)
        rows = self.client.get(reverse("review_desk")).context["withdrawn"]
        return [row.page_id for row, _about in rows]

    def test_a_page_withdrawn_twice_stands_once_on_the_desk(self) -> None:
        self.withdraw(self.moderator, reason="Fel tid.")
        self.approve(self.submit(self.live), self.moderator)
        self.assertEqual(self.on_the_desk(), [])
        self.withdraw(self.moderator, reason="Fel plats.")
        self.assertEqual(self.on_the_desk(), [self.live.pk])
        self.undo(self.moderator)
        self.assertTrue(self.is_live(self.live))

    def test_what_cannot_be_undone_hides_nothing(self) -> None:
        self.withdraw(self.moderator, reason="Fel tid.")
        for number in range(desk.WITHDRAWN):
            other = factories.offering(self.ours, f"Stöd {number}")
            other.unpublish(set_expired=True)
        self.assertEqual(self.on_the_desk(), [self.live.pk])

    def test_what_comes_back_is_compared_with_what_readers_saw(self) -> None:
        self.withdraw(self.moderator, reason="Fel namn.")
        draft = self.live.get_latest_revision_as_object()
        draft.title = "Öppet stöd!"
        draft.save_revision(user=self.editor)
        state = self.submit(self.live)
        self.assertIn("Öppet stöd!", self.radios(state))
        page = self.client.get(reverse("review_item", args=[state.pk]))
        self.assertContains(page, "Läsarna ser inte sidan nu.")

    def test_undo_twice_is_told_and_harmless(self) -> None:
        self.withdraw(self.editor)
        self.undo(self.editor)
        self.assertEqual(self.undo(self.editor).status_code, 302)
        self.assertTrue(self.is_live(self.live))

    # ------------------------------------------------------------- the editor's way
    def way_back(self) -> str:
        return reverse("review_undo", args=[Withdrawal.objects.latest("at").pk])

    def where_it_is_offered(self, by: object) -> list[bool]:
        """At home, above the form, and whether the question itself is shown."""
        self.client.force_login(by)
        edit = reverse("wagtailadmin_pages:edit", args=[self.live.pk])
        offered = [
            self.way_back() in self.client.get(address).content.decode()
            for address in (reverse("wagtailadmin_home"), edit)
        ]
        return [*offered, self.client.get(self.way_back()).status_code == 200]

    def test_an_editor_finds_the_way_back_at_home_and_on_the_page(self) -> None:
        self.withdraw(self.editor)
        self.assertEqual(self.where_it_is_offered(self.editor), [True] * 3)
        self.assertFalse(self.is_live(self.live))  # being asked brings nothing back
        self.client.post(self.way_back())
        self.assertTrue(self.is_live(self.live))
        self.assertNotIn(
            self.way_back(),
            self.client.get(reverse("wagtailadmin_home")).content.decode(),
        )

    def test_she_is_offered_none_where_a_moderator_withdrew(self) -> None:
        self.withdraw(self.moderator, "Fel nummer")
        self.assertEqual(self.where_it_is_offered(self.editor), [False] * 3)
        edit = self.client.get(reverse("wagtailadmin_pages:edit", args=[self.live.pk]))
        self.assertContains(edit, "En moderator drog tillbaka sidan")
        self.assertContains(edit, "Fel nummer")

    def test_another_editor_is_not_asked_about_it(self) -> None:
        self.withdraw(self.editor)
        self.client.force_login(factories.editor(factories.organisation("kommun-b")))
        self.assertNotIn("Öppet stöd", str(self.client.get(self.way_back()).content))
        self.client.post(self.way_back())
        self.assertFalse(self.is_live(self.live))

    def test_what_has_run_out_does_not_come_back_for_a_moment(self) -> None:
        page = SupportOfferingPage.objects.get(pk=self.live.pk)
        page.unpublish(set_expired=True)
        self.assertEqual(self.where_it_is_offered(self.editor), [False] * 3)
        edit = self.client.get(reverse("wagtailadmin_pages:edit", args=[self.live.pk]))
        self.assertContains(edit, "Sidans slutdatum har passerat")

    def test_what_was_withdrawn_is_not_destroyed_by_anybody(self) -> None:
        """Else the editor alone would make the moderator's undo impossible."""
        self.withdraw(self.moderator, "Fel nummer")
        url = reverse("wagtailadmin_pages:delete", args=[self.live.pk])
        for person in (self.editor, self.admin):
            self.client.force_login(person)
            self.client.post(url)
        self.undo(self.other)
        self.assertTrue(self.is_live(self.live))

    def test_a_draft_that_nobody_saw_is_thrown_away_by_its_editor(self) -> None:
        self.client.force_login(self.editor)
        self.client.post(reverse("wagtailadmin_pages:delete", args=[self.page.pk]))
        self.assertFalse(SupportOfferingPage.objects.filter(pk=self.page.pk).exists())
