"""Whatever is typed, the answer is a page that keeps it, as text."""

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError

from hm_site.base.search_text import MAX_CHARS, MAX_WORDS, clean_query

from .conftest import ASLEEP, TALK
from .hostile import HOSTILE, quoted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


def test_there_are_thirty_five():
    assert len(HOSTILE) == 35


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_answer_is_a_page_that_echoes_it_as_text(searcher, text):
    for code, address in (("sv", "sok/"), ("ar", "sok/"), ("ar", "hitta-stod/")):
        response = searcher.client.get(f"/{code}/{address}?q={quoted(text)}")
        assert response.status_code == 200
        html = response.content.decode()
        soup = BeautifulSoup(html, "html.parser")
        assert_nothing_was_injected(soup)
        if "\ud800" not in text:  # what a lone surrogate becomes is Django's to say
            shown = soup.select_one("main input[name=q]")["value"]
            assert shown == clean_query(text)[0]
        assert "Set-Cookie" not in response.headers


def assert_nothing_was_injected(soup):
    for script in soup.select("script"):
        assert script.get("src", "").startswith("/static/") or (
            script.get("type") == "application/ld+json"
        )
    for tag in soup.find_all(True):
        assert not [name for name in tag.attrs if name.startswith("on")]
        assert not tag.has_attr("autofocus")
    assert not soup.select('img[src="x"]')
    assert len(soup.select("title")) == 1
    assert "49" not in soup.select_one("main").get_text()


@pytest.mark.parametrize("text", ["a" * 10_000, "ab " * 2_500])
def test_an_overlong_query_is_cut_and_says_so(searcher, text):
    response = searcher.client.get(f"/sv/sok/?q={quoted(text)}")
    soup = BeautifulSoup(response.content, "html.parser")
    assert "Sökningen var för lång" in soup.get_text()
    kept = soup.select_one("main input[name=q]")["value"]
    assert len(kept) <= MAX_CHARS
    assert len(kept.split()) <= MAX_WORDS


def test_ten_thousand_letters_of_another_script_get_a_page_too(searcher):
    """Encoded they are three times as long as what a query may be."""
    response = searcher.client.get(f"/ar/sok/?q={quoted('ا' * 10_000)}")
    assert response.status_code == 200
    kept = BeautifulSoup(response.content, "html.parser").select_one("main input")
    assert set(kept["value"]) == {"ا"}


def test_the_admin_acts_on_no_half_address(searcher):
    """What was cut off could be the page that an action is about."""
    response = searcher.client.get(f"/admin/pages/?{'id=1&' * 5_000}")
    assert response.status_code == 400


@pytest.mark.parametrize(
    "query",
    ["q=%ff%fe", "q=%c3%28", "q=%u0061", "q=%", "q", "", "q=a&q=b", "q[]=a", "q=%00"],
)
def test_malformed_query_strings(searcher, query):
    assert searcher.client.get(f"/sv/sok/?{query}").status_code == 200


@pytest.mark.parametrize("number", ["-1", "0", "1" * 30, "²", "١", "abc", "", "%00"])
def test_odd_page_numbers(searcher, number):
    assert searcher.client.get(f"/sv/sok/?q=oro&page={number}").status_code == 200


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_noise_around_a_word_changes_nothing_that_can_break(searcher, text):
    """Cleaning is idempotent and bounded, whatever comes in."""
    once, _ = clean_query(text)
    assert clean_query(once) == (once, False)
    assert len(once) <= MAX_CHARS
    assert "\0" not in once


@pytest.fixture
def broken_index(monkeypatch):
    def fail(text, language):
        raise DatabaseError("fts5: syntax error")

    monkeypatch.setattr("search.query._text_hits", fail)


def test_a_broken_index_is_told_on_the_search_page(searcher, broken_index):
    answer = searcher.ask("sv", "oro")
    assert answer.status == 200
    assert "Sökningen fungerar inte just nu" in answer.html
    assert answer.soup.select(".needs a")


def test_with_a_broken_index_the_directory_goes_by_the_vocabulary(
    searcher, broken_index
):
    html = searcher.client.get("/ar/hitta-stod/", {"q": "النوم"}).content.decode()
    assert f"/ar/{ASLEEP}" in html
    assert f"/ar/{TALK}" not in html
