"""Configuration of the whole suite. How each part works stands in `tests/plugins/`:

- `database`: one database per process, `sync_site` once, restored after every commit;
- `browser`: Debian's Chromium for whatever asks for `page`;
- `economy`: what every test would pay for and none needs;
- `skips`: what could not run here, counted with its reason; REQUIRE_ALL=1.

`make test` makes three runs (SQLite, browser, PostgreSQL); plain `pytest` runs
everything on SQLite, or on the database that DATABASE_URL names.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import override_settings

pytest_plugins = [
    "tests.plugins.browser",
    "tests.plugins.database",
    "tests.plugins.economy",
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


@pytest.fixture(scope="session", autouse=True)
def media_root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Uploaded files land in the run's temporary directory, one per process."""
    directory = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=str(directory)):
        yield directory
