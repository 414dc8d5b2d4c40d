"""A reviewer takes one translation away from readers, says why, and brings it back."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState

from hm_site.organisations.models import Notice
from hm_site.organisations.review.models import Approval, Withdrawal
from hm_site.translation.models import PublishedTranslation, TranslationPublication
from hm_site.translation.states import State
from resources.models import SupportOfferingPage
from tests import factories

from .desk_case import DeskCase

AWAY, BACK = "Ta bort översättningen för läsare", "Visa för läsare igen"
NAME = "”Samtal för nya” på arabiska"


class TakenAwayTests(DeskCase):
    def setUp(self) -> None:
        self.publish_translation()
        self.editor_url = reverse("translation_edit", args=[self.source.pk, "ar"])
        self.url = reverse("translation_withdraw", args=[self.source.pk, "ar"])

    def open(self, url: str, by: Any) -> Any:
        self.client.force_login(by)
        return self.client.get(url)

    def read_messages(self) -> None:
        self.client.get(reverse("review_desk"))

    def row(self) -> Withdrawal:
        return Withdrawal.objects.get(page=self.target().pk)

    def test_the_way_there_is_the_reviewer_s_alone(self) -> None:
        self.assertContains(self.open(self.editor_url, self.reviewer), self.url)
        self.assertNotContains(self.open(self.editor_url, self.translator), self.url)
        self.assertEqual(self.open(self.url, self.translator).status_code, 302)
        self.assertContains(self.open(self.url, self.reviewer), NAME)
        self.assertTrue(self.target().live)

    def test_without_a_reason_nothing_happens(self) -> None:
        self.client.force_login(self.reviewer)
        answer = self.client.post(self.url, {"reason": "  "})
        self.assertEqual(answer.status_code, 422)
        self.assertTrue(self.target().live)

    def test_whoever_wrote_it_reads_why_and_others_are_not_told(self) -> None:
        self.withdraw_translation()
        notices = Notice.objects.filter(kind=Notice.Kind.WITHDRAWN)
        self.assertEqual([x.person for x in notices], [self.translator])
        self.assertIn(f"{NAME} är tillbakadragen av en granskare", notices[0].text)
        self.assertIn("Fel ord.", notices[0].text)
        self.assertEqual(notices[0].url, self.editor_url)
        page = self.open(self.editor_url, self.translator)
        self.assertContains(page, "Fel ord.")
        self.assertNotContains(page, BACK)

    def test_the_reason_reaches_who_wrote_what_readers_had(self) -> None:
        colleague = factories.member("translator", "ar", "colleague")
        self.write_all(by=colleague, mark="ط")
        self.submit(by=colleague)
        self.withdraw_translation()
        notices = Notice.objects.filter(kind=Notice.Kind.WITHDRAWN)
        self.assertEqual([x.person for x in notices], [self.translator])

    def test_all_who_translate_hear_of_it_where_no_author_is_left(self) -> None:
        colleague = factories.member("translator", "ar", "colleague")
        self.translator.groups.clear()
        self.withdraw_translation()
        notices = Notice.objects.filter(kind=Notice.Kind.WITHDRAWN)
        self.assertEqual([x.person for x in notices], [colleague])

    def test_it_comes_back_from_the_editor_and_from_the_desk(self) -> None:
        for place in (self.editor_url, reverse("review_desk")):
            with self.subTest(place):
                self.withdraw_translation()
                url = reverse("review_undo", args=[Withdrawal.objects.latest("pk").pk])
                self.assertContains(self.open(place, self.reviewer), url)
                answer = self.client.post(url)
                self.assertRedirects(answer, self.editor_url)
                self.assertTrue(self.target().live)
                page = self.client.get(self.editor_url)
                self.assertNotContains(page, BACK)
                self.assertContains(page, AWAY)

    def test_what_waits_meanwhile_waits_on_and_is_published_after_it(self) -> None:
        """Wagtail cancels the review of whatever it publishes beside."""
        self.withdraw_translation()
        self.write_all(mark="ط")
        state = self.submit()
        self.bring_back("väntar på granskning")
        state.refresh_from_db()
        self.assertEqual(state.status, WorkflowState.STATUS_IN_PROGRESS)
        self.assertNotIn("ط", self.target().title)
        self.approve(state)
        self.assertIn("ط", self.target().title)

    def test_what_was_sent_back_meanwhile_stays_so_with_its_reason(self) -> None:
        self.withdraw_translation()
        self.write_all(mark="ط")
        state = self.submit()
        self.client.force_login(self.reviewer)
        url = reverse("review_send_back", args=[state.pk])
        self.client.post(url, {"reason": "Ett ord till."})
        self.bring_back("tillbakaskickad")
        page = self.open(self.editor_url, self.translator)
        self.assertContains(page, "Ett ord till.")

    def bring_back(self, told: str) -> None:
        url = reverse("review_undo", args=[Withdrawal.objects.latest("pk").pk])
        self.assertContains(self.open(url, self.reviewer), told)
        self.client.post(url)
        self.assertTrue(self.target().live)

    def test_an_outdated_one_comes_back_with_its_own_date(self) -> None:
        """Readers are told when it was translated, and that the Swedish is newer."""
        told = PublishedTranslation.objects.filter(
            page_key=self.source.translation_key, language="ar"
        )
        told.update(published_at=timezone.now() - timedelta(days=90))
        self.change_source(summary="Något helt annat.")
        before = told.values().get()
        known = TranslationPublication.objects.count()
        self.withdraw_translation()
        self.open(reverse("review_undo", args=[self.row().pk]), self.reviewer)
        self.client.post(reverse("review_undo", args=[self.row().pk]))
        self.assertTrue(self.target().live)
        self.assertEqual(self.cell().state, State.OUTDATED)
        self.assertEqual(told.values().get(), before)
        self.assertEqual(TranslationPublication.objects.count(), known)

    def test_what_the_swedish_page_has_lost_does_not_come_back(self) -> None:
        paragraphs = "<p>Ring oss först.</p><p>Kom på måndag.</p><p>Ta med kaffe.</p>"
        self.change_source(what_happens=paragraphs)
        self.publish_translation()
        self.change_source(
            Approval.WORDING,
            what_happens=paragraphs.replace("<p>Ta med kaffe.</p>", ""),
        )
        self.change_source(what_happens="<p>Ring oss först.</p><p>Kom på fredag.</p>")
        self.withdraw_translation()
        self.client.force_login(self.reviewer)
        self.read_messages()
        url = reverse("review_undo", args=[self.row().pk])
        self.assertContains(self.client.post(url, follow=True), "Förnya den")
        self.assertFalse(self.target().live)

    def test_a_new_meaning_meanwhile_is_told_when_it_comes_back(self) -> None:
        self.withdraw_translation()
        self.change_source(summary="Något helt annat.")
        told = Notice.objects.filter(kind=Notice.Kind.TRANSLATION)
        self.assertFalse(told)
        self.client.force_login(self.reviewer)
        self.client.post(reverse("review_undo", args=[self.row().pk]))
        self.assertEqual([x.person for x in told.all()], [self.translator])

    def test_a_vital_one_that_is_outdated_is_not_said_to_be_seen(self) -> None:
        SupportOfferingPage.objects.filter(pk=self.source.pk).update(risk_class="vital")
        self.withdraw_translation()
        self.change_source(summary="Något helt annat.")
        self.client.force_login(self.reviewer)
        self.read_messages()
        url = reverse("review_undo", args=[self.row().pk])
        page = self.client.post(url, follow=True)
        self.assertContains(page, "läsare får den inte än")
        self.assertNotContains(page, "syns för läsare igen")

    def test_others_do_not_bring_it_back(self) -> None:
        self.withdraw_translation()
        url = reverse("review_undo", args=[self.row().pk])
        for user in (
            self.translator,
            self.editor,
            self.moderator,
            factories.member("reviewer", "fa"),
        ):
            self.client.force_login(user)
            self.client.post(url)
            self.assertFalse(self.target().live, user)

    def test_nor_does_anybody_while_the_swedish_page_is_withdrawn(self) -> None:
        self.withdraw_translation()
        row = self.row()
        self.fresh().unpublish()
        self.client.force_login(self.reviewer)
        self.client.post(reverse("review_undo", args=[row.pk]))
        self.assertFalse(self.target().live)
        self.read_messages()
        desk = self.client.get(reverse("review_desk"))
        self.assertNotContains(desk, "Samtal för nya")

    def test_a_secret_title_is_not_told(self) -> None:
        self.fresh().unpublish()
        self.read_messages()
        page = self.open(self.url, self.reviewer)
        self.assertEqual(page.status_code, 302)
        self.assertNotContains(self.client.get(page["Location"], follow=True), "Samtal")
