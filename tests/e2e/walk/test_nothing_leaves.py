"""A walk through the whole site tells nobody: no other host, no cookie, no font that
her language does not need, and nothing for the browser to complain about."""

import pytest
from playwright.sync_api import BrowserContext, Page

from .content import TEMPLATES
from .witness import Witness

pytestmark = pytest.mark.usefixtures("content")


@pytest.mark.parametrize("code", ["sv", "ar", "ti"])
def test_a_walk_leaves_no_trace(
    page: Page, context: BrowserContext, witness: Witness, code: str
) -> None:
    for below in TEMPLATES.values():
        page.goto(f"/{code}/{below}", wait_until="networkidle")
        # Every language by its own name, Tigrinya among them.
        page.locator(".drop--lang > summary").click()
        page.evaluate("document.fonts.ready.then(() => null)")
    assert len(witness.requests) >= 2 * len(TEMPLATES)
    assert witness.elsewhere == []
    assert witness.complaints == []
    assert context.cookies() == []
    stored = "() => localStorage.length + sessionStorage.length"
    assert page.evaluate(stored) == 0
    if code == "ti":
        assert witness.fonts
        assert all("noto-sans-ethiopic" in url for url in witness.fonts)
        assert len(set(witness.fonts)) == 1
    else:
        assert witness.fonts == []


def test_the_witness_sees_what_would_leave(page: Page, witness: Witness) -> None:
    """Else the walk above would prove nothing."""
    page.route("**/sv/", lambda route: route.fulfill(body=LEAKY, content_type=HTML))
    page.goto("/sv/", wait_until="networkidle")
    assert [asked.url for asked in witness.elsewhere] == ["https://example.org/a.gif"]
    assert witness.complaints


HTML = "text/html; charset=utf-8"
LEAKY = "<!doctype html><img src='https://example.org/a.gif'><script>nope()</script>"
