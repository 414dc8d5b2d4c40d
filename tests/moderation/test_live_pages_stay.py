"""What readers have is deleted by nobody, administrators included, by no road."""

from django.db import transaction
from django.urls import reverse
from wagtail.models import Page

from hm_site.base import publication
from hm_site.organisations.models import OrganisationIndexPage
from resources.models import DirectoryPage
from stories.models import StoryIndexPage
from tests import factories

from .review_case import ReviewCase


class LivePagesStay(ReviewCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.seen = factories.offering(cls.ours, "Öppet stöd")
        cls.strategy = factories.strategy()

    def setUp(self) -> None:
        self.client.force_login(self.admin)

    def delete_by_every_road(self, pk: int) -> None:
        self.client.post(reverse("wagtailadmin_pages:delete", args=[pk]))
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        self.client.post(f"{bulk}?id={pk}")
        api = reverse("wagtailadmin_api:pages:action", args=[pk, "delete"])
        self.client.post(api, {}, content_type="application/json")

    def assert_stays(self, page: Page) -> None:
        self.delete_by_every_road(page.pk)
        self.assertTrue(Page.objects.filter(pk=page.pk).exists(), page.title)

    def test_an_offering_and_the_strategy(self) -> None:
        self.assert_stays(self.seen)
        self.assert_stays(self.strategy)

    def test_the_lists_that_the_site_is_made_of_drafts_too(self) -> None:
        for model in (DirectoryPage, StoryIndexPage, OrganisationIndexPage):
            self.assert_stays(model.objects.sources().get())
            self.assert_stays(model.objects.exclude(live=True).first())

    def test_what_lies_below_a_draft(self) -> None:
        draft = factories.organisation("utkast", live=False)
        factories.offering(draft, "Redan ute")
        self.assert_stays(draft)

    def test_a_translation_that_readers_have(self) -> None:
        draft = factories.offering(self.ours, "Utkast", live=False)
        translation = factories.translate(draft, "ar")
        self.assert_stays(translation)
        self.assert_stays(draft)

    def test_at_the_bottom_too_whichever_view_asks_no_page(self) -> None:
        with (
            publication.acting(lambda: self.admin),
            self.assertRaisesMessage(publication.RefusedError, "Öppet stöd"),
            transaction.atomic(),
        ):
            Page.objects.get(pk=self.seen.pk).delete()
        self.assertTrue(Page.objects.filter(pk=self.seen.pk).exists())

    def test_a_command_cleans_up_all_the_same(self) -> None:
        Page.objects.get(pk=self.seen.pk).delete()
        self.assertFalse(Page.objects.filter(pk=self.seen.pk).exists())
