"""Every kind of page in three languages on a phone and on a desk: no violation that
axe-core finds, nothing wider than the window."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from hm_site.languages import SOURCE

from .content import NOT_FOUND, TEMPLATES

RULES = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}

pytestmark = pytest.mark.usefixtures("content")


def violations(page: Page, inside: str | None = None) -> list[str]:
    """Each as rule, help text and the places it was found at."""
    found = Axe().run(page, context=inside, options=OPTIONS).response
    assert found["url"] == page.url
    return [
        f"{rule['id']} ({rule['help']}): {node['html'][:160]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def overflow(page: Page) -> list[str]:
    """What sticks out when the page scrolls sideways."""
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
    response = page.goto(path)
    assert response is not None
    assert response.status == status, f"{path}: {response.status}"
    return [f"{path}: {fault}" for fault in (*violations(page), *overflow(page))]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("code", ["sv", "ar", "ti"])
def test_no_page_has_a_fault(page: Page, settings: Any, code: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    found = []
    for below in TEMPLATES.values():
        status = 404 if below == NOT_FOUND else 200
        found += faults(page, f"/{code}/{below}", status)
    if code == SOURCE:  # those who build the site read Swedish, with DEBUG alone
        settings.DEBUG = True
        found += faults(page, "/styleguide/")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("code", ["sv", "ar", "ti"])
def test_nothing_that_opens_has_a_fault(page: Page, code: str) -> None:
    """Panels, filters and the address box are there only once they are opened."""
    found = []
    page.set_viewport_size({"width": 320, "height": 800})
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
        found += faults(page, f"/{code}/{TEMPLATES[name]}")
    assert not found, "\n".join(found)
