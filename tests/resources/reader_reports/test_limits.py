"""One address may be one prankster or a whole accommodation centre: the centre gets
through, and nobody's address is kept."""

from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

from django.core.cache import cache
from django.test import RequestFactory, TestCase, override_settings
from django.utils import timezone

from hm_site.base import form_limits as limits
from hm_site.organisations.models import Notice
from resources.models import ReaderReport, ReaderReportCount
from resources.reader_reports.views import FORM
from tests import factories

from .sending import forget_addresses, send, shown_text, soup, token

CENTRE, NEIGHBOUR = "203.0.113.9", "203.0.113.10"


class BrokenCache:
    """Whatever is asked of it."""

    def __getattr__(self, name: str) -> Any:
        raise ConnectionError


class SilentCache:
    """As django-redis with IGNORE_EXCEPTIONS."""

    def add(self, *args: Any) -> None: ...
    def incr(self, *args: Any) -> None: ...


def ask(address: str = CENTRE, page_id: int = 1, **meta: str) -> limits.Pressure:
    request = RequestFactory().post("/", REMOTE_ADDR=address, **meta)
    return limits.pressure(request, FORM, page_id)


class Limits(TestCase):
    def setUp(self) -> None:
        forget_addresses()

    def test_a_whole_centre_gets_through_within_an_hour(self) -> None:
        """Five hundred people, each about some offering or other."""
        answers = [ask(page_id=number % 40) for number in range(500)]
        assert not any(answer.wait for answer in answers)
        assert not any(answer.crowded for answer in answers[: limits.CROWD_PER_HOUR])
        assert all(answer.crowded for answer in answers[limits.CROWD_PER_HOUR :])

    def test_the_neighbours_are_no_crowd(self) -> None:
        for _number in range(limits.CROWD_PER_HOUR + 5):
            ask()
        assert ask().crowded
        assert not ask(NEIGHBOUR).crowded

    def test_many_about_the_same_offering_are_kept_apart(self) -> None:
        answers = [ask(page_id=7).crowded for _ in range(limits.CROWD_PER_PAGE + 1)]
        assert answers == [False] * limits.CROWD_PER_PAGE + [True]
        assert not ask(page_id=8).crowded

    def test_what_no_centre_could_send_is_asked_to_wait(self) -> None:
        for number in range(limits.FULL_PER_HOUR):
            assert not ask(page_id=number % 50).wait
        assert 0 < ask(page_id=99).wait <= limits.HOUR
        assert not ask(NEIGHBOUR, page_id=99).wait

    def test_many_addresses_together_silence_nobody(self) -> None:
        """What comes after them about the page is kept apart, and taken in."""
        with patch.object(limits, "FULL_PER_PAGE", 3):
            answers = [ask(f"198.51.100.{n}") for n in range(3)]
            late = ask(NEIGHBOUR)
        assert answers == [limits.Pressure()] * 3
        assert late == limits.Pressure(crowded=True)

    def test_a_rented_prefix_has_the_share_of_a_few_addresses(self) -> None:
        """However many networks lie in it; the neighbouring one is not concerned."""
        sent = limits.WIDE_SHARES * limits.SHARE_OF_PAGE
        waits = [ask(f"2001:db8:1:{n:x}::1", page_id=7).wait for n in range(sent + 1)]
        assert not any(waits[:sent])
        assert 0 < waits[sent] <= limits.DAY
        assert not ask("2001:db8:2::1", page_id=7).wait
        assert not ask("2001:db8:1::1", page_id=8).wait

    def test_neighbours_in_a_prefix_are_no_crowd_at_once(self) -> None:
        for _number in range(limits.CROWD_PER_PAGE + 1):
            last = ask("2001:db8:1:1::1", page_id=7)
        assert last.crowded
        assert not ask("2001:db8:1:2::1", page_id=7).crowded

    def test_one_address_closes_no_offering_to_others(self) -> None:
        """Neither by what it is let in with, nor by what it is refused."""
        with patch.object(limits, "FULL_PER_PAGE", 200):
            waits = [ask(page_id=7).wait for _ in range(700)]
            assert waits.count(0) == limits.SHARE_OF_PAGE
            assert not ask(NEIGHBOUR, page_id=7).wait

    def test_the_next_hour_begins_anew(self) -> None:
        now = timezone.localtime().replace(hour=12, minute=59)
        with patch.object(timezone, "localtime", return_value=now):
            for _number in range(limits.CROWD_PER_HOUR + 1):
                last = ask(page_id=_number)
        assert last.crowded
        later = now + timedelta(minutes=2)
        with patch.object(timezone, "localtime", return_value=later):
            assert not ask(page_id=500).crowded

    # ---------------------------------------------------------------- whose address
    def code(self, address: str, **meta: str) -> str:
        request = RequestFactory().post("/", REMOTE_ADDR=address, **meta)
        return limits.network_code(request, datetime(2026, 11, 25))

    @override_settings(TRUSTED_PROXY_COUNT=1)
    def test_the_proxy_in_front_is_believed_and_the_reader_is_not(self) -> None:
        behind = self.code("172.18.0.4", HTTP_X_FORWARDED_FOR=CENTRE)
        assert behind == self.code(CENTRE)
        # A reader who writes the header herself stays who she is.
        forged = self.code("", HTTP_X_FORWARDED_FOR=f"192.0.2.1, {CENTRE}")
        assert forged == behind
        for odd in ("", "x", "'; DROP TABLE", "999.1.1.1", "\x00", CENTRE + ":80"):
            assert self.code("127.0.0.1", HTTP_X_FORWARDED_FOR=odd)

    def test_a_household_has_one_ipv6_network(self) -> None:
        first, second, other = "2001:db8:1:2::5", "2001:db8:1:2:a:b:c:d", "2001:db8:9::"
        assert self.code(first) == self.code(second)
        assert self.code(first) != self.code(other)

    def test_no_address_is_kept_and_the_code_lasts_a_day(self) -> None:
        with patch.object(limits, "cache", wraps=cache) as kept:
            ask()
        keys = [call.args[0] for call in kept.add.call_args_list]
        assert len(keys) == 3
        assert all("203.0" not in key for key in keys)
        assert all(call.args[2] <= limits.DAY for call in kept.add.call_args_list)
        request = RequestFactory().post("/", REMOTE_ADDR=CENTRE)
        day = datetime(2026, 11, 25, 23, 59)
        codes = {
            limits.network_code(request, day + timedelta(minutes=n)) for n in (0, 1)
        }
        assert len(codes) == 2

    # ------------------------------------------------------------------- cache down
    def test_without_a_cache_each_process_counts_for_itself(self) -> None:
        for broken in (BrokenCache(), SilentCache()):
            forget_addresses()
            with patch.object(limits, "cache", broken):
                answers = [ask().crowded for _ in range(limits.CROWD_PER_PAGE + 1)]
            assert answers[0] is False
            assert answers[-1] is True


class Crowd(TestCase):
    """The same, seen from the form."""

    @classmethod
    def setUpTestData(cls) -> None:
        owner = factories.organisation("kommun-a", phone="035-13 70 00")
        factories.editor(owner)
        cls.page = factories.offering(owner, "Kaffe och prat", phone="035-10 00 00")

    def setUp(self) -> None:
        forget_addresses()

    def test_everybody_in_the_crowd_is_heard_with_her_words(self) -> None:
        with patch.object(limits, "CROWD_PER_PAGE", 2):
            for number in range(5):
                response = send(self.page, text=f"Låst {number}")
                assert response.status_code == 303
        marks = ReaderReport.objects.order_by("pk").values_list("text", "mark")
        assert list(marks) == [
            ("Låst 0", ""),
            ("Låst 1", ""),
            ("Låst 2", "crowd"),
            ("Låst 3", "crowd"),
            ("Låst 4", "crowd"),
        ]
        count = ReaderReportCount.objects.get()
        assert (count.number, count.marked) == (2, 3)
        assert Notice.objects.count() == 1

    def test_who_has_to_wait_keeps_her_text_and_may_call(self) -> None:
        with (
            patch.object(limits, "FULL_PER_HOUR", 0),
            self.assertLogs("django.request", "WARNING") as logs,
        ):
            response = send(self.page, text="Låst", code="ar")
        assert response.status_code == 429
        assert int(response["Retry-After"]) > 0
        assert shown_text(response) == "Låst"
        alert = soup(response).select_one("main [role=alert]")
        assert alert.select('a[href="tel:+4635100000"]')
        assert not ReaderReport.objects.exists()
        assert all("127.0.0.1" not in line for line in logs.output)

    def test_the_same_form_sent_again_weighs_on_nobody_else(self) -> None:
        ticket = token(self.page.pk)
        with patch.object(limits, "FULL_PER_PAGE", 2):
            sent = [
                send(self.page, token=ticket, text=str(number)).status_code
                for number in range(limits.FULL_PER_FORM + 2)
            ]
            assert sent == [303] * (limits.FULL_PER_FORM + 1) + [429]
            assert send(self.page, text="Stängt").status_code == 303
        assert ReaderReport.objects.count() == 2

    def test_a_dead_cache_stops_nobody(self) -> None:
        with patch.object(limits, "cache", BrokenCache()):
            assert send(self.page).status_code == 303
        assert ReaderReport.objects.exists()
