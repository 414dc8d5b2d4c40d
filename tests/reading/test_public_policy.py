"""A public page is anonymous: no cookie, no other host, nothing inline, the same bytes
for every reader of the language; browsers keep it but ask whether it still holds."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import Tag
from django.test import Client
from wagtail.models import Page, PageViewRestriction, get_page_models

from hm_site.base.models import BasePage
from tests.factories import admin

from .reader import SAMPLE, Reader, Shown
from .site import ADDRESSES, SmallSite

# All that a reader can be shown; the last two are 404.
SHOWN = {**ADDRESSES, "missing": "finns-inte/", "draft": "aktorer/utkast/"}
EACH_PAGE = pytest.mark.parametrize("name", SHOWN)

# Attributes that make a browser fetch something by itself.
FETCHING = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src", "srcdoc"),
    "embed": ("src",),
    "object": ("data",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "input": ("src",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
}
# Links that name an address without fetching it.
NAMING = {"canonical", "alternate"}


def pages(reader: Reader, name: str) -> Iterator[Shown]:
    for code in SAMPLE:
        response = reader.get(f"/{code}/{SHOWN[name]}")
        assert response.status_code == (404 if name in {"missing", "draft"} else 200)
        yield Shown(response)


def fetched(shown: Shown) -> list[str]:
    """Addresses that the browser fetches when it shows the page."""
    found = [
        str(tag[attribute])
        for element, attributes in FETCHING.items()
        for tag in shown.soup.select(element)
        for attribute in attributes
        if tag.has_attr(attribute)
    ]
    for link in shown.soup.select("link[href]"):
        if not NAMING & set(link["rel"]):
            found.append(str(link["href"]))
    return found


def policy(header: str) -> dict[str, list[str]]:
    parts = [part.split() for part in header.split(";") if part.strip()]
    return {name: sources for name, *sources in parts}


@EACH_PAGE
def test_no_page_sets_a_cookie(reader: Reader, site: SmallSite, name: str):
    for shown in pages(reader, name):
        assert not shown.response.cookies
        assert "Set-Cookie" not in shown.response.headers
    assert not reader.client.cookies


@EACH_PAGE
def test_the_content_security_policy_is_the_strict_one(
    reader: Reader, site: SmallSite, settings: Any, name: str
):
    expected = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert expected["default-src"] == ["'none'"]
    assert expected["frame-ancestors"] == ["'none'"]
    for shown in pages(reader, name):
        header = shown.response["Content-Security-Policy"]
        assert policy(header) == expected
        assert "unsafe" not in header
        assert "*" not in header
        assert "Content-Security-Policy-Report-Only" not in shown.response.headers


@EACH_PAGE
def test_nothing_stands_inline(reader: Reader, site: SmallSite, name: str):
    for shown in pages(reader, name):
        assert not shown.soup.select("[style], style, base, meta[http-equiv], iframe")
        for script in shown.soup.select("script"):
            inline = not script.has_attr("src")
            assert inline is (script.get("type") == "application/ld+json")
            assert not inline or script.string
        for tag in shown.soup.find_all(True):
            assert isinstance(tag, Tag)
            handlers = [key for key in tag.attrs if re.match("on[a-z]", key)]
            assert not handlers
            for value in (tag.get("href"), tag.get("action"), tag.get("src")):
                assert not str(value or "").lower().startswith(("javascript:", "data:"))


@EACH_PAGE
def test_nothing_is_fetched_from_another_host(
    reader: Reader, site: SmallSite, name: str
):
    for shown in pages(reader, name):
        addresses = fetched(shown)
        assert any(address.endswith(".css") for address in addresses)
        for address in addresses:
            assert address.startswith(("/static/", "/media/", "#")), address
            assert not address.startswith("//")


@EACH_PAGE
def test_forms_ask_our_own_site_by_get(reader: Reader, site: SmallSite, name: str):
    for shown in pages(reader, name):
        for form in shown.soup.select("form"):
            assert str(form["action"]).startswith("/")
            assert str(form.get("method", "get")).lower() == "get"
            assert not form.select('input[name="csrfmiddlewaretoken"]')


@EACH_PAGE
def test_headers_tell_other_sites_nothing(reader: Reader, site: SmallSite, name: str):
    for shown in pages(reader, name):
        headers = shown.response.headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        for feature in ("camera", "geolocation", "microphone"):
            assert f"{feature}=()" in headers["Permissions-Policy"]
        assert "Vary" not in headers
        assert shown.tag('meta[name="referrer"]')["content"] == "no-referrer"


@EACH_PAGE
def test_browsers_may_keep_a_page_but_must_ask(
    reader: Reader, site: SmallSite, name: str
):
    for shown in pages(reader, name):
        directives = shown.response["Cache-Control"].split(", ")
        assert {"public", "max-age=0", "must-revalidate"} <= set(directives)


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_unchanged_page_is_not_sent_again(
    reader: Reader, site: SmallSite, name: str
):
    path = f"/ar/{ADDRESSES[name]}"
    etag = reader.get(path)["ETag"]
    for known in (etag, f"W/{etag}", f'"x", {etag}'):
        response = reader.get(path, headers={"if-none-match": known})
        assert response.status_code == 304
        assert response.content == b""
        assert response["ETag"] == etag
        assert "must-revalidate" in response["Cache-Control"]
        assert "Content-Security-Policy" in response.headers
    assert reader.get(path, headers={"if-none-match": '"old"'}).status_code == 200


def test_each_page_has_a_tag_of_its_own(reader: Reader, site: SmallSite):
    tags = [
        reader.get(f"/{code}/{below}")["ETag"]
        for code in SAMPLE
        for below in ADDRESSES.values()
    ]
    assert len(set(tags)) == len(tags)


def test_a_missing_page_has_no_tag(reader: Reader, site: SmallSite):
    assert "ETag" not in reader.get("/sv/finns-inte/").headers


@EACH_PAGE
def test_two_readers_get_the_same_bytes(reader: Reader, site: SmallSite, name: str):
    other = Client(
        headers={
            "user-agent": "Mozilla/5.0 (Linux; Android 9)",
            "accept-language": "ru,en;q=0.5",
            "cookie": "django_language=ru; theme=dark; hm-csrf=x",
            "referer": "https://search.example/?q=rape",
            "dnt": "1",
        },
        REMOTE_ADDR="203.0.113.9",
    )
    for shown in pages(reader, name):
        path = shown.response.wsgi_request.path  # type: ignore[attr-defined]
        assert other.get(path).content == shown.response.content
        assert reader.get(path).content == shown.response.content


@EACH_PAGE
def test_who_is_signed_in_reads_the_same(reader: Reader, site: SmallSite, name: str):
    signed_in = Client()
    signed_in.force_login(admin())
    for shown in pages(reader, name):
        path = shown.response.wsgi_request.path  # type: ignore[attr-defined]
        response = signed_in.get(path)
        assert response.content == shown.response.content
        assert "s-maxage" not in response.headers.get("Cache-Control", "")


def test_what_was_searched_for_stays_out_of_the_proxy(reader: Reader, site: SmallSite):
    for below in ("sok/?q=ångest", "hitta-stod/?concern=violence"):
        response = reader.get(f"/sv/{below}")
        assert response["Cache-Control"].startswith("private, max-age=0")
        assert "s-maxage" not in response["Cache-Control"]


def test_no_page_type_can_be_made_private():
    for model in get_page_models():
        if model is not Page:
            assert issubclass(model, BasePage)
            assert list(model.private_page_options) == [], model


def test_the_admin_offers_no_privacy(site: SmallSite):
    client = Client()
    client.force_login(admin())
    page = site.page("offering")
    address = f"/admin/pages/{page.pk}/privacy/"
    edit = client.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    opened = set(re.findall(r'data-a11y-dialog-show="([^"]+)"', edit))
    assert opened  # other dialogs of the same side panel
    assert "set-privacy" not in opened
    refused = client.get(address)
    assert (refused.status_code, refused["Location"]) == (302, "/admin/")
    for kind in ("login", "password", "groups"):
        client.post(
            address,
            {"restriction_type": kind, "password": "x", "groups": ["1"]},
        )
        assert not PageViewRestriction.objects.exists()


def test_a_restriction_made_all_the_same_breaks_no_page(
    reader: Reader, site: SmallSite
):
    """Only code can make one; it is obeyed at once, by an answer and not an error."""
    page = site.page("offering")
    reader.read(f"/sv/{ADDRESSES['offering']}")
    made = PageViewRestriction.objects.create(page=page, restriction_type="login")
    for code in SAMPLE:
        response = reader.get(f"/{code}/{ADDRESSES['offering']}")
        assert response.status_code == 404
        assert page.summary not in response.content.decode()
    made.delete()
    reader.read(f"/sv/{ADDRESSES['offering']}")
