"""A reader, and a site with one live page of every type and drafts beside each."""

from collections.abc import Iterator

import pytest

from hm_site.base.caches import clear_process_caches
from tests.plugins.database import Shelf

from .reader import Reader
from .site import SmallSite, build


@pytest.fixture
def reader(db: None) -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def _built_site(shelf: Shelf) -> Iterator[SmallSite]:
    with shelf.holding(build) as built:
        yield built


@pytest.fixture
def site(_built_site: SmallSite, db: None) -> SmallSite:
    """What a test changes is rolled back; pages are read afresh at each access."""
    clear_process_caches()
    return _built_site
