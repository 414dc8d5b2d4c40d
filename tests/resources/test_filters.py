"""From an address to choices, counts and chips; counted again by hand."""

from itertools import combinations

import pytest
from django.utils import translation

from resources import filters

from .filter_index import asked, by_name, found, index_of, naive, passes, value_sets

pytestmark = pytest.mark.django_db


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
