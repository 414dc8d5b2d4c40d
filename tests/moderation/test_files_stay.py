"""A file that readers have, or may get without another look, stays as it is."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from wagtail.models import Collection

from hm_site.base import publication
from hm_site.base.models import HmDocument, HmImage
from hm_site.organisations.models import OrganisationPage
from hm_site.organisations.provisioning import collection_of
from tests import factories, images

from .review_case import ReviewCase

AJAX = {"X-Requested-With": "XMLHttpRequest"}


class FilesStay(ReviewCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.logo = HmImage.objects.create(
            title="Logga",
            file=images.png(),
            description="Ett blått hus",
            collection=collection_of(cls.ours),
            uploaded_by_user=cls.editor,
        )
        cls.set_logo(cls.ours)

    @classmethod
    def set_logo(cls, page: OrganisationPage, *, publish: bool = True) -> None:
        draft = page.get_latest_revision_as_object()
        draft.logo = cls.logo
        revision = draft.save_revision(user=cls.editor)
        if publish:
            revision.publish()

    def people(self) -> list[Any]:
        return [self.editor, self.admin]

    def edit(self, person: Any, **data: Any) -> Any:
        self.client.force_login(person)
        values = {
            "title": "Logga",
            "description": "Ett blått hus",
            "collection": self.logo.collection_id,
            **data,
        }
        return self.client.post(f"/admin/images/{self.logo.pk}/", values)

    def stays(self) -> None:
        now = HmImage.objects.get(pk=self.logo.pk)
        self.assertEqual(now.file.name, self.logo.file.name)
        self.assertEqual(now.description, "Ett blått hus")
        self.assertTrue(now.file.storage.exists(now.file.name))


class PictureOfALivePageTests(FilesStay):
    def test_the_form_refuses_a_new_file_and_says_which_page_uses_the_old(self) -> None:
        for person in self.people():
            response = self.edit(person, file=images.png("ny.png"))
            errors = response.context["form"].errors["file"]
            self.assertIn("används på sidan ”Kommun a”", errors[0])
            self.assertIn("Ladda upp", errors[0])
            self.stays()

    def test_the_form_says_so_before_anything_is_sent(self) -> None:
        self.client.force_login(self.editor)
        response = self.client.get(f"/admin/images/{self.logo.pk}/")
        self.assertContains(response, "används på sidan ”Kommun a”")

    def test_the_text_for_those_who_cannot_see_stays(self) -> None:
        for person in self.people():
            response = self.edit(person, description="Ring 0900-123")
            self.assertIn("description", response.context["form"].errors)
            self.stays()
        url = reverse("wagtailimages:edit_multiple", args=[self.logo.pk])
        prefix = f"image-{self.logo.pk}-"
        self.client.post(
            url,
            {
                f"{prefix}title": "Logga",
                f"{prefix}description": "Ring 0900-123",
                f"{prefix}collection": self.logo.collection_id,
            },
            headers=AJAX,
        )
        self.stays()

    def test_what_readers_do_not_get_may_change(self) -> None:
        root = Collection.get_first_root_node()
        response = self.edit(
            self.admin, title="Ny titel", collection=root.pk, focal_point_x="5"
        )
        self.assertEqual(response.status_code, 302)
        self.assertEqual(HmImage.objects.get().title, "Ny titel")

    def test_it_is_not_deleted_by_one_many_or_the_uploader(self) -> None:
        bulk = reverse("wagtail_bulk_action", args=["base", "hmimage", "delete"])
        one = reverse("wagtailimages:delete", args=[self.logo.pk])
        uploader = reverse("wagtailimages:delete_multiple", args=[self.logo.pk])
        for person in self.people():
            self.client.force_login(person)
            for address in (one, f"{bulk}?id={self.logo.pk}"):
                response = self.client.post(address, follow=True)
                self.assertContains(response, "kan inte tas bort")
            with transaction.atomic():  # as a request that is no test's
                answer = self.client.post(uploader, headers=AJAX)
            self.assertContains(answer, "kan inte tas bort", status_code=409)
            self.stays()

    def test_nobody_is_asked_whether_to_delete_it(self) -> None:
        self.client.force_login(self.editor)
        url = reverse("wagtailimages:delete", args=[self.logo.pk])
        self.assertContains(self.client.get(url, follow=True), "kan inte tas bort")

    def test_uploading_the_same_again_makes_a_new_picture(self) -> None:
        self.client.force_login(self.editor)
        self.client.post(
            reverse("wagtailimages_chooser:create"),
            {
                "image-chooser-upload-title": "Logga",
                "image-chooser-upload-file": images.png(),
                "image-chooser-upload-collection": self.logo.collection_id,
            },
        )
        self.assertEqual(HmImage.objects.count(), 2)
        self.stays()

    def test_the_bottom_refuses_it_on_any_road(self) -> None:
        with publication.acting(lambda: self.admin):
            for name, value in (("file", images.png()), ("description", "Annan")):
                picture = HmImage.objects.get(pk=self.logo.pk)
                setattr(picture, name, value)
                with self.assertRaises(publication.RefusedError):
                    picture.save()
            with self.assertRaises(publication.RefusedError), transaction.atomic():
                HmImage.objects.filter(pk=self.logo.pk).delete()
        self.stays()

    def test_another_organisation_learns_no_title_it_may_not_know(self) -> None:
        draft = self.ours.get_latest_revision_as_object()
        draft.title = "Hemligt nytt namn"
        draft.save_revision(user=self.editor)
        theirs = factories.editor(factories.organisation("kommun-b"))
        HmImage.objects.update(
            collection=collection_of(self.ours.get_siblings().last().specific)
        )
        response = self.edit(theirs, file=images.png("ny.png"))
        self.assertNotContains(response, "Hemligt")
        self.assertContains(response, "en sida hos en annan aktör")
        self.stays()


class PictureThatReadersMayGetTests(FilesStay):
    """Replaced after somebody looked, it would reach readers unseen."""

    def setUp(self) -> None:
        draft = self.ours.get_latest_revision_as_object()
        draft.logo = None
        draft.save_revision(user=self.editor).publish()
        self.ours.refresh_from_db()

    def replaced(self, by: Any = None) -> bool:
        self.edit(by or self.admin, file=images.png("ny.png"))
        return HmImage.objects.get().file.name != self.logo.file.name

    def test_an_unused_picture_may_be_replaced(self) -> None:
        self.assertTrue(self.replaced())

    def test_a_draft_that_nobody_submitted_does_not_hold_it(self) -> None:
        self.set_logo(self.ours, publish=False)
        self.assertTrue(self.replaced())

    def test_a_page_under_review_holds_it(self) -> None:
        self.set_logo(self.ours, publish=False)
        page = OrganisationPage.objects.get(pk=self.ours.pk)
        page.get_workflow().start(page, self.editor)
        self.assertFalse(self.replaced())

    def test_a_withdrawn_page_holds_it_since_undo_would_bring_it_back(self) -> None:
        self.set_logo(self.ours)
        OrganisationPage.objects.get(pk=self.ours.pk).unpublish()
        self.assertFalse(self.replaced())


class DocumentTests(ReviewCase):
    def test_a_document_linked_from_a_live_text_stays(self) -> None:
        document = HmDocument.objects.create(
            title="Blad", file=images.upload(b"%PDF-1.7", "blad.pdf")
        )
        factories.organisation(
            "kommun-b",
            about=f'<p><a linktype="document" id="{document.pk}">Blad</a></p>',
        )
        self.client.force_login(self.admin)
        url = f"/admin/documents/edit/{document.pk}/"
        root = document.collection_id
        response = self.client.post(
            url,
            {
                "title": "Annat",
                "collection": root,
                "file": images.upload(b"%PDF-1.4", "annat.pdf"),
            },
        )
        self.assertEqual(set(response.context["form"].errors), {"file", "title"})
        delete = reverse("wagtaildocs:delete", args=[document.pk])
        self.assertContains(self.client.post(delete, follow=True), "Kommun b")
        now = HmDocument.objects.get()
        self.assertEqual((now.title, now.file.name), ("Blad", document.file.name))
        self.assertTrue(now.file.storage.exists(now.file.name))
