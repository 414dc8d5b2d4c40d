"""The admin's searches and choosers survive the same queries."""

import pytest
from django.test import Client

from tests.factories import admin, editor, organisation

from .conftest import SECRET
from .hostile import HOSTILE, quoted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]

# Address of the list; what answers while somebody types lies below it.
LISTS = {
    "pages": "/admin/pages/search/",
    "explorer": "/admin/pages/3/",
    "images": "/admin/images/",
    "documents": "/admin/documents/",
    "users": "/admin/users/",
    "terms": "/admin/snippets/base/term/",
    "redirects": "/admin/redirects/",
}
CHOOSERS = {
    "page chooser": "/admin/choose-page/search/",
    "image chooser": "/admin/images/chooser/results/",
    "document chooser": "/admin/documents/chooser/results/",
}
RESULTS = {name: f"{address}results/" for name, address in LISTS.items()} | CHOOSERS
MARKUP = {name: text for name, text in HOSTILE.items() if "<" in text or '"' in text}


@pytest.fixture
def desk(db) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(admin())
    return client


def broken(desk: Client, address: str, texts: dict[str, str]) -> list[tuple[str, str]]:
    found = []
    for name, text in texts.items():
        response = desk.get(f"{address}?q={quoted(text)}")
        if response.status_code != 200:
            found.append((name, str(response.status_code)))
        elif "<script>alert(1)" in response.content.decode():
            found.append((name, "not escaped"))
    return found


@pytest.mark.parametrize("address", RESULTS.values(), ids=RESULTS)
def test_hostile_queries_are_answered(desk, address):
    assert broken(desk, address, HOSTILE) == []


@pytest.mark.parametrize("address", LISTS.values(), ids=LISTS)
def test_the_whole_page_repeats_markup_as_text(desk, address):
    assert broken(desk, address, MARKUP) == []
    page = desk.get(f"{address}?q={quoted('<script>alert(1)</script>')}")
    assert "&lt;script&gt;alert(1)" in page.content.decode()


def test_the_page_chooser_finds_by_the_start_of_a_word(desk):
    html = desk.get("/admin/choose-page/search/?q=lugn").content.decode()
    assert "Lugna kvällar" in html
    assert "Samtal om oro" not in html


def test_an_editor_finds_no_draft_of_another_organisation(library):
    other = organisation("kommun-b")
    client = Client()
    client.force_login(editor(other))
    for address in ("/admin/pages/search/?q=", "/admin/choose-page/search/?q="):
        html = client.get(address + SECRET).content.decode()
        assert f"{SECRET} utkast" not in html
