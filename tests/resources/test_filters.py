"""From an address to choices, counts and chips; counted again by hand."""

import random
from datetime import date, timedelta
from itertools import combinations
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import UUID

import pytest
from django.http import QueryDict
from django.utils import translation

from hm_site.base import labels
from hm_site.base.models import Term
from resources import filters
from resources.directory import count_where, empty_options, ordered, swedish_key
from resources.filters import (
    FLAG_FACETS,
    MAX_ODD_CHIPS,
    VOCABULARY_FACETS,
    DirectoryQuery,
    Facet,
    facets,
)
from resources.index import FAR, WEEKDAYS, DirectoryIndex, Entry

pytestmark = pytest.mark.django_db

PATH = "/sv/hitta-stod/"
SOON = FAR.replace(year=2026, month=11, day=18)
Row = dict[str, Any]


def asked(query: str | list[tuple[str, str]] = "") -> DirectoryQuery:
    text = query if isinstance(query, str) else urlencode(query)
    return DirectoryQuery(QueryDict(text), PATH)


def entry(pk: int, **values: Any) -> Entry:
    return Entry(
        **{
            "pk": pk,
            "path": f"{pk:04}",
            "translation_key": UUID(int=pk),
            "title": f"Stöd {pk}",
            "age_min": None,
            "age_max": None,
            "checked_on": None,
            "next_start": FAR,
            **values,
        }
    )


def index_of(rows: list[Row]) -> DirectoryIndex:
    """`rows`: facet → values, `age` → (low, high)."""
    index = DirectoryIndex(
        [
            entry(pk, age_min=row["age"][0], age_max=row["age"][1])
            for pk, row in enumerate(rows, 1)
        ]
    )
    for pk, row in enumerate(rows, 1):
        for facet, values in row.items():
            for value in values if facet != "age" else ():
                index.mark(facet, value, pk)
    return index


def value_sets() -> dict[str, list[str]]:
    return {
        **{name: labels.codes(name) for name in VOCABULARY_FACETS},
        "day": list(WEEKDAYS),
        **{name: ["1"] for name in FLAG_FACETS},
    }


@pytest.fixture
def rows() -> list[Row]:
    """Sixty offerings, marked at random but the same in every run."""
    dice = random.Random(2026)  # noqa: S311
    result: list[Row] = []
    for _number in range(60):
        row: Row = {
            name: {
                v for v in values if dice.random() < (0.4 if len(values) > 1 else 0.5)
            }
            for name, values in value_sets().items()
        }
        low = dice.choice([None, None, 0, 6, 13, 18, 65])
        high = dice.choice([None, None, 17, 25, 120])
        row["age"] = (low, high if high is None or high >= (low or 0) else None)
        result.append(row)
    return result


def passes(row: Row, query: DirectoryQuery, *, but: str = "") -> bool:
    """The same question without a bit: any value of a facet, all facets."""
    if any(
        not row[name] & set(values)
        for name, values in query.values.items()
        if name != but
    ):
        return False
    low, high = row["age"]
    return query.age is None or (
        (low is None or low <= query.age) and (high is None or query.age <= high)
    )


def found(query: DirectoryQuery, index: DirectoryIndex) -> set[int]:
    bits = index.all
    for facet_bits in query.bits_by_facet(index).values():
        bits &= facet_bits
    return {index.entries[position].pk for position in index.positions(bits)}


def naive(query: DirectoryQuery, rows: list[Row]) -> set[int]:
    return {pk for pk, row in enumerate(rows, 1) if passes(row, query)}


def by_name(query: DirectoryQuery, index: DirectoryIndex) -> dict[str, Facet]:
    return {facet.name: facet for facet in facets(query, index)}


# --------------------------------------------------------------------- matching
def test_each_choice_alone_finds_what_is_marked_with_it(rows):
    index = index_of(rows)
    tried = 0
    for name, values in value_sets().items():
        for value in values:
            query = asked([(name, value)])
            assert query.is_filtered
            expected = {pk for pk, row in enumerate(rows, 1) if value in row[name]}
            assert found(query, index) == expected, (name, value)
            tried += bool(expected)
    assert tried > 50


def test_two_values_of_one_facet_widen(rows):
    query = asked("concern=sleep&concern=grief")
    assert found(query, index_of(rows)) == {
        pk for pk, row in enumerate(rows, 1) if row["concern"] & {"sleep", "grief"}
    }


def test_choices_of_two_facets_narrow(rows):
    index = index_of(rows)
    sets = value_sets()
    hits = 0
    for one, two in combinations(sets, 2):
        query = asked([(one, sets[one][-1]), (two, sets[two][0])])
        assert found(query, index) == naive(query, rows), (one, two)
        hits += bool(found(query, index))
    assert hits > 30


@pytest.mark.parametrize(
    ("ages", "age", "open_to"),
    [
        ((None, None), 0, True),
        ((None, None), 120, True),
        ((18, None), 17, False),
        ((18, None), 18, True),
        ((None, 25), 25, True),
        ((None, 25), 26, False),
        ((0, 0), 0, True),
        ((0, 0), 1, False),
        ((13, 17), 12, False),
        ((13, 17), 15, True),
    ],
)
def test_an_age_finds_what_is_open_to_it(ages, age, open_to):
    index = index_of([{"age": ages}])
    assert found(asked(f"age={age}"), index) == ({1} if open_to else set())


def test_a_newborn_is_an_age_and_not_an_empty_field(rows):
    index = index_of(rows)
    assert asked("age=0").age == 0
    assert asked("age=0").is_filtered
    assert (
        found(asked("age=0"), index)
        == naive(asked("age=0"), rows)
        != naive(asked(), rows)
    )
    assert not asked("age=").is_filtered


def test_words_narrow_as_every_other_choice(rows, monkeypatch):
    monkeypatch.setattr(
        filters, "matching_pks", lambda text: {1, 2, 3, 999} if text == "tupp" else None
    )
    index = index_of(rows)
    assert found(asked("q=tupp"), index) == {1, 2, 3}
    query = asked("q=+tupp++&concern=sleep")
    with_sleep = {pk for pk in (1, 2, 3) if "sleep" in rows[pk - 1]["concern"]}
    assert found(query, index) == with_sleep


# ----------------------------------------------------------------------- counts
QUERIES = [
    "",
    "municipality=halmstad",
    "municipality=halmstad&municipality=laholm&language=ar",
    "concern=sleep&group=adults&age=20",
    "day=tue&online=1&interpreter=1",
    "stepfree=1&childcare=1&cost=free&level=2",
    "age=3",
    "activity=advice&access=referral&access=drop-in&day=sat&day=sun",
]


@pytest.mark.parametrize("address", QUERIES)
def test_every_count_is_what_the_choice_would_leave(address, rows):
    """Given the choices in all *other* facets, so that adding one never surprises."""
    query, index = asked(address), index_of(rows)
    shown = by_name(query, index)
    counted = 0
    for facet in shown.values():
        for option in [*facet.options, *facet.more]:
            left = sum(
                option.value in row[option.name] and passes(row, query, but=option.name)
                for row in rows
            )
            assert option.count == left, option
            assert option.checked == (option.value in query.values.get(option.name, []))
            counted += 1
    assert counted == sum(len(values) for values in value_sets().values())


def test_a_choice_that_nothing_has_is_not_offered_unless_it_is_chosen():
    index = index_of([{"age": (None, None), "municipality": {"laholm"}}])
    assert list(by_name(asked(), index)) == ["municipality"]
    chosen = by_name(asked("municipality=hylte&online=1"), index)
    options = {option.value: option for option in chosen["municipality"].options}
    assert (options["hylte"].count, options["hylte"].checked) == (0, True)
    assert options["laholm"].count == 0  # none of them is online
    assert [(x.name, x.checked) for x in chosen["more"].options] == [("online", True)]


def test_a_long_facet_shows_some_and_folds_the_rest_away(rows):
    index = index_of(rows)
    shown = by_name(asked(), index)
    assert len(shown["activity"].options) == 4
    assert len(shown["activity"].more) == 10
    for name in ("municipality", "access", "cost", "level", "day", "more"):
        assert shown[name].more == []
    spoken = shown["language"]
    counts = [option.count for option in [*spoken.options, *spoken.more]]
    assert counts == sorted(counts, reverse=True)


def test_a_chosen_option_is_never_folded_away(rows):
    index = index_of(rows)
    assert not by_name(asked(), index)["activity"].more_open
    last = by_name(asked(), index)["activity"].more[-1].value
    assert by_name(asked(f"activity={last}"), index)["activity"].more_open


def test_facets_stand_in_the_readers_language(rows):
    with translation.override("ar"):
        shown = by_name(asked(), index_of(rows))
        assert shown["municipality"].label == "البلدية"
        assert shown["day"].options[1].label == "الثلاثاء"
        assert shown["municipality"].options[4].label == "هالمستاد"
    with translation.override("sv"):
        shown = by_name(asked(), index_of(rows))
        assert shown["day"].options[1].label == "Tisdag"
        assert [x.label for x in shown["more"].options] == [
            "På telefon eller nätet",
            "Inga trappor",
            "Tolk kan bokas",
            "Barnpassning finns",
        ]


# ------------------------------------------------------------------------ chips
def chip_labels(query: DirectoryQuery, *, odd: bool = False) -> list[str]:
    return [chip.label for chip in query.chips() if chip.odd == odd]


def pairs_of(url: str) -> list[tuple[str, str]]:
    parts = urlsplit(url)
    assert parts.path == PATH
    return parse_qsl(parts.query)


FULL = [
    ("municipality", "halmstad"),
    ("municipality", "laholm"),
    ("language", "ar"),
    ("online", "1"),
    ("day", "tue"),
    ("age", "0"),
    ("q", "prata om sömn"),
    ("sort", "name"),
]


def test_every_choice_is_a_chip():
    assert chip_labels(asked(FULL)) == [
        "Halmstad",
        "Laholm",
        "arabiska",
        "På telefon eller nätet",
        "Tisdag",
        "0 år",
        "”prata om sömn”",
    ]
    assert count_where(asked("municipality=halmstad&day=tue&age=x")) == (
        "Halmstad · Tisdag"
    )


def test_a_chip_leads_to_the_same_list_without_its_choice():
    choices = FULL[:-1]
    for chip, taken in zip(asked(FULL).chips(), choices, strict=True):
        assert pairs_of(chip.url) == [pair for pair in FULL if pair != taken]


def test_the_last_chip_leads_to_the_bare_list():
    (chip,) = asked("municipality=halmstad&page=3").chips()
    assert chip.url == PATH


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("municipality=lund", "lund"),
        ("concern=sleep&concern=Sleep", "Sleep"),
        ("online=yes", "yes"),
        ("day=tuesday", "tuesday"),
        ("age=-1", "-1"),
        ("age=121", "121"),
        ("age=7,5", "7,5"),
        ("page=-1", "-1"),
        ("page=two", "two"),
        ("sort=random", "random"),
        ("legal=everyone&concern=%00x", "x"),
    ],
)
def test_an_unknown_value_is_ignored_and_said(address, shown):
    query = asked(address)
    assert chip_labels(query, odd=True) == [f"okänt filter: ”{shown}”"]
    assert query.sort == "soon"
    assert (query.age, query.page) == (None, 1)


def test_a_parameter_that_is_no_filter_is_ignored_in_silence():
    query = asked("utm_source=x&legal=everyone&referrer=psychiatry")
    assert (query.values, query.odd, query.chips()) == ({}, [], [])


def test_an_odd_chip_leads_to_the_list_without_anything_odd():
    query = asked("municipality=halmstad&municipality=lund&day=x&page=-7")
    for chip in query.chips():
        if chip.odd:
            assert pairs_of(chip.url) == [("municipality", "halmstad")]


def test_odd_chips_are_few_and_short():
    query = asked([("concern", f"{n}" + "x" * 5000) for n in range(30)])
    shown = chip_labels(query, odd=True)
    assert len(shown) == MAX_ODD_CHIPS == 5
    assert max(len(label) for label in shown) < 60


def test_a_value_given_twice_is_one_choice():
    query = asked([("municipality", "halmstad")] * 500)
    assert query.pairs() == [("municipality", "halmstad")]
    assert not query.odd


def test_five_hundred_values_are_answered_with_bounded_work(rows):
    values = [("language", f"x{n}") for n in range(500)]
    query = asked([("language", "ar"), *values])
    assert query.values == {"language": ["ar"]}
    assert len(query.odd) < 50
    assert found(query, index_of(rows)) == naive(query, rows)


def test_a_term_that_is_no_longer_offered_is_an_odd_value():
    assert asked("municipality=halmstad").values
    Term.objects.get(vocabulary="municipality", code="halmstad").delete()
    assert asked("municipality=halmstad").odd == [("municipality", "halmstad")]


@pytest.mark.parametrize(
    ("address", "age", "number"),
    [
        ("age=%D9%A1%D9%A8&page=%D9%A2", 18, 2),  # Arabic
        ("age=%DB%B1%DB%B8&page=%DB%B2", 18, 2),  # Persian
        ("age=+18+&page=002", 18, 2),
        ("page=0", None, 0),
        (f"page={10**20}", None, 10**20),
        (f"page={10**30}", None, 1),
        ("age=%E2%91%A0", None, 1),  # a circled digit is no number
    ],
)
def test_numbers_are_read_in_any_digits(address, age, number):
    query = asked(address)
    assert (query.age, query.page) == (age, number)


def test_links_between_pages_keep_everything_but_the_page():
    query = asked(FULL + [("page", "2")])
    assert pairs_of(query.page_url(3)) == [*FULL, ("page", "3")]
    assert pairs_of(query.page_url(1)) == FULL
    assert asked("sort=soon").page_url(1) == PATH


def test_addresses_survive_signs_of_every_kind():
    text = 'a&b=c #d+e "å" ع'
    (chip, _other) = asked([("q", text), ("day", "mon")]).chips()[::-1]
    assert dict(pairs_of(_other.url))["q"] == text
    assert chip.label == f"”{text}”"


# ------------------------------------------------------------------------ orders
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
