"""A session is new at signing in, lasts so long, and ends at once when it must."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone

from hm_site.accounts import sessions
from hm_site.accounts.models import Session
from tests import factories
from tests.factories.people import PASSWORD

LOGIN = "/admin/login/"


def is_inside(client: Client) -> bool:
    return client.get("/admin/account/").status_code == 200


def stored(user: Any) -> Session:
    row: Session = user.sessions.get()
    return row


class Limits(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.moderator = factories.moderator()

    def setUp(self) -> None:
        self.client.post(LOGIN, {"username": "moderator", "password": PASSWORD})
        assert is_inside(self.client)

    def pass_time(self, **ago: float) -> None:
        """As if the session had begun, and been seen, so much longer ago."""
        shift = timedelta(**ago)
        row = stored(self.moderator)
        data = row.get_decoded()
        data[sessions.SIGNED_IN_AT] -= shift.total_seconds()
        row.session_data = self.client.session.encode(data)
        row.expire_date -= shift
        row.save()

    def test_the_row_knows_its_person(self) -> None:
        assert stored(self.moderator).user == self.moderator

    def test_it_ends_after_two_hours_without_a_sign_of_life(self) -> None:
        self.pass_time(minutes=119)
        assert is_inside(self.client)
        self.pass_time(minutes=121)
        assert not is_inside(self.client)

    def test_a_sign_of_life_keeps_it_and_its_cookie(self) -> None:
        self.pass_time(minutes=60)
        response = self.client.get("/admin/account/")
        left = stored(self.moderator).expire_date - timezone.now()
        assert left > timedelta(minutes=119)
        assert int(response.cookies["hm-session"]["max-age"]) > 119 * 60

    def test_an_open_form_gives_it_and_gets_a_token(self) -> None:
        self.pass_time(minutes=60)
        response = self.client.get(reverse("account_alive"))
        assert response.json()["token"]
        assert response.json()["person"] == str(self.moderator.pk)
        assert "no-store" in response["Cache-Control"]
        left = stored(self.moderator).expire_date - timezone.now()
        assert left > timedelta(minutes=119)

    def test_an_open_form_is_told_when_it_is_over(self) -> None:
        self.pass_time(minutes=121)
        script = {"X-Requested-With": "XMLHttpRequest"}
        response = self.client.get(reverse("account_alive"), headers=script)
        assert response.status_code == 403

    def test_signs_of_life_are_not_written_down_each_time(self) -> None:
        before = stored(self.moderator).expire_date
        response = self.client.get("/admin/account/")
        assert stored(self.moderator).expire_date == before
        assert "hm-session" not in response.cookies

    def test_it_ends_after_twelve_hours_whatever_happens_in_it(self) -> None:
        for _ in range(11):
            self.pass_time(minutes=60)
            assert is_inside(self.client)
        self.pass_time(minutes=59)
        assert is_inside(self.client)
        assert stored(self.moderator).expire_date < timezone.now() + timedelta(
            minutes=2
        )
        self.pass_time(minutes=2)
        assert not is_inside(self.client)

    def test_signing_in_makes_a_new_session(self) -> None:
        """One that somebody put into the browser beforehand is worth nothing."""
        client = Client()
        client.get(LOGIN)
        planted = client.session
        planted["x"] = "y"
        planted.save()
        client.cookies["hm-session"] = planted.session_key
        client.post(LOGIN, {"username": "moderator", "password": PASSWORD})
        assert is_inside(client)
        assert client.session.session_key != planted.session_key
        assert not Session.objects.filter(pk=planted.session_key).exists()

    def test_one_without_a_time_of_signing_in_is_over(self) -> None:
        store = self.client.session
        del store[sessions.SIGNED_IN_AT]
        store.save()
        assert not is_inside(self.client)


class Endings(TestCase):
    """Two browsers of one person; the row goes, and what it opened with it."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.person = factories.moderator()
        cls.admin = factories.admin()

    def setUp(self) -> None:
        self.browsers = [Client(), Client()]
        for browser in self.browsers:
            browser.force_login(self.person)
            assert is_inside(browser)
        self.client.force_login(self.admin)

    def inside(self) -> list[bool]:
        return [is_inside(browser) for browser in self.browsers]

    def assert_all_ended(self) -> None:
        assert not self.person.sessions.exists()
        assert self.inside() == [False, False]

    def test_deactivation_in_the_form(self) -> None:
        url = f"/admin/users/edit/{self.person.pk}/"
        data = {
            "email": self.person.email, "first_name": "Mo", "last_name": "Derator",
            "role_groups": [str(x.pk) for x in self.person.groups.all()],
        }  # fmt: skip
        assert self.client.post(url, data).status_code == 302
        self.person.refresh_from_db()
        assert not self.person.is_active
        self.assert_all_ended()

    def test_deactivation_of_many(self) -> None:
        url = "/admin/bulk/accounts/user/set_active_state/"
        self.client.post(
            f"{url}?id={self.person.pk}", {"mark_as_active": "False", "next": "/admin/"}
        )
        self.person.refresh_from_db()
        assert not self.person.is_active
        self.assert_all_ended()

    def test_deactivation_past_everything(self) -> None:
        """Even written into the table: the next request is refused."""
        type(self.person).objects.filter(pk=self.person.pk).update(is_active=False)
        assert self.inside() == [False, False]

    def test_a_role_that_is_taken_from_her(self) -> None:
        self.person.groups.clear()
        self.assert_all_ended()

    def test_a_role_that_she_is_taken_from(self) -> None:
        self.person.groups.get().user_set.remove(self.person)
        self.assert_all_ended()
        assert is_inside(self.client), "nobody else"

    def test_a_role_that_everybody_is_taken_from(self) -> None:
        Group.objects.get(user=self.person).user_set.clear()
        self.assert_all_ended()

    def test_a_role_more_ends_nothing(self) -> None:
        self.person.groups.add(Group.objects.create(name="Ny"))
        assert self.inside() == [True, True]

    def test_a_new_password_ends_the_others_and_not_the_one_it_is_chosen_in(
        self,
    ) -> None:
        page = "/admin/account/"
        data = {
            "name_email-first_name": "Mo", "name_email-last_name": "Derator",
            "theme-theme": "system", "theme-contrast": "system",
            "theme-density": "default", "theme-keyboard_shortcuts": "on",
            "password-old_password": PASSWORD,
            "password-new_password1": "fyra helt egna ord",
            "password-new_password2": "fyra helt egna ord",
        }  # fmt: skip
        assert self.browsers[0].post(page, data).status_code == 302
        self.person.refresh_from_db()
        assert self.person.check_password("fyra helt egna ord")
        assert self.inside() == [True, False]
        assert self.person.sessions.count() == 1

    def test_a_deleted_account(self) -> None:
        self.person.delete()
        assert self.inside() == [False, False]
        assert is_inside(self.client)


@pytest.mark.django_db
def test_readers_get_no_session(client: Client) -> None:
    factories.home()
    assert not client.get("/sv/").cookies
    assert not Session.objects.exists()
