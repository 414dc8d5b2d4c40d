"""Debian's Chromium under Playwright, opened on the site of the test's live server.

Playwright's own browsers are never downloaded. A test asks for `page` (or `context`)
and gets a page whose relative addresses (`page.goto("/ar/")`) lead to `live_server`;
that makes it transactional, see `tests.plugins.database` for what follows. `make test`
gives these tests a run of their own: Playwright's event loop stays in its thread.
"""

import os
import shutil
from typing import Any

import pytest

MISSING_BROWSER = "Chromium not found: no chromium, chromium-browser or google-chrome"
ARGUMENTS = [
    "--no-sandbox",  # root in a container has no user namespace to build one from
    "--disable-gpu",
    "--disable-dev-shm-usage",
    # A test opens no connection to anything but its live server.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def find_browser() -> str | None:
    """The path of an installed Chromium, else None."""
    for name in ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    return None


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
) -> dict[str, Any]:
    """Start the browser that is installed.

    Playwright keeps an event loop running in the test's thread, where Django would
    refuse every query; the tests themselves are synchronous, so that it may not.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {
        **browser_type_launch_args,
        "executable_path": find_browser(),
        "args": ARGUMENTS,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """The reader comes from Sweden, whatever the machine says; and nothing is half-way
    between two colours when it is looked at."""
    return {
        **browser_context_args,
        "locale": "sv-SE",
        "timezone_id": "Europe/Stockholm",
        "reduced_motion": "reduce",
    }
