"""Pages are read aloud where the device has a voice, in pages' own language."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .content import TEMPLATES
from .witness import Witness

pytestmark = pytest.mark.usefixtures("content")

# A device with a voice for each language named; it remembers what it was to say.
DEVICE = """
window.said = [];
window.SpeechSynthesisUtterance = class extends EventTarget {
  constructor(text) { super(); this.text = text; }
};
Object.defineProperty(window, "speechSynthesis", { value: Object.assign(
  new EventTarget(),
  {
    getVoices: () => LANGUAGES.map((lang) => ({ lang, localService: true })),
    speak: (words) => window.said.push([words.lang, words.text]),
    cancel: () => {},
  },
) });
"""
READ = ("offering", "story", "strategy", "information", "home")
HELP = "De här linjerna är öppna för alla. Du behöver inte säga vad du heter."


def device(page: Page, *languages: str) -> None:
    page.add_init_script(DEVICE.replace("LANGUAGES", str([*languages])))


def said(page: Page) -> list[Any]:
    page.locator("[data-listen]").click()
    return list(page.evaluate("window.said"))


def test_the_button_stands_on_pages_of_text_where_there_is_a_voice(
    page: Page, witness: Witness
) -> None:
    device(page, "sv-SE", "ar-SA")
    for name in READ:
        for language in ("sv", "ar"):
            page.goto(f"/{language}/{TEMPLATES[name]}")
            expect(page.locator("[data-listen]"), name).to_be_visible()
    assert witness.complaints == []
    assert witness.elsewhere == []


def test_without_a_voice_there_is_no_button(page: Page) -> None:
    device(page, "de-DE")
    for name in READ:
        page.goto(f"/sv/{TEMPLATES[name]}")
        expect(page.locator("[data-listen]"), name).to_be_hidden()


def test_each_text_is_read_once_and_help_lines_by_themselves(page: Page) -> None:
    device(page, "sv-SE")
    page.goto(f"/sv/{TEMPLATES['strategy']}")
    read = " ".join(text for _language, text in said(page))
    for text in ("Varför", "Se behovet.", "Alla hjälps åt.", "Exempel 2."):
        assert read.count(text) == 1, text
    page.goto(f"/sv/{TEMPLATES['home']}")
    texts = [text for _language, text in said(page)]
    assert texts[1] == HELP
    assert any("1177" in text for text in texts)
