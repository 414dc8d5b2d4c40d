"""What programs read: health, readiness, robots.txt, security.txt."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from hm_site import languages


@pytest.fixture
def client(db: None) -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_told_in_one_word_that_nobody_keeps(client: Client, path: str):
    response = client.get(path)
    assert (response.status_code, response.content) == (200, b"ok")
    assert response["Content-Type"] == "text/plain"
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_liveness_asks_no_database(django_assert_num_queries, client: Client):
    with django_assert_num_queries(0):
        client.get("/healthz")


def test_readiness_asks_once(django_assert_num_queries, client: Client):
    with django_assert_num_queries(1):
        client.get("/readyz")


def test_robots_keeps_out_of_admin_and_of_every_search(client: Client, settings):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /admin/" in lines
    for language in languages.LANGUAGES:
        assert f"Disallow: /{language.code}/sok/" in lines
    assert "Disallow: /" not in lines
    assert f"Sitemap: {settings.BASE_URL}/sitemap.xml" in lines


def test_security_txt_follows_the_standard(client: Client, settings):
    """RFC 9116: Contact and Expires are required; Expires once and within a year."""
    response = client.get("/.well-known/security.txt")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    fields = [line.split(": ", 1) for line in response.content.decode().splitlines()]
    names = [name for name, _ in fields]
    values = dict(fields)
    assert names.count("Expires") == 1
    expires = datetime.fromisoformat(values["Expires"])
    now = datetime.now(UTC)
    assert timedelta(days=300) < expires - now <= timedelta(days=365)
    assert values["Contact"].startswith(("mailto:", "https://", "tel:"))
    assert values["Canonical"] == f"{settings.BASE_URL}/.well-known/security.txt"


@pytest.mark.parametrize(
    "path", ["/robots.txt", "/sitemap.xml", "/.well-known/security.txt"]
)
def test_they_are_public_and_can_be_asked_again(client: Client, path: str):
    first = client.get(path)
    assert first.status_code == 200
    assert not first.cookies
    assert first["X-Content-Type-Options"] == "nosniff"
    assert first["Cache-Control"].startswith("public, max-age=0, must-revalidate")
    assert first["ETag"]


def test_the_style_guide_is_for_debugging_alone(client: Client):
    assert client.get("/styleguide/").status_code == 404


def test_an_icon_is_there_for_who_asks_without_reading(client: Client):
    response = client.get("/favicon.ico")
    assert response.status_code in {301, 302}
    assert response["Location"].startswith("/static/")
