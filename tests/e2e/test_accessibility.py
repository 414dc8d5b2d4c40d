"""No axe violation and no sideways scrolling, on every template, in three languages."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .conftest import DESK_WIDTH, PHONE_WIDTH
from .content import FALLBACK_OFFERING, HIDDEN_OFFERING, STORY, TRANSLATED_OFFERING

pytestmark = pytest.mark.e2e

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LANGUAGES = ("sv", "ar", "ti")
TEMPLATES = {
    "home": "",
    "directory": "hitta-stod/",
    "directory, second page": "hitta-stod/?page=2",
    "directory, filtered": (
        "hitta-stod/?municipality=halmstad&language=ar&day=mon&age=30&level=9&sort=name"
    ),
    "directory, empty": "hitta-stod/?municipality=laholm&concern=violence&cost=fee",
    "offering": TRANSLATED_OFFERING,
    "offering, fallback": FALLBACK_OFFERING,
    "offering, address kept secret": HIDDEN_OFFERING,
    "organisation": "aktorer/halmstad/",
    "organisation index": "aktorer/",
    "story index": "goda-exempel/",
    "story": STORY,
    "strategy": "strategi/",
    "information": "sa-skyddar-vi-dig/",
    "search": "sok/?q=oro",
    "search, nothing found": "sok/?q=zzzz",
    "404": "finns-inte/",
}
# What a reader can open; closed panels hide their contents from axe.
OPENABLE = "main details, .drop--lang"
OPENED = {"directory", "directory, filtered", "offering", "home"}


def violations(page: Page) -> list[str]:
    """Rules that are broken, each with the first elements that break it."""
    options: dict[str, Any] = {
        "runOnly": {"type": "tag", "values": RULES},
        "resultTypes": ["violations"],
    }
    found = Axe().run(page, options=options).response
    assert found["testEngine"]["name"] == "axe-core"
    return [
        f"{rule['id']}: {[node['html'][:160] for node in rule['nodes'][:3]]}"
        for rule in found["violations"]
    ]


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


def problems(page: Page, address: str, *, opened: bool = False) -> list[str]:
    page.set_viewport_size({"width": DESK_WIDTH, "height": 900})
    page.goto(address)
    found = [f"{DESK_WIDTH}: {line}" for line in violations(page)]
    page.set_viewport_size({"width": PHONE_WIDTH, "height": 800})
    found += [f"{PHONE_WIDTH}: wider than the window: {x}" for x in too_wide(page)]
    if opened:
        panels = page.locator(OPENABLE)
        panels.evaluate_all("all => all.forEach((panel) => { panel.open = true })")
        found += [f"{PHONE_WIDTH}, opened: too wide: {x}" for x in too_wide(page)]
    found += [f"{PHONE_WIDTH}: {line}" for line in violations(page)]
    return [f"{address} at {line}" for line in found]


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_is_accessible_on_desks_and_phones(visit, template):
    page = visit().page
    found = []
    for code in LANGUAGES:
        address = f"/{code}/{TEMPLATES[template]}"
        found += problems(page, address, opened=template in OPENED)
    assert found == []


def test_the_style_guide_is_accessible(visit, settings):
    settings.DEBUG = True  # it is served in debug only
    assert problems(visit().page, "/styleguide/", opened=True) == []


def test_axe_sees_what_is_wrong(visit):
    """The check itself can fail."""
    page = visit().page
    page.goto("/sv/")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    page.evaluate("document.querySelector('main input').labels[0].remove()")
    assert {line.split(":")[0] for line in violations(page)} >= {
        "html-has-lang",
        "label",
    }
    page.evaluate("document.querySelector('main').style.width = '2000px'")
    assert too_wide(page)
