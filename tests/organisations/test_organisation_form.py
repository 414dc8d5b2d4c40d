"""The form of an organisation, for administrators and for its own editor."""

from typing import Any

from django.test import TestCase

from hm_site.organisations.models import OrganisationPage
from tests import admin_forms, factories


class OrganisationForm(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.page = factories.organisation()
        cls.address = admin_forms.edit_url(cls.page)
        cls.admin = factories.admin()
        cls.editor = factories.editor(cls.page)

    def refused(self, changes: dict[str, Any], field: str, message: str) -> None:
        before = OrganisationPage.objects.values().get(pk=self.page.pk)
        response = admin_forms.send(
            self.client, self.address, changes, action="publish"
        )
        found = admin_forms.errors(response)
        assert message in " ".join(found.get(field, [])), found
        assert message in admin_forms.shown_messages(response)
        assert OrganisationPage.objects.values().get(pk=self.page.pk) == before

    def test_what_is_wrong_is_said_plainly(self) -> None:
        self.client.force_login(self.admin)
        self.refused({"phone": "ring"}, "phone", "är inget telefonnummer")
        self.refused({"email": "hej"}, "email", "giltig e-postadress")
        self.refused({"website": "javascript:alert(1)"}, "website", "giltig URL")
        self.refused({"municipality": None}, "municipality", "Välj minst ett")
        self.refused({"organisation_type": None}, "organisation_type", "Välj ett")
        self.refused({"organisation_type": "gang"}, "organisation_type", "finns inte")

    def test_the_administrator_decides_what_the_organisation_is(self) -> None:
        self.client.force_login(self.admin)
        response = admin_forms.send(
            self.client,
            self.address,
            {"organisation_type": "ngo", "municipality": ["laholm"], "slug": "ny"},
            action="publish",
        )
        assert response.status_code == 302
        page = OrganisationPage.objects.get(pk=self.page.pk)
        assert page.codes("organisation-type") == ["ngo"]
        assert page.codes("municipality") == ["laholm"]
        assert page.slug == "ny"
        assert self.client.get(page.get_url()).status_code == 200

    def test_nobody_ends_its_taking_part_by_the_form(self) -> None:
        """The screen for leaving does it, with everything that belongs to it."""
        for person in (self.admin, self.editor):
            self.client.force_login(person)
            data = admin_forms.read_form(self.client, self.address)
            assert "active" not in data
            for value in ("", "false"):
                data["active"] = value
                admin_forms.send(self.client, self.address, action="submit", data=data)
                page = OrganisationPage.objects.get(pk=self.page.pk)
                assert page.active
                assert page.get_latest_revision_as_object().active

    def test_the_editor_writes_about_it_and_does_not_decide_what_it_is(self) -> None:
        self.client.force_login(self.editor)
        data = admin_forms.read_form(self.client, self.address)
        owned = {"slug", "organisation_type", "municipality", "is_example"}
        assert not owned & set(data)
        response = admin_forms.send(
            self.client,
            self.address,
            {
                "phone": "0346-88 60 00",
                "slug": "kapad",
                "organisation_type": "region",
                "municipality": ["varberg"],
                "is_example": "on",
            },
            action="submit",
            data=data,
        )
        assert response.status_code == 302
        page = OrganisationPage.objects.get(pk=self.page.pk)
        draft = page.get_latest_revision_as_object()
        assert draft.phone == "0346-88 60 00"
        for version in (page, draft):
            assert version.slug == "kommun-a"
            assert not version.is_example
            assert version.codes("organisation-type") == ["municipality"]
            assert version.codes("municipality") == ["halmstad"]

    def test_it_is_neither_deleted_nor_moved_by_its_editor(self) -> None:
        self.client.force_login(self.editor)
        other = factories.organisation("kommun-b")
        for address in (
            f"/admin/pages/{self.page.pk}/delete/",
            f"/admin/pages/{self.page.pk}/unpublish/",
            f"/admin/pages/{self.page.pk}/move/{other.pk}/confirm/",
        ):
            self.client.post(address)
        page = OrganisationPage.objects.get(pk=self.page.pk)
        assert page.live
        assert page.path == self.page.path

    def test_the_title_looks_for_no_address_that_is_not_in_the_form(self) -> None:
        for person, follows in ((self.editor, False), (self.admin, True)):
            self.client.force_login(person)
            html = self.client.get(self.address).content.decode()
            assert ("data-w-sync-target-value" in html) == follows
            assert 'data-w-sync-target-value=""' not in html
