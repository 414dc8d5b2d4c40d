"""Every kind of page in three languages, on a phone and on a desk: no violation that
axe-core finds, nothing wider than the window; and opening it tells nobody."""

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page, expect

from hm_site.languages import SOURCE

from .content import NOT_FOUND, TEMPLATES
from .witness import Witness

PHONE, DESK = {"width": 320, "height": 800}, {"width": 1280, "height": 800}
RULES = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}

pytestmark = pytest.mark.usefixtures("content")


def violations(page: Page, inside: str | None = None) -> list[str]:
    """Each as rule, help text and the places it was found at."""
    page.wait_for_load_state()  # a click does not wait for the next page's style
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        """([inside, options]) => axe.run(inside || document, options)
             .then(({url, violations}) => ({url, violations}))""",
        [inside, OPTIONS],
    )
    assert found["url"] == page.url
    return [
        f"{rule['id']} ({rule['help']}): {node['html'][:160]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def overflow(page: Page) -> list[str]:
    """What sticks out when the page scrolls sideways."""
    page.wait_for_load_state()  # a click does not wait for the next page's style
    return page.evaluate(
        """() => {
          const root = document.documentElement;
          if (root.scrollWidth <= root.clientWidth) return [];
          const out = [...document.querySelectorAll("body *")].filter((node) => {
            const box = node.getBoundingClientRect();
            return box.width && (box.left < -1 || box.right > root.clientWidth + 1);
          });
          return ["scrolls sideways", ...out.slice(0, 5).map(
            (node) => node.outerHTML.slice(0, 120))];
        }"""
    )


def faults(page: Page, path: str, status: int = 200) -> list[str]:
    """Loaded once, on the phone; then the window grows."""
    page.set_viewport_size(PHONE)
    response = page.goto(path)
    assert response is not None
    assert response.status == status, f"{path}: {response.status}"
    found = []
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        where = f"{path} at {size['width']}"
        found += [f"{where}: {fault}" for fault in (*violations(page), *overflow(page))]
    return found


@pytest.fixture
def two_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few cards, and a pager below them."""
    monkeypatch.setattr("resources.directory.PAGE_SIZE", 2)


@pytest.mark.usefixtures("two_a_page")
@pytest.mark.parametrize("code", ["sv", "ar", "ti"])
def test_no_kind_of_page_has_a_fault_or_tells_anyone(
    page: Page, context: BrowserContext, witness: Witness, code: str
) -> None:
    found = []
    for below in TEMPLATES.values():
        status = 404 if below == NOT_FOUND else 200
        found += faults(page, f"/{code}/{below}", status)
        # Every language by its own name, Tigrinya among them.
        page.locator(".drop--lang > summary").click()
        page.evaluate("() => document.fonts.ready.then(() => null)")
    assert not found, "\n".join(found)
    page.wait_for_load_state("networkidle")
    assert len(witness.requests) >= 2 * len(TEMPLATES)
    assert witness.elsewhere == []
    assert witness.complaints == []
    assert context.cookies() == []
    stored = "() => localStorage.length + sessionStorage.length"
    assert page.evaluate(stored) == 0
    if code == "ti":
        assert len(set(witness.fonts)) == 1
        assert "noto-sans-ethiopic" in witness.fonts[0]
    else:
        assert witness.fonts == []


def test_the_style_guide_has_no_fault(page: Page, settings: Any) -> None:
    settings.DEBUG = True  # it is there for those who build the site alone
    found = faults(page, "/styleguide/")
    assert not found, "\n".join(found)


def test_the_checks_see_what_is_wrong(page: Page) -> None:
    """Else those above would prove nothing."""
    page.goto(f"/{SOURCE}/")
    assert violations(page) == overflow(page) == []
    page.evaluate("() => document.documentElement.removeAttribute('lang')")
    page.evaluate("() => document.querySelector('main input').labels[0].remove()")
    page.evaluate("() => { document.querySelector('main').style.width = '3000px' }")
    assert {line.split()[0] for line in violations(page)} >= {"html-has-lang", "label"}
    assert overflow(page)


@pytest.mark.parametrize("code", ["sv", "ar", "ti"])
def test_nothing_that_opens_has_a_fault(page: Page, code: str) -> None:
    """Panels, filters and the address box are there only once they are opened."""
    found = []
    page.set_viewport_size(PHONE)
    for below in (TEMPLATES["directory"], TEMPLATES["offering"]):
        page.goto(f"/{code}/{below}")
        for box in page.locator("main details:not(details details)").all():
            box.locator("> summary").click()
            expect(box).to_have_attribute("open", "")
        found += [f"{below}: {fault}" for fault in violations(page)]
        found += [f"{below}: {fault}" for fault in overflow(page)]
        # A panel lies over the page, so the page behind it is not looked at.
        for panel in (".drop--menu", ".drop--lang"):
            page.locator(f"{panel} > summary").click()
            expect(page.locator(f"{panel} > .drop__panel")).to_be_in_viewport()
            faults_inside = (*violations(page, panel), *overflow(page))
            found += [f"{below} {panel}: {fault}" for fault in faults_inside]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("code", ["sv", "ar"])
def test_dark_mode_has_no_fault(page: Page, code: str) -> None:
    page.emulate_media(color_scheme="dark")
    found = []
    for name in ("home", "directory", "offering in fallback", "story", "strategy"):
        page.goto(f"/{code}/{TEMPLATES[name]}")
        found += [f"{name}: {fault}" for fault in violations(page)]
    assert not found, "\n".join(found)
