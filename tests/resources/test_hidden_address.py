"""A protected place: its address is in no byte that a reader can get."""

import re
from datetime import time
from decimal import Decimal

from django.test import TestCase

from hm_site import languages
from resources.models import SupportOfferingPage
from tests import admin_forms, factories

# Every text and number of the place; none of them occurs anywhere else on the site.
PLACE = {
    "name": "Kvittenhuset",
    "street": "Kvittengatan 17",
    "postcode": "987 65",
    "city": "Kvittenby",
    "directions": "Buss 99 till Kvittentorget.",
    "latitude": Decimal("56.98765"),
    "longitude": Decimal("12.98765"),
    "step_free": True,
}
SECRET = re.compile(r"[Kk]vitten|987 ?65|98765|Buss 99")


class HiddenAddress(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.organisation = factories.organisation()
        cls.editor = factories.editor(cls.organisation)
        cls.page = factories.offering(
            cls.organisation,
            "Skyddat stöd",
            places=[PLACE],
            sessions=[{"weekday": 1, "start": time(13), "end": time(15)}],
            hide_address=True,
        )
        cls.related = factories.offering(cls.organisation, "Annat stöd")
        cls.arabic = factories.translate(cls.page, "ar", title="دعم محمي")
        cls.story = factories.story(cls.organisation)
        cls.story.offerings.create(offering=cls.page)
        cls.story.save_revision().publish()

    def addresses(self, code: str) -> list[str]:
        return [
            f"/{code}/aktorer/kommun-a/{self.page.slug}/",
            f"/{code}/aktorer/kommun-a/{self.related.slug}/",
            f"/{code}/aktorer/kommun-a/{self.story.slug}/",
            f"/{code}/aktorer/kommun-a/",
            f"/{code}/aktorer/",
            f"/{code}/hitta-stod/",
            f"/{code}/hitta-stod/?stepfree=1",
            f"/{code}/hitta-stod/?q=skyddat",
            f"/{code}/sok/?q=skyddat",
            f"/{code}/goda-exempel/",
            f"/{code}/",
        ]

    def test_no_page_in_any_language_holds_a_part_of_it(self) -> None:
        for language in languages.LANGUAGES:
            for address in self.addresses(language.code):
                with self.subTest(address):
                    response = self.client.get(address)
                    assert response.status_code == 200
                    text = response.content.decode()
                    assert not SECRET.search(text), SECRET.search(text)
                    assert not SECRET.search(str(response.headers))

    def test_nor_does_anything_else_that_anyone_may_fetch(self) -> None:
        for address in (
            "/sitemap.xml",
            "/robots.txt",
            f"/sv/aktorer/kommun-a/{self.page.slug}/finns-inte/",
        ):
            text = self.client.get(address).content.decode()
            assert not SECRET.search(text), address

    def test_there_is_no_link_to_a_map(self) -> None:
        hidden = self.client.get(self.addresses("sv")[0]).content.decode()
        assert "openstreetmap" not in hidden
        self.page.hide_address = False
        self.page.save_revision().publish()
        shown = self.client.get(self.addresses("sv")[0]).content.decode()
        assert "openstreetmap" in shown
        assert SECRET.search(shown)

    def test_the_page_says_why_and_names_the_municipality(self) -> None:
        text = self.client.get(self.addresses("sv")[0]).content.decode()
        assert "Adressen är skyddad" in text
        assert "Halmstad" in text

    def test_no_search_finds_it_by_the_address(self) -> None:
        for words in ("Kvittenhuset", "Kvittengatan", "Kvittenby", "987 65"):
            response = self.client.get("/sv/sok/", {"q": words})
            assert self.page.slug not in response.content.decode(), words
            listed = self.client.get("/sv/hitta-stod/", {"q": words})
            assert self.page.slug not in listed.content.decode(), words

    def test_the_editor_sees_it_in_her_form(self) -> None:
        self.client.force_login(self.editor)
        data = admin_forms.read_form(self.client, admin_forms.edit_url(self.page))
        assert data["places-0-street"] == PLACE["street"]

    def test_a_preview_hides_it_too(self) -> None:
        self.client.force_login(self.editor)
        draft = self.client.get(f"/admin/pages/{self.page.pk}/view_draft/")
        assert draft.status_code == 200
        assert not SECRET.search(draft.content.decode())

    def test_hiding_and_showing_again_work_at_once(self) -> None:
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        listing = "/sv/hitta-stod/"
        for hidden in (False, True, False):
            page.hide_address = hidden
            page.save_revision().publish()
            for address in (listing, self.addresses("ar")[0]):
                text = self.client.get(address).content.decode()
                assert bool(SECRET.search(text)) != hidden, (address, hidden)
