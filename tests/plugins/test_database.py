"""The promises of `tests.plugins.database`, each of which other tests lean on."""

import threading

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import TransactionTestCase
from wagtail.models import Locale, Site

from hm_site import languages


def assert_synced() -> None:
    assert Locale.objects.count() == len(languages.LANGUAGES)
    home = Site.objects.get(is_default_site=True).root_page
    assert home.live
    assert home.content_type == ContentType.objects.get_for_model(home.specific_class)


@pytest.mark.django_db
def test_a_test_starts_from_what_sync_site_made() -> None:
    assert_synced()


# Two of each kind: whichever comes second shows whether the first was undone.
@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_a_transactional_function_leaves_nothing_behind(turn: int) -> None:
    assert_synced()
    Site.objects.all().delete()


class RestoredAfterEachTest(TransactionTestCase):
    def test_first(self) -> None:
        assert_synced()
        Site.objects.all().delete()

    def test_second(self) -> None:
        self.test_first()


@pytest.mark.django_db
def test_a_test_after_the_transactional_ones_finds_the_same() -> None:
    assert_synced()


@pytest.mark.django_db(transaction=True)
def test_threads_write_at_the_same_time_each_on_a_connection_of_its_own() -> None:
    root = Site.objects.get(is_default_site=True).root_page
    together = threading.Barrier(4, timeout=20)
    errors: list[Exception] = []

    def write(thread: int) -> None:
        try:
            together.wait()
            for number in range(5):
                with transaction.atomic():
                    Site.objects.create(hostname=f"{thread}-{number}", root_page=root)
        except Exception as error:  # noqa: BLE001 - reported below, with its type
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Site.objects.count() == 1 + 4 * 5
