"""Letters, times, numbers, lists and ages in twelve languages, as people write them."""

import unicodedata
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from hm_site.base import formats

from .locale_samples import CODES, SCRIPT, plain, samples


@pytest.mark.parametrize("code", CODES)
def test_letters_belong_to_the_language_s_script(code):
    for text in samples(code):
        for letter in text:
            if letter.isalpha() and letter != "\N{MODIFIER LETTER APOSTROPHE}":
                assert unicodedata.name(letter).startswith(SCRIPT[code]), text


@pytest.mark.parametrize("code", CODES)
def test_digits_are_ascii(code):
    for text in samples(code):
        assert all(letter.isascii() for letter in text if letter.isdigit()), text


@pytest.mark.parametrize("code", [code for code in CODES if code[:2] != "sv"])
def test_no_swedish_name_slips_into_another_language(code):
    swedish = {
        word for text in samples("sv") for word in text.split() if word.isalpha()
    }
    for text in samples(code):
        assert not swedish & set(text.split()), text


@pytest.mark.parametrize("code", CODES)
def test_times_have_twenty_four_hours_and_no_letters(code):
    shown = [formats.time_of_day(time(hour, 5), code) for hour in range(24)]
    separator = "." if code.startswith("sv") else ":"
    assert len(set(shown)) == 24
    for hour, text in enumerate(shown):
        hours, minutes = text.split(separator)
        assert (int(hours), minutes) == (hour, "05")


@pytest.mark.parametrize("code", CODES)
def test_time_ranges_are_pure_left_to_right_strings(code):
    expected = {
        "sv": "9.30–15.00",
        "sv-simple": "9.30–15.00",
        "fa": "9:30–15:00",
    }.get(code, "09:30–15:00")
    text = formats.time_range(time(9, 30), time(15), code)
    assert text == expected
    assert not {unicodedata.bidirectional(letter) for letter in text} & {"R", "AL", "L"}


def test_aware_moments_are_shown_as_the_clock_in_sweden():
    moment = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert formats.date_long(moment, "sv") == "1 juli 2026"
    assert formats.weekday_name(moment, "sv") == "onsdag"
    assert formats.time_of_day(moment, "sv") == "0.30"
    assert formats.time_of_day(datetime(2026, 6, 30, 22, 30), "sv") == "22.30"


@pytest.mark.parametrize(
    ("code", "whole", "fraction", "kronor"),
    [
        ("sv", "1 234 567", "1 234,5", "100 kr"),
        ("sv-simple", "1 234 567", "1 234,5", "100 kr"),
        ("en", "1,234,567", "1,234.5", "100 Swedish kronor"),
        ("ar", "1,234,567", "1,234.5", "100 كرونة سويدية"),
        ("fa", "1,234,567", "1,234.5", "100 کرون سوئد"),
        ("prs", "1,234,567", "1,234.5", "100 کرون سویدن"),
        ("ps", "1.234.567", "1.234,5", "100 سويډني کرونر"),
        ("ckb", "1,234,567", "1,234.5", "100 کرۆنی سویدی"),
        ("so", "1,234,567", "1,234.5", "100 Koronka Isweden"),
        ("ti", "1,234,567", "1,234.5", "100 ሽወደናዊ ክሮና"),
        ("uk", "1 234 567", "1 234,5", "100 шведських крон"),
        ("ru", "1 234 567", "1 234,5", "100 шведских крон"),
    ],
)
def test_numbers_and_money(code, whole, fraction, kronor):
    assert plain(formats.number(1234567, code)) == whole
    assert plain(formats.decimal(1234.5, code)) == fraction
    assert formats.decimal(12.0, code) == "12"
    assert plain(formats.money(100, code)) == kronor


def test_money_shows_ore_only_where_there_are_any():
    assert plain(formats.money(Decimal("49.50"), "sv")) == "49,50 kr"
    assert plain(formats.money(Decimal("49.00"), "sv")) == "49 kr"
    assert plain(formats.money(1, "ru")) == "1 шведская крона"
    assert plain(formats.money(3, "ru")) == "3 шведские кроны"


def test_amount_and_currency_stay_on_one_line_in_swedish():
    assert formats.money(1250, "sv") == "1\N{NO-BREAK SPACE}250\N{NO-BREAK SPACE}kr"


@pytest.mark.parametrize(
    ("code", "categories"),
    [
        ("sv", {"one", "other"}),
        ("sv-simple", {"one", "other"}),
        ("en", {"one", "other"}),
        ("ar", {"zero", "one", "two", "few", "many", "other"}),
        ("fa", {"one", "other"}),
        ("prs", {"one", "other"}),
        ("ps", {"one", "other"}),
        ("ckb", {"one", "other"}),
        ("so", {"one", "other"}),
        ("ti", {"one", "other"}),
        ("uk", {"one", "few", "many"}),
        ("ru", {"one", "few", "many"}),
    ],
)
def test_plural_categories_of_whole_numbers(code, categories):
    assert {formats.plural_category(n, code) for n in range(201)} == categories


@pytest.mark.parametrize(
    ("code", "two", "three"),
    [
        ("sv", "A och B", "A, B och C"),
        ("sv-simple", "A och B", "A, B och C"),
        ("en", "A and B", "A, B and C"),
        ("ar", "A وB", "A وB وC"),
        ("fa", "A و B", "A، B، و C"),
        ("prs", "A و B", "A، B، و C"),
        ("ps", "A او B", "A، B، او C"),
        ("ckb", "A و B", "A، B و C"),
        ("so", "A iyo B", "A, B iyo C"),
        ("ti", "Aን Bን", "A፣ Bን Cን"),
        ("uk", "A і B", "A, B і C"),
        ("ru", "A и B", "A, B и C"),
    ],
)
def test_lists(code, two, three):
    assert formats.list_and([], code) == ""
    assert formats.list_and(["A"], code) == "A"
    assert formats.list_and(("A", "B"), code) == two
    without_marks = formats.list_and(["A", "B", "C"], code).replace("\u200f", "")
    assert without_marks == three


@pytest.mark.parametrize(
    ("minimum", "maximum", "expected"),
    [
        (None, None, ("all", "", "")),
        (0, None, ("all", "", "")),
        (18, None, ("from", "18", "")),
        (None, 12, ("to", "", "12")),
        (0, 12, ("to", "", "12")),
        (0, 0, ("to", "", "0")),
        (13, 19, ("between", "13", "19")),
        (18, 18, ("exact", "18", "18")),
    ],
)
def test_age_ranges(minimum, maximum, expected):
    assert formats.age_range(minimum, maximum) == expected


@pytest.mark.parametrize(("minimum", "maximum"), [(19, 13), (-1, 5), (None, -1)])
def test_ages_that_make_no_sense_are_an_error(minimum, maximum):
    with pytest.raises(ValueError, match="age"):
        formats.age_range(minimum, maximum)


def test_an_unknown_language_is_answered_in_swedish():
    assert formats.date_long(date(2026, 11, 12), "xx") == "12 november 2026"
