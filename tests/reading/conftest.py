"""A reader, and a site with one live page of every type and drafts beside each."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from hm_site.base.caches import clear_process_caches

from .reader import Reader
from .site import SmallSite, build


@pytest.fixture
def reader(db: None) -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def _built_site(django_db_setup: None, django_db_blocker: Any) -> Iterator[SmallSite]:
    """Built once per module, in a transaction around the tests' own."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def site(_built_site: SmallSite, db: None) -> SmallSite:
    """What a test changes is rolled back; pages are read afresh at each access."""
    clear_process_caches()
    return _built_site
