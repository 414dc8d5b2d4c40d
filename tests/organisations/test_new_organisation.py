"""An organisation has all that it needs the moment its page exists."""

from typing import Any
from unittest import mock

from django.contrib.auth.models import Group
from django.test import TestCase
from django.urls import reverse
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    WorkflowPage,
)

from hm_site import languages
from hm_site.base.models import HmDocument
from hm_site.organisations import provisioning
from hm_site.organisations.models import (
    OrganisationCollection,
    OrganisationIndexPage,
    OrganisationPage,
    RoleGroup,
)
from hm_site.organisations.roles import BY_CODE
from tests import admin_forms, factories


def index() -> OrganisationIndexPage:
    return OrganisationIndexPage.objects.sources().get()


def drafts_of(organisation: OrganisationPage) -> Any:
    same = OrganisationPage.objects.filter(translation_key=organisation.translation_key)
    return same.exclude(pk=organisation.pk)


def group_of(organisation: OrganisationPage) -> Group:
    key = str(organisation.translation_key)
    return RoleGroup.objects.get(role="editor", subject=key).group


def collection_of(organisation: OrganisationPage) -> Collection:
    return provisioning.collection_of(organisation)


class Case(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.admin = factories.admin()

    def setUp(self) -> None:
        self.client.force_login(self.admin)

    def create(self, title: str = "Röda Korset", **fields: Any) -> Any:
        url = admin_forms.create_url(OrganisationPage, index())
        data = {"title": title, "slug": "roda-korset", **fields}
        return admin_forms.send(self.client, url, data)

    def assert_complete(self, organisation: OrganisationPage) -> None:
        drafts = list(drafts_of(organisation).select_related("locale"))
        codes = {language.code for language in languages.LANGUAGES}
        self.assertEqual({d.locale.language_code for d in drafts}, codes - {"sv"})
        for draft in drafts:
            self.assertFalse(draft.live)
            self.assertIsNone(draft.alias_of_id)
            self.assertEqual(draft.title, organisation.title)
            parent = draft.get_parent()
            self.assertEqual(parent.translation_key, index().translation_key)
            self.assertEqual(parent.locale_id, draft.locale_id)
        group = group_of(organisation)
        rows = GroupPagePermission.objects.filter(group=group)
        self.assertEqual(
            {(r.page_id, r.permission.codename) for r in rows},
            {(organisation.pk, f"{x}_page") for x in BY_CODE["editor"].pages},
        )
        files = GroupCollectionPermission.objects.filter(group=group)
        self.assertEqual({r.collection for r in files}, {collection_of(organisation)})
        self.assertEqual(files.count(), len(BY_CODE["editor"].collection))
        home = WorkflowPage.objects.get(page=factories.home())
        self.assertEqual(organisation.get_workflow(), home.workflow)
        self.assertEqual(list(provisioning.provision(organisation)), [])


class EveryRoadTests(Case):
    def test_created_in_the_admin(self) -> None:
        self.assertEqual(self.create().status_code, 302)
        self.assert_complete(OrganisationPage.objects.sources().get())

    def test_the_first_autosave_is_enough_and_names_follow_what_is_typed_on(
        self,
    ) -> None:
        url = admin_forms.create_url(OrganisationPage, index())
        data = admin_forms.read_form(self.client, url)
        data["title"], data["slug"] = "Röd", "rod"
        accept = {"Accept": "application/json"}
        response = self.client.post(url, data, headers=accept)
        self.assertEqual(response.status_code, 200, response.content)
        page = OrganisationPage.objects.sources().get()
        self.assert_complete(page)
        data = admin_forms.read_form(self.client, admin_forms.edit_url(page))
        data["title"], data["slug"] = "Röda Korset", "roda-korset"
        data["overwrite_revision_id"] = str(page.latest_revision_id)
        self.client.post(admin_forms.edit_url(page), data, headers=accept)
        page.refresh_from_db()
        self.assertEqual(page.title, "Röda Korset")
        self.assert_complete(page)
        self.assertEqual(group_of(page).name, "Redaktör: Röda Korset")
        self.assertEqual(collection_of(page).name, "Röda Korset")

    def test_copied(self) -> None:
        first = factories.organisation()
        response = self.client.post(
            reverse("wagtailadmin_pages:copy", args=[first.pk]),
            {
                "new_title": "Kommun B",
                "new_slug": "kommun-b",
                "new_parent_page": index().pk,
            },
        )
        self.assertEqual(response.status_code, 302)
        copy = OrganisationPage.objects.sources().get(slug="kommun-b")
        self.assert_complete(copy)
        self.assertNotEqual(group_of(copy), group_of(first))
        self.assertNotEqual(collection_of(copy), collection_of(first))

    def test_made_by_code(self) -> None:
        self.assert_complete(factories.organisation())

    def test_a_translation_brings_nothing_with_it(self) -> None:
        factories.translate(factories.organisation(), "ar")
        self.assertEqual(RoleGroup.objects.filter(role="editor").count(), 1)
        self.assertEqual(OrganisationCollection.objects.count(), 1)

    def test_two_of_the_same_name_are_two(self) -> None:
        first = factories.organisation("a", title="Kyrkan")
        second = factories.organisation("b", title="Kyrkan")
        self.assert_complete(second)
        self.assertNotEqual(group_of(first).name, group_of(second).name)


class NothingByHalfTests(Case):
    def test_a_failure_half_way_leaves_nothing(self) -> None:
        before = self.state()
        broken = mock.patch.object(
            provisioning, "_set_collection", side_effect=RuntimeError
        )
        self.client.raise_request_exception = False
        with broken:
            self.assertEqual(self.create().status_code, 500)
        self.assertEqual(self.state(), before)

    def state(self) -> list[Any]:
        children = list(OrganisationIndexPage.objects.values_list("numchild"))
        models = (Page, Group, RoleGroup, Collection, GroupPagePermission)
        return [children, *(model.objects.count() for model in models)]

    def test_a_draft_made_by_mistake_goes_with_all_that_came_with_it(self) -> None:
        before = self.state()
        self.create()
        page = OrganisationPage.objects.sources().get()
        response = self.client.post(
            reverse("wagtailadmin_pages:delete", args=[page.pk])
        )
        self.assertEqual(response.status_code, 302)
        self.assertEqual(self.state(), before)

    def test_files_that_somebody_put_there_are_kept(self) -> None:
        self.create()
        page = OrganisationPage.objects.sources().get()
        collection = collection_of(page)
        HmDocument.objects.create(title="Stadgar", collection=collection)
        self.client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        self.assertFalse(OrganisationPage.objects.exists())
        self.assertEqual(HmDocument.objects.get().collection, collection)


class WhoMayTests(Case):
    def test_only_administrators_make_one(self) -> None:
        ours = factories.organisation()
        url = admin_forms.create_url(OrganisationPage, index())
        data = admin_forms.read_form(self.client, url)
        data["title"], data["slug"] = "Ny", "ny"
        before = Page.objects.count()
        for person in (factories.editor(ours), factories.moderator()):
            self.client.force_login(person)
            self.assertEqual(self.client.post(url, data).status_code, 302)
            copy = reverse("wagtailadmin_pages:copy", args=[ours.pk])
            self.client.post(
                copy,
                {"new_title": "N", "new_slug": "n", "new_parent_page": index().pk},
            )
            self.assertEqual(Page.objects.count(), before, person)


class KeptTests(Case):
    """Never deleted, never moved; its pages do not change hands one by one."""

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.ours = factories.organisation("kommun-a")
        cls.theirs = factories.organisation("kommun-b")
        cls.offering = factories.offering(cls.ours, live=False)

    def attempts(self) -> list[tuple[str, dict[str, Any]]]:
        ours, offering, index_pk = self.ours.pk, self.offering.pk, index().pk
        bulk = "/admin/bulk/wagtailcore/page"
        api = "/admin/api/main/pages"
        return [
            (f"/admin/pages/{ours}/delete/", {}),
            (f"/admin/pages/{index_pk}/delete/", {"confirm_site_name": "x"}),
            (f"{bulk}/delete/?id={ours}", {}),
            (f"{bulk}/delete/?id={index_pk}", {}),
            (f"{api}/{ours}/action/delete/", {}),
            (f"{api}/{index_pk}/action/delete/", {}),
            (f"{api}/{factories.home().pk}/action/delete/", {}),
            (f"/admin/pages/{ours}/move/{factories.home().pk}/confirm/", {}),
            (f"/admin/pages/{offering}/move/{self.theirs.pk}/confirm/", {}),
            (f"{bulk}/move/?id={offering}", {"chooser": self.theirs.pk}),
            (
                f"{api}/{offering}/action/move/",
                {"destination_page_id": self.theirs.pk},
            ),
        ]

    def test_by_no_road_and_for_nobody(self) -> None:
        both = factories.editor(self.ours)
        both.groups.add(group_of(self.theirs))
        before = list(Page.objects.order_by("path").values_list("pk", "path"))
        self.client.raise_request_exception = False
        for person in (self.admin, factories.moderator(), both):
            self.client.force_login(person)
            for url, data in self.attempts():
                with self.subTest(url, person=person):
                    self.assertLess(self.client.post(url, data).status_code, 500)
                    self.assertEqual(
                        list(Page.objects.order_by("path").values_list("pk", "path")),
                        before,
                    )

    def test_administrators_put_them_in_another_order(self) -> None:
        self.client.post(f"/admin/pages/{self.theirs.pk}/set_position/?position=0")
        first = index().get_children().first()
        self.assertEqual(first.pk, self.theirs.pk)

    def test_moderators_delete_nobodys_draft(self) -> None:
        self.client.force_login(factories.moderator())
        self.client.post(f"/admin/pages/{self.offering.pk}/delete/")
        self.assertTrue(Page.objects.filter(pk=self.offering.pk).exists())
        self.client.force_login(factories.editor(self.ours))
        self.client.post(f"/admin/pages/{self.offering.pk}/delete/")
        self.assertFalse(Page.objects.filter(pk=self.offering.pk).exists())
