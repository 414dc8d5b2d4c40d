"""A review tells whom it concerns, nobody else; Wagtail mails nothing of its own."""

from django.core import mail
from django.urls import reverse

from hm_site.organisations.models import Notice
from hm_site.organisations.review import decisions
from tests import admin_forms, factories

from .review_case import ReviewCase


class WhoIsToldTests(ReviewCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.colleague = factories.editor(cls.ours, "kollega")
        cls.stranger = factories.editor(factories.organisation("kommun-b"))
        cls.reviewer = factories.member("reviewer", "ar")

    def told(self, **fields: object) -> set[str]:
        return {n.person.username for n in Notice.objects.filter(**fields)}

    def test_the_moderators_hear_of_what_is_submitted_in_their_digest(self) -> None:
        self.submit()
        self.assertEqual(self.told(at_once=False), {"moderator-a", "moderator-b"})
        notice = Notice.objects.first()
        self.assertIn("Samtal i kyrkan", notice.text)
        self.assertIn("Kommun a", notice.text)
        self.client.force_login(self.moderator)
        self.assertEqual(self.client.get(notice.url).status_code, 200)

    def test_whoever_submits_is_not_told_that_she_did(self) -> None:
        self.submit(by=self.moderator)
        self.assertEqual(self.told(), {"moderator-b"})

    def test_the_editors_hear_at_once_what_has_to_change(self) -> None:
        state = self.submit()
        reason = "Skriv vilken dag <ni> ses. " + "x" * 1900
        decisions.send_back(state.pk, self.moderator, reason=reason)
        self.assertEqual(
            self.told(at_once=True), {self.editor.username, self.colleague.username}
        )
        notice = Notice.objects.filter(person=self.editor).get()
        self.assertIn(reason, notice.text)

    def test_who_submitted_hears_that_it_is_published(self) -> None:
        self.approve(self.submit(), self.moderator)
        (notice,) = Notice.objects.all()
        self.assertEqual(notice.person, self.editor)
        self.assertFalse(notice.at_once)
        self.assertIn("godkänd och publicerad", notice.text)

    def test_what_was_decided_waits_in_nobodys_digest(self) -> None:
        for end in ("approve", "send back", "cancel"):
            page = factories.offering(self.ours, end, live=False)
            state = self.submit(page)
            if end == "approve":
                self.approve(state, self.moderator)
            elif end == "send back":
                decisions.send_back(state.pk, self.moderator, reason="Skriv dagen.")
            else:
                state.cancel(user=self.editor)
            self.assertEqual(self.told(kind=Notice.Kind.REVIEW), set(), end)

    def test_a_decision_that_is_rolled_back_tells_nobody(self) -> None:
        state = self.submit()
        Notice.objects.all().delete()
        self.approve(state, self.moderator, shown="en annan version")
        self.assertEqual(self.told(), set())

    def test_the_editors_hear_at_once_why_a_moderator_took_their_page_away(
        self,
    ) -> None:
        live = factories.offering(self.ours, "Öppet")
        self.client.force_login(self.moderator)
        url = reverse("review_withdraw", args=[live.pk])
        self.client.post(url, {"reason": "Fel nummer"})
        self.assertEqual(
            self.told(at_once=True, kind=Notice.Kind.WITHDRAWN),
            {self.editor.username, self.colleague.username},
        )
        self.assertIn("Fel nummer", Notice.objects.first().text)

    def test_an_editor_who_withdraws_tells_nobody(self) -> None:
        live = factories.offering(self.ours, "Öppet")
        self.client.force_login(self.editor)
        self.client.post(reverse("review_withdraw", args=[live.pk]), {})
        self.assertEqual(self.told(), set())

    def test_wagtail_sends_no_mail_of_its_own(self) -> None:
        self.client.force_login(self.editor)
        url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        for approved in (False, True):
            admin_forms.send(self.client, url, action="submit")
            self.page.refresh_from_db()
            state = self.page.current_workflow_state
            if approved:
                self.approve(state, self.moderator)
            else:
                decisions.send_back(state.pk, self.moderator, reason="Skriv dagen.")
        self.assertTrue(self.is_live())
        self.assertEqual(mail.outbox, [])
        self.assertEqual(self.told(), {self.editor.username, self.colleague.username})
