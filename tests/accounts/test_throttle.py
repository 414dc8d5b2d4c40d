"""Guessing is slowed down; an office that shares an address is not locked out."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db.models import F
from django.test import Client, RequestFactory
from django.utils import timezone

from hm_site.accounts import throttle
from hm_site.accounts.models import Attempts
from tests import factories
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
OFFICE, HOME = "203.0.113.5", "198.51.100.7"


@pytest.fixture
def low_wide_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rules with fewer attempts, so that the tests need not make them all."""
    for name in ("ADDRESS", "ACCOUNT"):
        limit = replace(getattr(throttle, name), amount=8)
        monkeypatch.setattr(throttle, name, limit)


def sign_in(
    name: str, password: str = PASSWORD, address: str = OFFICE, client: Any = None
) -> Any:
    return (client or Client()).post(
        LOGIN, {"username": name, "password": password}, REMOTE_ADDR=address
    )


def guess(name: str, times: int, address: str = OFFICE) -> list[int]:
    return [sign_in(name, "fel", address).status_code for _ in range(times)]


def test_the_sixth_guess_is_told_when_to_try_again_and_keeps_her_address() -> None:
    factories.moderator()
    assert guess("moderator@example.org", 5) == [200] * 5
    response = sign_in("moderator@example.org", "fel")
    html = response.content.decode()
    assert response.status_code == 429
    assert 'value="moderator@example.org"' in html
    assert re.search(r"klockan \d\d\.\d\d, om 1[45] minuter", html)
    assert "fel" not in re.findall(r'value="([^"]*)"', html)
    assert 0 < int(response["Retry-After"]) <= 15 * 60


def test_the_right_password_opens_nothing_while_guesses_are_used_up() -> None:
    """Else the guesses would go on, and the right one show."""
    factories.moderator()
    guess("moderator", 5)
    assert sign_in("moderator").status_code == 429


def test_name_and_mail_address_are_one_account() -> None:
    factories.moderator()
    guess("moderator", 3)
    guess("Moderator@EXAMPLE.org", 2)
    assert guess("moderator", 1) == [429]


def test_colleagues_at_the_same_address_sign_in() -> None:
    factories.moderator()
    factories.admin()
    guess("moderator", 20)
    assert sign_in("admin").status_code == 302


def test_she_signs_in_from_elsewhere() -> None:
    factories.moderator()
    guess("moderator", 20)
    assert sign_in("moderator", address=HOME).status_code == 302


def wait(seconds: int) -> None:
    """The clock of all counts goes on."""
    Attempts.objects.update(until=F("until") - timedelta(seconds=seconds))


def attack(times: int) -> None:
    for number in range(times):
        sign_in(f"namn{number}", "fel")


def test_one_address_that_tries_everybody_is_slowed_down(low_wide_limits: None) -> None:
    attack(throttle.ADDRESS.amount)
    response = sign_in("namn-till", "fel")
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= throttle.PAUSE + 1
    assert re.search(r"Vänta \d sekunder", response.content.decode())
    wait(throttle.PAUSE + 1)
    assert sign_in("namn-till", "fel").status_code == 200
    assert sign_in("namn-till", "fel").status_code == 429


def test_the_pause_grows_and_ends(low_wide_limits: None) -> None:
    pauses = []
    for number in range(5):
        Attempts.objects.update_or_create(
            key=throttle._key(throttle.ADDRESS, OFFICE),
            defaults={
                "count": throttle.ADDRESS.amount * 2**number,
                "until": timezone.now() + timedelta(minutes=15),
            },
        )
        response = sign_in(f"namn{number}", "fel")
        pauses.append(int(response["Retry-After"]))
    assert pauses == sorted(pauses)
    assert pauses[-1] <= throttle.LONGEST_PAUSE + 1


def test_an_attack_locks_no_colleague_out_however_long_it_goes_on(
    low_wide_limits: None,
) -> None:
    factories.moderator()
    attack(throttle.ADDRESS.amount + 5)
    assert sign_in("moderator").status_code == 429
    attack(5)
    wait(throttle.LONGEST_PAUSE)
    attack(5)
    assert sign_in("moderator").status_code == 302
    assert sign_in("moderator", address=HOME).status_code == 302


def test_a_turn_opens_no_account_whose_guesses_are_used_up(
    low_wide_limits: None,
) -> None:
    factories.moderator()
    guess("moderator", 5)
    attack(throttle.ADDRESS.amount)
    sign_in("moderator")
    wait(throttle.LONGEST_PAUSE)
    assert sign_in("moderator").status_code == 429


def test_a_browser_that_has_signed_in_before_is_not_locked_out_with_it(
    low_wide_limits: None,
) -> None:
    """Even an attack from her own office leaves her and her colleagues working."""
    factories.moderator()
    hers = Client()
    sign_in("moderator", client=hers)
    hers.post("/admin/logout/")
    guess("moderator", 5)
    for number in range(throttle.ADDRESS.amount):
        sign_in(f"namn{number}", "fel")
    assert sign_in("moderator").status_code == 429
    assert sign_in("moderator", client=hers).status_code == 302


def test_the_cookie_of_a_known_browser_is_bound_to_its_people_and_signed() -> None:
    factories.moderator()
    factories.admin()
    hers = Client()
    cookie = sign_in("moderator", client=hers).cookies[throttle.COOKIE]
    assert cookie["path"] == "/admin/"
    assert cookie["httponly"]
    hers.post("/admin/logout/")
    guess("admin", 5)
    assert sign_in("admin", client=hers).status_code == 429
    guess("moderator", 5)
    forged = Client()
    forged.cookies[throttle.COOKIE] = cookie.value[:-3] + "abc"
    assert sign_in("moderator", client=forged).status_code == 429


def test_a_known_browser_may_not_guess_for_ever() -> None:
    factories.moderator()
    hers = Client()
    sign_in("moderator", client=hers)
    hers.post("/admin/logout/")
    for _ in range(throttle.KNOWN_BROWSER.amount):
        assert sign_in("moderator", "fel", client=hers).status_code == 200
    assert sign_in("moderator", client=hers).status_code == 429


def test_guesses_from_many_addresses_end_too(low_wide_limits: None) -> None:
    factories.moderator()
    for number in range(throttle.ACCOUNT.amount):
        sign_in("moderator", "fel", f"198.51.100.{number}")
    assert sign_in("moderator", address=HOME).status_code == 429


def test_signing_in_wipes_ones_own_count_and_nobody_elses() -> None:
    factories.moderator()
    factories.admin()
    guess("admin", 4)
    guess("moderator", 4)
    assert sign_in("moderator").status_code == 302
    assert guess("moderator", 5) == [200] * 5
    assert guess("admin", 2) == [200, 429]


def test_the_count_ends_with_its_time() -> None:
    factories.moderator()
    guess("moderator", 5)
    Attempts.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert sign_in("moderator").status_code == 302


def test_the_cache_has_no_part_in_it(settings: Any) -> None:
    """Redis that does not answer, and several web processes, change nothing."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1},
        }
    }
    factories.moderator()
    assert cache.add("x", "y") in {None, False}
    guess("moderator", 5)
    assert sign_in("moderator").status_code == 429
    assert sign_in("moderator", address=HOME).status_code == 302


def test_the_table_holds_neither_names_nor_addresses() -> None:
    guess("moderator", 1)
    assert Attempts.objects.exists()
    for row in Attempts.objects.all():
        assert re.fullmatch("[0-9a-f]{64}", row.key)


def test_what_has_ended_is_cleared_away() -> None:
    guess("moderator", 1)
    assert list(throttle.clear_old(timezone.now())) == []
    later = timezone.now() + timedelta(hours=2)
    assert list(throttle.clear_old(later)) == ["3 counts of attempts cleared"]
    assert not Attempts.objects.exists()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "192.0.2.1", "203.0.113.5"),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "10.9.9.9, 192.0.2.1", "192.0.2.1"),  # the first is what she says herself
        (2, "10.9.9.9, 192.0.2.1, 192.0.2.2", "192.0.2.1"),
        (1, "", "203.0.113.5"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "::ffff:192.0.2.1", "192.0.2.1"),  # or all of these were one network
        (1, "skräp", ""),
    ],
)
def test_the_address_is_what_the_trusted_proxy_saw(
    settings: Any, proxies: int, forwarded: str, expected: str
) -> None:
    settings.TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR=OFFICE, headers={"X-Forwarded-For": forwarded}
    )
    assert throttle.client_address(request) == expected
