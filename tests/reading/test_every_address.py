"""Every page answers at the same path in every language; nothing else does."""

import pytest

from hm_site.base.interface import ACTORS, FIND_SUPPORT, GOOD_EXAMPLES
from hm_site.languages import LANGUAGES

from .reader import ALL, OTHERS, SAMPLE, Reader, word
from .site import ADDRESSES, PAGES, SmallSite

DIRECTIONS = {language.code: language.direction for language in LANGUAGES}
LIST_PAGES = {
    "directory": FIND_SUPPORT,
    "organisations": ACTORS,
    "stories": GOOD_EXAMPLES,
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_page_answers_in_every_language(
    reader: Reader, site: SmallSite, name: str
):
    for code in ALL:
        shown = reader.read(f"/{code}/{ADDRESSES[name]}")
        assert (shown.lang, shown.dir) == (code, DIRECTIONS[code])
        assert shown.response["Content-Language"] == code
        assert len(shown.soup.select("h1")) == 1


@pytest.mark.parametrize(
    "path",
    [
        "finns-inte/",
        "aktorer/finns-inte/",
        "aktorer/kommun-a/finns-inte/",
        "aktorer/kommun-b/samtal-for-nya/",
        "samtal-for-nya/",
        "aktorer/kommun-a/samtal-for-nya/mer/",
        "sv/",
        "aktorer/kommun-a/utkast/",
        "utkast/",
    ],
)
def test_a_path_that_no_live_swedish_page_has_is_404(
    reader: Reader, site: SmallSite, path: str
):
    for code in ALL:
        assert reader.status(f"/{code}/{path}") == 404, code


@pytest.mark.parametrize("name", LIST_PAGES)
def test_a_list_page_without_translation_has_its_name_from_the_interface(
    reader: Reader, site: SmallSite, name: str
):
    for code in OTHERS:
        shown = reader.read(f"/{code}/{PAGES[name]}")
        assert shown.h1 == word(code, str(LIST_PAGES[name]))
        assert shown.language_at(shown.tag("h1"))[0] == code
        assert not shown.has_fallback_notice


def test_an_address_without_its_last_slash_leads_to_the_page(
    reader: Reader, site: SmallSite
):
    for code in SAMPLE:
        for path in (f"/{code}/{below}" for below in PAGES.values()):
            assert reader.redirect(path.rstrip("/")) == path
            assert reader.redirect(path.rstrip("/") + "?page=2") == f"{path}?page=2"
