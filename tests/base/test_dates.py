"""Dates and weekdays in twelve languages, against what people write."""

from datetime import date, timedelta

import pytest

from hm_site.base import formats

from .locale_samples import CODES, plain, samples

# The 12th of every month of 2026.
SWEDISH = """
    12 januari 2026
    12 februari 2026
    12 mars 2026
    12 april 2026
    12 maj 2026
    12 juni 2026
    12 juli 2026
    12 augusti 2026
    12 september 2026
    12 oktober 2026
    12 november 2026
    12 december 2026
"""
DATE_LONG = {
    "sv": SWEDISH,
    "sv-simple": SWEDISH,
    "en": """
        12 January 2026
        12 February 2026
        12 March 2026
        12 April 2026
        12 May 2026
        12 June 2026
        12 July 2026
        12 August 2026
        12 September 2026
        12 October 2026
        12 November 2026
        12 December 2026
    """,
    "ar": """
        12 يناير 2026
        12 فبراير 2026
        12 مارس 2026
        12 أبريل 2026
        12 مايو 2026
        12 يونيو 2026
        12 يوليو 2026
        12 أغسطس 2026
        12 سبتمبر 2026
        12 أكتوبر 2026
        12 نوفمبر 2026
        12 ديسمبر 2026
    """,
    "fa": """
        12 ژانویهٔ 2026
        12 فوریهٔ 2026
        12 مارس 2026
        12 آوریل 2026
        12 مهٔ 2026
        12 ژوئن 2026
        12 ژوئیهٔ 2026
        12 اوت 2026
        12 سپتامبر 2026
        12 اکتبر 2026
        12 نوامبر 2026
        12 دسامبر 2026
    """,
    "prs": """
        12 جنوری 2026
        12 فبروری 2026
        12 مارچ 2026
        12 اپریل 2026
        12 می 2026
        12 جون 2026
        12 جولای 2026
        12 اگست 2026
        12 سپتمبر 2026
        12 اکتوبر 2026
        12 نومبر 2026
        12 دسمبر 2026
    """,
    "ps": """
        12 جنوري 2026
        12 فبروري 2026
        12 مارچ 2026
        12 اپریل 2026
        12 مۍ 2026
        12 جون 2026
        12 جولای 2026
        12 اګست 2026
        12 سېپتمبر 2026
        12 اکتوبر 2026
        12 نومبر 2026
        12 دسمبر 2026
    """,
    "ckb": """
        12ی کانوونی دووەمی 2026
        12ی شوباتی 2026
        12ی ئازاری 2026
        12ی نیسانی 2026
        12ی ئایاری 2026
        12ی حوزەیرانی 2026
        12ی تەمووزی 2026
        12ی ئابی 2026
        12ی ئەیلوولی 2026
        12ی تشرینی یەکەمی 2026
        12ی تشرینی دووەمی 2026
        12ی کانونی یەکەمی 2026
    """,
    "so": """
        12 Janaayo 2026
        12 Febraayo 2026
        12 Maarso 2026
        12 Abriil 2026
        12 Maayo 2026
        12 Juun 2026
        12 Luulyo 2026
        12 Agosto 2026
        12 Sebtembar 2026
        12 Oktoobar 2026
        12 Noofeembar 2026
        12 Diseembar 2026
    """,
    "ti": """
        12 ጥሪ 2026
        12 ለካቲት 2026
        12 መጋቢት 2026
        12 ሚያዝያ 2026
        12 ጉንበት 2026
        12 ሰነ 2026
        12 ሓምለ 2026
        12 ነሓሰ 2026
        12 መስከረም 2026
        12 ጥቅምቲ 2026
        12 ሕዳር 2026
        12 ታሕሳስ 2026
    """,
    "uk": """
        12 січня 2026 р.
        12 лютого 2026 р.
        12 березня 2026 р.
        12 квітня 2026 р.
        12 травня 2026 р.
        12 червня 2026 р.
        12 липня 2026 р.
        12 серпня 2026 р.
        12 вересня 2026 р.
        12 жовтня 2026 р.
        12 листопада 2026 р.
        12 грудня 2026 р.
    """,
    "ru": """
        12 января 2026 г.
        12 февраля 2026 г.
        12 марта 2026 г.
        12 апреля 2026 г.
        12 мая 2026 г.
        12 июня 2026 г.
        12 июля 2026 г.
        12 августа 2026 г.
        12 сентября 2026 г.
        12 октября 2026 г.
        12 ноября 2026 г.
        12 декабря 2026 г.
    """,
}
# Monday to Sunday.
WEEKDAYS = {
    "sv": "måndag tisdag onsdag torsdag fredag lördag söndag",
    "sv-simple": "måndag tisdag onsdag torsdag fredag lördag söndag",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
    "fa": "دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه",
    "prs": "دوشنبه سه‌شنبه چهارشنبه پنجشنبه جمعه شنبه یکشنبه",
    "ps": "دونۍ درېنۍ څلرنۍ پينځنۍ جمعه اونۍ يونۍ",
    "ckb": "دووشەممە سێشەممە چوارشەممە پێنجشەممە ھەینی شەممە یەکشەممە",
    "so": "Isniin Talaado Arbaco Khamiis Jimco Sabti Axad",
    "ti": "ሰኑይ ሰሉስ ረቡዕ ሓሙስ ዓርቢ ቀዳም ሰንበት",
    "uk": "понеділок вівторок середа четвер пʼятниця субота неділя",
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье",
}
# Months of the Iranian, Afghan (Dari, Pashto) and Kurdish solar calendars.
SOLAR_MONTHS = """
    فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند
    حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت
    وری غویی غبرګولی چنګاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب
    نەورۆز خاکەلێوە گوڵان جۆزەردان پووشپەڕ گەلاوێژ خەرمانان ڕەزبەر گەڵاڕێزان
    سەرماوەز بەفرانبار ڕێبەندان ڕەشەمێ
"""


@pytest.mark.parametrize("code", CODES)
def test_long_dates_in_all_months(code):
    expected = [line.strip() for line in DATE_LONG[code].strip().splitlines()]
    shown = [
        plain(formats.date_long(date(2026, month, 12), code)) for month in range(1, 13)
    ]
    assert shown == expected


@pytest.mark.parametrize("code", CODES)
def test_weekdays_by_number_and_by_date(code):
    expected = WEEKDAYS[code].split(" ")
    monday = date(2026, 11, 9)
    assert [formats.weekday_name(number, code) for number in range(7)] == expected
    assert [
        formats.weekday_name(monday + timedelta(days=number), code)
        for number in range(7)
    ] == expected


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "shape", [formats.date_long, formats.date_short, formats.day_month]
)
def test_twelve_months_have_twelve_names(code, shape):
    assert len({shape(date(2026, month, 12), code) for month in range(1, 13)}) == 12


@pytest.mark.parametrize("code", CODES)
def test_no_month_of_a_solar_calendar_and_no_other_year(code):
    for text in samples(code):
        words = {word.strip("0123456789–") for word in text.split()}
        assert not words & set(SOLAR_MONTHS.split()), text
    assert "2026" in formats.date_long(date(2026, 3, 21), code)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("sv", "12 nov 2026"),
        ("sv-simple", "12 nov 2026"),
        ("en", "12 Nov 2026"),
        ("ar", "12 نوفمبر 2026"),
        ("fa", "12 نوامبر 2026"),
        ("prs", "12 نومبر 2026"),
        ("ps", "12 نومبر 2026"),
        ("ckb", "12ی تشرینی دووەمی 2026"),
        ("so", "12 Nof 2026"),
        ("ti", "12 ሕዳ 2026"),
        ("uk", "12 лист. 2026 р."),
        ("ru", "12 нояб. 2026 г."),
    ],
)
def test_short_dates(code, expected):
    assert plain(formats.date_short(date(2026, 11, 12), code)) == expected


@pytest.mark.parametrize("month", range(1, 13))
def test_swedish_short_months_have_no_full_stop(month):
    assert "." not in formats.date_short(date(2026, month, 1), "sv")


def test_dari_short_months_are_whole_words():
    for month in (1, 7, 12):
        day = date(2026, month, 1)
        assert formats.date_short(day, "prs") == formats.date_long(day, "prs")


@pytest.mark.parametrize(
    ("code", "day", "month"),
    [
        ("sv", "24 november", "november 2026"),
        ("sv-simple", "24 november", "november 2026"),
        ("en", "24 November", "November 2026"),
        ("ar", "24 نوفمبر", "نوفمبر 2026"),
        ("fa", "24 نوامبر", "نوامبر 2026"),
        ("prs", "24 نومبر", "نومبر 2026"),
        ("ps", "24 نومبر", "نومبر 2026"),
        ("ckb", "24ی تشرینی دووەم", "تشرینی دووەمی 2026"),
        ("so", "24 Noofeembar", "Noofeembar 2026"),
        ("ti", "24 ሕዳር", "ሕዳር 2026"),
        # Genitive with a day, nominative without one.
        ("uk", "24 листопада", "листопад 2026 р."),
        ("ru", "24 ноября", "ноябрь 2026 г."),
    ],
)
def test_day_with_month_and_month_with_year(code, day, month):
    assert plain(formats.day_month(date(2026, 11, 24), code)) == day
    assert plain(formats.month_year(date(2026, 11, 24), code)) == month


@pytest.mark.parametrize("code", CODES)
def test_recurring_weekdays(code):
    expected = {
        "sv": "tisdagar",
        "sv-simple": "tisdagar",
        "en": "Tuesdays",
    }.get(code, formats.weekday_name(1, code))
    assert formats.weekday_recurring(1, code) == expected


def test_a_weekday_that_is_none_is_an_error():
    for number in (-1, 7):
        with pytest.raises(ValueError, match="from 0 to 6"):
            formats.weekday_name(number, "sv")
