"""One person, administrators included, does not empty the site with one press."""

from django.urls import reverse
from wagtail.models import Page, Site

from hm_site.organisations.models import OrganisationPage
from hm_site.organisations.provisioning import collection_of
from tests import factories

from .review_case import ReviewCase


class TheWholeSiteStays(ReviewCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.seen = factories.offering(cls.ours, "Öppet stöd")

    def setUp(self) -> None:
        self.client.force_login(self.admin)

    def test_the_site_keeps_its_address_and_start_page(self) -> None:
        site = Site.objects.get()
        form = {
            "hostname": "annan.example.org",
            "port": 80,
            "site_name": "",
            "root_page": self.page.pk,
            "is_default_site": "on",
        }
        for name, args in (("edit", [site.pk]), ("delete", [site.pk]), ("add", [])):
            self.client.post(reverse(f"wagtailsites:{name}", args=args), form)
        self.assertEqual(
            list(Site.objects.values_list("hostname", "root_page")),
            [(site.hostname, site.root_page_id)],
        )
        home = self.client.get("/admin/").content.decode()
        self.assertNotIn(reverse("wagtailsites:index"), home)

    def test_no_page_is_withdrawn_with_all_below_it(self) -> None:
        form = {"include_descendants": "on"}
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
        for above in (factories.home(), self.ours.get_parent(), self.ours):
            ask = reverse("wagtailadmin_pages:unpublish", args=[above.pk])
            self.client.post(ask, form)
            self.client.post(f"{bulk}?id={above.pk}", form)
            api = reverse("wagtailadmin_api:pages:action", args=[above.pk, "unpublish"])
            self.client.post(api, {"recursive": True}, content_type="application/json")
            self.assertTrue(Page.objects.get(pk=above.pk).live, above)
            self.assertTrue(self.is_live(self.seen), above)

    def test_an_organisations_empty_collection(self) -> None:
        collection = collection_of(self.ours)
        self.client.post(
            reverse("wagtailadmin_collections:delete", args=[collection.pk])
        )
        self.assertEqual(
            collection_of(OrganisationPage.objects.get(pk=self.ours.pk)), collection
        )
