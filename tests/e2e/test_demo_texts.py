"""Texts of real lengths, in every language: nothing sticks out, nothing is lost."""

import pytest
from playwright.sync_api import Page, expect

from hm_site import languages

from .conftest import PHONE_WIDTH
from .content import FALLBACK_OFFERING, HIDDEN_OFFERING, STORY, TRANSLATED_OFFERING

# One worker builds the content, once.
pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("demo texts")]

CODES = [language.code for language in languages.LANGUAGES]
PATHS = (
    "",
    "hitta-stod/?municipality=halmstad&language=ar&day=mon&age=30&level=9&sort=name",
    "hitta-stod/?page=2",
    TRANSLATED_OFFERING,
    FALLBACK_OFFERING,
    HIDDEN_OFFERING,
    "aktorer/halmstad/",
    "aktorer/",
    "goda-exempel/",
    STORY,
    "strategi/",
    "sa-skyddar-vi-dig/",
    "sok/?q=oro",
)
# What a reader can open.
OPENABLE = "main details, .drop--lang"


def too_wide(page: Page) -> list[str]:
    """What reaches beyond the window, if the page can be scrolled sideways."""
    return page.evaluate(
        """() => {
            const root = document.documentElement;
            if (root.scrollWidth <= root.clientWidth) return [];
            const out = (box) => box.right > root.clientWidth + 1 || box.left < -1;
            return [...document.body.querySelectorAll("*")]
                .filter((element) => out(element.getBoundingClientRect()))
                .map((element) => element.outerHTML.slice(0, 120))
                .slice(0, 5);
        }"""
    )


@pytest.mark.parametrize("code", ["sv", "ar", "ti", "uk"])
def test_nothing_is_wider_than_a_small_phone(visit, code):
    page = visit(width=PHONE_WIDTH).page
    for path in PATHS:
        page.goto(f"/{code}/{path}")
        assert too_wide(page) == [], path
        panels = page.locator(OPENABLE)
        panels.evaluate_all("all => all.forEach((panel) => { panel.open = true })")
        assert too_wide(page) == [], f"{path}, opened"


def test_the_check_sees_what_is_too_wide(visit):
    page = visit(width=PHONE_WIDTH).page
    page.goto("/sv/")
    page.evaluate("document.querySelector('main').style.width = '2000px'")
    assert too_wide(page)


def test_only_tigrinya_pages_fetch_the_ethiopic_font(visit):
    for code in CODES:
        visitor = visit(width=360)
        visitor.page.goto(f"/{code}/{FALLBACK_OFFERING}")
        # The switcher shows every endonym, Tigrinya's among them.
        visitor.page.locator(".drop--lang > summary").click()
        expect(visitor.page.locator(".drop--lang a[hreflang='ti']")).to_be_visible()
        visitor.page.evaluate("document.fonts.ready.then(() => true)")
        fonts = set(visitor.watch.files(".woff2"))
        assert len(fonts) == (1 if code == "ti" else 0), code


def test_a_first_visit_asks_for_few_files(visit):
    for code in ("sv", "ti"):
        visitor = visit(width=360)
        visitor.page.goto(f"/{code}/{TRANSLATED_OFFERING}", wait_until="networkidle")
        assert 3 <= len(visitor.watch.requests) <= 10


def test_changing_the_language_keeps_what_was_chosen(visit):
    page = visit(width=360, scripts=False).page
    for path in ("hitta-stod/?concern=sleep", "sok/?q=oro"):
        page.goto(f"/sv/{path}")
        for code in ("ar", "ti", "sv"):
            page.locator(".drop--lang > summary").click()
            page.locator(f".drop--lang a[hreflang='{code}']").click()
            assert page.url.endswith(f"/{code}/{path}")
            expect(page.locator("html")).to_have_attribute("lang", code)


def test_search_finds_in_her_language_from_the_start_page(visit):
    page = visit(width=360, scripts=False, locale="ti-ER").page
    page.goto("/")
    assert page.url.endswith("/ti/")
    page.locator("main input[name='q']").fill("ድቃስ")
    page.keyboard.press("Enter")
    expect(page.locator("#res")).to_be_visible()
    hrefs = [link.get_attribute("href") for link in page.locator(".hit h3 a").all()]
    assert f"/ti/{TRANSLATED_OFFERING}" in hrefs


def test_escape_closes_what_was_opened(visit):
    page = visit(width=360).page
    page.goto("/ti/")
    page.locator(".drop--lang > summary").click()
    panel = page.locator(".drop--lang .drop__panel")
    expect(panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator(".drop--lang > summary")).to_be_focused()
