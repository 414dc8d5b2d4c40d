"""One organisation's editor knows nothing of another's drafts and changes nothing."""

import logging
import re
from collections.abc import Iterator
from itertools import product
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client, TestCase
from django.urls import get_resolver, reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale, Page, Revision, Site
from wagtail_localize.models import Translation, TranslationSource

from hm_site.base.models import HmDocument, HmImage
from hm_site.organisations.models import OrganisationCollection, OrganisationPage
from resources.models import SupportOfferingPage
from tests import admin_forms, factories

# Each hidden text is this word and a number; no file or form of ours holds it.
SECRET = re.compile(rb"Kvittenblom\d")


def secret(number: int) -> str:
    return f"Kvittenblom{number}"


def addresses(patterns: Any, prefix: str = "") -> Iterator[str]:
    """Every address pattern of the site, with Django's placeholders."""
    for pattern in patterns.url_patterns:
        address = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern, address)
        else:
            yield address


class ForeignOrganisation(TestCase):
    """Kommun B's pages, files, reviews and translations, and an editor of Kommun A."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.ours = factories.organisation("kommun-a")
        cls.theirs = factories.organisation("kommun-b")
        cls.hidden_org = factories.organisation("kommun-c", title=secret(1), live=False)
        cls.editor = factories.editor(cls.ours)
        cls.their_editor = factories.editor(cls.theirs)
        cls.our_draft = factories.offering(cls.ours, "Vårt utkast", live=False)
        cls.live = factories.offering(cls.theirs, "Öppet stöd")
        cls.live.title = secret(2)
        cls.revision = cls.live.save_revision(user=cls.their_editor)
        cls.draft = factories.offering(cls.theirs, secret(3), live=False)
        cls.story = factories.story(cls.theirs, secret(4), live=False)
        cls.review = cls.draft.get_workflow().start(cls.draft, cls.their_editor)
        cls.translated = factories.translate(
            cls.live, "ar", live=False, title=secret(5)
        )
        cls.collection = OrganisationCollection.objects.get(
            organisation_key=cls.theirs.translation_key
        ).collection
        cls.image = HmImage.objects.create(
            title=secret(6),
            file=get_test_image_file(),
            collection=cls.collection,
            uploaded_by_user=cls.their_editor,
        )
        cls.document = HmDocument(title=secret(7), collection=cls.collection)
        cls.document.file.save("dokument.txt", ContentFile(b"text"))
        source, _ = TranslationSource.get_or_create_from_instance(cls.live)
        cls.translation = Translation.objects.create(
            source=source, target_locale=Locale.objects.get(language_code="ti")
        )

    def setUp(self) -> None:
        self.client = Client(raise_request_exception=False)
        self.client.force_login(self.editor)
        logging.disable(logging.ERROR)  # hundreds of refusals
        self.addCleanup(logging.disable, logging.NOTSET)

    # -------------------------------------------------------------- every road
    def arguments(self) -> dict[str, list[Any]]:
        """What stands for each placeholder: things of Kommun B."""
        task = self.review.current_task_state
        pages = [self.live.pk, self.draft.pk, self.translated.pk, self.hidden_org.pk]
        return {
            "page_id": pages,
            "page_pk": [self.draft.pk],
            "page_to_move_id": [self.draft.pk],
            "parent_page_id": [self.theirs.pk, self.draft.pk, self.hidden_org.pk],
            "destination_id": [self.ours.pk],
            "revision_id": [self.revision.pk],
            "task_state_id": [task.pk],
            "task_id": [task.task_id],
            "workflow_state_id": [self.review.pk],
            "workflow_pk": [self.review.workflow_id],
            "offering_id": [self.live.pk, self.draft.pk],
            "image_id": [self.image.pk],
            "document_id": [self.document.pk],
            "doc_id": [self.document.pk],
            "collection_id": [self.collection.pk],
            "pk": [self.draft.pk, self.image.pk, self.document.pk],
            "object_id": [self.draft.pk],
            "translation_source_id": [self.translation.source_id],
            "translation_id": [self.translation.pk],
            "app_label": ["resources"],
            "app_name": ["resources"],
            "model_name": ["supportofferingpage"],
            "content_type_app_name": ["resources"],
            "content_type_model_name": ["supportofferingpage"],
            "action_name": ["approve"],
            "action": ["delete"],
            "mode": ["default"],
            "filter_spec": ["original"],
        }

    def roads(self) -> list[str]:
        values = self.arguments()
        live, latest = self.live.pk, self.revision.pk
        found = [f"/admin/pages/{live}/revisions/compare/live...{latest}/"]
        for raw in addresses(get_resolver()):
            if not raw.startswith("admin/") or re.search(
                "logout|password_reset|compare", raw
            ):
                continue
            address = "/" + re.sub(r"[\^$]", "", raw).replace(".*", "other")
            names = re.findall(r"<\w+:(\w+)>", address)
            for combination in product(*(values.get(name, [1]) for name in names)):
                filled = address
                for name, value in zip(names, combination, strict=True):
                    filled = re.sub(rf"<\w+:{name}>", str(value), filled)
                found.append(filled)
        return found

    def searches(self) -> list[str]:
        """Lists that take a query, asked for what must not be found."""
        lists = [
            reverse(name)
            for name in (
                "wagtailadmin_pages:search",
                "wagtailadmin_pages:search_results",
                "wagtailadmin_choose_page_search",
                "wagtailimages:index",
                "wagtailimages_chooser:choose_results",
                "wagtaildocs:index",
                "wagtaildocs_chooser:choose_results",
            )
        ]
        ids = f"id={self.live.pk}&id={self.draft.pk}&id={self.hidden_org.pk}"
        bulk = f"/admin/bulk/wagtailcore/page/delete/?{ids}"
        return [
            *(f"{address}?q=Kvittenblom" for address in lists),
            "/admin/choose-page/search/?q=Kommun&page_type=wagtailcore.page",
            "/admin/choose-page/?page_type=resources.SupportOfferingPage",
            f"/admin/choose-page/chosen-multiple/?{ids}",
            f"/admin/images/chooser/chosen-multiple/?id={self.image.pk}",
            f"/admin/documents/chooser/chosen-multiple/?id={self.document.pk}",
            f"/admin/api/main/pages/?child_of={self.theirs.pk}&for_explorer=1",
            "/admin/api/main/pages/?fields=*&limit=100&search=Kvittenblom",
            f"/admin/api/main/pages/find/?id={self.draft.pk}",
            bulk,
            "/admin/bulk/wagtailcore/page/delete/?id=all",
            f"/admin/bulk/wagtailcore/page/delete/?id=all&childOf={self.theirs.pk}",
        ]

    def leaks(self, *, roads: list[str]) -> list[str]:
        found = []
        for address in roads:
            for headers in ({}, {"X-Requested-With": "XMLHttpRequest"}):
                response = self.client.get(address, headers=headers)
                body = b"".join(response)
                if SECRET.search(body):
                    found.append(f"{address}: {SECRET.findall(body)[0]!r}")
                if response.status_code >= 500 and address not in self.UPSTREAM_500:
                    found.append(f"{address}: {response.status_code}")
                if "choose" not in address:
                    break
        return found

    # Wagtail's own test pages, which fail on purpose.
    UPSTREAM_500 = frozenset({"/admin/failwhale/"})

    def test_the_texts_are_there_to_be_found(self) -> None:
        """Otherwise the tests below could not fail."""
        self.client.force_login(factories.admin())
        assert len(self.leaks(roads=self.searches())) >= 8
        edit = reverse("wagtailadmin_pages:edit", args=[self.draft.pk])
        assert self.leaks(roads=[edit])

    def test_no_address_of_the_admin_shows_anothers_draft_or_file(self) -> None:
        assert self.leaks(roads=[*self.roads(), *self.searches()]) == []

    def test_nor_to_people_who_have_rights_on_no_page(self) -> None:
        self.client.force_login(factories.member("translator", "ar"))
        assert self.leaks(roads=[*self.roads(), *self.searches()]) == []

    def test_their_own_editor_sees_them(self) -> None:
        self.client.force_login(self.their_editor)
        for page in (self.live, self.draft, self.story):
            edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
            assert self.client.get(edit).status_code == 200
        chooser = f"/admin/choose-page/{self.theirs.pk}/"
        assert SECRET.search(self.client.get(chooser).content)

    def test_choosers_offer_what_is_published(self) -> None:
        other = factories.offering(self.theirs, "Mitt i byn")
        found = self.client.get(
            "/admin/choose-page/search/?q=byn&page_type=wagtailcore.page"
        )
        assert other.title in found.content.decode()

    # --------------------------------------------------------- nothing changes
    def state(self) -> Any:
        return (
            list(
                Page.objects.order_by("pk").values_list(
                    "pk",
                    "path",
                    "live",
                    "title",
                    "draft_title",
                    "slug",
                    "locked",
                    "latest_revision",
                    "live_revision",
                    "go_live_at",
                    "expire_at",
                )
            ),
            Revision.objects.count(),
            HmImage.objects.filter(collection=self.collection).count(),
            HmDocument.objects.filter(collection=self.collection).count(),
            self.draft.workflow_states.values_list("status", flat=True).get(),
        )

    def test_an_empty_post_to_any_address_changes_nothing(self) -> None:
        before = self.state()
        changed = []
        for address in self.roads():
            self.client.post(address)
            if self.state() != before:
                changed.append(address)
                before = self.state()
        assert changed == []

    def test_nothing_is_changed_by_filled_in_forms_either(self) -> None:
        before = self.state()
        own_form = admin_forms.read_form(
            self.client, admin_forms.edit_url(self.our_draft)
        )
        live, draft = self.live.pk, self.draft.pk
        task = self.review.current_task_state.pk
        ids = f"?id={live}&id={draft}"
        copied = {"new_title": "Kopia", "new_slug": "kopia"}
        posts: list[tuple[str, dict[str, Any]]] = [
            (f"/admin/pages/{live}/delete/", {"next": ""}),
            (f"/admin/pages/{draft}/delete/", {}),
            (f"/admin/pages/{live}/unpublish/", {"include_descendants": "on"}),
            (f"/admin/pages/{live}/lock/", {"locked": "1"}),
            (f"/admin/pages/{live}/privacy/", {"restriction_type": "login"}),
            (
                f"/admin/pages/{live}/copy/",
                {**copied, "new_parent_page": self.ours.pk},
            ),
            (
                f"/admin/pages/{self.our_draft.pk}/copy/",
                {**copied, "new_parent_page": self.theirs.pk},
            ),
            (f"/admin/pages/{draft}/move/{self.ours.pk}/confirm/", {}),
            (f"/admin/pages/{self.our_draft.pk}/move/{self.theirs.pk}/confirm/", {}),
            (f"/admin/pages/{live}/set_position/?position=0", {}),
            (f"/admin/pages/workflow/action/{draft}/approve/{task}/", {}),
            (f"/admin/pages/workflow/action/{draft}/reject/{task}/", {"comment": "-"}),
            (f"/admin/pages/workflow/confirm_cancellation/{draft}/", {}),
            *(
                (f"/admin/bulk/wagtailcore/page/{action}/{ids}", {"next": "/admin/"})
                for action in ("delete", "publish", "unpublish")
            ),
            (
                f"/admin/bulk/wagtailcore/page/move/{ids}",
                {"chooser": self.ours.pk, "next": "/admin/"},
            ),
            (f"/admin/offerings/{live}/status/", {"capacity": "ended"}),
            (
                f"/admin/localize/submit/page/{live}/",
                {"locales": [Locale.objects.get(language_code="en").pk]},
            ),
            (
                f"/admin/localize/update/{self.translation.source_id}/",
                {"publish_translations": "on"},
            ),
            (f"/admin/localize/page/{self.translated.pk}/convert_to_alias/", {}),
            (f"/admin/api/main/pages/{live}/action/unpublish/", {}),
            (f"/admin/api/main/pages/{draft}/action/publish/", {}),
            (f"/admin/api/main/pages/{draft}/action/delete/", {}),
            (f"/admin/images/{self.image.pk}/", {"title": "Vår"}),
            (f"/admin/images/{self.image.pk}/delete/", {}),
            (f"/admin/documents/delete/{self.document.pk}/", {}),
        ]
        for address, data in posts:
            with self.subTest(address):
                self.client.post(address, data)
                assert self.state() == before
        for action in ("draft", "publish alone", "submit"):
            for page in (self.live, self.draft, self.story, self.theirs):
                with self.subTest(action=action, page=page.slug):
                    admin_forms.send(
                        self.client,
                        admin_forms.edit_url(page),
                        {"title": "Kapad"},
                        action=action,
                        data=own_form,
                    )
                    assert self.state() == before
            with self.subTest("a page below another organisation", action=action):
                admin_forms.send(
                    self.client,
                    admin_forms.create_url(SupportOfferingPage, self.theirs),
                    {"title": "Kapad"},
                    action=action,
                    data=own_form,
                )
                assert self.state() == before

    def test_the_same_forms_work_for_those_who_may(self) -> None:
        """Otherwise the test above could not fail."""
        self.client.force_login(factories.admin())
        self.client.post(f"/admin/pages/{self.live.pk}/unpublish/")
        self.client.post(f"/admin/pages/{self.draft.pk}/delete/")
        assert not Page.objects.get(pk=self.live.pk).live
        assert not Page.objects.filter(pk=self.draft.pk).exists()

    def test_another_organisations_picture_cannot_be_taken(self) -> None:
        address = admin_forms.edit_url(self.ours)
        refused = admin_forms.send(self.client, address, {"logo": self.image.pk})
        assert "logo" in admin_forms.errors(refused)
        assert not SECRET.search(refused.content)
        self.image.collection = OrganisationCollection.objects.get(
            organisation_key=self.ours.translation_key
        ).collection
        self.image.save()
        accepted = admin_forms.send(self.client, address, {"logo": self.image.pk})
        assert accepted.status_code == 302
        saved = OrganisationPage.objects.get(pk=self.ours.pk)
        assert saved.get_latest_revision_as_object().logo_id == self.image.pk

    def test_another_organisations_draft_cannot_be_named_in_a_story(self) -> None:
        story = factories.story(self.ours, live=False)
        address = admin_forms.edit_url(story)
        refused = admin_forms.send(
            self.client,
            address,
            admin_forms.rows("offerings", {"offering": self.draft.pk}),
        )
        assert "offerings-0-offering" in admin_forms.errors(refused)
        assert not SECRET.search(refused.content)
        published = factories.offering(self.theirs, "Mitt i byn")
        accepted = admin_forms.send(
            self.client,
            address,
            admin_forms.rows("offerings", {"offering": published.pk}),
        )
        assert accepted.status_code == 302

    def test_previews_of_anothers_page_are_refused(self) -> None:
        for name in ("view_draft", "preview_on_edit", "revisions_view"):
            with self.subTest(name):
                arguments = [self.live.pk]
                if name == "revisions_view":
                    arguments.append(self.revision.pk)
                address = reverse(f"wagtailadmin_pages:{name}", args=arguments)
                response = self.client.get(address)
                assert response.status_code in {302, 403}

    def test_the_public_site_shows_no_draft_even_to_its_editor(self) -> None:
        self.client.force_login(self.their_editor)
        address = f"/sv/aktorer/kommun-b/{self.live.slug}/"
        response = self.client.get(address)
        assert response.status_code == 200
        assert not SECRET.search(response.content)
        hidden = self.client.get(f"/sv/aktorer/kommun-b/{self.draft.slug}/")
        assert hidden.status_code == 404
        assert Site.objects.count() == 1
