"""The language of an address, and the one address that asks the browser: `/`."""

import pytest
from django.test import Client

from hm_site import languages

ALL = [language.code for language in languages.LANGUAGES]


@pytest.fixture
def client(db: None) -> Client:
    return Client(raise_request_exception=False)


def chosen(client: Client, header: str | None) -> str:
    extra = {} if header is None else {"HTTP_ACCEPT_LANGUAGE": header}
    response = client.get("/", **extra)
    assert response.status_code == 302
    assert response["Vary"] == "Accept-Language"
    assert not response.cookies
    return str(response["Location"])


@pytest.mark.parametrize(
    ("header", "code"),
    [
        *((code, code) for code in ALL),
        ("ti-ER", "ti"),
        ("ti-ET,en;q=0.5", "ti"),
        ("fa-AF", "fa"),
        ("fa-IR,fa;q=0.9,en;q=0.8", "fa"),
        ("prs-AF", "prs"),
        ("ps-AF", "ps"),
        ("so-SO", "so"),
        ("ckb-IQ", "ckb"),
        ("uk-UA", "uk"),
        ("ru-RU", "ru"),
        ("ar-SY", "ar"),
        ("sv-SE", "sv"),
        ("SV-se", "sv"),
        ("sv-simple", "sv-simple"),
        ("sv-simple-SE", "sv-simple"),
        ("sv-x-lattlast", "sv"),
        ("en-GB,en;q=0.9", "en"),
        ("de,fr;q=0.9,ru;q=0.2", "ru"),
        ("en;q=0.1,ar;q=0.9", "ar"),
        ("ar;q=0,en", "en"),
        ("de-DE,fr", "sv"),
        ("*", "sv"),
        ("", "sv"),
        (None, "sv"),
    ],
)
def test_the_start_leads_to_the_best_language(client: Client, header, code):
    assert chosen(client, header) == f"/{code}/"


@pytest.mark.parametrize(
    "header",
    [
        "a" * 10_000,
        "en," * 5_000,
        "-".join(["sv"] * 3_000),
        ";q=" * 3_000,
        "xx;q=1e309,yy;q=nan",
        "\x00",
        "\xff\xfe",
        "../../etc/passwd",
        "en\r\nLocation: https://evil.example/",
        "//evil.example",
        "ar;q=-1",
        ",,,,;;;",
        "ar_SY;q=1",
        "i-klingon,x-private",
    ],
)
def test_a_hostile_header_leads_to_one_of_our_languages(client: Client, header: str):
    assert chosen(client, header) in {f"/{code}/" for code in ALL}


def test_a_good_choice_after_much_rubbish_is_swedish_and_no_error(client: Client):
    assert chosen(client, "x" * 10_240 + ",ar") == "/sv/"


def test_a_cookie_chooses_nothing(client: Client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
    assert chosen(client, "ti") == "/ti/"


def test_the_query_of_the_start_is_not_carried_anywhere(client: Client):
    response = client.get("/?next=https://evil.example/")
    assert response["Location"] == "/sv/"


@pytest.mark.parametrize("code", ALL)
def test_the_address_alone_decides_on_a_page(client: Client, code: str):
    plain = client.get(f"/{code}/")
    client.cookies["django_language"] = "ru"
    asked = client.get(f"/{code}/", HTTP_ACCEPT_LANGUAGE="ru")
    assert asked.content == plain.content
    assert "Vary" not in asked.headers
    assert asked["Content-Language"] == languages.BY_CODE[code].tag


@pytest.mark.parametrize(
    "path",
    ["/xx/", "/de/", "/xx/hitta-stod/", "/svx/", "/s/"],
)
def test_an_unknown_language_is_404(client: Client, path: str):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("code", ["sv", "ar"])
def test_what_follows_the_prefix_without_a_slash_is_no_language(
    client: Client, code: str
):
    assert client.get(f"/{code}hitta-stod/").status_code == 404
    assert client.get(f"/{code}").headers["Location"] == f"/{code}/"


def test_the_language_does_not_leak_from_one_request_to_the_next(client: Client):
    from django.utils import translation

    client.get("/ar/")
    assert translation.get_language() == "sv"
    client.get("/ti/finns-inte/")
    assert translation.get_language() == "sv"
