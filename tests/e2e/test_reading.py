"""What readers do on a page, most of it without any script."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from hm_site.base.labels import label
from tests.reading.reader import FALLBACK_NOTICE, word

from .content import PHONE, TITLES, TRANSLATED, UNTRANSLATED

pytestmark = pytest.mark.usefixtures("content")
without_script = pytest.mark.browser_context_args(java_script_enabled=False)


def press_tab_to(page: Page, target: Locator, at_most: int = 80) -> None:
    """With the keyboard alone; a loop that never arrives is a failure."""
    for _step in range(at_most):
        page.keyboard.press("Tab")
        if target.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"{target} is not reached with the Tab key")


def focused(page: Page) -> Locator:
    return page.locator(":focus")


# ---------------------------------------------------------------- languages
@without_script
def test_changing_the_language_keeps_the_page(page: Page) -> None:
    page.goto(f"/ar/{TRANSLATED}")
    expect(page.locator("h1")).to_have_text(TITLES["ar"])
    for code in ("ti", "sv", "ar"):
        page.locator(".drop--lang > summary").click()
        page.locator(f".drop--lang a[hreflang='{code}']").click()
        expect(page).to_have_url(re.compile(f"/{code}/{TRANSLATED}$"))
        expect(page.locator("html")).to_have_attribute("lang", code)
        expect(page.locator("h1")).to_have_text(TITLES[code])


@without_script
@pytest.mark.parametrize("path", ["hitta-stod/?concern=sleep", "sok/?q=kaffe"])
def test_changing_the_language_keeps_what_was_asked(page: Page, path: str) -> None:
    page.goto(f"/sv/{path}")
    for code in ("ar", "ti", "sv"):
        page.locator(".drop--lang > summary").click()
        page.locator(f".drop--lang a[hreflang='{code}']").click()
        expect(page).to_have_url(re.compile(f"/{code}/{re.escape(path)}$"))
        current = page.locator(".drop--lang a[aria-current='true']")
        expect(current).to_have_attribute("hreflang", code)


def test_escape_closes_the_language_panel(page: Page) -> None:
    page.goto("/ti/")
    page.locator(".drop--lang > summary").click()
    panel = page.locator(".drop--lang .drop__panel")
    expect(panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator(".drop--lang > summary")).to_be_focused()


def test_a_page_without_translation_says_so_and_marks_its_swedish(page: Page) -> None:
    page.goto(f"/ar/{UNTRANSLATED}")
    root = page.locator("html")
    expect(root).to_have_attribute("lang", "ar")
    expect(root).to_have_attribute("dir", "rtl")
    notice = page.get_by_role("heading", name=word("ar", FALLBACK_NOTICE))
    expect(notice).to_be_visible()
    prose = page.locator("main .fallback")
    expect(prose).to_have_attribute("lang", "sv")
    expect(prose).to_have_attribute("dir", "ltr")
    expect(prose).to_contain_text("Ledarna har tystnadsplikt.")
    left = "node => getComputedStyle(node).direction"
    assert prose.locator("p").last.evaluate(left) == "ltr"
    assert page.locator("h2#fx").evaluate(left) == "rtl"
    # Facts are in her language all the same.
    free = label("cost", "free", "ar").label
    expect(page.locator(".factbox")).to_contain_text(free)


def test_a_translated_page_has_no_such_notice(page: Page) -> None:
    page.goto(f"/ar/{TRANSLATED}")
    expect(page.locator(".fallback")).to_have_count(0)
    expect(page.get_by_role("heading", name=word("ar", FALLBACK_NOTICE))).to_have_count(
        0
    )


# ------------------------------------------------------------------ filters
@pytest.mark.parametrize("width", [360, 1280])
@without_script
def test_filters_are_a_plain_form_for_the_keyboard(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/ar/hitta-stod/")
    results = page.locator("#res .results > li")
    expect(results).to_have_count(4)
    if width < 960:
        press_tab_to(page, page.locator("details.filters > summary"))
        page.keyboard.press("Enter")
    box = page.locator("#filters input[name=municipality][value=halmstad]")
    press_tab_to(page, box)
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    press_tab_to(page, page.locator("#filters button"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/ar/hitta-stod/\?.*\bmunicipality=halmstad\b"))
    expect(results).to_have_count(2)
    # The choice stands above the results and can be taken back, by keyboard too.
    chip = page.locator("#res a.chip")
    expect(chip).to_have_count(1)
    press_tab_to(page, chip)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/ar/hitta-stod/$"))
    expect(results).to_have_count(4)


@without_script
def test_a_chosen_filter_comes_back_checked(page: Page) -> None:
    page.goto("/ti/hitta-stod/?concern=loneliness")
    box = page.locator("#filters input[name=concern][value=loneliness]")
    expect(box).to_be_checked()
    expect(page.locator("#res .results > li")).to_have_count(1)


@without_script
def test_search_finds_in_her_language_from_the_start_page(page: Page) -> None:
    page.goto("/ti/")
    page.locator("main input[name=q]").fill("ድቃስ")
    page.keyboard.press("Enter")
    expect(page.locator("#res")).to_be_visible()
    found = [link.get_attribute("href") for link in page.locator(".hit h3 a").all()]
    assert f"/ti/{TRANSLATED}" in found


# --------------------------------------------------------------- help, leave
@without_script
def test_help_now_is_one_tap_away(page: Page) -> None:
    page.goto(f"/ar/{TRANSLATED}")
    for number in ("112", "1177"):
        expect(page.locator(f".helpbar a[href='tel:{number}']")).to_be_visible()
    page.locator(".helpbar a[href$='#hjalp']").click()
    expect(page.locator("#hjalp a[href='tel:116111']")).to_be_visible()


@pytest.mark.parametrize("path", ["", TRANSLATED, "finns-inte/"])
@without_script
def test_help_and_leaving_come_first_for_the_keyboard(page: Page, path: str) -> None:
    page.goto(f"/ar/{path}")
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_attribute("href", "#main")
    expect(focused(page)).to_be_in_viewport()
    for href in ("tel:112", "tel:1177", "/ar/#hjalp"):
        page.keyboard.press("Tab")
        expect(focused(page)).to_have_attribute("href", href)
    page.keyboard.press("Tab")
    leave = focused(page)
    expect(leave).to_have_attribute("data-leave", "")
    expect(leave).to_have_attribute("href", re.compile("^https://"))
    expect(leave).to_have_attribute("rel", re.compile("noreferrer"))
    expect(leave).to_be_in_viewport()


def test_the_way_out_stays_in_sight_and_leaves_no_way_back(page: Page) -> None:
    page.route("https://**", lambda route: route.fulfill(body="weather"))
    page.goto("/ar/")
    page.goto(f"/ar/{TRANSLATED}")
    page.locator("footer").scroll_into_view_if_needed()
    leave = page.locator("[data-leave]")
    expect(leave).to_be_in_viewport()
    leave.click()
    page.wait_for_url(re.compile("^https://"))
    page.go_back()  # the page she left is out of the history
    expect(page).to_have_url(re.compile("/ar/$"))


@without_script
def test_the_skip_link_leads_past_everything(page: Page) -> None:
    page.goto(f"/ti/{TRANSLATED}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


# -------------------------------------------------------------------- paper
@pytest.mark.parametrize("code", ["sv", "ar"])
def test_paper_gets_the_facts_and_no_bars(page: Page, code: str) -> None:
    page.emulate_media(media="print")
    page.goto(f"/{code}/{TRANSLATED}")
    expect(page.locator("h1")).to_be_visible()
    contact = page.locator(".factbox > .only-print")
    expect(contact).to_be_visible()
    for fact in (PHONE, "sov@example.org", "https://example.org/sov"):
        expect(contact).to_contain_text(fact)
    expect(page.locator(".factbox")).to_contain_text("Storgatan 1")
    expect(page.locator(".only-print.help")).to_contain_text("112")
    address = page.locator("main p.only-print").first
    expect(address).to_contain_text(f"/{code}/{TRANSLATED}")
    for hidden in (".helpbar", ".mast .drop", ".crumbs", ".share", ".factbox__act"):
        for box in page.locator(hidden).all():
            expect(box).to_be_hidden()
        expect(page.locator(hidden)).not_to_have_count(0)
