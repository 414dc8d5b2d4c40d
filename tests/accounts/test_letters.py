"""Who signs in is told when how she signs in has changed."""

import re

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client, TestCase, override_settings
from django.utils import timezone

from hm_site.accounts import links
from tests import factories
from tests.accounts import codes
from tests.accounts.test_password_links import GOOD, choose
from tests.factories.people import PASSWORD

SET_UP, TAKE_AWAY = "/admin/konto/tva-steg/", "/admin/konto/tva-steg/av/"
Person = get_user_model()


@override_settings(DEMO_ACCOUNTS=False)
class LettersTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.person = factories.editor(factories.organisation())

    def signed_in(self) -> Client:
        client = Client()
        client.post(
            "/admin/login/", {"username": self.person.email, "password": PASSWORD}
        )
        return client

    def subjects(self) -> list[str]:
        assert all(letter.to == [self.person.email] for letter in mail.outbox)
        return [letter.subject for letter in mail.outbox]

    def test_of_a_new_password_and_what_to_do_if_it_was_somebody_else(self) -> None:
        Person.objects.filter(pk=self.person.pk).update(last_login=timezone.now())
        self.person.refresh_from_db()
        choose(links.make_path(self.person, links.FORGOTTEN))
        assert self.subjects() == ["Ditt lösenord har ändrats"]
        assert "/admin/glomt-losenord/" in mail.outbox[0].body
        assert GOOD not in mail.outbox[0].body

    def test_of_one_changed_in_the_admin_too(self) -> None:
        self.signed_in().post(
            "/admin/account/",
            {
                "password-old_password": PASSWORD,
                "password-new_password1": GOOD,
                "password-new_password2": GOOD,
                "name_email-first_name": "Anna",
                "name_email-last_name": "Ek",
                "name_email-email": self.person.email,
                "locale-preferred_language": "sv",
                "locale-current_time_zone": "Europe/Stockholm",
                "theme-theme": "light",
                "theme-density": "default",
                "theme-contrast": "system",
            },
        )
        self.person.refresh_from_db()
        assert self.person.check_password(GOOD)
        assert self.subjects() == ["Ditt lösenord har ändrats"]

    def test_not_of_the_first_one_nor_of_signing_in(self) -> None:
        choose(links.make_path(self.person, links.INVITATION), PASSWORD)
        self.signed_in()
        assert self.subjects() == []

    def test_of_the_second_factor_on_and_off(self) -> None:
        client = self.signed_in()
        html = client.get(SET_UP).content.decode()
        secret = re.search(r'class="secret">([A-Z2-7]+=*)<', html)
        assert secret is not None
        with self.captureOnCommitCallbacks(execute=True):
            client.post(SET_UP, {"code": codes.at(secret[1])})
        assert self.subjects() == ["Inloggning i två steg är påslagen"]
        client.post(TAKE_AWAY)
        assert not Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()
        assert self.subjects()[1:] == ["Inloggning i två steg är avstängd"]
