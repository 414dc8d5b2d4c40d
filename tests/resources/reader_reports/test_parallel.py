"""Several at the very same moment: each counts once, none breaks."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from resources.models import ReaderReport, ReaderReportCount, SupportOfferingPage
from tests import factories

from .sending import forget_addresses, send, token

AT_ONCE = 6

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cafe() -> SupportOfferingPage:
    forget_addresses()
    owner = factories.organisation("kommun-a")
    factories.editor(owner)
    return factories.offering(owner, "Kaffe och prat")


def all_at_once(act: Callable[[int], int]) -> list[int]:
    start = threading.Barrier(AT_ONCE)
    statuses: list[int] = []

    def run(number: int) -> None:
        try:
            start.wait()
            statuses.append(act(number))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def post(cafe: SupportOfferingPage, ticket: str) -> int:
    client = Client(raise_request_exception=False)
    return send(cafe, client=client, token=ticket, text="Låst").status_code


def test_one_form_sent_many_times_counts_once(cafe: SupportOfferingPage) -> None:
    ticket = token(cafe.pk)
    assert all_at_once(lambda _n: post(cafe, ticket)) == [303] * AT_ONCE
    assert ReaderReport.objects.count() == 1
    assert ReaderReportCount.objects.get().number == 1


def test_many_forms_count_each(cafe: SupportOfferingPage) -> None:
    tickets = [token(cafe.pk) for _n in range(AT_ONCE)]
    assert all_at_once(lambda n: post(cafe, tickets[n])) == [303] * AT_ONCE
    assert ReaderReport.objects.count() == AT_ONCE
    assert ReaderReportCount.objects.get().number == AT_ONCE
