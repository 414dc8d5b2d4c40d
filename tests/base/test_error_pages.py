"""404 helps onwards in the reader's language; 500 needs nothing that may be broken."""

from typing import Any

import pytest
from django.core.handlers import exception
from django.db import OperationalError
from django.template import loader
from django.test import Client

from hm_site import languages
from tests.reading.reader import ALL, Shown, word


@pytest.fixture
def client(db: None) -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("code", ALL)
def test_a_missing_page_is_explained_in_the_language_of_its_address(
    client: Client, code: str
):
    response = client.get(f"/{code}/finns-inte/")
    assert response.status_code == 404
    shown = Shown(response)
    language = languages.BY_CODE[code]
    assert (shown.lang, shown.dir) == (language.tag, language.direction)
    assert shown.h1 == word(code, "Sidan finns inte")
    assert shown.robots == "noindex"
    assert shown.tag("main form")["action"] == f"/{code}/sok/"
    assert shown.soup.select('main a[href="tel:112"], .helpbar a[href="tel:112"]')


@pytest.mark.parametrize("path", ["/ar/finns-inte/", "/xx/", "/finns-inte", "/sv/a/b/"])
def test_a_missing_page_offers_the_languages_that_exist(client: Client, path: str):
    shown = Shown(client.get(path))
    offered = {
        str(link["hreflang"]): (str(link["href"]), link.get_text(strip=True))
        for link in shown.soup.select("main .langs a")
    }
    assert offered == {
        language.tag: (f"/{language.code}/", language.endonym)
        for language in languages.LANGUAGES
    }
    for link in shown.soup.select("main .langs a bdi"):
        assert link["lang"] in offered
        assert link["dir"] == languages.BY_CODE[str(link["lang"])].direction


def test_a_missing_page_outside_all_languages_is_swedish(client: Client):
    shown = Shown(client.get("/xx/hitta-stod/"))
    assert (shown.lang, shown.h1) == ("sv", "Sidan finns inte")


def test_a_form_sent_without_the_slash_is_told_in_the_demo_too(
    client: Client, settings: Any
):
    settings.DEBUG = True
    for path in ("/sv/hitta-stod", "/en/sok", "/admin/login"):
        assert client.post(path, {"q": "x"}).status_code == 404
        assert client.get(path).status_code == 301


def test_a_missing_page_names_no_canonical_and_no_alternates(client: Client):
    shown = Shown(client.get("/ar/finns-inte/"))
    assert not shown.soup.select('link[rel="canonical"], link[rel="alternate"]')
    assert not shown.soup.select('script[type="application/ld+json"]')


def test_a_missing_page_says_nothing_of_the_program(client: Client):
    for path in ("/sv/finns-inte/", "/admin/finns-inte/", "/documents/999/x/"):
        response = client.get(path, follow=True)
        assert b"Traceback" not in response.content
        assert b"urlpatterns" not in response.content


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, client: Client) -> Any:
    """A page that raises while it is made."""

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("secret-of-the-program")

    monkeypatch.setattr("hm_site.base.views.find_page", fail)
    return client.get


def test_a_broken_page_is_an_answer_in_several_languages(broken: Any):
    response = broken("/ar/hitta-stod/")
    assert response.status_code == 500
    shown = Shown(response)
    assert (shown.lang, shown.dir) == ("sv", "ltr")
    assert shown.h1 == "Något gick fel"
    told = {
        str(line["lang"]): str(line["dir"]) for line in shown.soup.select("main li")
    }
    assert told == {
        language.tag: language.direction
        for language in languages.LANGUAGES
        if not language.is_source
    }
    assert {"tel:112", "tel:1177"} <= {a["href"] for a in shown.soup.select("a")}
    assert "secret-of-the-program" not in shown.html


def test_a_broken_page_has_the_same_headers_as_others(broken: Any, client: Client):
    response = broken("/ar/hitta-stod/")
    fine = client.get("/sv/")
    for name in (
        "Content-Security-Policy",
        "Referrer-Policy",
        "X-Content-Type-Options",
        "Permissions-Policy",
    ):
        assert response[name] == fine[name], name
    assert not response.cookies
    assert "s-maxage" not in response.headers.get("Cache-Control", "")


def test_the_page_for_a_broken_page_needs_no_database(
    django_assert_num_queries: Any, rf: Any, db: None
):
    from hm_site.base.views import server_error

    with django_assert_num_queries(0):
        response = server_error(rf.get("/sv/"))
    assert response.status_code == 500
    assert "{%" not in loader.get_template("500.html").render()


class NoDatabase:
    def cursor(self) -> None:
        raise OperationalError("no database")


def test_readiness_tells_when_the_database_is_away_and_health_does_not(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("hm_site.base.views.connection", NoDatabase())
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_a_page_without_a_database_is_an_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    def refuse() -> int:
        raise OperationalError("no database")

    monkeypatch.setattr("hm_site.base.caches.read_version", refuse)
    response = client.get("/ar/")
    assert response.status_code == 500
    assert Shown(response).h1 == "Något gick fel"


def test_django_finds_our_handlers():
    assert exception.get_resolver().resolve_error_handler(404).__module__ == (
        "hm_site.base.views"
    )
    assert exception.get_resolver().resolve_error_handler(500).__module__ == (
        "hm_site.base.views"
    )
