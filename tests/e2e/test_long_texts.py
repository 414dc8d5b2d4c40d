"""Texts of real lengths on a small phone: nothing sticks out, opened or closed."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.plugins.database import Shelf

from .demo_slice import (
    FALLBACK_OFFERING,
    HIDDEN_OFFERING,
    STORY,
    TRANSLATED_OFFERING,
    build,
)
from .test_axe import PHONE, overflow

PATHS = (
    "",
    "hitta-stod/?municipality=halmstad&language=ar&day=mon&age=30&level=9&sort=name",
    "hitta-stod/?page=2",
    TRANSLATED_OFFERING,
    FALLBACK_OFFERING,
    HIDDEN_OFFERING,
    "aktorer/halmstad/",
    "aktorer/",
    "goda-exempel/",
    STORY,
    "strategi/",
    "sa-skyddar-vi-dig/",
    "sok/?q=oro",
)
# What a reader can open.
OPENABLE = "main details, .drop--lang"


@pytest.mark.parametrize("code", ["sv", "ar", "ti", "uk"])
def test_nothing_is_wider_than_a_small_phone(
    page: Page, live_server: Any, db: None, shelf: Shelf, code: str
) -> None:
    shelf.fetch(build)
    page.set_viewport_size(PHONE)
    found = []
    for path in PATHS:
        page.goto(f"/{code}/{path}")
        found += [f"{path}: {fault}" for fault in overflow(page)]
        panels = page.locator(OPENABLE)
        panels.evaluate_all("all => all.forEach((panel) => { panel.open = true })")
        found += [f"{path}, opened: {fault}" for fault in overflow(page)]
    assert not found, "\n".join(found)
