"""What every test would pay for and none needs.

**The garbage collector** looks at what a test makes, not at all of Django again.
Thousands of templates, models and test items live until the end; with Python's own
thresholds the collector walks through them again and again, a fifth of the whole run.

**Contexts**: the test client copies the context of every template that is rendered. A
page of the admin is made of two thousand, down to each icon and attribute; copying
them takes a fifth of its time. `response.context` goes without those of small parts.
"""

import gc
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.test import client

# Objects made and not yet freed, before the collector looks at them.
YOUNG = 20_000
SMALL_PARTS = (
    "django/forms/widgets/",
    "wagtailadmin/panels/",
    "wagtailadmin/shared/",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])


@pytest.fixture(scope="session", autouse=True)
def fewer_contexts() -> Iterator[None]:
    store = client.store_rendered_templates

    def store_large(
        kept: dict[str, Any],
        signal: Any,
        sender: Any,
        template: Any,
        *rest: Any,
        **more: Any,
    ) -> None:
        if not (template.name or "").startswith(SMALL_PARTS):
            store(kept, signal, sender, template, *rest, **more)

    with patch.object(client, "store_rendered_templates", store_large):
        yield
