"""Capacity and date of check: beside the revision, at once, by whoever may edit."""

from datetime import date, timedelta
from typing import Any

from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from hm_site.base.models import ContentVersion
from resources.models import OfferingStatus, SupportOfferingPage
from tests import factories

TODAY = timezone.localdate


class Status(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.ours = factories.organisation("kommun-a")
        cls.theirs = factories.organisation("kommun-b")
        cls.page = factories.offering(cls.ours, "Vårt stöd")
        cls.foreign = factories.offering(cls.theirs, "Deras stöd")
        cls.arabic = factories.translate(cls.page, "ar")
        cls.editor = factories.editor(cls.ours)

    def setUp(self) -> None:
        self.client.force_login(self.editor)

    def address(self, page: Any = None) -> str:
        return reverse("offering_status", args=[(page or self.page).pk])

    def send(self, page: Any = None, client: Client | None = None, **data: Any) -> Any:
        filled = {"capacity": "open", "checked_how": "", **data}
        return (client or self.client).post(self.address(page), filled)

    def status(self, page: Any = None) -> OfferingStatus | None:
        return OfferingStatus.objects.filter(page=page or self.page).first()

    # ------------------------------------------------------------------ whose page
    def test_the_organisations_editor_opens_the_form(self) -> None:
        response = self.client.get(self.address())
        assert response.status_code == 200
        assert "Vårt stöd" in response.content.decode()
        assert 'name="capacity"' in response.content.decode()

    def test_opening_the_form_changes_nothing_that_readers_see(self) -> None:
        before = self.client.get("/sv/hitta-stod/").content
        self.client.get(self.address())
        assert self.client.get("/sv/hitta-stod/").content == before
        assert self.status() is None

    def test_another_organisations_page_is_refused(self) -> None:
        for send in (self.client.get, self.client.post):
            response = send(self.address(self.foreign), {"capacity": "ended"})
            assert response.status_code in {302, 403}
            assert "Deras stöd" not in response.content.decode()
        assert self.status(self.foreign) is None

    def test_people_without_rights_are_refused(self) -> None:
        for role, subject in (
            ("translator", "ar"),
            ("reviewer", "ar"),
            ("coordinator", ""),
            ("staff-reader", ""),
        ):
            client = Client()
            client.force_login(factories.member(role, subject))
            assert client.get(self.address()).status_code in {302, 403}
            assert self.send(client=client, capacity="full").status_code in {302, 403}
        anonymous = Client()
        assert self.send(client=anonymous, capacity="full").status_code == 302
        assert self.status() is None

    def test_moderators_and_administrators_may(self) -> None:
        for person in (factories.moderator(), factories.admin()):
            client = Client()
            client.force_login(person)
            for capacity in ("full", "open"):
                response = self.send(client=client, capacity=capacity)
                assert response.status_code == 302
                assert self.status().capacity == capacity

    def test_a_translation_and_what_is_no_offering_have_no_status(self) -> None:
        self.client.force_login(factories.admin())
        for page in (self.ours, factories.home()):
            assert self.client.get(self.address(page)).status_code == 404
        assert self.client.get(self.address(self.arabic)).status_code == 302
        gone = reverse("offering_status", args=[999_999])
        assert self.client.get(gone).status_code == 404

    # --------------------------------------------------------------------- saving
    def test_a_change_takes_effect_at_once_in_every_language(self) -> None:
        response = self.send(capacity="waiting-time", waiting_weeks="3")
        assert response.status_code == 302
        assert response.headers["Location"].endswith(f"/{self.page.pk}/edit/")
        anonymous = Client()
        for code, words in (("sv", "ungefär 3 veckor"), ("ar", "3 أسابيع")):
            page = anonymous.get(f"/{code}/aktorer/kommun-a/vart-stod/")
            assert words in page.content.decode()
        self.send(capacity="ended")
        listed = anonymous.get("/sv/hitta-stod/").content.decode()
        assert "Vårt stöd" not in listed
        assert "Deras stöd" in listed

    def test_it_needs_neither_revision_nor_review(self) -> None:
        before = SupportOfferingPage.objects.values().get(pk=self.page.pk)
        revisions = self.page.revisions.count()
        self.send(capacity="paused")
        assert SupportOfferingPage.objects.values().get(pk=self.page.pk) == before
        assert self.page.revisions.count() == revisions

    def test_publishing_an_older_draft_leaves_the_status(self) -> None:
        revision = self.page.save_revision()
        self.send(capacity="full")
        revision.publish()
        assert self.status().capacity == "full"

    def test_the_check_is_signed_and_logged(self) -> None:
        self.send(checked_on=str(TODAY()), checked_how="phone")
        status = self.status()
        assert status.checked_by == self.editor
        assert status.checked_on == TODAY()
        entry = PageLogEntry.objects.get(action="resources.status")
        assert entry.user == self.editor
        assert entry.page_id == self.page.pk

    def test_changing_capacity_does_not_sign_somebody_elses_check(self) -> None:
        checker = factories.moderator()
        OfferingStatus.objects.create(
            page=self.page, checked_on=TODAY(), checked_by=checker, checked_how="visit"
        )
        self.send(capacity="full", checked_on=str(TODAY()), checked_how="visit")
        assert self.status().checked_by == checker

    def test_every_change_is_a_new_version_of_the_content(self) -> None:
        before = ContentVersion.objects.get().value
        self.send(capacity="full")
        assert ContentVersion.objects.get().value > before

    # ----------------------------------------------------------------- validation
    def refused(self, field: str, message: str, **data: Any) -> None:
        before = OfferingStatus.objects.values().first()
        response = self.send(**data)
        assert response.status_code == 200
        errors = response.context["form"].errors
        assert message in " ".join(errors.get(field, [])), errors
        text = response.content.decode()
        assert message in text
        for name, value in data.items():
            if name not in {"capacity", "checked_how"}:
                assert f'value="{value}"' in text, name
        after = OfferingStatus.objects.values().first()
        assert after == before or after["capacity"] == "open"

    def test_a_check_in_the_future_is_refused(self) -> None:
        tomorrow = TODAY() + timedelta(days=1)
        self.refused("checked_on", "Datumet är i framtiden.", checked_on=str(tomorrow))

    def test_the_next_check_comes_after_the_last(self) -> None:
        for following in (TODAY(), TODAY() - timedelta(days=1)):
            self.refused(
                "next_check",
                "måste vara efter den senaste",
                checked_on=str(TODAY()),
                next_check=str(following),
            )

    def test_how_without_when_is_refused(self) -> None:
        self.refused("checked_on", "Skriv vilken dag", checked_how="phone")

    def test_impossible_values_are_refused(self) -> None:
        for field, data in (
            ("capacity", {"capacity": "stängt"}),
            ("waiting_weeks", {"capacity": "waiting-time", "waiting_weeks": "500"}),
            ("waiting_weeks", {"capacity": "waiting-time", "waiting_weeks": "-1"}),
            ("waiting_weeks", {"capacity": "waiting-time", "waiting_weeks": "många"}),
            ("checked_on", {"checked_on": "2026-02-30"}),
            ("checked_how", {"checked_how": "drömt", "checked_on": str(TODAY())}),
        ):
            with self.subTest(data):
                response = self.send(**data)
                assert response.status_code == 200
                assert field in response.context["form"].errors

    def test_an_empty_post_is_an_error_and_no_crash(self) -> None:
        response = self.client.post(self.address(), {})
        assert response.status_code == 200
        assert "capacity" in response.context["form"].errors

    def test_weeks_of_waiting_belong_to_waiting_alone(self) -> None:
        self.send(capacity="full", waiting_weeks="5")
        assert self.status().waiting_weeks is None

    # ------------------------------------------------------------------ the way in
    def test_the_button_stands_where_the_page_is_edited(self) -> None:
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        assert self.address() in self.client.get(edit).content.decode()
        self.client.force_login(factories.admin())
        arabic = reverse("wagtailadmin_pages:edit", args=[self.arabic.pk])
        assert "/status/" not in self.client.get(arabic).content.decode()

    def test_months_are_counted_whole(self) -> None:
        status = OfferingStatus(checked_on=date(2026, 1, 31))
        assert status.months_unchecked(date(2026, 2, 28)) == 0
        assert status.months_unchecked(date(2026, 7, 30)) == 5
        assert status.months_unchecked(date(2026, 7, 31)) == 6
        assert OfferingStatus().months_unchecked(date(2026, 7, 31)) is None
