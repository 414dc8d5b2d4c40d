"""What a reader's browser is asked to do: little, and nothing elsewhere.

That no page of any test asks another host or sets a cookie is checked for every
browser that `visit` opened; here is what needs a page of its own.
"""

import pytest
from playwright.sync_api import expect

from hm_site import languages

from .content import FALLBACK_OFFERING, TRANSLATED_OFFERING, offering

pytestmark = pytest.mark.e2e

CODES = [language.code for language in languages.LANGUAGES]
FONT = ".woff2"


@pytest.mark.parametrize("code", CODES)
def test_only_tigrinya_pages_fetch_the_ethiopic_font(visit, code):
    visitor = visit(width=360)
    page = visitor.page
    for path in ("", FALLBACK_OFFERING):
        page.goto(f"/{code}/{path}")
        # The switcher shows every endonym, Tigrinya's among them.
        page.locator(".drop--lang > summary").click()
        expect(page.locator(".drop--lang a[hreflang='ti']")).to_be_visible()
        page.evaluate("document.fonts.ready.then(() => true)")
    fonts = set(visitor.watch.files(FONT))
    assert len(fonts) == (1 if code == "ti" else 0)


def test_a_first_visit_asks_for_few_files(visit):
    for code in ("sv", "ti"):
        visitor = visit(width=360)
        visitor.page.goto(f"/{code}/{TRANSLATED_OFFERING}", wait_until="networkidle")
        assert 3 <= len(visitor.watch.requests) <= 10


def test_reading_and_filtering_leaves_no_trace(visit):
    visitor = visit(width=360)
    page = visitor.page
    page.goto("/ar/hitta-stod/?concern=sleep")
    page.locator(".results h3 a").first.click()
    page.goto("/ar/sok/?q=oro")
    assert visitor.watch.context.cookies() == []
    kept = page.evaluate("[localStorage.length, sessionStorage.length]")
    assert kept == [0, 0]
    assert page.evaluate("document.referrer") == ""


def test_leaving_quickly_takes_the_page_out_of_the_history(visit):
    page = visit(width=360).page
    page.goto("/ar/")
    page.goto(f"/ar/{TRANSLATED_OFFERING}")
    # Somewhere harmless that this test may open.
    page.locator("[data-leave]").evaluate("link => { link.href = '/sv/strategi/' }")
    page.locator("[data-leave]").click()
    page.wait_for_url("**/sv/strategi/")
    page.go_back()
    assert page.url.endswith("/ar/")


def test_a_printed_page_has_the_contact_facts_and_no_help_bar(visit):
    page = visit(width=1280).page
    page.goto(f"/ar/{TRANSLATED_OFFERING}")
    source = offering(TRANSLATED_OFFERING)
    expect(page.locator(".helpbar")).to_be_visible()
    page.emulate_media(media="print")
    for hidden in (".helpbar", ".mast .nav", ".noprint", ".crumbs", "footer nav"):
        for tag in page.locator(hidden).all():
            expect(tag).to_be_hidden()
    expect(page.locator(".factbox dl")).to_be_visible()
    contact = page.locator(".factbox .only-print")
    expect(contact).to_be_visible()
    expect(contact).to_contain_text(source.phone)
    expect(page.locator(".only-print.help")).to_contain_text("112")
    expect(page.locator("main p.only-print").first).to_contain_text(
        f"/ar/{TRANSLATED_OFFERING}"
    )


def test_escape_closes_what_was_opened(visit):
    page = visit(width=360).page
    page.goto("/ti/")
    page.locator(".drop--lang > summary").click()
    panel = page.locator(".drop--lang .drop__panel")
    expect(panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.locator(".drop--lang > summary")).to_be_focused()
