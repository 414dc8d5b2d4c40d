"""What editors do to pages, up to and including what happens at commit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.test import TestCase
from wagtail.models import Page

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@contextmanager
def committed() -> Iterator[None]:
    """Runs what was left for the commit; Wagtail writes redirects there."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        yield


def fresh(page: Any) -> Any:
    return type(page).objects.get(pk=page.pk)


def publish(page: Any, **fields: Any) -> Any:
    """Change and publish; returns the page as the database has it."""
    changed = fresh(page)
    for name, value in fields.items():
        setattr(changed, name, value)
    with committed():
        changed.save_revision().publish()
    return fresh(page)


def rename(page: Any, slug: str) -> Any:
    return publish(page, slug=slug)


def move(page: Any, parent: Any) -> Any:
    with committed():
        fresh(page).move(Page.objects.get(pk=parent.pk), pos="last-child")
    return fresh(page)


def withdraw(page: Any) -> None:
    with committed():
        fresh(page).unpublish()


def expire(page: Any) -> None:
    """Past its last day, and the scheduler has not run."""
    past = fresh(page)
    past.expire_at = LONG_AGO
    past.save()


def delete(page: Any) -> None:
    with committed():
        fresh(page).delete()
