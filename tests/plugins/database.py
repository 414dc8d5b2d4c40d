"""The test database: made once, set up by `sync_site`, put back after every commit.

**Made once.** On SQLite each process has a file of its own, in the run's temporary
directory: parallel processes never meet, and threads (the live server, tests of two
savers at once) get real connections with the settings of production, which a database
in memory cannot give them. What the migrations build is kept in pytest's cache, under a
key made of all migrations' contents, and copied at the start of the next run; `migrate`
still runs on the copy. `pytest --cache-clear` forgets it. On PostgreSQL pytest-django's
own names keep the processes apart, and the whole cluster is thrown away afterwards.

**Set up.** `sync_site` (locales, site tree, roles, workflows) runs once per process,
before the first test: every test starts from there.

**Put back.** A transactional test (`live_server`, `transactional_db`, Django's
TransactionTestCase) commits, and Django would end it with a flush, which also empties
what migrations and `sync_site` made. Instead the state after `sync_site` is kept as a
snapshot, and after each such test the whole database is restored from it, row for row,
ids included: SQLite by its backup interface, PostgreSQL from a template database. Hence
the order of tests does not matter, in one process or in many.

**Shared content.** What many modules read is built once per process, too, and kept as
such a snapshot: `shelf.holding(build)` is the database with that content for as long
as a module's fixture lives.
"""

import contextlib
import hashlib
import itertools
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol, TypeVar
from unittest.mock import patch

import django
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test import TestCase, TransactionTestCase

TRANSACTIONAL_FIXTURES = {
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
    "live_server",
    "transactional_db",
}
SHELF = pytest.StashKey["Shelf"]()
T = TypeVar("T")


class Snapshot(Protocol):
    def restore(self) -> None: ...


class SqliteSnapshot:
    """A copy in memory; both ways take some ten milliseconds."""

    def __init__(self) -> None:
        connection.ensure_connection()
        self.copy = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(self.copy)

    def restore(self) -> None:
        connection.ensure_connection()
        self.copy.backup(connection.connection)


class PostgresqlSnapshot:
    """A template database beside the test database."""

    number = itertools.count(1)

    def __init__(self) -> None:
        self.name = connection.settings_dict["NAME"]
        self.copy = f"{self.name}_snapshot_{next(self.number)}"
        self._replace(self.copy, template=self.name)

    def restore(self) -> None:
        self._replace(self.name, template=self.copy)

    @staticmethod
    def _replace(name: str, *, template: str) -> None:
        quote = connection.ops.quote_name
        connection.close()
        with connection._nodb_cursor() as cursor:
            # FORCE ends what threads of the last test may have left open.
            cursor.execute(f"DROP DATABASE IF EXISTS {quote(name)} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {quote(name)} TEMPLATE {quote(template)}")


def take_snapshot() -> Snapshot:
    return SqliteSnapshot() if connection.vendor == "sqlite" else PostgresqlSnapshot()


def put_back(snapshot: Snapshot) -> None:
    from django.contrib.contenttypes.models import ContentType

    from hm_site.base.caches import clear_process_caches

    snapshot.restore()
    ContentType.objects.clear_cache()
    clear_process_caches()


class Shelf:
    """Contents that tests share: each built once per process on top of `sync_site`."""

    def __init__(self, blocker: Any, empty: Snapshot) -> None:
        self.blocker, self.empty = blocker, empty
        self.kept: dict[Callable[[], Any], tuple[Snapshot, Any]] = {}

    def fetch(self, build: Callable[[], T]) -> T:
        """Fill the database as `build()` does; returns what it returned."""
        with self.blocker.unblock():
            if build in self.kept:
                snapshot, result = self.kept[build]
                put_back(snapshot)
            else:
                result = build()
                self.kept[build] = (take_snapshot(), result)
        return result

    @contextlib.contextmanager
    def holding(self, build: Callable[[], T]) -> Iterator[T]:
        """For the duration: the content, to be read afresh by primary keys."""
        try:
            yield self.fetch(build)
        finally:
            self.clear()

    def clear(self) -> None:
        """Back to what `sync_site` left."""
        with self.blocker.unblock():
            put_back(self.empty)


# ------------------------------------------------------- the schema's cache
def migrations_key() -> str:
    """A hash of every installed app's migrations: changes when the schema may."""
    digest = hashlib.sha256(django.get_version().encode())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for path in sorted(Path(config.path, "migrations").glob("*.py")):
            digest.update(f"{config.label}/{path.name}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def keep_schema(cached: Path) -> None:
    """Copy the migrated database into the cache; older ones leave it."""
    partial = cached.with_name(f"{cached.name}.{os.getpid()}")
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(partial)) as copy:
        connection.connection.backup(copy)
    partial.replace(cached)
    for path in cached.parent.iterdir():
        if path != cached and path.suffix == cached.suffix:
            path.unlink(missing_ok=True)


@pytest.fixture(scope="session")
def schema_cache(request: pytest.FixtureRequest) -> Path:
    directory = request.config.cache.mkdir("test-database")
    return Path(directory) / f"{migrations_key()}.sqlite3"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None,
    tmp_path_factory: pytest.TempPathFactory,
    schema_cache: Path,
) -> None:
    """On SQLite: a file of this process's own, filled from the cache when it can be."""
    if connection.vendor != "sqlite":
        return
    path = tmp_path_factory.mktemp("database") / "test.sqlite3"
    connection.settings_dict["TEST"]["NAME"] = str(path)
    with contextlib.suppress(FileNotFoundError):
        shutil.copyfile(schema_cache, path)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """On SQLite the file is ours: made before, removed after."""
    return True if connection.vendor == "sqlite" else django_db_keepdb


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: Any,
    schema_cache: Path,
) -> Iterator[None]:
    """The database as `sync_site` leaves it, and a way back to that state."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite" and not schema_cache.exists():
            keep_schema(schema_cache)
        call_command("sync_site", verbosity=0)
        if connection.vendor == "postgresql":
            # What autovacuum, off here, would do: plans are made by these counts.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        shelf = Shelf(django_db_blocker, take_snapshot())
    request.session.stash[SHELF] = shelf
    yield
    del request.session.stash[SHELF]
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            connection.close()
        path = Path(connection.settings_dict["NAME"])
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


@pytest.fixture(scope="session")
def shelf(request: pytest.FixtureRequest, django_db_setup: None) -> Shelf:
    return request.session.stash[SHELF]


# ------------------------------------------- after a test that commits
@pytest.fixture(scope="session", autouse=True)
def no_flush() -> Iterator[None]:
    with patch.object(TransactionTestCase, "_fixture_teardown"):
        yield


def is_transactional(item: pytest.Item) -> bool:
    """Whether the test commits."""
    cls = getattr(item, "cls", None)
    if cls and issubclass(cls, TransactionTestCase):
        return not issubclass(cls, TestCase)
    if TRANSACTIONAL_FIXTURES & set(getattr(item, "fixturenames", ())):
        return True
    marker = item.get_closest_marker("django_db")
    return bool(
        marker and (marker.kwargs.get("transaction") or marker.args[:1] == (True,))
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """After a transactional test and all its fixtures: back to the state after
    `sync_site`."""
    try:
        return (yield)
    finally:
        shelf = item.session.stash.get(SHELF, None)
        if shelf and is_transactional(item):
            shelf.clear()
