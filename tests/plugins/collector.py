"""Python's garbage collector looks at what a test makes, not at all of Django again.

Thousands of templates, models and test items live until the end. With Python's own
thresholds the collector walks through them again and again: a fifth of the whole run.
"""

import gc

import pytest

# Objects made and not yet freed, before the collector looks at them.
YOUNG = 20_000


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
