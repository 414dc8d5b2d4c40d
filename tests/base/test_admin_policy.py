"""The admin: its own, looser policy, its own language, and no call to other hosts."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client

from hm_site.organisations.models import OrganisationPage
from tests.factories import admin, offering, organisation

OTHER_HOSTS = ("gravatar.com", "releases.wagtail.org", "wagtail.org/", "googleapis")


@pytest.fixture
def client(db: None) -> Client:
    client = Client()
    client.force_login(admin())
    return client


@pytest.fixture
def screens(client: Client) -> Iterator[HttpResponse]:
    page = offering(organisation())
    parent = OrganisationPage.objects.sources().get()
    paths = [
        "/admin/",
        "/admin/pages/",
        f"/admin/pages/{parent.pk}/",
        f"/admin/pages/{page.pk}/edit/",
        f"/admin/pages/{page.pk}/history/",
        f"/admin/pages/add/resources/supportofferingpage/{parent.pk}/",
        f"/admin/pages/{page.pk}/usage/",
        "/admin/images/",
        "/admin/documents/",
        "/admin/reports/site-history/",
        "/admin/users/",
        "/admin/account/",
    ]
    return (client.get(path) for path in paths)


def policy(response: HttpResponse) -> dict[str, set[str]]:
    parts = [p.split() for p in response["Content-Security-Policy"].split(";")]
    return {name: set(sources) for name, *sources in parts if name}


def fetched(response: HttpResponse) -> list[str]:
    """Addresses that the browser fetches by itself."""
    soup = BeautifulSoup(response.content, "html.parser")
    return [
        str(tag[attribute])
        for tag in soup.select("script, img, iframe, source, link")
        for attribute in ("src", "href", "srcset")
        if tag.has_attr(attribute)
    ]


def test_no_screen_calls_another_host(screens: Iterator[HttpResponse]):
    for response in screens:
        assert response.status_code == 200
        addresses = fetched(response)
        assert addresses
        for address in addresses:
            assert not re.match("(https?:)?//", address), address
        for host in OTHER_HOSTS[:2]:
            assert host not in response.content.decode()


def test_the_start_page_asks_nobody_about_new_versions(client: Client):
    text = client.get("/admin/").content.decode()
    for host in OTHER_HOSTS:
        assert f'="https://{host}' not in text
    assert "w-upgrade" not in text


def test_every_screen_has_the_looser_policy_and_is_kept_by_nobody(
    screens: Iterator[HttpResponse], settings: Any
):
    strict = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    for response in screens:
        found = policy(response)
        for name, extra in settings.ADMIN_CONTENT_SECURITY_POLICY.items():
            assert found[name] == {*strict.get(name, []), *extra}
        for name in ("default-src", "connect-src", "object-src", "base-uri"):
            assert found[name] == set(strict[name])
        assert "http" not in response["Content-Security-Policy"]
        assert response["Cache-Control"]
        assert "public" not in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"
        assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    ["/", "/sv/", "/adm/", "/administration/", "/admin-x/", "/sv/admin/", "/robots.txt",
     "/healthz", "/documents/9/x/", "/media/x.jpg", "/static/finns-inte.css"],
)  # fmt: skip
def test_the_looser_policy_reaches_no_other_address(
    client: Client, settings: Any, path: str
):
    response = client.get(path)
    assert "unsafe" not in response["Content-Security-Policy"]
    expected = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert policy(response) == {name: set(value) for name, value in expected.items()}


def test_the_preview_may_be_framed_by_the_editor_alone(client: Client, settings: Any):
    page = offering(organisation())
    response = client.get(f"/admin/pages/{page.pk}/view_draft/")
    assert response.status_code == 200
    assert policy(response)["frame-ancestors"] == {"'self'"}
    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response.headers


def test_the_admin_speaks_swedish_whatever_the_browser_asks_for(client: Client):
    response = client.get("/admin/", headers={"accept-language": "ar"})
    soup = BeautifulSoup(response.content, "html.parser")
    assert soup.html is not None
    assert soup.html["lang"] == "sv"
    assert soup.html.get("dir", "ltr") == "ltr"


def test_strangers_are_sent_to_sign_in_and_told_nothing(db: None):
    page = offering(organisation())
    for path in ("/admin/", f"/admin/pages/{page.pk}/edit/", "/admin/users/"):
        response = Client().get(path)
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/?next=")
        assert page.title not in response.content.decode()


def test_the_sign_in_page_calls_nobody_and_sends_no_referrer_abroad(db: None):
    response = Client().get("/admin/login/")
    assert response.status_code == 200
    assert response["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert not [x for x in fetched(response) if re.match("(https?:)?//", x)]
