"""A site with content behind `page`, and a witness of what the browser does."""

import pytest
from playwright.sync_api import BrowserContext

from tests.plugins.database import Shelf

from .content import build
from .witness import Witness


@pytest.fixture
def content(live_site: str, shelf: Shelf) -> None:
    """Every kind of page, the same for each test: whatever the last one changed was
    undone when it ended."""
    shelf.fetch(build)


@pytest.fixture
def witness(context: BrowserContext, live_site: str) -> Witness:
    return Witness(context, live_site)
