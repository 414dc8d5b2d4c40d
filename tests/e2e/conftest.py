"""A site with content behind `page`, and a witness of what the browser does."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.plugins.database import Shelf

from .content import build
from .witness import Witness

expect.set_options(timeout=20_000)  # milliseconds; machines are shared


@pytest.fixture
def content(live_server: Any, db: None, shelf: Shelf) -> None:
    """Every kind of page, the same for each test: whatever the last one changed was
    undone when it ended."""
    shelf.fetch(build)


@pytest.fixture
def witness(context: BrowserContext, live_server: Any) -> Witness:
    return Witness(context, live_server.url)
