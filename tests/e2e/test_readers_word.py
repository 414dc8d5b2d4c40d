"""A reader of Arabic with a small phone and no scripts says that a door was closed."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from hm_site.base import form_tickets
from resources.models import ReaderReport, SupportOfferingPage

from .content import TRANSLATED, UNTRANSLATED
from .test_axe import PHONE, faults, overflow, violations
from .witness import Witness

TAP = 44  # CSS pixels, the least that a finger hits
ARABIC_PHONE = {"locale": "ar", "viewport": PHONE}

pytestmark = [
    pytest.mark.browser_context_args(**ARABIC_PHONE),
    pytest.mark.usefixtures("content"),
]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser driven by a test presses faster than anybody reads."""
    monkeypatch.setattr(form_tickets, "MIN_SECONDS", 0)


@pytest.fixture(autouse=True)
def untold(context: BrowserContext, witness: Witness) -> Iterator[None]:
    """Whatever she does, no other host hears of it and nothing stays in her browser."""
    yield
    assert witness.elsewhere == []
    assert witness.complaints == []
    assert context.cookies() == []


def offering(path: str) -> SupportOfferingPage:
    slug = path.rstrip("/").rpartition("/")[2]
    return SupportOfferingPage.objects.sources().get(slug=slug)


@pytest.mark.browser_context_args(**ARABIC_PHONE, java_script_enabled=False)
@pytest.mark.parametrize("path", [TRANSLATED, UNTRANSLATED])
def test_from_the_offering_to_the_thanks_without_scripts(page: Page, path: str) -> None:
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
    assert overflow(page) == []
    page.locator("input[value=not-let-in]").check()
    page.locator("#text").fill("الباب كان مغلقاً")
    page.locator("main form button").click()

    expect(page).to_have_url(re.compile(r"/ar/sag-till/\d+/tack/$"))
    expect(page.locator("main [role=status]")).to_be_visible()
    assert overflow(page) == []
    report = ReaderReport.objects.get()
    assert report.offering == offering(path)
    assert (report.kind, report.language) == ("not-let-in", "ar")
    assert report.text == "الباب كان مغلقاً"
    page.locator("main p.row a").first.click()
    expect(page).to_have_url(re.compile(f"/ar/{path}$"))


def test_a_mistake_is_shown_beside_what_was_written(
    page: Page, witness: Witness
) -> None:
    page.goto(f"/ar/sag-till/{offering(TRANSLATED).pk}/wrong/")
    # The browser's own limit is no protection: this is what arrives without it.
    page.locator("#text").evaluate("field => field.removeAttribute('maxlength')")
    page.locator("#text").fill("د" * 501)
    page.locator("main form button").click()
    expect(page.locator("main [role=alert]")).to_be_visible()
    expect(page.locator("#text")).to_have_value("د" * 501)
    assert violations(page) == overflow(page) == []
    page.locator("main [role=alert] a").click()
    expect(page).to_have_url(re.compile("#text$"))
    page.locator("#text").fill("د")
    page.locator("main form button").click()
    expect(page).to_have_url(re.compile(r"/ar/sag-till/\d+/tack/$"))
    refused = [text for text in witness.complaints if "422" in text]
    assert refused == witness.complaints
    witness.complaints.clear()


@pytest.mark.parametrize("code", ["sv", "ar"])
def test_block_form_and_thanks_have_no_fault(page: Page, code: str) -> None:
    form = f"sag-till/{offering(TRANSLATED).pk}"
    found = []
    for path in (TRANSLATED, f"{form}/hard-to-understand/", f"{form}/tack/"):
        found += faults(page, f"/{code}/{path}")
    assert not found, "\n".join(found)
