"""Inviting people, changing them, and helping who cannot get in."""

import re
from typing import Any

from allauth.mfa.models import Authenticator
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.test import Client, TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from hm_site.accounts.models import User
from hm_site.accounts.names import ONE_LINE
from hm_site.organisations.models import Notice, RoleGroup
from hm_site.organisations.people.forms import InviteForm
from hm_site.organisations.people.models import Invitation
from tests import factories
from tests.accounts import codes

LIST, INVITE = "/admin/users/", "/admin/users/new/"
DEAD_SERVER = {
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "EMAIL_HOST": "127.0.0.1",
    "EMAIL_PORT": 1,
}


class PeopleCase(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.organisation = factories.organisation("kommun-a")
        cls.admin = factories.admin()
        cls.editor = factories.editor(cls.organisation)
        cls.editors = cls.editor.groups.get()
        cls.moderators = RoleGroup.objects.get(role="moderator").group

    def setUp(self) -> None:
        self.client.force_login(self.admin)

    def form(self, **changes: Any) -> dict[str, Any]:
        return {
            "email": "Anna.Ny@kommunen.se",
            "first_name": "Anna",
            "last_name": "Ny",
            "role_groups": [str(self.editors.pk), str(self.moderators.pk)],
            **changes,
        }

    def invite(self, **changes: Any) -> Any:
        return self.client.post(INVITE, self.form(**changes))

    def row(self, person: Any) -> str:
        soup = BeautifulSoup(self.client.get(LIST).content, "html.parser")
        rows = [x.get_text(" ", strip=True) for x in soup.select("tbody tr")]
        return next(x for x in rows if person.email in x)


class Inviting(PeopleCase):
    def test_account_roles_and_mail_are_made_together(self) -> None:
        assert self.invite().status_code == 302
        person = User.objects.get(email="anna.ny@kommunen.se")
        assert set(person.groups.all()) == {self.editors, self.moderators}
        assert not person.has_usable_password()
        assert not person.is_superuser
        assert person.invitation.invited_by == self.admin
        assert ModelLogEntry.objects.filter(action="people.invite").exists()
        (letter,) = mail.outbox
        assert letter.to == ["anna.ny@kommunen.se"]
        assert "Anna Ny" in str(letter.body)

    def test_roles_are_offered_by_what_they_are_for(self) -> None:
        soup = BeautifulSoup(self.client.get(INVITE).content, "html.parser")
        groups = soup.select(".hm-roles details")
        names = [group.select_one("[role=group]")["aria-label"] for group in groups]
        assert names == [
            "Redaktör",
            "Hela plattformen",
            "Översättare",
            "Språkgranskare – kräver två steg",
        ]
        assert [group.has_attr("open") for group in groups] == [True, *[False] * 3]
        offered = {int(box["value"]) for box in soup.select(".hm-roles input")}
        assert offered == set(RoleGroup.objects.values_list("group_id", flat=True))
        assert "Moderator – kräver två steg" in groups[1].get_text(" ", strip=True)

    def test_what_somebody_has_can_be_seen_at_once(self) -> None:
        moderator = factories.moderator()
        page = self.client.get(f"/admin/users/edit/{moderator.pk}/")
        soup = BeautifulSoup(page.content, "html.parser")
        (opened,) = soup.select(".hm-roles details[open]")
        assert opened.select("input[checked]")

    def test_a_name_of_more_than_one_line_is_refused(self) -> None:
        """Text mails greet by it."""
        for name in ("Anna\r\nBcc: x@example.org", "Anna\tNy", "A\u2028B", "A\x1bB"):
            answer = self.invite(first_name=name)
            assert answer.context["form"].errors["first_name"] == [ONE_LINE], name
        assert not User.objects.filter(email="anna.ny@kommunen.se").exists()
        assert not mail.outbox
        persian = "مهسا‌سادات"  # with the joiner that it is written with
        assert (
            self.invite(first_name=persian, last_name="O’Neill-<Åß>").status_code == 302
        )
        assert User.objects.get(email="anna.ny@kommunen.se").first_name == persian

    def test_nor_may_people_rename_themselves_so(self) -> None:
        names = {"first_name": "Anna", "last_name": "Ny\r\nBcc: x@example.org"}
        names = {f"name_email-{field}": name for field, name in names.items()}
        answer = self.client.post("/admin/account/", names)
        assert ONE_LINE in answer.content.decode()
        self.admin.refresh_from_db()
        assert "Bcc" not in self.admin.last_name

    def test_the_link_lets_her_in_with_her_own_password(self) -> None:
        self.invite(role_groups=[str(self.editors.pk)])
        link = re.search(r"https?://[^/]+(/admin/\S+)", str(mail.outbox[0].body))
        assert link is not None
        hers = Client()
        html = hers.get(link[1]).content.decode()
        assert "Välkommen" in html
        token = re.search(r'name="lank" value="([^"]*)"', html)
        assert token is not None
        password = "fyra helt egna ord"
        data = {"lank": token[1], "new_password1": password, "new_password2": password}
        hers.post("/admin/valj-losenord/", data)
        with override_settings(DEMO_ACCOUNTS=False):
            name = {"username": "anna.ny@kommunen.se", "password": password}
            assert hers.post("/admin/login/", name).url == "/admin/"
            assert hers.get("/admin/").status_code == 200

    def test_the_list_follows_her(self) -> None:
        self.invite()
        person = User.objects.get(email="anna.ny@kommunen.se")
        assert "Inbjuden till" in self.row(person)
        assert "Moderator" in self.row(person)
        Invitation.objects.update(sent_at="2020-01-01T12:00:00Z")
        assert "Inbjudan gick ut 2020-01-08" in self.row(person)
        person.set_password("fyra helt egna ord")
        person.save()
        assert "Aktiv" in self.row(person)
        assert re.search(r"\bNej\b", self.row(person))
        codes.enroll(person)
        assert re.search(r"\bJa\b", self.row(person))
        person.is_active = False
        person.save()
        assert "Avstängd" in self.row(person)

    def test_the_list_can_be_narrowed(self) -> None:
        self.invite()
        for status, expected in (
            ("invited", {"anna.ny@kommunen.se"}),
            ("active", {"admin@example.org", self.editor.email}),
            ("closed", set()),
        ):
            html = self.client.get(f"{LIST}?status={status}").content.decode()
            assert set(re.findall(r"[\w.-]+@[\w.-]+\.(?:se|org)", html)) == expected

    def test_the_list_costs_the_same_for_many(self) -> None:
        few = self.queries_of_the_list()
        for number in range(8):
            self.invite(email=f"p{number}@kommunen.se")
        assert self.queries_of_the_list() == few

    def queries_of_the_list(self) -> int:
        self.client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            self.client.get(LIST)
        return len(queries)

    def test_an_address_in_use_is_said_so_and_all_is_kept(self) -> None:
        for email in (self.editor.email, self.editor.email.upper()):
            response = self.invite(email=email, first_name="Behålls")
            html = response.content.decode()
            assert response.status_code == 200
            assert "redan ett konto" in html
            assert 'value="Behålls"' in html
        assert mail.outbox == []

    def test_two_who_invite_the_same_at_once(self) -> None:
        """The second passes the form before the first is written."""
        original = InviteForm.save

        def slow(form: Any, commit: bool = True) -> Any:
            User.objects.create_user("p-first", email="anna.ny@kommunen.se")
            return original(form, commit)

        InviteForm.save = slow  # type: ignore[method-assign]
        self.addCleanup(setattr, InviteForm, "save", original)
        response = self.invite()
        assert response.status_code == 200
        assert "redan ett konto" in response.content.decode()
        assert mail.outbox == []

    def test_what_is_wrong_is_said_and_nothing_is_made(self) -> None:
        before = User.objects.count()
        for changes in (
            {"email": ""}, {"email": "ingen"}, {"email": "a@b\0.se"},
            {"first_name": ""}, {"last_name": "x" * 500}, {"first_name": "a\0"},
            {"role_groups": []}, {"role_groups": ["999999"]}, {"role_groups": ["x"]},
            {"email": "x" * 300 + "@kommunen.se"},
        ):  # fmt: skip
            response = self.invite(**changes)
            assert response.status_code == 200, changes
            assert "error-message" in response.content.decode(), changes
        assert User.objects.count() == before

    def test_only_groups_of_roles_can_be_given(self) -> None:
        other = Group.objects.create(name="Egen grupp")
        assert self.invite(role_groups=[str(other.pk)]).status_code == 200

    def test_names_full_of_html(self) -> None:
        self.invite(first_name='<img src=x onerror="a">', last_name="Ny")
        (letter,) = mail.outbox
        html = letter.alternatives[0][0]
        assert "<img" not in html
        assert "&lt;img" in html
        listing = self.client.get(LIST).content.decode()
        assert "<img src=x" not in listing

    def test_a_dead_mail_server_loses_nothing(self) -> None:
        with override_settings(**DEAD_SERVER):
            response = self.client.post(INVITE, self.form(), follow=True)
        assert "kunde inte skickas" in response.content.decode()
        person = User.objects.get(email="anna.ny@kommunen.se")
        self.client.post(f"/admin/personer/{person.pk}/bjud-in-igen/")
        assert len(mail.outbox) == 1


class Helping(PeopleCase):
    def test_an_invitation_is_sent_again(self) -> None:
        self.invite()
        person = User.objects.get(email="anna.ny@kommunen.se")
        Invitation.objects.update(sent_at="2020-01-01T12:00:00Z")
        url = f"/admin/personer/{person.pk}/bjud-in-igen/"
        assert url in self.client.get(LIST).content.decode()
        assert self.client.get(url).status_code == 200
        assert len(mail.outbox) == 1, "opening the page sends nothing"
        self.client.post(url)
        assert len(mail.outbox) == 2
        assert "Inbjuden till" in self.row(person)

    def test_who_has_a_password_is_not_invited_again(self) -> None:
        url = f"/admin/personer/{self.editor.pk}/bjud-in-igen/"
        response = self.client.post(url, follow=True)
        assert "har redan ett lösenord" in response.content.decode()
        assert mail.outbox == []

    def test_a_lost_second_factor_is_reset_logged_and_told(self) -> None:
        codes.enroll(self.editor)
        hers = Client()
        hers.force_login(self.editor)
        url = f"/admin/personer/{self.editor.pk}/aterstall-tva-steg/"
        assert url in self.client.get(LIST).content.decode()
        assert self.client.get(url).status_code == 200
        assert Authenticator.objects.filter(user=self.editor).exists()
        self.client.post(url)
        assert not Authenticator.objects.filter(user=self.editor).exists()
        assert not self.editor.sessions.exists()
        entry = ModelLogEntry.objects.get(action="people.reset_second_factor")
        assert entry.user == self.admin
        assert Notice.objects.filter(person=self.editor, kind="account").exists()

    def test_nobody_resets_her_own(self) -> None:
        codes.enroll(self.admin)
        session = self.client.session
        session["hm_second_factor"] = self.admin.pk
        session.save()
        self.client.post(f"/admin/personer/{self.admin.pk}/aterstall-tva-steg/")
        assert Authenticator.objects.filter(user=self.admin).exists()

    def test_nobody_but_administrators_reaches_any_of_it(self) -> None:
        victim = factories.moderator("utsatt")
        codes.enroll(victim)
        self.client.force_login(factories.moderator("nyfiken"))
        for path in (
            LIST, INVITE, f"/admin/users/edit/{victim.pk}/",
            f"/admin/users/delete/{victim.pk}/",
            f"/admin/personer/{victim.pk}/bjud-in-igen/",
            f"/admin/personer/{victim.pk}/aterstall-tva-steg/",
            f"/admin/bulk/accounts/user/assign_role/?id={self.editor.pk}",
        ):  # fmt: skip
            data = self.form(is_superuser="on", role=str(self.moderators.pk))
            for response in (self.client.get(path), self.client.post(path, data)):
                assert response.status_code == 302, path
                assert response.url == "/admin/", path
        assert Authenticator.objects.filter(user=victim).exists()
        assert not User.objects.filter(email="anna.ny@kommunen.se").exists()
        assert not self.editor.groups.filter(pk=self.moderators.pk).exists()
        assert User.objects.filter(is_superuser=True).count() == 1


class Changing(PeopleCase):
    def edit(self, person: Any, **changes: Any) -> Any:
        data = {
            "email": person.email, "first_name": "E", "last_name": "Ditor",
            "is_active": "on",
            "role_groups": [str(x.pk) for x in person.groups.all()], **changes,
        }  # fmt: skip
        return self.client.post(f"/admin/users/edit/{person.pk}/", data)

    def test_roles_are_given_and_taken(self) -> None:
        self.edit(self.editor, role_groups=[str(self.moderators.pk)])
        assert list(self.editor.groups.all()) == [self.moderators]

    def test_who_leaves_may_be_left_without_a_role(self) -> None:
        response = self.edit(self.editor, is_active="", role_groups=[])
        assert response.status_code == 302
        self.editor.refresh_from_db()
        assert not self.editor.is_active
        assert not self.editor.groups.exists()
        assert self.edit(self.editor).status_code == 200, "back, but as what?"

    def test_the_form_knows_no_password(self) -> None:
        html = self.client.get(f"/admin/users/edit/{self.editor.pk}/").content.decode()
        assert "password" not in html
        self.edit(
            self.editor, password1="nytt lösenord 12", password2="nytt lösenord 12"
        )
        self.editor.refresh_from_db()
        assert self.editor.check_password("demo")

    def test_people_are_not_copied(self) -> None:
        """The copy would be an account that nobody was invited to."""
        copy = f"/admin/users/copy/{self.editor.pk}/"
        assert self.client.get(copy).status_code == 404
        assert self.client.post(copy, self.form()).status_code == 404

    def test_an_administrator_can_neither_close_nor_demote_herself(self) -> None:
        self.edit(self.admin, is_active="", is_superuser="")
        self.admin.refresh_from_db()
        assert self.admin.is_active
        assert self.admin.is_superuser

    def test_an_address_in_use_is_said_so(self) -> None:
        response = self.edit(self.editor, email="ADMIN@example.org")
        assert "redan ett konto" in response.content.decode()
