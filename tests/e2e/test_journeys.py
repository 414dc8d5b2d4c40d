"""A reader on a cheap phone, in her own language, without JavaScript."""

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Locator, Page, expect

from hm_site import languages

from .content import FALLBACK_OFFERING, TRANSLATED_OFFERING, offering

pytestmark = pytest.mark.e2e

MOST_TAPS = 3
PHONE = 360
LOCALES = {"ti": "ti-ER", "ar": "ar-SY"}
# Cards whose text is in the reader's own language.
OWN_CARD = ".results article:not(:has(h3 bdi[lang='sv'])) h3 a"


class Thumb:
    """Taps, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, selector: str) -> None:
        found = self.page.locator(selector).first
        expect(found).to_be_visible()
        self.taps += 1
        found.click()


@pytest.fixture(params=LOCALES)
def reader(request, visit):
    """On the start page that her phone's language leads to."""
    code = request.param
    page = visit(width=PHONE, scripts=False, locale=LOCALES[code]).page
    page.goto("/")
    assert page.url.endswith(f"/{code}/")
    return code, page


def assert_reached(code: str, page: Page, thumb: Thumb) -> Locator:
    """She stands on a support in her language and has its number under the thumb."""
    assert f"/{code}/aktorer/" in page.url
    html = page.locator("html")
    expect(html).to_have_attribute("lang", code)
    expect(html).to_have_attribute("dir", languages.get(code).direction)
    assert page.locator("h1 bdi[lang='sv']").count() == 0
    thumb.tap("main a[href^='tel:']")
    assert thumb.taps <= MOST_TAPS
    return page.locator("main a[href^='tel:']").first


def test_from_a_need_to_a_phone_number_in_three_taps(reader):
    code, page = reader
    thumb = Thumb(page)
    thumb.tap("main a.need[href*='concern=sleep']")
    assert "concern=sleep" in page.url
    thumb.tap(OWN_CARD)
    call = assert_reached(code, page, thumb)
    source = offering(page.url)
    assert "sleep" in source.codes("concern")
    expect(call).to_contain_text(source.phone)


def test_from_a_municipality_to_a_phone_number_in_three_taps(reader):
    code, page = reader
    thumb = Thumb(page)
    thumb.tap("main .tiles a[href*='municipality=halmstad']")
    thumb.tap(OWN_CARD)
    call = assert_reached(code, page, thumb)
    source = offering(page.url)
    assert "halmstad" in source.codes("municipality")
    expect(call).to_contain_text(source.phone)


def test_help_now_is_one_tap_away(reader):
    _, page = reader
    for number in ("112", "1177"):
        expect(page.locator(f".helpbar a[href='tel:{number}']")).to_be_visible()
    page.locator(".helpbar a[href$='#hjalp']").click()
    expect(page.locator("#hjalp a[href='tel:116111']")).to_be_visible()
    expect(page.locator(".helpbar a[data-leave]")).to_be_visible()


@pytest.mark.parametrize(
    "path",
    [TRANSLATED_OFFERING, FALLBACK_OFFERING, "hitta-stod/?concern=sleep", "sok/?q=oro"],
)
def test_changing_language_keeps_the_page(visit, path):
    page = visit(width=PHONE, scripts=False).page
    page.goto(f"/sv/{path}")
    for code in ("ar", "ti", "sv"):
        page.locator(".drop--lang > summary").click()
        page.locator(f".drop--lang a[hreflang='{code}']").click()
        assert page.url.endswith(f"/{code}/{path}")
        expect(page.locator("html")).to_have_attribute("lang", code)
        current = page.locator(".drop--lang a[aria-current='true']")
        expect(current).to_have_attribute("hreflang", code)


def focus(page: Page, selector: str) -> Locator:
    """Tab until the element has the focus."""
    wanted = page.locator(selector).first
    for _ in range(200):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return wanted
    raise AssertionError(f"{selector} cannot be reached with the keyboard")


def test_filters_are_a_plain_form_for_the_keyboard(visit):
    page = visit(width=PHONE, scripts=False).page
    page.goto("/ar/hitta-stod/")
    before = page.locator(".results > li").count()
    focus(page, ".filters > summary")
    page.keyboard.press("Enter")
    focus(page, "input[name='municipality'][value='laholm']")
    page.keyboard.press("Space")
    focus(page, "input[name='concern'][value='sleep']")
    page.keyboard.press("Space")
    focus(page, ".filters__go button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ar/hitta-stod/?*")
    assert "municipality=laholm" in page.url
    assert "concern=sleep" in page.url
    paths = [
        link.get_attribute("href") or "" for link in page.locator(".results h3 a").all()
    ]
    assert 0 < len(paths) < before
    for path in paths:
        source = offering(path)
        assert "laholm" in source.codes("municipality")
        assert "sleep" in source.codes("concern")
    # Each choice is a chip that takes itself away.
    focus(page, ".chips a.chip")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ar/hitta-stod/?concern=sleep")


def test_the_first_stop_of_the_keyboard_skips_to_the_content(visit):
    page = visit(scripts=False).page
    page.goto("/sv/")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


@pytest.mark.parametrize("code", ["ar", "ti"])
def test_an_untranslated_page_says_so_and_marks_its_swedish(visit, code):
    page = visit(width=PHONE, scripts=False).page
    page.goto(f"/{code}/{FALLBACK_OFFERING}")
    with translation.override(code):
        notice = gettext("Den här texten är inte översatt till ditt språk än")
        call = gettext("Ring")
    expect(page.get_by_role("heading", name=notice)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", code)
    expect(page.locator("html")).to_have_attribute("dir", languages.get(code).dir)

    prose = page.locator("main .fallback")
    expect(prose).to_have_attribute("lang", "sv")
    expect(prose).to_have_css("direction", "ltr")
    expect(prose.locator("li").first).to_be_visible()
    title = page.locator("h1 bdi")
    expect(title).to_have_attribute("lang", "sv")
    expect(title).to_have_attribute("dir", "ltr")
    # The facts are hers all the same, and the number is there.
    source = offering(FALLBACK_OFFERING)
    expect(page.locator("main a[href^='tel:']").first).to_contain_text(call)
    expect(page.locator("main a[href^='tel:']").first).to_contain_text(source.phone)


def test_search_finds_in_her_language_from_the_start_page(visit):
    page = visit(width=PHONE, scripts=False, locale="ti-ER").page
    page.goto("/ti/")
    page.locator("main input[name='q']").fill("ድቃስ")
    page.keyboard.press("Enter")
    expect(page.locator("#res")).to_be_visible()
    hrefs = [link.get_attribute("href") for link in page.locator(".hit h3 a").all()]
    assert f"/ti/{TRANSLATED_OFFERING}" in hrefs
