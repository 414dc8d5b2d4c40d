"""Method and criteria: for everybody who signs in, and for no reader by any road."""

import re
from typing import Any

from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client, TestCase
from django.urls import reverse

from resources.models import DirectoryPage
from tests import factories

METHOD, CRITERIA, ARABIC = "Kvittenmetod", "Kvittenkriterium", "طريقةسفرجل"
HIDDEN = "Kvittenutkast"
XHR = "XMLHttpRequest"


class Case(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.ours = factories.organisation("kommun-a")
        cls.offering = factories.offering(
            cls.ours, "Samtal för nya", method=METHOD, criteria=f"{CRITERIA}\n\nTvå."
        )
        cls.arabic = factories.translate(cls.offering, "ar", method=ARABIC)
        factories.translate(cls.offering, "ti", live=False, method=HIDDEN)
        cls.plain = factories.offering(cls.ours, "Ångestgrupp")
        cls.draft = factories.offering(cls.ours, HIDDEN, live=False, method=HIDDEN)
        cls.reader = factories.member("staff-reader")

    def setUp(self) -> None:
        self.client.force_login(self.reader)

    def detail(self, page: Any = None, lang: str = "") -> Any:
        url = reverse("staff_text", args=[(page or self.offering).pk])
        return self.client.get(url, {"lang": lang} if lang else {})

    def found(self, **query: str) -> list[str]:
        response = self.client.get(reverse("staff_texts"), query)
        self.assertEqual(response.status_code, 200)
        return [line.page.title for line in response.context["page"]]


class StaffSeeTests(Case):
    def test_every_role_reads_them(self) -> None:
        people = [
            self.reader,
            factories.editor(factories.organisation("kommun-b")),
            factories.moderator(),
            factories.member("translator", "ar"),
            factories.member("reviewer", "ti"),
            factories.member("coordinator"),
            factories.member("strategy-owner"),
            factories.admin(),
        ]
        for person in people:
            self.client.force_login(person)
            response = self.detail()
            self.assertContains(response, METHOD)
            self.assertContains(response, CRITERIA)
            self.assertContains(self.client.get("/admin/personal/"), "För personal")

    def test_the_facts_stand_beside_them(self) -> None:
        response = self.detail()
        for fact in ("Mötesplatsen", "Gratis", "Svenska och arabiska", "035-13 70 00"):
            self.assertContains(response, fact)

    def test_a_live_translation_can_be_read_and_a_draft_cannot(self) -> None:
        self.assertContains(self.detail(lang="ar"), ARABIC)
        self.assertNotContains(self.detail(lang="ar"), METHOD)
        for lang in ("ti", "so", "xx", "\0", "ar'"):
            response = self.detail(lang=lang)
            self.assertContains(response, METHOD)
            self.assertNotContains(response, HIDDEN)

    def test_only_what_is_published_is_there(self) -> None:
        self.assertEqual(self.found(), ["Samtal för nya", "Ångestgrupp"])
        for page in (self.draft, self.arabic, self.ours):
            self.assertEqual(self.detail(page).status_code, 404)
        changed = self.offering.get_latest_revision_as_object()
        changed.method = HIDDEN
        changed.save_revision()
        self.assertNotContains(self.detail(), HIDDEN)

    def test_words_in_texts_titles_and_names_are_found(self) -> None:
        for query, titles in (
            ("kvittenMETOD", ["Samtal för nya"]),
            ("två kvitten", ["Samtal för nya"]),
            ("ÅNGEST", ["Ångestgrupp"]),
            ("kommun a halmstad", ["Samtal för nya", "Ångestgrupp"]),
            ("finnsinte", []),
        ):
            self.assertEqual(self.found(q=query), titles, query)
        self.assertEqual(self.found(med="on"), ["Samtal för nya"])

    def test_bad_input_is_no_error(self) -> None:
        for query in ("\0", '"', "x" * 5000, "%_'", "🤷", "<script>"):
            self.found(q=query, p="99999999999999999999", med="x")


class NobodyElseTests(Case):
    def test_who_is_not_signed_in_signs_in_first(self) -> None:
        self.client.logout()
        for url in ("/admin/personal/", f"/admin/personal/{self.offering.pk}/"):
            response = self.client.get(url)
            self.assertEqual(response.status_code, 302)
            self.assertTrue(response["Location"].startswith("/admin/login/"))

    def test_an_account_without_a_role_is_let_in_nowhere(self) -> None:
        self.client.force_login(factories.person("utan-roll"))
        for url in ("/admin/", "/admin/personal/", "/admin/account/"):
            response = self.client.get(url, follow=True)
            path = response.redirect_chain[-1][0]
            own = ("/admin/login/", "/admin/konto/")
            self.assertTrue(path.startswith(own), (url, path))

    def test_no_public_address_holds_them_in_any_language(self) -> None:
        directory = DirectoryPage.objects.sources().get().slug
        call_command("update_index", verbosity=0)
        paths = [
            "/sitemap.xml",
            *(
                f"/{code}/{path}"
                for code in ("sv", "ar", "ti")
                for path in (
                    "",
                    f"{directory}/",
                    "aktorer/kommun-a/",
                    "aktorer/kommun-a/samtal-for-nya/",
                )
            ),
        ]
        client = Client()
        client.force_login(self.reader)  # signing in changes no public page
        for path in paths:
            body = client.get(path).content.decode()
            for word in (METHOD, CRITERIA, ARABIC, HIDDEN):
                self.assertNotIn(word, body, path)

    def test_no_search_finds_a_page_by_them(self) -> None:
        for word in (METHOD, CRITERIA, ARABIC):
            for code in ("sv", "ar"):
                for path in ("sok", "hitta-stod"):
                    response = self.client.get(f"/{code}/{path}/", {"q": word})
                    self.assertNotContains(response, "samtal-for-nya")
        self.client.force_login(factories.admin())
        response = self.client.get("/admin/pages/search/", {"q": METHOD})
        self.assertNotContains(response, "Samtal för nya")

    def test_no_cache_keeps_them_and_no_search_engine_is_let_in(self) -> None:
        for url in ("/admin/personal/", f"/admin/personal/{self.offering.pk}/"):
            response = self.client.get(url)
            self.assertIn("no-store", response["Cache-Control"])
            self.assertEqual(response["X-Robots-Tag"], "noindex")


class ConfinedTests(Case):
    """The staff reader's part of the admin; `tests.permissions` walks all addresses."""

    def test_scripts_are_refused_too(self) -> None:
        for url in ("/admin/choose-page/", "/admin/api/main/pages/"):
            response = self.client.get(url, headers={"X-Requested-With": XHR})
            self.assertEqual(response.status_code, 403)

    def test_the_frame_shows_no_draft_and_no_way_to_change_anything(self) -> None:
        response = self.client.get("/admin/", follow=True)
        self.assertNotContains(response, HIDDEN)
        soup = BeautifulSoup(response.content, "html.parser")
        props = str(soup.select_one("#wagtail-sidebar-props"))
        links = set(re.findall(r"/(?:admin|localize|guide)[\w./-]*", props))
        self.assertEqual(
            links,
            {
                "/admin/",
                "/admin/personal/",
                "/admin/account/",
                "/admin/logout/",
            },
        )

    def test_her_own_account_is_hers(self) -> None:
        url = reverse("wagtailadmin_account")
        self.assertEqual(self.client.get(url).status_code, 200)
        response = self.client.post(
            url,
            {
                "name_email-first_name": "Ny",
                "name_email-last_name": "Läsare",
                "theme-theme": "system",
                "theme-contrast": "system",
                "theme-density": "default",
            },
        )
        self.assertEqual(response.status_code, 302)
        self.reader.refresh_from_db()
        self.assertEqual(self.reader.first_name, "Ny")

    def test_with_another_role_she_does_what_that_role_does(self) -> None:
        self.reader.groups.add(factories.editor(self.ours).groups.get())
        self.assertEqual(self.client.get("/admin/").status_code, 200)
        edit = reverse("wagtailadmin_pages:edit", args=[self.draft.pk])
        self.assertEqual(self.client.get(edit).status_code, 200)
