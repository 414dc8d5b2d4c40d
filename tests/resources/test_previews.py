"""An editor sees her page as a phone shows it, in Arabic as readers will get it, and
on paper."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import TestCase
from django.urls import reverse

from resources.models import SupportOfferingPage
from tests import admin_forms, factories


class Previews(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.ours = factories.organisation("kommun-a")
        cls.page = factories.offering(cls.ours, "Vårt stöd", sessions=[{"weekday": 1}])
        cls.editor = factories.editor(cls.ours)

    def setUp(self) -> None:
        self.client.force_login(self.editor)

    def preview(self, mode: str, **changes: Any) -> BeautifulSoup:
        """The typed form in the editor's preview panel; nothing is saved."""
        url = reverse("wagtailadmin_pages:preview_on_edit", args=[self.page.pk])
        form = admin_forms.read_form(self.client, admin_forms.edit_url(self.page))
        admin_forms.send(self.client, url, changes, data=form)
        response = self.client.get(url, {"mode": mode})
        assert response.status_code == 200
        policy = response["Content-Security-Policy"]
        assert "frame-ancestors 'self'" in policy
        assert "unsafe" not in policy
        return BeautifulSoup(response.content, "html.parser")

    def test_the_panel_offers_them_and_begins_with_a_phone(self) -> None:
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        assert [mode for mode, _label in page.preview_modes] == ["", "ar", "print"]
        assert page.default_preview_mode == ""
        assert page.default_preview_size == "mobile"
        html = self.client.get(admin_forms.edit_url(page)).content.decode()
        assert "Så här ser den ut på arabiska" in html

    def test_as_it_is_it_is_swedish(self) -> None:
        shown = self.preview("", title="Nytt namn")
        assert (shown.html["lang"], shown.html["dir"]) == ("sv", "ltr")
        assert shown.h1.get_text(strip=True) == "Nytt namn"
        assert not shown.select("script[src*=print_preview]")

    def test_without_a_translation_arabic_readers_get_swedish_prose(self) -> None:
        shown = self.preview("ar", title="Nytt namn")
        assert (shown.html["lang"], shown.html["dir"]) == ("ar", "rtl")
        name = shown.find(string="Nytt namn").find_parent(attrs={"lang": True})
        assert (name["lang"], name["dir"]) == ("sv", "ltr")
        assert "أين" in shown.select_one(".factbox").get_text()

    def test_with_a_translation_they_get_it_and_the_typed_facts(self) -> None:
        factories.translate(self.page, "ar", title="دعمنا")
        shown = self.preview("ar", phone="0346-88 60 00", spoken_language=["ti"])
        assert shown.h1.get_text(strip=True) == "دعمنا"
        facts = shown.select_one(".factbox").get_text()
        assert "0346-88 60 00" in facts
        assert "التغرينية" in facts
        assert "السويدية" not in facts

    def test_a_draft_translation_is_not_what_readers_get(self) -> None:
        factories.translate(self.page, "ar", live=False, title="مسودة")
        assert "مسودة" not in self.preview("ar").get_text()

    def test_on_paper_the_print_rules_are_shown_on_the_screen(self) -> None:
        shown = self.preview("print")
        assert shown.html["lang"] == "sv"
        (script,) = shown.select("script[src*=print_preview]")
        assert script["type"] == "module"

    def test_a_mode_that_does_not_exist_is_the_page_itself(self) -> None:
        for mode in ("so", "../x", "AR"):
            assert self.preview(mode).html["lang"] == "sv"

    def test_a_page_that_is_not_saved_yet_has_previews_too(self) -> None:
        for page in (self.page, factories.story(self.ours)):
            form = admin_forms.read_form(self.client, admin_forms.edit_url(page))
            args = [page._meta.app_label, page._meta.model_name, self.ours.pk]
            url = reverse("wagtailadmin_pages:preview_on_add", args=args)
            admin_forms.send(self.client, url, {"slug": "ny"}, data=form)
            for mode, language in (("", "sv"), ("ar", "ar"), ("print", "sv")):
                response = self.client.get(url, {"mode": mode})
                assert response.status_code == 200
                assert f'<html lang="{language}"' in response.content.decode()

    def test_a_translation_is_previewed_in_its_own_language(self) -> None:
        arabic = factories.translate(self.page, "ar")
        modes = [mode for mode, _label in arabic.preview_modes]
        assert modes == ["", "print"]
        for mode in modes:
            html = arabic.make_preview_request(preview_mode=mode).content.decode()
            assert '<html lang="ar" dir="rtl">' in html

    def test_readers_never_get_the_script_of_the_preview(self) -> None:
        public = self.client.get("/sv/aktorer/kommun-a/vart-stod/?mode=print")
        assert "print_preview" not in public.content.decode()
