"""What `formats` answers in each language, for tests to look at as a whole."""

from datetime import date, time, timedelta

from hm_site import languages
from hm_site.base import formats

CODES = list(languages.BY_CODE)
SCRIPT = {
    "sv": "LATIN",
    "sv-simple": "LATIN",
    "en": "LATIN",
    "ar": "ARABIC",
    "fa": "ARABIC",
    "prs": "ARABIC",
    "ps": "ARABIC",
    "ckb": "ARABIC",
    "so": "LATIN",
    "ti": "ETHIOPIC",
    "uk": "CYRILLIC",
    "ru": "CYRILLIC",
}


def plain(text: str) -> str:
    """The text with CLDR's typographic spaces as ordinary ones."""
    return " ".join(text.replace("\u202f", " ").replace("\u2009", " ").split())


def samples(code: str) -> list[str]:
    """Every kind of answer in one language, all months and weekdays included."""
    days = [date(2026, month, 12) for month in range(1, 13)]
    return [
        *(formats.date_long(day, code) for day in days),
        *(formats.date_short(day, code) for day in days),
        *(formats.day_month(day, code) for day in days),
        *(formats.month_year(day, code) for day in days),
        *(formats.date_range(day, day + timedelta(days=2), code) for day in days),
        *(formats.date_range(day, day + timedelta(days=40), code) for day in days),
        *(formats.date_range(day, day + timedelta(days=400), code) for day in days),
        *(formats.weekday_name(number, code) for number in range(7)),
        *(formats.weekday_recurring(number, code) for number in range(7)),
        formats.time_of_day(time(13), code),
        formats.time_range(time(9, 5), time(13), code),
        formats.number(1234567890, code),
        formats.decimal(12.75, code),
        formats.money(100, code),
    ]
