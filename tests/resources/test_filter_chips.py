"""Every choice is a chip that leads on without it; what is none is said."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from hm_site.base.models import Term
from resources.directory import count_where
from resources.filters import MAX_ODD_CHIPS, DirectoryQuery

from .filter_index import PATH, asked, found, index_of, naive

pytestmark = pytest.mark.django_db


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
