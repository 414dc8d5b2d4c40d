"""Nothing that is unpublished shows on any page, in any language, for any question."""

import pytest

from .reader import ALL, SAMPLE, Reader
from .site import ADDRESSES, SECRET, SmallSite

QUESTIONS = [
    f"sok/?q={SECRET}",
    "sok/?q=stöd",
    "sok/?q=samtal",
    "sok/?q=berättelse",
    "sok/?q=oro",
    f"hitta-stod/?q={SECRET}",
    "hitta-stod/?concern=worry",
    "hitta-stod/?concern=sleep",
    "hitta-stod/?municipality=halmstad&sort=name",
    "hitta-stod/?sort=checked",
    "goda-exempel/?page=1",
]
DRAFTS = [
    "aktorer/utkast/",
    "aktorer/kommun-a/utkast/",
    "aktorer/kommun-a/utkast-2/",
    "utkast/",
    "utkast-2/",
]


@pytest.mark.parametrize("code", ALL)
def test_no_page_shows_a_draft(reader: Reader, site: SmallSite, code: str):
    for below in ADDRESSES.values():
        assert SECRET not in reader.read(f"/{code}/{below}").text, below


@pytest.mark.parametrize("code", SAMPLE)
def test_no_question_brings_a_draft(reader: Reader, site: SmallSite, code: str):
    for below in QUESTIONS:
        shown = reader.read(f"/{code}/{below}")
        without_echo = shown.text.replace(f'value="{SECRET}"', "")
        without_echo = without_echo.replace(f"”{SECRET}”", "")
        # The language switcher asks the same question in another language.
        without_echo = without_echo.replace(f"?q={SECRET}", "")
        assert SECRET not in without_echo, below


@pytest.mark.parametrize("code", SAMPLE)
def test_the_address_of_a_draft_says_nothing(
    reader: Reader, site: SmallSite, code: str
):
    for below in DRAFTS:
        response = reader.get(f"/{code}/{below}")
        assert response.status_code == 404
        assert SECRET not in response.content.decode()


def test_the_sitemap_lists_no_draft(reader: Reader, site: SmallSite):
    text = reader.get("/sitemap.xml").content.decode()
    assert SECRET not in text
    assert "utkast" not in text


def test_drafts_are_counted_nowhere(reader: Reader, site: SmallSite):
    shown = reader.read("/sv/hitta-stod/")
    assert shown.tag("#res h2").get_text(" ", strip=True).startswith("2 ")
    sleep = shown.soup.select_one('input[name="concern"][value="sleep"]')
    assert sleep is None
    assert "1 stöd" in reader.read("/sv/aktorer/").main
