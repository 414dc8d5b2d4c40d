"""The cache of whole answers: it serves without the view, and drops at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from hm_site.base import views
from hm_site.base.models import HelpLine, TermLabel
from hm_site.base.routing import find_page
from resources.models import SupportOfferingPage
from tests.factories import admin, offering, translate

from .editing import delete, move, publish, withdraw
from .site import SmallSite

PATH = "/ti/aktorer/kommun-a/samtal-for-nya/"


@pytest.fixture
def talk(site: SmallSite) -> SupportOfferingPage:
    """Its Tigrinya translation is a draft."""
    page: SupportOfferingPage = site.page("offering")
    return page


@pytest.fixture
def served(
    talk: SupportOfferingPage, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> list[list[str]]:
    """What the view was asked for since the test began; the cache is on."""
    settings.PAGE_CACHE_ENTRIES = 50
    asked: list[list[str]] = []

    def counting(components: list[str]) -> Any:
        asked.append(components)
        return find_page(components)

    monkeypatch.setattr(views, "find_page", counting)
    return asked


@pytest.fixture
def client(served: Any) -> Client:
    """One process: each client has middleware, and so a cache, of its own."""
    return Client(raise_request_exception=False)


def test_the_second_reader_is_served_without_the_view(
    client: Client, served: Any, django_assert_num_queries: Any
):
    first = client.get(PATH)
    with django_assert_num_queries(1):
        second = client.get(PATH)
    assert len(served) == 1
    assert second.content == first.content
    for name in (*first.headers, "Content-Security-Policy", "Referrer-Policy"):
        assert second.headers.get(name) == first.headers.get(name), name


def test_without_entries_every_reader_asks_the_view(
    client: Client, served: Any, settings: Any
):
    settings.PAGE_CACHE_ENTRIES = 0
    client.get(PATH), client.get(PATH)
    assert len(served) == 2


def test_head_and_conditional_requests_are_served_too(client: Client, served: Any):
    etag = client.get(PATH)["ETag"]
    assert client.head(PATH).content == b""
    assert client.get(PATH, headers={"if-none-match": etag}).status_code == 304
    assert len(served) == 1


def test_each_language_is_kept_by_itself(client: Client, served: Any):
    pages = {code: client.get(f"/{code}/").content for code in ("sv", "ar", "ti")}
    assert len(set(pages.values())) == 3
    for code, content in pages.items():
        assert client.get(f"/{code}/").content == content
    assert len(served) == 3


def close(page: SupportOfferingPage) -> None:
    status = page.status_row
    status.capacity = "full"
    status.save()


def rename_term(page: SupportOfferingPage) -> None:
    label = TermLabel.objects.get(
        term__vocabulary="language", term__code="ar", language="ti"
    )
    label.label = "ሓድሽ-ስም"
    label.save()


def change_help_line(page: SupportOfferingPage) -> None:
    line = HelpLine.objects.get(code="care-1177")
    line.number = "11 77"
    line.save()


def change_phone(page: SupportOfferingPage) -> None:
    publish(page, phone="0346-88 60 00")


CHANGES: dict[str, tuple[Callable[[SupportOfferingPage], Any], str]] = {
    "publishing": (change_phone, "0346-88 60 00"),
    "translating": (lambda page: translate(page, "ti", title="ዝርርብ"), "ዝርርብ"),
    "status": (close, "badge--"),
    "label": (rename_term, "ሓድሽ-ስም"),
    "help line": (change_help_line, "11 77"),
}


@pytest.mark.parametrize(("change", "shows"), CHANGES.values(), ids=CHANGES)
def test_a_change_shows_to_the_next_reader(
    client: Client, served: Any, talk: Any, change: Any, shows: str
):
    before = client.get(PATH)
    change(talk)
    after = client.get(PATH)
    assert len(served) == 2
    assert after["ETag"] != before["ETag"]
    assert shows in after.content.decode()
    assert client.get(PATH).content == after.content
    assert len(served) == 2


@pytest.mark.parametrize(
    "ending", [withdraw, delete], ids=lambda function: function.__name__
)
def test_a_withdrawn_page_is_gone_for_the_next_reader(
    client: Client, served: Any, talk: Any, ending: Any
):
    assert client.get(PATH).status_code == 200
    ending(talk)
    assert client.get(PATH).status_code == 404


def test_a_moved_page_is_elsewhere_for_the_next_reader(
    client: Client, served: Any, talk: Any, site: SmallSite
):
    client.get(PATH)
    move(talk, site.page("second"))
    assert client.get(PATH).status_code == 301


def test_a_change_in_another_process_shows_to_the_next_reader(
    client: Client, served: Any, talk: Any
):
    other = Client()
    client.get(PATH), other.get(PATH)
    assert len(served) == 2
    change_phone(talk)
    for each in (client, other):
        assert "0346-88 60 00" in each.get(PATH).content.decode()


def test_work_on_a_draft_leaves_the_answer(client: Client, served: Any, talk: Any):
    client.get(PATH)
    talk.title = "Hemligt"
    talk.save_revision()
    assert "Hemligt" not in client.get(PATH).content.decode()
    assert len(served) == 1


def test_an_answer_made_during_a_change_is_not_kept_as_the_new_one(
    client: Client, served: Any, talk: Any, monkeypatch: pytest.MonkeyPatch
):
    """The page was read, then published by someone else, then sent."""

    def slow(components: list[str]) -> Any:
        page = find_page(components)
        change_phone(talk)
        monkeypatch.setattr(views, "find_page", find_page)
        return page

    monkeypatch.setattr(views, "find_page", slow)
    client.get(PATH)
    assert "0346-88 60 00" in client.get(PATH).content.decode()


def test_who_is_signed_in_is_neither_served_from_here_nor_kept(
    client: Client, served: Any
):
    signed_in = Client()
    signed_in.force_login(admin())
    client.cookies = signed_in.cookies
    client.get(PATH), client.get(PATH)
    assert len(served) == 2
    client.cookies.clear()
    client.get(PATH)
    assert len(served) == 3


def test_any_session_cookie_goes_past_the_cache(
    client: Client, served: Any, settings: Any
):
    client.get(PATH)
    client.cookies[settings.SESSION_COOKIE_NAME] = "made-up"
    client.get(PATH)
    assert len(served) == 2


def test_other_cookies_do_not(client: Client, served: Any):
    client.get(PATH)
    client.cookies["theme"] = "dark"
    client.get(PATH)
    assert len(served) == 1


@pytest.mark.parametrize("query", ["?x=1", "?q=<b>", "?page=2", "?utm_source=a"])
def test_a_query_is_answered_afresh_and_poisons_nothing(
    client: Client, served: Any, query: str
):
    directory = "/ar/hitta-stod/"
    plain = client.get(directory).content
    client.get(directory + query)
    client.get(directory + query)
    assert len(served) == 3
    assert client.get(directory).content == plain
    assert len(served) == 3


def test_a_foreign_host_is_refused_though_the_page_is_kept(client: Client, served: Any):
    client.get(PATH)
    assert client.get(PATH, headers={"host": "evil.example"}).status_code == 400
    assert len(served) == 1


def test_forged_headers_poison_nothing(client: Client, served: Any):
    response = client.get(
        PATH,
        headers={
            "x-forwarded-host": "evil.example",
            "x-forwarded-proto": "https",
            "x-original-url": "/admin/",
            "accept-language": "ru",
            "if-none-match": "*",
        },
    )
    assert b"evil.example" not in response.content
    assert client.get(PATH).status_code == 200
    assert b"evil.example" not in client.get(PATH).content


def test_each_host_is_kept_by_itself(client: Client, served: Any):
    client.get(PATH)
    client.get(PATH, headers={"host": "localhost"})
    assert len(served) == 2


@pytest.mark.parametrize("path", ["/ar/finns-inte/", "/sv/aktorer/kommun-a"])
def test_what_is_no_page_is_not_kept(client: Client, served: Any, talk: Any, path: str):
    first = client.get(path)
    assert first.status_code in {301, 404}
    second = client.get(path)
    assert second.status_code == first.status_code
    assert "ETag" not in second.headers


def test_only_so_many_answers_are_kept_and_the_least_wanted_goes(
    client: Client, served: Any, settings: Any
):
    settings.PAGE_CACHE_ENTRIES = 2
    client.get("/sv/"), client.get("/ar/"), client.get("/sv/"), client.get("/ti/")
    assert len(served) == 3
    client.get("/sv/")
    assert len(served) == 3
    client.get("/ar/")
    assert len(served) == 4


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A clock that the test sets, for the cache and for the pages alike."""

    class Clock:
        start = timezone.now().replace(hour=9, minute=0)
        passed = 0.0

        def monotonic(self) -> float:
            return 1000.0 + self.passed

        def now(self) -> Any:
            return self.start + timedelta(seconds=self.passed)

    clock = Clock()
    monkeypatch.setattr("time.monotonic", clock.monotonic)
    monkeypatch.setattr(timezone, "now", clock.now)
    return clock


def test_no_answer_is_kept_longer_than_five_minutes(
    client: Client, served: Any, clock: Any
):
    client.get("/sv/")
    clock.passed = 299
    client.get("/sv/")
    assert len(served) == 1
    clock.passed = 301
    client.get("/sv/")
    assert len(served) == 2


def test_a_page_is_gone_when_it_expires_though_nobody_changed_anything(
    client: Client, served: Any, talk: Any, clock: Any
):
    talk.expire_at = clock.now() + timedelta(seconds=30)
    talk.save()
    assert client.get(PATH).status_code == 200
    clock.passed = 29
    assert client.get(PATH).status_code == 200
    assert len(served) == 1
    clock.passed = 31
    assert client.get(PATH).status_code == 404


def test_a_page_is_made_anew_when_its_session_ends(
    client: Client, served: Any, clock: Any, site: SmallSite
):
    now = timezone.localtime(clock.now())
    page = offering(
        site.page("second"),
        "Kaffe",
        sessions=[
            {
                "weekday": now.weekday(),
                "start": (now - timedelta(hours=1)).time(),
                "end": (now + timedelta(seconds=60)).time(),
            }
        ],
    )
    path = f"/sv/aktorer/kommun-b/{page.slug}/"
    first = client.get(path)
    clock.passed = 55
    client.get(path)
    assert len(served) == 1
    clock.passed = 61
    assert client.get(path).content != first.content
    assert len(served) == 2


def test_a_page_is_made_anew_at_midnight(client: Client, served: Any, clock: Any):
    local = timezone.localtime(clock.start)
    clock.start = local.replace(hour=23, minute=59, second=0, microsecond=0)
    client.get("/sv/")
    clock.passed = 59
    client.get("/sv/")
    assert len(served) == 1
    clock.passed = 61
    client.get("/sv/")
    assert len(served) == 2
