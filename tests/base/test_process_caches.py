"""Values kept per process: right for this content version, and never for long."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client, RequestFactory

from hm_site.base import caches
from hm_site.base.caches import bump_version, clear_process_caches, versioned_cache
from hm_site.base.models import ContentVersion, HelpLine, Term
from hm_site.base.page_cache import AnonymousPageCacheMiddleware
from tests.factories import information, offering, organisation, story, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted() -> Any:
    """A cached function that tells how often it really ran."""
    calls: list[tuple[Any, ...]] = []

    @versioned_cache
    def function(*args: Any) -> int:
        calls.append(args)
        return len(calls)

    function.calls = calls  # type: ignore[attr-defined]
    return function


def test_a_value_is_kept_for_the_same_arguments(counted: Any):
    assert (counted("a"), counted("a"), counted("b"), counted()) == (1, 1, 2, 3)
    assert counted.calls == [("a",), ("b",), ()]


def test_a_change_of_content_drops_every_value(counted: Any):
    counted("a"), counted("b")
    bump_version()
    assert (counted("a"), counted("b")) == (3, 4)


def test_a_change_made_by_another_process_drops_every_value(counted: Any):
    counted("a")
    ContentVersion.objects.update(value=10_000)
    assert counted("a") == 2


def test_no_value_outlives_the_longest_age(
    counted: Any, monkeypatch: pytest.MonkeyPatch
):
    now = 1000.0
    monkeypatch.setattr(caches.time, "monotonic", lambda: now)
    counted("a")
    now += caches.MAX_AGE_SECONDS - 1
    assert counted("a") == 1
    now += 1
    assert counted("a") == 2


def test_emptying_forgets_everything(counted: Any):
    counted("a")
    clear_process_caches()
    assert counted("a") == 2


def test_values_of_a_change_that_was_taken_back_are_never_used(counted: Any):
    """After a rollback the next change must not find what was kept for the lost one."""
    counted("a")
    with transaction.atomic():
        bump_version()
        assert counted("a") == 2
        transaction.set_rollback(True)
    bump_version()
    assert counted("a") == 3


def test_a_failed_change_leaves_the_version_as_it_was():
    before = caches.read_version()
    with transaction.atomic():
        bump_version()
        transaction.set_rollback(True)
    assert caches.read_version() == before


def test_versions_only_grow_even_from_an_empty_table():
    ContentVersion.objects.all().delete()
    assert caches.read_version() == 0
    bump_version()
    first = caches.read_version()
    bump_version()
    assert 0 < first < caches.read_version()


def test_a_request_asks_for_the_version_once(django_assert_num_queries: Any):
    counts: list[int] = []

    def view(request: Any) -> Any:
        from django.http import HttpResponse

        with django_assert_num_queries(0):
            counts.extend(caches.content_version() for _ in range(5))
        return HttpResponse("x")

    with django_assert_num_queries(1):
        AnonymousPageCacheMiddleware(view)(RequestFactory().get("/sv/"))
    assert len(set(counts)) == 1


def test_a_request_forgets_its_version_at_the_end(counted: Any):
    client = Client()
    client.get("/sv/")
    counted("a")
    ContentVersion.objects.update(value=20_000)
    assert counted("a") == 2


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda page: page.save_revision().publish(), id="publish"),
        pytest.param(lambda page: page.unpublish(), id="unpublish"),
        pytest.param(lambda page: page.delete(), id="delete"),
        pytest.param(lambda page: page.save(), id="save"),
        pytest.param(
            lambda page: page.move(organisation("kommun-b"), "last-child"), id="move"
        ),
        pytest.param(lambda page: translate(page, "ar"), id="translate"),
        pytest.param(lambda page: translate(page, "ar").unpublish(), id="take back"),
        pytest.param(lambda page: story(), id="story"),
        pytest.param(lambda page: information(), id="information"),
        pytest.param(lambda page: HelpLine.objects.first().save(), id="help line"),
        pytest.param(lambda page: Term.objects.first().save(), id="term"),
        pytest.param(
            lambda page: Term.objects.first().labels.first().save(), id="label"
        ),
    ],
)
def test_whatever_readers_see_changes_the_version(change: Callable[[Any], Any]):
    page = offering(organisation())
    before = caches.read_version()
    change(page)
    assert caches.read_version() > before


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda page: page.save_revision(), id="draft of a live page"),
        pytest.param(lambda page: translate(page, "ar", live=False), id="translation"),
        pytest.param(
            lambda page: offering(page.get_parent().specific, "Nytt", live=False),
            id="draft",
        ),
    ],
)
def test_work_on_drafts_leaves_the_version(change: Callable[[Any], Any]):
    page = offering(organisation())
    translate(page, "ar", live=False)
    before = caches.read_version()
    change(page)
    assert caches.read_version() == before


def test_a_status_change_changes_the_version():
    page = offering(organisation(), status={"capacity": "open"})
    before = caches.read_version()
    page.status_row.capacity = "full"
    page.status_row.save()
    assert caches.read_version() > before


def test_the_version_changes_inside_the_transaction_of_the_change():
    """Who can read the new version can read the new content, and the other way."""
    page = offering(organisation())
    before = caches.read_version()
    assert connection.in_atomic_block
    with transaction.atomic():
        page.save_revision().publish()
        transaction.set_rollback(True)
    assert caches.read_version() == before
