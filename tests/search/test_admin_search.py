"""The admin's searches and choosers survive the same queries."""

import pytest
from django.test import Client

from tests.factories import admin, editor, organisation

from .conftest import SECRET
from .hostile import HOSTILE, quoted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]

SEARCHES = {
    "pages": "/admin/pages/search/?q=",
    "pages, results": "/admin/pages/search/results/?q=",
    "explorer": "/admin/pages/3/?q=",
    "page chooser": "/admin/choose-page/search/?q=",
    "images": "/admin/images/?q=",
    "image chooser": "/admin/images/chooser/results/?q=",
    "documents": "/admin/documents/?q=",
    "document chooser": "/admin/documents/chooser/results/?q=",
    "users": "/admin/users/?q=",
    "terms": "/admin/snippets/base/term/?q=",
    "redirects": "/admin/redirects/?q=",
}


@pytest.fixture
def desk(db) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(admin())
    return client


@pytest.mark.parametrize("address", SEARCHES.values(), ids=SEARCHES)
def test_hostile_queries_are_answered(desk, address):
    broken = []
    for name, text in HOSTILE.items():
        response = desk.get(address + quoted(text))
        if response.status_code != 200:
            broken.append((name, response.status_code))
        elif "<script>alert(1)" in response.content.decode():
            broken.append((name, "not escaped"))
    assert broken == []


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
