"""What each role may do; everything that `roles.py` does not name is refused."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client, TestCase
from wagtail.models import (
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    PageViewRestriction,
)

from hm_site import languages
from hm_site.base.models import HmImage
from hm_site.base.page_permissions import may_withdraw
from hm_site.organisations import roles
from hm_site.organisations.models import RoleGroup
from resources.models import SupportOfferingPage
from stories.models import StoryPage
from tests import admin_forms, factories
from tests.images import png

PAGE_ACTIONS = ("add", "change", "publish", "bulk_delete", "lock", "unlock")


def test_a_role_that_names_nothing_may_nothing() -> None:
    role = roles.Role("x", "X", "none")
    assert role.pages == frozenset()
    assert role.collection == frozenset()


def test_only_moderators_publish_by_the_table() -> None:
    assert {role.code for role in roles.ROLES if "publish" in role.pages} == {
        "moderator"
    }


def test_every_right_of_the_table_exists(db: None) -> None:
    for role in roles.ROLES:
        for name in role.collection | {f"wagtailcore.{x}_page" for x in role.pages}:
            app, codename = name.split(".")
            assert Permission.objects.filter(
                content_type__app_label=app, codename=codename
            ).exists(), name


class EachRole(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.ours = factories.organisation("kommun-a")
        cls.theirs = factories.organisation("kommun-b")
        cls.offering = factories.offering(cls.ours)
        cls.strategy = factories.strategy()
        cls.arabic = factories.translate(cls.offering, "ar")
        cls.people = {
            "editor": factories.editor(cls.ours),
            "moderator": factories.moderator(),
            "translator": factories.member("translator", "ar"),
            "reviewer": factories.member("reviewer", "ar"),
            "coordinator": factories.member("coordinator"),
            "strategy-owner": factories.member("strategy-owner"),
            "staff-reader": factories.member("staff-reader"),
        }
        cls.admin = factories.admin()

    def client_of(self, role: str) -> Client:
        client = Client()
        client.force_login(self.people[role])
        return client

    def may(self, role: str, page: Page) -> dict[str, bool]:
        page = Page.objects.get(pk=page.pk)
        tester = page.permissions_for_user(self.people[role])
        return {
            "edit": tester.can_edit(),
            "add": tester.can_add_subpage(),
            "publish": tester.can_publish(),
            "unpublish": may_withdraw(page, self.people[role]),
            "delete": tester.can_delete(),
            "move": tester.can_move(),
            "lock": tester.can_lock(),
            "privacy": tester.can_set_view_restrictions(),
        }

    def allowed(self, role: str, page: Page) -> set[str]:
        return {name for name, yes in self.may(role, page).items() if yes}

    def test_there_is_a_person_for_every_role(self) -> None:
        assert set(self.people) == set(roles.BY_CODE)

    def test_groups_hold_nothing_but_the_way_into_the_admin(self) -> None:
        access = Permission.objects.get(codename="access_admin")
        for tie in RoleGroup.objects.select_related("group"):
            assert set(tie.group.permissions.all()) == {access}, tie

    def test_nobody_but_administrators_may_send_pages_to_translation(self) -> None:
        name = "wagtail_localize.submit_translation"
        assert not Group.objects.filter(
            permissions__codename="submit_translation"
        ).exists()
        for role, person in self.people.items():
            assert not person.has_perm(name), role
        assert self.admin.has_perm(name)

    def test_the_editor_adds_and_changes_below_her_organisation(self) -> None:
        assert self.allowed("editor", self.ours) == {"edit", "add"}
        # An offering has no subpages.
        assert self.allowed("editor", self.offering) == {"edit", "unpublish"}
        draft = factories.offering(self.ours, "Utkast", live=False)
        assert self.allowed("editor", draft) == {"edit", "delete"}
        for other in (self.theirs, self.strategy, factories.home(), self.arabic):
            assert self.allowed("editor", other) == set(), other

    def test_the_moderator_changes_and_withdraws_all_that_is_swedish(self) -> None:
        for page in (self.ours, self.theirs, self.offering, self.strategy):
            assert self.allowed("moderator", page) == {"edit", "unpublish"}
        draft = factories.offering(self.ours, "Utkast", live=False)
        assert self.allowed("moderator", draft) == {"edit"}
        for page in (self.arabic, factories.home("ar")):
            assert self.allowed("moderator", page) == set()

    def test_translators_and_reviewers_have_rights_on_no_page(self) -> None:
        for role in ("translator", "reviewer"):
            group = RoleGroup.objects.get(role=role, subject="ar").group
            assert not GroupPagePermission.objects.filter(group=group).exists()
            for page in (
                self.arabic,
                factories.home("ar"),
                self.offering,
                self.ours,
                Page.get_first_root_node(),
            ):
                assert self.allowed(role, page) == set(), (role, page)

    def test_every_language_but_the_source_has_its_two_groups(self) -> None:
        for role in ("translator", "reviewer"):
            found = RoleGroup.objects.filter(role=role).values_list(
                "subject", flat=True
            )
            expected = {x.code for x in languages.LANGUAGES if not x.is_source}
            assert set(found) == expected

    def test_the_strategy_owner_changes_strategies_and_publishes_none(self) -> None:
        assert self.allowed("strategy-owner", self.strategy) == {"edit", "unpublish"}
        for page in (self.ours, self.offering, factories.home()):
            assert self.allowed("strategy-owner", page) == set()

    def test_coordinator_and_staff_reader_have_rights_on_no_page(self) -> None:
        for role in ("coordinator", "staff-reader"):
            for page in (self.ours, self.offering, self.strategy, self.arabic):
                assert self.allowed(role, page) == set()

    def test_all_reach_the_admin_and_the_staff_reader_her_part_of_it(self) -> None:
        for role in self.people:
            response = self.client_of(role).get("/admin/", follow=True)
            assert response.status_code == 200, role
            expected = "staff_texts" if role == "staff-reader" else "wagtailadmin_home"
            assert response.resolver_match.view_name == expected, role

    def test_only_administrators_reach_people_groups_and_settings(self) -> None:
        names = "users groups sites locales workflows/list collections redirects"
        names += " snippets/base/term snippets/base/helpline"
        for role in self.people:
            client = self.client_of(role)
            for name in names.split():
                response = client.get(f"/admin/{name}/")
                assert response.status_code == 302, (role, name)
        client = Client()
        client.force_login(self.admin)
        for name in names.split():
            # Languages and the site come from the code: closed to everybody.
            expected = 302 if name in {"locales", "sites"} else 200
            assert client.get(f"/admin/{name}/").status_code == expected, name

    # ------------------------------------------------------- nobody publishes alone
    def test_what_an_editor_publishes_stays_a_draft(self) -> None:
        client = self.client_of("editor")
        edit = admin_forms.edit_url(self.offering)
        response = admin_forms.send(
            client, edit, {"title": "Ändrat av redaktören"}, action="publish alone"
        )
        assert response.status_code == 302
        page = SupportOfferingPage.objects.get(pk=self.offering.pk)
        assert page.title == self.offering.title
        assert page.draft_title == "Ändrat av redaktören"
        assert page.has_unpublished_changes

    def test_an_editor_cannot_delete_or_schedule_what_is_live(self) -> None:
        client = self.client_of("editor")
        pk = self.offering.pk
        client.post(f"/admin/pages/{pk}/delete/")
        client.post(
            f"/admin/bulk/wagtailcore/page/publish/?id={pk}", {"next": "/admin/"}
        )
        admin_forms.send(
            client,
            admin_forms.edit_url(self.offering),
            {"go_live_at": "2030-01-01 10:00", "expire_at": "2030-01-02 10:00"},
            action="publish alone",
        )
        page = SupportOfferingPage.objects.get(pk=pk)
        assert page.live
        assert page.expire_at is None
        assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()

    def test_an_editor_creates_offerings_and_stories_as_drafts(self) -> None:
        client = self.client_of("editor")
        for model in (SupportOfferingPage, StoryPage):
            for action in ("draft", "publish alone"):
                title = f"Nytt {model.__name__} {action}"
                url = admin_forms.create_url(model, self.ours)
                data = {"title": title, "slug": title.lower().replace(" ", "-")}
                response = admin_forms.send(client, url, data, action=action)
                if action == "publish alone":  # saved as a draft: nobody may more
                    assert response.status_code in {200, 302}
                    continue
                assert response.status_code == 302
                page = model.objects.get(title=title)
                assert not page.live
                assert page.get_parent().pk == self.ours.pk
                assert page.locale.language_code == "sv"
                assert page.owner == self.people["editor"]

    def test_an_editor_uploads_to_her_own_collection_only(self) -> None:
        client = self.client_of("editor")
        assert client.get("/admin/images/add/").status_code == 200
        client.post("/admin/images/add/", {"title": "Ute", "file": png()})
        image = HmImage.objects.get(title="Ute")
        owner = image.collection.owner_organisation
        assert owner.organisation_key == self.ours.translation_key
        group = RoleGroup.objects.get(
            role="editor", subject=str(self.ours.translation_key)
        ).group
        rows = GroupCollectionPermission.objects.filter(group=group)
        assert {row.collection_id for row in rows} == {image.collection_id}

    def test_no_page_can_be_made_private(self) -> None:
        client = Client()
        client.force_login(self.admin)
        for kind in ("login", "password", "groups"):
            client.post(
                f"/admin/pages/{self.offering.pk}/privacy/",
                {"restriction_type": kind, "password": "hemligt"},
            )
        assert not PageViewRestriction.objects.exists()


@pytest.mark.parametrize("role", ["translator", "reviewer"])
def test_language_roles_reach_no_page_form(db: None, client: Any, role: str) -> None:
    page = factories.translate(factories.offering(), "ar", live=False)
    client.force_login(factories.member(role, "ar"))
    room = f"/admin/oversattning/{page.source.pk}/ar/"
    edit = client.get(f"/admin/pages/{page.pk}/edit/")
    assert edit.headers["Location"] == room  # where she does translate it
    for name in (
        "delete",
        "copy",
        "history",
        "unpublish",
        "move",
        "view_draft",
    ):
        response = client.get(f"/admin/pages/{page.pk}/{name}/")
        assert response.status_code == 302, name
        assert response.headers["Location"] == "/admin/", name
