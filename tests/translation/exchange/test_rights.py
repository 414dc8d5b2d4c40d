"""Who fetches and who hands in: by language, and each her own files."""

from django.urls import reverse

from hm_site import languages
from hm_site.translation.exchange.models import ImportFile
from tests import factories

from .case import ExchangeCase


class RightsTests(ExchangeCase):
    def addresses(self) -> list[str]:
        page, whole = [self.source.pk, "ar"], "kind=po&part=everything"
        return [
            reverse("translation_language_files", args=["ar"]),
            f"{reverse('translation_language_fetch', args=['ar'])}?{whole}",
            reverse("translation_page_files", args=page),
            reverse("translation_page_fetch", args=page) + "?kind=po",
        ]

    def test_only_the_language_s_translators_and_coordinators_fetch(self) -> None:
        for user in (
            self.editor,
            self.moderator,
            self.reviewer,
            factories.member("translator", "fa"),
        ):
            self.client.force_login(user)
            for url in self.addresses():
                answer = self.client.get(url)
                self.assertRedirects(answer, "/admin/", msg_prefix=f"{user} {url}")
        for user in (self.translator, factories.member("coordinator")):
            self.client.force_login(user)
            for url in self.addresses():
                self.assertEqual(self.client.get(url, follow=True).status_code, 200)

    def test_only_the_language_s_translators_hand_in(self) -> None:
        po = self.filled(self.fetched(), summary="نص")
        for user in (
            factories.member("coordinator"),
            factories.member("translator", "fa"),
            self.reviewer,
            self.editor,
        ):
            self.client.force_login(user)
            self.hand_in(po)
            self.hand_in(po, page=self.source)
            self.assertFalse(ImportFile.objects.exists(), user)

    def test_a_file_that_waits_is_its_own_person_s(self) -> None:
        answer = self.hand_in(self.filled(self.fetched(), summary="نص"))
        for user in (
            factories.member("translator", "ar", "colleague"),
            factories.admin(),
            self.reviewer,
        ):
            self.client.force_login(user)
            page = self.client.get(answer.request["PATH_INFO"])
            self.assertEqual(page.status_code, 404)
            self.assertEqual(self.read_in(answer).status_code, 404)
        self.assertEqual(self.written(), {})

    def test_who_lost_the_language_meanwhile_reads_nothing_in(self) -> None:
        answer = self.hand_in(self.filled(self.fetched(), summary="نص"))
        self.translator.groups.clear()
        self.read_in(answer)
        self.assertEqual(self.written(), {})

    def test_the_list_shows_one_s_own_languages(self) -> None:
        url = reverse("translation_files")
        other = languages.get("ti").endonym
        self.assertNotContains(self.client.get(url), other)
        self.client.force_login(factories.member("coordinator"))
        self.assertContains(self.client.get(url), other)
        self.client.force_login(self.editor)
        self.assertRedirects(self.client.get(url), "/admin/")
