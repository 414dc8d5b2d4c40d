"""Who may sign in, by which name, and when a session ends."""

from typing import Any

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse

from hm_site.organisations import leaving, roles
from hm_site.organisations.demo_accounts import accounts, load_accounts
from hm_site.settings import base, dev
from tests import factories
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = reverse("wagtailadmin_login")


def sign_in(client: Client, name: str, password: str = PASSWORD) -> Any:
    return client.post(
        LOGIN, {"username": name, "password": password, "next": "/admin/"}
    )


def is_inside(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


def people() -> list[Any]:
    """One person per role but the administrator."""
    organisation = factories.organisation()
    factories.strategy()
    subjects = {
        "organisation": str(organisation.translation_key),
        "language": "ar",
    }
    return [
        factories.member(role.code, subjects.get(role.scope, ""), name=role.code)
        for role in roles.ROLES
    ]


@pytest.mark.parametrize("name", ["moderator", "moderator@example.org"])
def test_people_sign_in_by_name_or_mail(client: Client, name: str) -> None:
    factories.moderator()
    response = sign_in(client, name)
    assert response.status_code == 302
    assert is_inside(client)


def test_the_case_of_a_mail_address_does_not_matter(client: Client) -> None:
    factories.moderator()
    sign_in(client, "MODERATOR@Example.ORG")
    assert is_inside(client)


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("moderator", "fel"),
        ("moderator", ""),
        ("ingen", PASSWORD),
        ("", PASSWORD),
        ("moder\0ator", PASSWORD),
        ("x" * 10_000, PASSWORD),
        ("%", PASSWORD),
        ("👋\u202e", PASSWORD),
    ],
)
def test_everything_else_is_refused_in_plain_words(
    client: Client, name: str, password: str
) -> None:
    factories.moderator()
    response = sign_in(client, name, password)
    assert response.status_code == 200
    assert not is_inside(client)


def test_a_user_name_that_is_anothers_mail_address_locks_nobody_out(
    client: Client,
) -> None:
    """The exact user name wins; the other one still signs in by hers."""
    owner = factories.moderator()
    namesake = get_user_model().objects.create_user(
        username="moderator@example.org", email="x@example.org", password=PASSWORD
    )
    found = authenticate(None, username="moderator@example.org", password=PASSWORD)
    assert found == namesake
    assert authenticate(None, username="moderator", password=PASSWORD) == owner


def test_a_demo_account_is_refused_outside_the_demo(settings: Any) -> None:
    """Everybody knows its password, so being an administrator does not help."""
    settings.DEMO_ACCOUNTS = False
    admin = factories.admin()
    assert authenticate(None, username=admin.username, password=PASSWORD) == admin
    get_user_model().objects.filter(pk=admin.pk).update(is_demo=True)
    assert authenticate(None, username=admin.username, password=PASSWORD) is None


def test_a_mail_address_belongs_to_one_person() -> None:
    factories.person("anna")
    with pytest.raises(IntegrityError), transaction.atomic():
        get_user_model().objects.create_user("bo", email="anna@example.org")


# ------------------------------------------------------ outside the demo
def test_demo_accounts_are_off_unless_an_environment_says_so() -> None:
    assert base.DEMO_ACCOUNTS is False
    assert dev.DEMO_ACCOUNTS == dev.DEBUG


def test_outside_the_demo_whoever_holds_a_role_signs_in(settings: Any) -> None:
    settings.DEMO_ACCOUNTS = False
    let_in = set()
    for person in [*people(), factories.admin()]:
        statuses = {
            sign_in(Client(), name).status_code
            for name in (person.username, person.email)
        }
        assert len(statuses) == 1, person
        if statuses == {302}:
            let_in.add(person.username)
    assert let_in == {"admin", *roles.BY_CODE}


def test_who_gets_a_role_signs_in(settings: Any) -> None:
    settings.DEMO_ACCOUNTS = False
    person = factories.person("ny")
    assert authenticate(None, username=person.email, password=PASSWORD) is None
    person.groups.add(factories.moderator().groups.get())
    assert authenticate(None, username=person.email, password=PASSWORD) == person


def test_an_editor_of_an_organisation_that_has_left_is_out(
    client: Client, settings: Any
) -> None:
    settings.DEMO_ACCOUNTS = False
    organisation = factories.organisation()
    editor = factories.editor(organisation)
    sign_in(client, editor.username)
    assert is_inside(client)
    leaving.leave(organisation.pk, factories.admin())
    assert not is_inside(client)
    assert not editor.sessions.exists()
    assert sign_in(Client(), editor.username).status_code == 200


def test_the_staff_reader_lands_on_a_page_that_answers(client: Client) -> None:
    """Not round in circles, and no 403, whatever she asked for."""
    factories.member("staff-reader", name="laser")
    response = client.post(
        LOGIN,
        {"username": "laser", "password": PASSWORD, "next": "/admin/pages/"},
        follow=True,
    )
    assert response.status_code == 200
    assert response.request["PATH_INFO"] == "/admin/personal/"


@pytest.mark.parametrize(
    "address",
    ["https://example.com/", "//example.com/", "javascript:alert(1)", "/\\example.com"],
)
def test_signing_in_leads_to_no_other_site(client: Client, address: str) -> None:
    factories.moderator()
    response = client.post(
        LOGIN, {"username": "moderator", "password": PASSWORD, "next": address}
    )
    assert response.headers["Location"] == "/admin/"


def test_signing_in_leads_to_where_she_wanted(client: Client) -> None:
    factories.moderator()
    page = client.get(f"{LOGIN}?next=/admin/reports/locked/").content.decode()
    assert 'value="/admin/reports/locked/"' in page
    data = {"username": "moderator", "password": PASSWORD, "next": "/admin/granskning/"}
    assert client.post(LOGIN, data).headers["Location"] == "/admin/granskning/"


def test_wagtails_own_roads_in_are_closed(client: Client) -> None:
    """Its log-in would ask for one factor, its reset would set a password."""
    factories.admin()
    assert resolve(LOGIN).url_name == "account_login"
    for address in ("", "done/", "confirm/MQ/abc-def/", "complete/"):
        path = f"/admin/password_reset/{address}"
        assert client.get(path).status_code == 404, path
        assert client.post(path, {"email": "admin@example.org"}).status_code == 404
    for name in ("account_signup", "account_email", "socialaccount_signup"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_the_pages_of_signing_in_are_kept_by_nobody_and_run_no_script(
    client: Client,
) -> None:
    for path in (LOGIN, "/admin/glomt-losenord/", "/admin/valj-losenord/?lank=x"):
        response = client.get(path)
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"
        assert "unsafe" not in response["Content-Security-Policy"]
        html = response.content.decode()
        assert 'lang="sv"' in html
        assert "<script" not in html
        assert " style=" not in html


def test_who_is_switched_off_is_out_at_once(client: Client) -> None:
    admin = factories.admin()
    sign_in(client, "admin")
    assert is_inside(client)
    admin.is_active = False
    admin.save()
    assert not is_inside(client)
    assert sign_in(Client(), "admin").status_code == 200


def test_a_left_over_session_reads_the_public_site_like_anyone(
    client: Client, settings: Any
) -> None:
    factories.moderator()
    sign_in(client, "moderator")
    settings.DEMO_ACCOUNTS = False
    anonymous = Client().get("/sv/")
    assert client.get("/sv/").content == anonymous.content


def test_staff_alone_is_no_administrator(settings: Any) -> None:
    settings.DEMO_ACCOUNTS = False
    factories.person("chef", is_staff=True)
    assert authenticate(None, username="chef", password=PASSWORD) is None


def test_nobody_changes_her_own_mail_address(client: Client) -> None:
    factories.admin()
    sign_in(client, "admin")
    assert 'name="email"' not in client.get("/admin/account/").content.decode()


# ------------------------------------------------------------- demo accounts
def test_there_is_a_demo_account_for_every_role_and_organisation() -> None:
    for slug in ("halmstad", "varberg"):
        factories.organisation(slug)
    names = {name for name, _, _ in accounts()}
    assert {
        "admin",
        "moderator",
        "moderator-2",
        "editor-halmstad",
        "editor-varberg",
        "translator-ar",
        "reviewer-sv-simple",
    } <= names
    assert {role for _, role, _ in accounts()} == {"", *roles.BY_CODE}


def test_demo_accounts_are_made_once_and_never_changed() -> None:
    organisation = factories.organisation("halmstad")
    factories.editor(organisation, name="tidigare")  # makes the group
    list(load_accounts())
    user = get_user_model().objects.get(username="editor-halmstad")
    assert user.check_password(PASSWORD)
    assert user.email == "editor-halmstad@example.org"
    assert [group.role_group.role for group in user.groups.all()] == ["editor"]
    user.set_password("eget val")
    user.save()
    assert list(load_accounts()) == []
    user.refresh_from_db()
    assert user.check_password("eget val")
