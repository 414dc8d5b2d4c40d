"""Redirects that administrators write, and addresses with a language spelled oddly."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from tests.factories import information

from .reader import ALL, Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Reader:
    return Reader()


def row(**fields: object) -> None:
    Redirect.objects.create(
        old_path=Redirect.normalise_path("/sv/gammal/"), site=None, **fields
    )


@pytest.mark.parametrize(("permanent", "status"), [(True, 301), (False, 302)])
def test_a_row_says_itself_whether_it_is_for_good(
    reader: Reader, permanent: bool, status: int
) -> None:
    row(redirect_link="/sv/sok/", is_permanent=permanent)
    assert reader.status("/sv/gammal/") == status


def test_what_the_reader_asked_goes_with_her(reader: Reader) -> None:
    row(redirect_link="/sv/hitta-stod/?level=1#lista")
    assert reader.redirect("/sv/gammal/?q=s%C3%B6mn&page=2") == (
        "/sv/hitta-stod/?level=1&q=s%C3%B6mn&page=2#lista"
    )


def test_a_page_gets_the_query_as_well(reader: Reader) -> None:
    row(redirect_page=information("Ny sida"))
    assert reader.redirect("/ar/gammal/?x=1") == "/ar/ny-sida/?x=1"


@pytest.mark.parametrize("code", ALL)
def test_a_link_inside_the_site_stays_in_the_readers_language(
    reader: Reader, code: str
) -> None:
    row(redirect_link="/sv/hitta-stod/")
    assert reader.redirect(f"/{code}/gammal/") == f"/{code}/hitta-stod/"


@pytest.mark.parametrize(
    "link", ["https://example.org/sv/x/", "//example.org/sv/", "/documents/1/x.pdf"]
)
def test_a_link_to_elsewhere_is_left_as_it_is(reader: Reader, link: str) -> None:
    row(redirect_link=link)
    assert reader.redirect("/ar/gammal/") == link


# ------------------------------------------------------------- language in the address
@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/SV/", "/sv/"),
        ("/SV", "/sv/"),
        ("/sv-SE/hitta-stod/", "/sv/hitta-stod/"),
        ("/AR/aktorer/", "/ar/aktorer/"),
        ("/sv_se/", "/sv/"),
        ("/Sv-Simple/hitta-stod/?q=a%20b", "/sv-simple/hitta-stod/?q=a%20b"),
        ("/SV/s%C3%B6k%20h%C3%A4r/", "/sv/s%C3%B6k%20h%C3%A4r/"),
    ],
)
def test_a_known_language_leads_to_its_own_spelling(
    reader: Reader, asked: str, leads_to: str
) -> None:
    response = reader.get(asked)
    assert (response.status_code, response["Location"]) == (302, leads_to)


@pytest.mark.parametrize(
    "path", ["/de/", "/DE/", "/de-AT/x/", "/svenska/", "/sv-/", "/SV-X-Y/", "/sv-se-x/"]
)
def test_an_unknown_language_is_not_found(reader: Reader, path: str) -> None:
    assert reader.status(path) == 404
