"""Who must show a second factor does so on every road, and a code counts once."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client, TestCase, override_settings

from hm_site.organisations import roles
from tests import factories
from tests.accounts import codes
from tests.factories.people import PASSWORD

LOGIN, CODE, SET_UP = "/admin/login/", "/admin/login/kod/", "/admin/konto/tva-steg/"
RECOVERY = "/admin/konto/reservkoder/"


def sign_in(name: str, client: Client | None = None) -> tuple[Client, Any]:
    client = client or Client()
    response = client.post(LOGIN, {"username": name, "password": PASSWORD})
    return client, response


def is_inside(client: Client) -> bool:
    return client.get("/admin/account/").status_code == 200


def test_the_table_says_which_roles_need_one() -> None:
    needed = {role.code for role in roles.ROLES if role.second_factor}
    assert needed == {"moderator", "reviewer"}


@override_settings(DEMO_ACCOUNTS=False)
class WithoutOne(TestCase):
    """Outside the demo, before it is set up."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.organisation = factories.organisation()
        cls.page = factories.offering(cls.organisation, "Hemligt utkast", live=False)
        cls.editor = factories.editor(cls.organisation)
        cls.moderator = factories.moderator()
        cls.admin = factories.admin()
        cls.reviewer = factories.member("reviewer", "ar", name="granskare")
        cls.reviewer.groups.add(cls.editor.groups.get())

    def test_those_who_must_are_led_to_it_before_anything_answers(self) -> None:
        paths = (
            "/admin/", "/admin/account/", "/admin/granskning/", "/admin/users/",
            f"/admin/pages/{self.page.pk}/edit/", "/admin/reports/site-history/",
            "/admin/konto/reservkoder/nya/", "/admin/finns-inte/", "/documents/1/x/",
        )  # fmt: skip
        for person in (self.moderator, self.admin, self.reviewer):
            client, _ = sign_in(person.username)
            for path in paths:
                for response in (client.get(path), client.post(path, {"x": "y"})):
                    assert response.status_code == 302, (person, path)
                    assert response.url == SET_UP, (person, path)

    def test_scripts_and_the_admin_api_get_403_and_no_titles(self) -> None:
        client, _ = sign_in("admin")
        api = f"/admin/api/main/pages/{self.page.pk}/"
        pages = "/admin/api/main/pages/"
        script = {"X-Requested-With": "XMLHttpRequest"}
        for response in (
            client.get(pages),
            client.get(api, headers={"Accept": "application/json"}),
            client.post(f"{api}action/unpublish/"),
            client.get("/admin/choose-page/", headers=script),
        ):
            assert response.status_code == 403
            assert "Hemligt" not in response.content.decode()

    def test_a_session_from_any_other_road_is_led_there_too(self) -> None:
        client = Client()
        client.force_login(self.admin)
        assert client.get("/admin/").url == SET_UP

    def test_a_role_given_in_the_middle_of_a_session_counts_at_once(self) -> None:
        client, _ = sign_in(self.editor.username)
        assert is_inside(client)
        self.editor.groups.add(self.moderator.groups.get())
        assert client.get("/admin/").url == SET_UP

    def test_an_editor_is_offered_it_and_not_forced(self) -> None:
        client, response = sign_in(self.editor.username)
        assert response.url == "/admin/"
        assert is_inside(client)
        assert SET_UP in client.get("/admin/konto/").content.decode()

    def test_she_may_sign_out_instead(self) -> None:
        client, _ = sign_in("moderator")
        assert client.post("/admin/logout/").status_code == 302
        assert client.get("/admin/").url.startswith(LOGIN)

    def test_setting_it_up_opens_the_door(self) -> None:
        client, _ = sign_in("moderator")
        elsewhere = Client()
        elsewhere.force_login(self.moderator)
        html = client.get(SET_UP).content.decode()
        assert "data:image/svg+xml" in html
        secret = re.search(r'class="secret">([A-Z2-7]+=*)<', html)
        assert secret is not None
        wrong = client.post(SET_UP, {"code": "000000"})
        assert "stämmer inte" in wrong.content.decode()
        assert secret[1] in wrong.content.decode(), "the app holds this one"
        assert not is_inside(client)
        response = client.post(SET_UP, {"code": codes.at(secret[1])})
        assert response.url == RECOVERY
        shown = client.get(RECOVERY).content.decode()
        assert len(re.findall(r"<li>\d{8}</li>", shown)) == 10
        assert not re.findall(r"<li>\d{8}</li>", client.get(RECOVERY).content.decode())
        assert is_inside(client)
        # What was signed in with one factor is over, and the code is spent.
        key = elsewhere.session.session_key
        assert not self.moderator.sessions.filter(pk=key).exists()
        assert not is_inside(elsewhere)
        other, response = sign_in("moderator")
        assert response.url == CODE
        response = other.post(CODE, {"code": codes.at(secret[1])})
        assert response.status_code == 200
        assert not is_inside(other)

    def test_the_picture_of_the_key_is_all_that_the_policy_lets_in(self) -> None:
        client, _ = sign_in("moderator")
        policy = client.get(SET_UP)["Content-Security-Policy"]
        assert "img-src 'self' data:" in policy
        assert "unsafe" not in policy


@override_settings(DEMO_ACCOUNTS=False)
class WithOne(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.moderator = factories.moderator()
        cls.recovery = codes.enroll(cls.moderator)
        cls.admin = factories.admin()
        codes.enroll(cls.admin)

    def test_the_password_alone_opens_nothing(self) -> None:
        client, response = sign_in("moderator")
        assert response.url == CODE
        for path in ("/admin/", "/admin/account/", "/admin/konto/", SET_UP, RECOVERY):
            response = client.get(path)
            assert response.status_code in {302, 403}, path
            assert client.post(path).status_code in {302, 403}, path
        assert client.get("/admin/api/main/pages/").status_code in {302, 403}
        assert "_auth_user_id" not in client.session

    def test_the_code_opens(self) -> None:
        client, _ = sign_in("moderator")
        before = client.session.session_key
        response = client.post(CODE, {"code": codes.code(self.moderator)})
        assert response.url == "/admin/"
        assert is_inside(client)
        assert client.session.session_key != before

    def test_an_account_closed_between_the_steps_stays_closed(self) -> None:
        client, _ = sign_in("moderator")
        self.moderator.is_active = False
        self.moderator.save()
        client.post(CODE, {"code": codes.code(self.moderator)})
        assert not is_inside(client)

    def test_spaces_in_the_code_do_not_matter(self) -> None:
        client, _ = sign_in("moderator")
        code = codes.code(self.moderator)
        client.post(CODE, {"code": f" {code[:3]} {code[3:]} "})
        assert is_inside(client)

    def test_a_code_counts_once(self) -> None:
        """Also with no cache, and in the other web process: it stands in the row."""
        first, _ = sign_in("moderator")
        code = codes.code(self.moderator)
        first.post(CODE, {"code": code})
        assert is_inside(first)
        cache.clear()
        second, _ = sign_in("moderator")
        response = second.post(CODE, {"code": code})
        assert response.status_code == 200
        assert "redan använd" in response.content.decode()
        assert not is_inside(second)
        second.post(CODE, {"code": codes.code(self.moderator, 1)})
        assert is_inside(second)

    def test_a_recovery_code_counts_once(self) -> None:
        for expected in (True, False):
            client, _ = sign_in("moderator")
            client.post(CODE, {"code": self.recovery[0]})
            assert is_inside(client) == expected

    def test_anothers_code_opens_nothing(self) -> None:
        client, _ = sign_in("moderator")
        client.post(CODE, {"code": codes.code(self.admin)})
        assert not is_inside(client)

    def test_an_old_code_opens_nothing(self) -> None:
        client, _ = sign_in("moderator")
        for step in (-3, 3):
            client.post(CODE, {"code": codes.code(self.moderator, step)})
        assert not is_inside(client)

    def test_without_a_password_first_there_is_no_second_step(self) -> None:
        client = Client()
        assert client.get(CODE).url == LOGIN
        code = codes.code(self.moderator)
        assert client.post(CODE, {"code": code}).url == LOGIN
        assert not is_inside(client)

    def test_strange_codes_are_refused_in_plain_words(self) -> None:
        for strange in ("", "x" * 500, "１２３４５６", "\u202e12", "-", "👋"):
            client, _ = sign_in("moderator")
            response = client.post(CODE, {"code": strange})
            assert response.status_code in {200, 429}, strange

    def test_guessing_ends_and_says_for_how_long(self) -> None:
        client, _ = sign_in("moderator")
        for _ in range(5):
            assert client.post(CODE, {"code": "000000"}).status_code == 200
        # The right one too, from a new log-in too, and with the cache wiped.
        cache.clear()
        client, _ = sign_in("moderator")
        response = client.post(CODE, {"code": codes.code(self.moderator)})
        assert response.status_code == 429
        assert re.search(r"klockan \d\d\.\d\d", response.content.decode())
        assert int(response["Retry-After"]) > 0
        assert not is_inside(client)

    def test_a_session_that_never_showed_it_is_ended(self) -> None:
        """Whatever road it came by: here, one that knows nothing of second steps."""
        client = Client()
        client.force_login(self.admin)
        response = client.get("/admin/")
        assert response.url.startswith(LOGIN)
        assert not self.admin.sessions.exists()

    def test_it_cannot_be_turned_off_by_those_who_must(self) -> None:
        client, _ = sign_in("moderator")
        client.post(CODE, {"code": codes.code(self.moderator)})
        response = client.post("/admin/konto/tva-steg/av/")
        assert "kräver" in response.content.decode()
        assert Authenticator.objects.filter(user=self.moderator, type="totp").exists()

    def test_a_change_long_after_signing_in_asks_again(self) -> None:
        client, _ = sign_in("moderator")
        client.post(CODE, {"code": codes.code(self.moderator)})
        new = "/admin/konto/reservkoder/nya/"
        assert client.get(new).status_code == 200
        session = client.session
        session["hm_signed_in_at"] -= 3600
        session.save()
        asked = client.post(new)
        assert asked.url.startswith("/admin/konto/bekrafta/")
        assert client.post(asked.url, {"password": "fel"}).status_code == 200
        assert self.codes_left() == self.recovery
        client.post(asked.url, {"password": PASSWORD})
        assert self.codes_left() != self.recovery

    def codes_left(self) -> list[str]:
        row = Authenticator.objects.get(user=self.moderator, type="recovery_codes")
        left: list[str] = row.wrap().get_unused_codes()
        return left


@pytest.mark.django_db
def test_the_demo_asks_nobody_for_one(client: Client) -> None:
    factories.admin()
    _, response = sign_in("admin", client)
    assert response.url == "/admin/"
    assert is_inside(client)


@pytest.mark.django_db
def test_who_has_set_it_up_is_asked_in_the_demo_too(client: Client) -> None:
    codes.enroll(factories.admin())
    _, response = sign_in("admin", client)
    assert response.url == CODE


@pytest.mark.django_db
def test_nobody_shuts_the_others_out_of_a_demo_account(client: Client) -> None:
    admin = factories.admin()
    admin.is_demo = True
    admin.save()
    sign_in("admin", client)
    for response in (client.get(SET_UP), client.post(SET_UP, {"code": "123456"})):
        assert response.url == "/admin/konto/"
    assert not Authenticator.objects.exists()
