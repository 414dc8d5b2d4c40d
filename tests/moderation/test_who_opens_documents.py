"""A document is public once a page that readers have uses it, and not before."""

from typing import Any

from django.core.files.base import ContentFile
from wagtail.models import Page

from hm_site.base.models import HmDocument
from hm_site.organisations.provisioning import collection_of
from tests import factories

from .review_case import ReviewCase


class WhoOpensDocuments(ReviewCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.stranger = factories.editor(factories.organisation("kommun-b"))
        cls.document = HmDocument.objects.create(
            title="Protokoll",
            file=ContentFile(b"%PDF-1.4 x", "protokoll.pdf"),
            collection=collection_of(cls.ours),
        )
        cls.link = f'<p><a linktype="document" id="{cls.document.pk}">Läs</a></p>'

    def opens(self, person: Any = None) -> bool:
        self.client.logout()
        if person:
            self.client.force_login(person)
        response = self.client.get(self.document.url)
        self.assertIn(response.status_code, {200, 404})
        return response.status_code == 200

    def use(self, *, publish: bool) -> Page:
        draft = self.ours.get_latest_revision_as_object()
        draft.about = self.link
        revision = draft.save_revision(user=self.editor)
        if publish:
            revision.publish()
        return type(draft).objects.get(pk=draft.pk)

    def test_unused_it_is_its_organisations(self) -> None:
        self.assertEqual((self.opens(), self.opens(self.stranger)), (False, False))
        self.assertEqual((self.opens(self.editor), self.opens(self.admin)), (True,) * 2)
        self.assertFalse(self.opens(self.moderator))

    def test_waiting_it_is_its_reviewers_too(self) -> None:
        page = self.use(publish=False)
        page.get_workflow().start(page, self.editor)
        self.assertEqual((self.opens(), self.opens(self.stranger)), (False, False))
        self.assertTrue(self.opens(self.moderator))

    def test_on_a_live_page_it_is_everybodys_and_withdrawn_no_more(self) -> None:
        page = self.use(publish=True)
        self.assertTrue(self.opens())
        page.unpublish()
        self.assertFalse(self.opens())
