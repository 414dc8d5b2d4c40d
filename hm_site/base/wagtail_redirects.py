"""Works around https://github.com/wagtail/wagtail/issues/11338.

Wagtail clears the redirects that new ones replace, and with nothing to write clears
all that it ever wrote. Here that happens whenever a translation is moved or gets
another slug, since only Swedish pages have addresses.
"""

from typing import Any

from wagtail.contrib.redirects.signal_handlers import BatchRedirectCreator

upstream_pre_process = BatchRedirectCreator.pre_process


def pre_process(batch: Any) -> None:
    if batch.items:
        upstream_pre_process(batch)


def apply() -> None:
    """From `AppConfig.ready`."""
    BatchRedirectCreator.pre_process = pre_process
