"""What a reader's browser is asked to do: little, and nothing elsewhere. (Every kind
of page is watched while axe looks at it.)"""

import pytest
from playwright.sync_api import Page, expect

from hm_site import languages

from .content import TRANSLATED, UNTRANSLATED
from .witness import Witness

pytestmark = pytest.mark.usefixtures("content")

HTML = "text/html; charset=utf-8"
LEAKY = "<!doctype html><img src='https://example.org/a.gif'><script>nope()</script>"


def test_the_witness_sees_what_would_leave(page: Page, witness: Witness) -> None:
    """Else watching would prove nothing."""
    page.route("**/sv/", lambda route: route.fulfill(body=LEAKY, content_type=HTML))
    page.goto("/sv/", wait_until="networkidle")
    assert [asked.url for asked in witness.elsewhere] == ["https://example.org/a.gif"]
    assert witness.complaints


def test_only_tigrinya_pages_fetch_the_ethiopic_font(
    page: Page, witness: Witness
) -> None:
    codes = sorted(languages.BY_CODE, key=lambda code: code == "ti")  # ti comes last
    for code in codes:
        page.goto(f"/{code}/{UNTRANSLATED}")
        # The switcher shows every endonym, Tigrinya's among them.
        page.locator(".drop--lang > summary").click()
        expect(page.locator(".drop--lang a[hreflang='ti']")).to_be_visible()
        page.evaluate("() => document.fonts.ready.then(() => null)")
        assert len(set(witness.fonts)) == (1 if code == "ti" else 0), code


@pytest.mark.parametrize("code", ["sv", "ti"])
def test_a_first_visit_asks_for_few_files(
    page: Page, witness: Witness, code: str
) -> None:
    page.goto(f"/{code}/{TRANSLATED}", wait_until="networkidle")
    assert 3 <= len(witness.requests) <= 10


def test_a_page_is_not_told_where_she_came_from(page: Page) -> None:
    page.goto("/ar/hitta-stod/?concern=sleep")
    page.locator(".results h3 a").first.click()
    page.wait_for_url("**/ar/aktorer/**")
    assert page.evaluate("() => document.referrer") == ""
