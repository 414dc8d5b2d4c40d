"""A reader of Arabic with a small phone and no scripts says that a door was closed."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from hm_site.base import form_tickets
from resources.models import ReaderReport

from .conftest import PHONE_WIDTH, OpenVisitor
from .content import FALLBACK_OFFERING, TRANSLATED_OFFERING, offering

RULES = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()
TAP = 44  # CSS pixels, the least that a finger hits


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser driven by a test presses faster than anybody reads."""
    monkeypatch.setattr(form_tickets, "MIN_SECONDS", 0)


def sideways(page: Page) -> bool:
    """Whether the page is wider than its window."""
    wide = "() => document.documentElement.scrollWidth > window.innerWidth"
    return bool(page.evaluate(wide))


def faults(page: Page) -> list[str]:
    """What axe finds; it is a script itself, so the page must allow scripts."""
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    wide = ["scrolls sideways"] if sideways(page) else []
    return [f"{page.url}: {rule['id']}" for rule in found] + wide


@pytest.mark.parametrize("path", [TRANSLATED_OFFERING, FALLBACK_OFFERING])
def test_from_the_offering_to_the_thanks_without_scripts(
    visit: OpenVisitor, path: str
) -> None:
    page = visit(width=PHONE_WIDTH, scripts=False, locale="ar").page
    page.goto(f"/ar/{path}")
    taps = page.locator(".report a")
    expect(taps).to_have_count(4)
    for tap in taps.all():
        box = tap.bounding_box()
        assert box is not None
        assert box["height"] >= TAP
        assert box["width"] >= TAP
    taps.nth(1).click()

    expect(page).to_have_url(re.compile(r"/ar/sag-till/\d+/closed/$"))
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("input[value=closed]")).to_be_checked()
    assert not sideways(page)
    page.locator("input[value=not-let-in]").check()
    page.locator("#text").fill("الباب كان مغلقاً")
    page.locator("main form button").click()

    expect(page).to_have_url(re.compile(r"/ar/sag-till/\d+/tack/$"))
    expect(page.locator("main [role=status]")).to_be_visible()
    assert not sideways(page)
    report = ReaderReport.objects.get()
    assert report.offering == offering(path)
    assert (report.kind, report.language) == ("not-let-in", "ar")
    assert report.text == "الباب كان مغلقاً"
    page.locator("main p.row a").first.click()
    expect(page).to_have_url(re.compile(f"/ar/{path}$"))


def test_a_mistake_is_shown_beside_what_was_written(visit: OpenVisitor) -> None:
    visitor = visit(width=PHONE_WIDTH, locale="ar")
    page = visitor.page
    page.goto(f"/ar/sag-till/{offering(TRANSLATED_OFFERING).pk}/wrong/")
    # The browser's own limit is no protection: this is what arrives without it.
    page.locator("#text").evaluate("field => field.removeAttribute('maxlength')")
    page.locator("#text").fill("د" * 501)
    page.locator("main form button").click()
    expect(page.locator("main [role=alert]")).to_be_visible()
    expect(page.locator("#text")).to_have_value("د" * 501)
    assert faults(page) == []
    page.locator("main [role=alert] a").click()
    expect(page).to_have_url(re.compile("#text$"))
    page.locator("#text").fill("د")
    page.locator("main form button").click()
    expect(page).to_have_url(re.compile(r"/ar/sag-till/\d+/tack/$"))
    refused = [text for text in visitor.watch.complaints if "422" in text]
    assert refused == visitor.watch.complaints
    visitor.watch.complaints.clear()


@pytest.mark.parametrize("code", ["sv", "ar"])
@pytest.mark.parametrize("width", [320, 1280])
def test_block_form_and_thanks_have_no_fault(
    visit: OpenVisitor, code: str, width: int
) -> None:
    page = visit(width=width).page
    form = f"sag-till/{offering(TRANSLATED_OFFERING).pk}"
    for path in (TRANSLATED_OFFERING, f"{form}/hard-to-understand/", f"{form}/tack/"):
        page.goto(f"/{code}/{path}")
        assert faults(page) == []
