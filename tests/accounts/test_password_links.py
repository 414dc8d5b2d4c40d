"""Links in mails: for one person, once, for a time; and the forgotten password."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail, signing
from django.db.models import F
from django.test import Client, TestCase, override_settings
from django.utils import timezone

from hm_site.accounts import links, throttle
from hm_site.accounts.models import Attempts
from hm_site.settings import base
from tests import factories
from tests.accounts import codes
from tests.factories.people import PASSWORD

LOGIN, FORGOTTEN = "/admin/login/", "/admin/glomt-losenord/"
CHOOSE = "/admin/valj-losenord/"
GOOD = "fyra helt egna ord"


def choose(link: str, password: str = GOOD, again: str | None = None) -> Any:
    """Open the link and send the form as the browser would."""
    client = Client()
    html = client.get(link).content.decode()
    found = re.search(r'name="lank" value="([^"]*)"', html)
    return client.post(
        CHOOSE,
        {
            "lank": found[1] if found else link.partition("lank=")[2],
            "new_password1": password,
            "new_password2": password if again is None else again,
        },
    )


@override_settings(AUTH_PASSWORD_VALIDATORS=base.AUTH_PASSWORD_VALIDATORS)
class Links(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.person = factories.moderator("anna")
        cls.other = factories.moderator("bo")

    def setUp(self) -> None:
        self.link = links.make_path(self.person, links.INVITATION)

    def password_is(self, password: str) -> bool:
        self.person.refresh_from_db()
        return bool(self.person.check_password(password))

    def assert_closed(self, link: str) -> None:
        assert Client().get(link).status_code == 410
        assert choose(link).status_code == 410
        assert not self.password_is(GOOD)

    def test_opening_it_changes_nothing(self) -> None:
        """Programs that look mails through open links too."""
        for _ in range(3):
            response = Client().get(self.link)
            assert response.status_code == 200
            assert not response.wsgi_request.user.is_authenticated
        assert self.password_is(PASSWORD)

    def test_it_sets_the_password_and_signs_nobody_in(self) -> None:
        response = choose(self.link)
        assert response.url == LOGIN
        assert self.password_is(GOOD)
        assert not response.wsgi_request.user.is_authenticated

    def test_it_works_once(self) -> None:
        choose(self.link)
        assert Client().get(self.link).status_code == 410
        assert choose(self.link, "fem andra egna ord nu").status_code == 410
        assert self.password_is(GOOD)

    def test_it_ends_every_session_of_hers(self) -> None:
        client = Client()
        client.force_login(self.person)
        response = choose(links.make_path(self.person, links.FORGOTTEN))
        assert response.url == LOGIN
        assert not self.person.sessions.exists()
        assert client.get("/admin/account/").status_code == 302

    def test_the_second_factor_is_asked_for_all_the_same(self) -> None:
        codes.enroll(self.person)
        choose(self.link)
        client = Client()
        response = client.post(LOGIN, {"username": "anna", "password": GOOD})
        assert response.url == "/admin/login/kod/"

    def test_an_altered_one_opens_nothing(self) -> None:
        token = self.link.partition("lank=")[2]
        head, _, signature = token.rpartition("%3A")
        others = links.make_path(self.other, links.INVITATION).partition("lank=")[2]
        for bad in (
            "", "x", "a:b:c", token[:-1], token + "A", token[1:], "%00", "%F0%9F%91%8B",
            others.rpartition("%3A")[0] + "%3A" + signature,
            f"{head}%3A{others.rpartition('%3A')[2]}",
            "x" * 9000,
        ):  # fmt: skip
            response = Client().get(f"{CHOOSE}?lank={bad}")
            assert response.status_code == 410, bad
            assert choose(f"{CHOOSE}?lank={bad}").status_code == 410, bad
        assert self.password_is(PASSWORD)

    def test_another_kind_of_signature_opens_nothing(self) -> None:
        body = signing.loads(
            self.link.partition("lank=")[2].replace("%3A", ":"),
            salt="hm.link.invitation",
        )
        self.assert_closed(f"{CHOOSE}?lank={signing.dumps(body)}")

    def test_it_is_for_her_alone(self) -> None:
        """The form is for whoever the link names, not for who is signed in."""
        client = Client()
        client.force_login(self.other)
        token = self.link.partition("lank=")[2].replace("%3A", ":")
        data = {"lank": token, "new_password1": GOOD, "new_password2": GOOD}
        client.post(f"{CHOOSE}?user={self.other.pk}", {**data, "user": self.other.pk})
        self.other.refresh_from_db()
        assert self.other.check_password(PASSWORD)
        assert self.password_is(GOOD)

    def test_it_ends_with_its_time(self) -> None:
        for purpose in (links.INVITATION, links.FORGOTTEN):
            then = timezone.now() - purpose.age - timedelta(minutes=1)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(signing.time, "time", then.timestamp)
                link = links.make_path(self.person, purpose)
            self.assert_closed(link)
            assert "tid har gått ut" in Client().get(link).content.decode()

    def test_it_ends_when_the_account_changes(self) -> None:
        for name, value in (
            ("email", "ny@example.org"),
            ("last_login", timezone.now()),
            ("is_active", False),
        ):
            link = links.make_path(self.person, links.FORGOTTEN)
            setattr(self.person, name, value)
            self.person.save()
            self.assert_closed(link)

    def test_weak_passwords_are_refused_and_the_link_still_works(self) -> None:
        for password, again in (
            ("kort", "kort"),
            ("123456789012345", "123456789012345"),
            ("administrator", "administrator"),
            ("anna@example.org", "anna@example.org"),
            (GOOD, "något annat"),
            ("", ""),
        ):
            response = choose(self.link, password, again)
            assert response.status_code == 200, password
            assert 'class="err"' in response.content.decode(), password
        assert self.password_is(PASSWORD)
        assert choose(self.link).status_code == 302

    def test_names_full_of_html_are_shown_as_they_are(self) -> None:
        self.person.first_name = "<script>alert(1)</script>"
        self.person.save()
        html = Client().get(self.link).content.decode()
        assert "<script" not in html
        assert "&lt;script&gt;" in html

    def test_it_stands_in_the_query_which_is_logged_nowhere(self) -> None:
        assert self.link.startswith(f"{CHOOSE}?")


class Forgotten(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.person = factories.moderator("anna")

    def ask(self, email: str, address: str = "203.0.113.5") -> Any:
        return Client().post(FORGOTTEN, {"email": email}, REMOTE_ADDR=address)

    def test_a_link_comes_by_mail_and_works(self) -> None:
        self.ask("ANNA@example.org")
        (letter,) = mail.outbox
        assert letter.to == ["anna@example.org"]
        text = str(letter.body)
        link = re.search(r"https?://[^/]+(/admin/valj-losenord/\S+)", text)
        assert link is not None
        assert choose(link[1]).url == LOGIN
        self.person.refresh_from_db()
        assert self.person.check_password(GOOD)

    def test_the_answer_tells_nobody_whether_there_is_an_account(self) -> None:
        known = self.ask("anna@example.org").content.decode()
        unknown = self.ask("inge@example.org").content.decode()
        assert known.replace("anna@", "inge@") == unknown
        assert len(mail.outbox) == 1

    def test_who_may_not_sign_in_gets_none(self) -> None:
        demo = factories.person("demo")
        demo.is_demo = True
        demo.save()
        left = factories.person("slutat", is_active=False)
        for person in (demo, left):
            assert self.ask(person.email).status_code == 200
        with override_settings(DEMO_ACCOUNTS=False):
            self.ask(factories.person("utan-roll").email)
        assert mail.outbox == []

    def test_who_signs_in_through_her_organisation_gets_no_way_around_it(self) -> None:
        self.person.set_unusable_password()
        self.person.save()
        self.person.socialaccount_set.create(provider="kommunen", uid="1")
        self.ask("anna@example.org")
        assert mail.outbox == []

    def test_nobody_is_flooded_with_letters(self) -> None:
        for _ in range(6):
            assert self.ask("anna@example.org").status_code == 200
        assert len(mail.outbox) == throttle.LETTER.amount

    def test_one_address_that_asks_for_ever_is_slowed_down(self) -> None:
        for number in range(throttle.LETTERS_FROM_ADDRESS.amount):
            self.ask(f"x{number}@example.org")
        response = self.ask("anna@example.org")
        assert response.status_code == 429
        assert 'value="anna@example.org"' in response.content.decode()
        assert self.ask("anna@example.org", "198.51.100.7").status_code == 200
        Attempts.objects.update(until=F("until") - timedelta(seconds=30))
        assert self.ask("bo@example.org").status_code == 429
        assert self.ask("anna@example.org").status_code == 200

    def test_a_dead_mail_server_changes_no_answer(self) -> None:
        with override_settings(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1", EMAIL_PORT=1,
        ):  # fmt: skip
            response = self.ask("anna@example.org")
        assert response.status_code == 200
        assert "Titta i din e-post" in response.content.decode()

    def test_strange_addresses_are_refused_in_plain_words(self) -> None:
        for strange in ("", "anna", "a\0b@example.org", "x" * 400, "a@b@c", "<b>"):
            response = self.ask(strange)
            assert response.status_code == 200
            assert 'class="err"' in response.content.decode(), strange
