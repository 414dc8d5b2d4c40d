"""In which order the directory lists, and what it says when it lists nothing."""

from datetime import date, timedelta
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.utils import translation

from resources.directory import empty_options, ordered, swedish_key
from resources.index import DirectoryIndex, Entry

from .filter_index import PATH, SOON, asked, entry, found, index_of

pytestmark = pytest.mark.django_db


def order(entries: list[Entry], sort: str) -> list[str]:
    index = DirectoryIndex(entries)
    return [x.title for x in ordered(index, index.all, sort)]


def test_soonest_first_and_what_has_no_time_last():
    entries = [
        entry(1, title="utan tid"),
        entry(2, title="i morgon", next_start=SOON + timedelta(days=1)),
        entry(3, title="i dag", next_start=SOON),
        entry(4, title="också utan tid"),
    ]
    assert order(entries, "soon") == ["i dag", "i morgon", "utan tid", "också utan tid"]


def test_last_checked_first_and_never_checked_last():
    entries = [
        entry(1, title="aldrig"),
        entry(2, title="i fjol", checked_on=date(2025, 1, 1)),
        entry(3, title="i går", checked_on=date(2026, 11, 17)),
    ]
    assert order(entries, "checked") == ["i går", "i fjol", "aldrig"]


def test_names_sort_as_in_swedish_with_three_letters_after_z():
    titles = ["Öppet hus", "zumba", "Ånge", "Zebra", "Ärtan", "abc", "Ård", "Ådal"]
    entries = [entry(n, title=title) for n, title in enumerate(titles, 1)]
    assert order(entries, "name") == [
        "abc",
        "Zebra",
        "zumba",
        "Ådal",
        "Ånge",
        "Ård",
        "Ärtan",
        "Öppet hus",
    ]
    assert swedish_key("zzz") < swedish_key("å") < swedish_key("ä") < swedish_key("ö")


def test_names_sort_by_what_the_reader_sees(monkeypatch):
    monkeypatch.setattr(
        "resources.directory.titles", lambda code: {UUID(int=1): "ب", UUID(int=2): "ا"}
    )
    entries = [entry(1, title="A"), entry(2, title="B"), entry(3, title="C")]
    assert order(entries, "name") == ["A", "B", "C"]
    with translation.override("ar"):
        assert order(entries, "name") == ["C", "B", "A"]


# ------------------------------------------------------------------ nothing found
def test_an_empty_list_says_what_to_leave_out():
    index = index_of(
        [
            {"age": (None, None), "municipality": {"halmstad"}, "language": {"ar"}},
            {"age": (None, None), "municipality": {"halmstad"}, "language": {"sv"}},
            {"age": (None, None), "municipality": {"laholm"}, "day": {"mon"}},
        ]
    )
    query = asked("municipality=halmstad&language=ar&language=sv&day=mon&sort=name")
    assert found(query, index) == set()
    assert empty_options(query, index) == [
        {
            "label": "Halmstad · arabiska · svenska",
            "url": f"{PATH}?municipality=halmstad&language=ar&language=sv&sort=name",
            "count": 2,
        }
    ]


def test_leaving_out_the_only_choice_is_called_all_support():
    index = index_of([{"age": (None, None), "municipality": {"laholm"}}])
    assert empty_options(asked("municipality=hylte"), index) == [
        {"label": "Allt stöd", "url": PATH, "count": 1}
    ]


def test_the_best_ways_out_come_first_and_are_at_most_four(rows):
    index = index_of(rows)
    query = asked("municipality=hylte&language=om&concern=rights&age=3&day=sun&level=4")
    options = empty_options(query, index)
    counts = [option["count"] for option in options]
    assert counts == sorted(counts, reverse=True)
    assert 1 <= len(options) <= 4
    for option in options:
        again = asked(urlsplit(option["url"]).query)
        assert len(found(again, index)) == option["count"]
