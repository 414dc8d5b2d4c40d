"""A button pressed when the session had ended: signing in leads to its address."""

from urllib.parse import parse_qs, urlsplit

from django.test import Client, TestCase
from django.urls import reverse

from tests import factories

HTML = {"Accept": "text/html,application/xhtml+xml"}


class ButtonTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.ours = factories.organisation("kommun-a")
        cls.page = factories.offering(cls.ours, "Samtal i kyrkan")
        cls.translator = factories.member("translator", "ar")
        cls.moderator = factories.member("moderator")
        draft = factories.offering(cls.ours, "Promenad", live=False)
        draft.save_revision()
        cls.state = draft.get_workflow().start(draft, factories.editor(cls.ours))

    def test_it_leads_to_the_page_where_the_button_stands_and_says_so(self) -> None:
        editor = reverse("translation_edit", args=[self.page.pk, "ar"])
        item = reverse("review_item", args=[self.state.pk])
        for person, url, page in (
            (self.translator, f"{editor}maskin/", editor),
            (self.translator, f"{editor}ta/", editor),
            (self.moderator, f"{item}godkann/", item),
            (factories.member("coordinator"), reverse("translation_order"), None),
        ):
            with self.subTest(url):
                client = Client()
                sign_in = client.post(url)
                (onward,) = parse_qs(urlsplit(sign_in["Location"]).query)["next"]
                client.force_login(person)
                answer = client.get(onward, headers=HTML, follow=True)
                self.assertEqual(answer.status_code, 200)
                self.assertEqual(
                    answer.redirect_chain[0][0], page or reverse("translation_desk")
                )
                self.assertContains(answer, "Tryck en gång till")
        self.state.refresh_from_db()
        self.assertEqual(self.state.status, self.state.STATUS_IN_PROGRESS)

    def test_a_script_is_answered_as_before(self) -> None:
        client = Client()
        client.force_login(self.moderator)
        url = reverse("review_approve", args=[self.state.pk])
        self.assertEqual(client.get(url).status_code, 405)
        self.assertEqual(client.get(url, headers={"Accept": "*/*"}).status_code, 405)
