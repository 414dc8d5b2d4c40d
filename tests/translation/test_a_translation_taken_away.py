"""A reviewer takes one translation away from readers, says why, and brings it back."""

from typing import Any

from django.urls import reverse

from hm_site.organisations.models import Notice
from hm_site.organisations.review.models import Withdrawal
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
