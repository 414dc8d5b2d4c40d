"""From the start page to somebody to call: three taps at most, without any script."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .content import ELSEWHERE, PHONE, TEL, TRANSLATED, UNTRANSLATED

pytestmark = [
    pytest.mark.browser_context_args(
        java_script_enabled=False,
        viewport={"width": 360, "height": 740},
        is_mobile=True,
    ),
    pytest.mark.usefixtures("content"),
]

# The language of her phone, which is all that `/` asks for.
LOCALES = {"ti": "ti-ER", "ar": "ar-SY"}
ENTRANCES = {
    "by need": "a.need[href$='?concern=sleep']",
    "by place": "a.tile[href$='?municipality=halmstad']",
}


class Taps:
    """Counts, and gives up when a reader would."""

    def __init__(self, page: Page, at_most: int = 3) -> None:
        self.page, self.left = page, at_most

    def tap(self, locator: Locator, *, trial: bool = False) -> None:
        """A trial finds out whether the finger would hit it, and leaves it there."""
        self.left -= 1
        assert self.left >= 0, "too many taps"
        locator.click(trial=trial)


def card(page: Page, path: str) -> Locator:
    return page.locator(f"#res .results h3 a[href$='{path}']")


@pytest.mark.parametrize("entrance", ENTRANCES.values(), ids=ENTRANCES)
@pytest.mark.parametrize("code", LOCALES)
def test_a_number_to_call_is_three_taps_away(
    browser: Browser,
    browser_context_args: dict[str, Any],
    code: str,
    entrance: str,
) -> None:
    phone = {**browser_context_args, "locale": LOCALES[code]}
    page = browser.new_context(**phone).new_page()
    for offering in (TRANSLATED, UNTRANSLATED):
        page.goto("/")
        expect(page).to_have_url(re.compile(f"/{code}/$"))
        taps = Taps(page)
        taps.tap(page.locator(entrance))
        expect(page).to_have_url(re.compile(rf"/{code}/hitta-stod/\?\w+=\w+$"))
        expect(card(page, ELSEWHERE)).to_have_count(0)
        taps.tap(card(page, offering))
        expect(page).to_have_url(re.compile(f"/{code}/{offering}$"))
        expect(page.locator("html")).to_have_attribute("lang", code)
        number = page.locator(f".factbox a[href='{TEL}']")
        expect(number).to_be_visible()
        expect(number).to_contain_text(PHONE)
        taps.tap(number, trial=True)  # the third one rings
    page.context.close()
