"""Two dates with what they share said once, in twelve languages."""

from datetime import date

import pytest

from hm_site.base import formats

from .locale_samples import CODES, plain


@pytest.mark.parametrize(
    ("code", "same_month", "same_year", "two_years"),
    [
        (
            "sv",
            "12–14 mars 2026",
            "12 mars–3 maj 2026",
            "22 december 2026–6 januari 2027",
        ),
        (
            "sv-simple",
            "12–14 mars 2026",
            "12 mars–3 maj 2026",
            "22 december 2026–6 januari 2027",
        ),
        (
            "en",
            "12–14 March 2026",
            "12 March – 3 May 2026",
            "22 December 2026 – 6 January 2027",
        ),
        (
            "ar",
            "12–14 مارس 2026",
            "12 مارس – 3 مايو 2026",
            "22 ديسمبر 2026 – 6 يناير 2027",
        ),
        (
            "fa",
            "12 تا 14 مارس 2026",
            "12 مارس تا 3 مهٔ 2026",
            "22 دسامبر 2026 تا 6 ژانویهٔ 2027",
        ),
        (
            "prs",
            "12 تا 14 مارچ 2026",
            "12 مارچ تا 3 می 2026",
            "22 دسمبر 2026 تا 6 جنوری 2027",
        ),
        (
            "ps",
            "12–14 مارچ 2026",
            "12 مارچ – 3 مۍ 2026",
            "22 دسمبر 2026 – 6 جنوري 2027",
        ),
        (
            "ckb",
            "12–14ی ئازاری 2026",
            "12ی ئازار – 3ی ئایاری 2026",
            "22ی کانونی یەکەمی 2026 – 6ی کانوونی دووەمی 2027",
        ),
        (
            "so",
            "12–14 Maarso 2026",
            "12 Maarso – 3 Maayo 2026",
            "22 Diseembar 2026 – 6 Janaayo 2027",
        ),
        (
            "ti",
            "12–14 መጋቢት 2026",
            "12 መጋቢት – 3 ጉንበት 2026",
            "22 ታሕሳስ 2026 – 6 ጥሪ 2027",
        ),
        (
            "uk",
            "12–14 березня 2026 р.",
            "12 березня – 3 травня 2026 р.",
            "22 грудня 2026 – 6 січня 2027 рр.",
        ),
        (
            "ru",
            "12–14 марта 2026 г.",
            "12 марта – 3 мая 2026 г.",
            "22 декабря 2026 г. – 6 января 2027 г.",
        ),
    ],
)
def test_date_ranges_say_common_parts_once(code, same_month, same_year, two_years):
    spring = date(2026, 3, 12)
    christmas = (date(2026, 12, 22), date(2027, 1, 6))
    assert plain(formats.date_range(spring, date(2026, 3, 14), code)) == same_month
    assert plain(formats.date_range(spring, date(2026, 5, 3), code)) == same_year
    assert plain(formats.date_range(*christmas, code)) == two_years
    # A year that differs is never left out.
    assert plain(formats.date_range(*christmas, code, year=False)) == two_years


@pytest.mark.parametrize("code", CODES)
def test_date_ranges_without_a_year(code):
    first = date(2026, 3, 12)
    for last in (date(2026, 3, 14), date(2026, 5, 3)):
        text = formats.date_range(first, last, code, year=False)
        assert "2026" not in text
        assert "12" in text
        assert str(last.day) in text


def test_swedish_date_ranges_without_a_year():
    first = date(2026, 3, 12)
    assert formats.date_range(first, date(2026, 3, 14), "sv", year=False) == (
        "12–14 mars"
    )
    assert formats.date_range(first, date(2026, 5, 3), "sv", year=False) == (
        "12 mars–3 maj"
    )


def test_a_range_of_one_day_is_a_date():
    day = date(2026, 3, 12)
    assert formats.date_range(day, day, "sv") == "12 mars 2026"
    assert formats.date_range(day, day, "sv", year=False) == "12 mars"


def test_a_range_that_ends_before_it_begins_is_an_error():
    with pytest.raises(ValueError, match="before it begins"):
        formats.date_range(date(2026, 3, 12), date(2026, 3, 11), "sv")
