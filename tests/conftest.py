"""Configuration of the whole suite. How each part works stands in `tests/plugins/`:

- `database`: one database per process, `sync_site` once, restored after every flush;
- `browser`: Debian's Chromium for whatever asks for `page`;
- `skips`: what could not run here, counted with its reason; REQUIRE_ALL=1.

`make test` makes three runs (SQLite, browser, PostgreSQL); plain `pytest` runs
everything on SQLite, or on the database that DATABASE_URL names.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache

pytest_plugins = [
    "tests.plugins.browser",
    "tests.plugins.database",
    "tests.plugins.skips",
]


@pytest.fixture(autouse=True)
def fresh_caches() -> Iterator[None]:
    """Each test starts with empty caches: the shared one and those of the process."""
    from hm_site.base.caches import clear_process_caches

    cache.clear()
    clear_process_caches()
    yield


@pytest.fixture(scope="session")
def base_url(live_server: Any) -> str:
    """Where a relative address of a browser test leads.

    Here, since pytest-playwright's own fixture would win over one in a plugin.
    """
    return str(live_server.url)


def pytest_unconfigure() -> None:
    """Remove the files that tests uploaded (the test settings make a directory)."""
    media = Path(settings.MEDIA_ROOT)
    if media.parent == Path(tempfile.gettempdir()) and media.name.startswith(
        "hm-test-"
    ):
        shutil.rmtree(media, ignore_errors=True)
