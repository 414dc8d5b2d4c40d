"""What a page says about its languages: canonical, hreflang, the language menu."""

import json

import pytest

from hm_site import languages
from tests.factories import translate

from .editing import publish, withdraw
from .reader import ALL, Reader
from .site import PAGES, SmallSite

# name → languages that really have the page
REAL = {
    "home": ALL,
    "directory": ["sv", "ar"],
    "organisations": ["sv"],
    "stories": ["sv"],
    "organisation": ["sv", "ar"],
    "offering": ["sv", "ar"],
    "story": ["sv"],
    "strategy": ["sv"],
    "information": ["sv", "ar"],
}
EACH_PAGE = pytest.mark.parametrize("name", PAGES)
EACH_SAMPLE = pytest.mark.parametrize("code", ["sv", "ar", "ti"])


@EACH_PAGE
@EACH_SAMPLE
def test_hreflang_names_real_translations_and_a_default(
    reader: Reader, site: SmallSite, name: str, code: str
):
    path = PAGES[name]
    expected = {real: f"/{real}/{path}" for real in REAL[name]}
    expected["x-default"] = f"/sv/{path}"
    assert reader.read(f"/{code}/{path}").alternates == expected


@EACH_PAGE
@EACH_SAMPLE
def test_a_translation_is_its_own_canonical_and_a_fallback_points_to_swedish(
    reader: Reader, site: SmallSite, name: str, code: str
):
    path = PAGES[name]
    shown = reader.read(f"/{code}/{path}")
    own = code if code in REAL[name] else "sv"
    assert shown.canonical == f"/{own}/{path}"
    assert shown.tag('meta[property="og:url"]')["content"].endswith(f"/{own}/{path}")
    assert shown.robots == ""


def test_absolute_addresses_come_from_the_site_and_not_from_the_host_header(
    reader: Reader, site: SmallSite, settings
):
    response = reader.get("/ar/aktorer/kommun-a/", headers={"host": "localhost"})
    assert response.status_code == 200
    text = response.content.decode()
    assert f'<link rel="canonical" href="{settings.BASE_URL}/ar/aktorer/' in text
    assert "//localhost" not in text


def test_hreflang_follows_publishing_and_withdrawing(reader: Reader, site: SmallSite):
    path = PAGES["story"]
    assert set(reader.read(f"/ti/{path}").alternates) == {"sv", "x-default"}
    live = translate(site.page("story"), "ti")
    assert set(reader.read(f"/uk/{path}").alternates) == {"sv", "ti", "x-default"}
    withdraw(live)
    assert set(reader.read(f"/ti/{path}").alternates) == {"sv", "x-default"}


@EACH_PAGE
@EACH_SAMPLE
def test_the_language_menu_offers_this_page_in_all_twelve(
    reader: Reader, site: SmallSite, name: str, code: str
):
    shown = reader.read(f"/{code}/{PAGES[name]}")
    assert shown.switcher == {other: f"/{other}/{PAGES[name]}" for other in ALL}
    for link in shown.soup.select("header .langs a"):
        endonym = languages.BY_CODE[str(link["hreflang"])].endonym
        assert link.bdi.get_text(strip=True) == endonym
        if link.find_parent(class_="drop"):  # the home page's ribbon marks none
            real = link["hreflang"] in REAL[name]
            assert (link.select_one(".vh") is not None) == real, link["hreflang"]
        assert (link.get("aria-current") == "true") == (link["hreflang"] == code)


@EACH_PAGE
@EACH_SAMPLE
def test_structured_data_is_valid_json_with_our_own_addresses(
    reader: Reader, site: SmallSite, settings, name: str, code: str
):
    shown = reader.read(f"/{code}/{PAGES[name]}")
    blocks = shown.soup.select('script[type="application/ld+json"]')
    assert blocks
    data = [json.loads(block.string) for block in blocks]
    crumbs = next(d for d in data if d["@type"] == "BreadcrumbList")
    items = [x["item"] for x in crumbs["itemListElement"] if "item" in x]
    assert all(item.startswith(f"{settings.BASE_URL}/{code}/") for item in items)


def test_a_title_cannot_end_the_structured_data(reader: Reader, site: SmallSite):
    publish(site.page("organisation"), title="</script><script>alert(1)</script>")
    shown = reader.read(f"/sv/{PAGES['organisation']}")
    assert "<script>alert" not in shown.html
    for block in shown.soup.select('script[type="application/ld+json"]'):
        json.loads(block.string)
