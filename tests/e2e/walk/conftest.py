"""A site with content behind `page`, and a witness of what the browser does."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from playwright.sync_api import BrowserContext

from hm_site.base.caches import clear_process_caches
from tests.plugins.database import Snapshot, SqliteSnapshot

from .content import build
from .witness import Witness


@pytest.fixture(scope="session")
def built() -> list[Snapshot]:
    """The content as the first test of this process made it; empty before that."""
    return []


@pytest.fixture
def content(live_site: str, built: list[Snapshot]) -> None:
    """Every kind of page, the same for each test: whatever the last one changed was
    undone when it ended. Built once where a copy is cheap."""
    if built:
        built[0].restore()
        ContentType.objects.clear_cache()
    else:
        build()
        if connection.vendor == "sqlite":
            built.append(SqliteSnapshot())
    clear_process_caches()


@pytest.fixture
def witness(context: BrowserContext, live_site: str) -> Witness:
    return Witness(context, live_site)
