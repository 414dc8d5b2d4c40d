"""The sitemap: well-formed, each page once per language that really has it."""

from collections import defaultdict
from typing import Any

import pytest
from defusedxml import ElementTree

from hm_site import languages
from tests.factories import information, translate

from .editing import withdraw
from .reader import ALL, Reader, path_of
from .site import PAGES, SmallSite

XML = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def entries(reader: Reader, site: SmallSite) -> dict[str, dict[str, str]]:
    return read(reader)


def read(reader: Reader) -> dict[str, dict[str, str]]:
    """Path → {hreflang: path}; raises when it is no XML or names an address twice."""
    response = reader.get("/sitemap.xml")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{XML}urlset"
    found: dict[str, dict[str, str]] = {}
    for url in root:
        assert url.tag == f"{XML}url"
        path = path_of(text(url, "loc"))
        assert path not in found
        found[path] = {
            link.attrib["hreflang"]: path_of(link.attrib["href"])
            for link in url.findall(f"{XHTML}link")
        }
    return found


def text(url: Any, name: str) -> str:
    found = url.find(f"{XML}{name}")
    assert found is not None
    return str(found.text)


def test_it_lists_each_page_in_each_language_that_has_it(entries):
    by_page = defaultdict(set)
    for path in entries:
        code, _, below = path.lstrip("/").partition("/")
        by_page[below].add(code)
    assert by_page[""] == set(ALL)
    assert by_page[PAGES["offering"]] == {"sv", "ar"}
    assert by_page[PAGES["story"]] == {"sv"}
    assert by_page["hitta-stod/"] == {"sv", "ar"}
    assert set(PAGES.values()) <= set(by_page)


def test_every_address_answers_and_is_its_own_canonical(
    reader: Reader, site: SmallSite
):
    for path in read(reader):
        shown = reader.read(path)
        assert shown.canonical == path
        assert shown.robots == ""


def test_alternates_are_returned_by_the_page_they_name(entries):
    for path, alternates in entries.items():
        assert path in alternates.values()
        for other in alternates.values():
            assert entries[other] == alternates, (path, other)


def test_alternates_agree_with_those_on_the_pages(reader: Reader, site: SmallSite):
    for path, alternates in read(reader).items():
        on_page = reader.read(path).alternates
        assert on_page.pop("x-default").startswith("/sv/")
        assert on_page == alternates


def test_hreflang_values_are_the_tags_of_our_languages(entries):
    tags = {language.tag for language in languages.LANGUAGES}
    for alternates in entries.values():
        assert set(alternates) <= tags


def test_a_translation_without_its_swedish_page_is_left_out(
    reader: Reader, site: SmallSite
):
    page = information("Tillfällig sida")
    translate(page, "ar")
    assert "/ar/tillfallig-sida/" in read(reader)
    withdraw(page)
    assert not [path for path in read(reader) if "tillfallig-sida" in path]


def test_a_fallback_is_left_out(entries):
    assert f"/ti/{PAGES['offering']}" not in entries


def test_special_characters_in_an_address_leave_it_well_formed(
    reader: Reader, site: SmallSite, settings
):
    from wagtail.models import Site

    default = Site.objects.get(is_default_site=True)
    default.hostname = "a&b.example.org"
    default.save()
    response = reader.get("/sitemap.xml")
    ElementTree.fromstring(response.content)
    assert b"a&amp;b.example.org" in response.content
