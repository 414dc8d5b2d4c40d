"""Dates, times, numbers and names as each of our languages writes them.

Data comes from CLDR through Babel; Django's own formats are wrong or missing for five
of our languages. Every function takes the reader's language as one of our codes (an
unknown code means the source language) and touches neither Django nor the database.

Three decisions hold in all languages:

* **Gregorian calendar.** Swedish authorities, schools and posters use it, and a reader
  must recognise the same date on paper. Month names are those that each language uses
  for Gregorian months (Kurdish: the Levantine names; Tigrinya: the Ge'ez names as used
  for Gregorian months in Eritrea).
* **ASCII digits.** Readers copy and compare dates, times and amounts with Swedish
  letters, signs and keyboards.
* **24 hours, wall clock in Sweden.** An aware datetime is first brought to
  Europe/Stockholm; a naive value is taken as it stands.

Dates and lists read correctly in a paragraph of their own direction. Times, time ranges
and numbers hold no letters and are plain left-to-right strings: templates isolate them
(``<bdi dir="ltr">``), else 13:00–15:00 is turned round in right-to-left text.

What CLDR lacks or states inconsistently for our languages is in `cldr`.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_interval, format_skeleton
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from hm_site import languages

from .cldr import LANGUAGE_NAMES, locale_of

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NBSP = "\N{NO-BREAK SPACE}"
EN_DASH = "\N{EN DASH}"

# Endings that make a weekday a recurring one. Other languages use the bare name.
_RECURRING_SUFFIX = {"sv": "ar", "en_GB": "s"}


def _in_sweden(moment: datetime) -> datetime:
    return moment.astimezone(STOCKHOLM) if moment.tzinfo else moment


def _day(value: date) -> date:
    return _in_sweden(value).date() if isinstance(value, datetime) else value


# Numbers


def number(n: int, language: str) -> str:
    """A whole number with the language's grouping: 1 234, 1,234, 1.234."""
    return format_decimal(n, "#,##0", locale=locale_of(language))


def decimal(n: float | Decimal, language: str, digits: int = 2) -> str:
    """A number with at most ``digits`` decimals, none where they are zero."""
    return format_decimal(n, f"#,##0.{'#' * digits}", locale=locale_of(language))


def money(amount: int | Decimal, language: str) -> str:
    """Swedish kronor: "100 kr" in Swedish, the currency's name in other languages.

    The name instead of the code SEK, which newcomers need not know, and instead of
    "kr", which turns round in right-to-left text. Öre only where they are not zero.
    """
    digits = "#,##0.00"
    if amount == int(amount):
        # 100.00 takes another plural than 100, and no reader sees the zeros.
        amount, digits = int(amount), "#,##0"
    if languages.get(language).cldr == "sv":
        pattern, kind = f"{digits}{NBSP}¤", "standard"
    else:
        pattern, kind = digits, "name"
    return format_currency(
        amount,
        "SEK",
        format=pattern,
        format_type=kind,  # type: ignore[arg-type]  # two literals, joined above
        currency_digits=False,
        locale=locale_of(language),
    )


def plural_category(n: int, language: str) -> str:
    """CLDR plural category: zero, one, two, few, many or other."""
    return locale_of(language).plural_form(n)


class AgeRange(NamedTuple):
    """What a sentence about ages needs; the words are gettext's.

    ``low`` and ``high`` are digits, or "" where ``kind`` does not use them.
    """

    kind: Literal["all", "from", "to", "between", "exact"]
    low: str
    high: str


def age_range(minimum: int | None, maximum: int | None) -> AgeRange:
    """Ages in whole years, both included; None or a minimum of 0 means no limit.

    Raises ValueError for a negative age or a minimum above the maximum.
    """
    if (minimum or 0) < 0 or (maximum or 0) < 0:
        raise ValueError(f"An age cannot be negative: {minimum}, {maximum}.")
    if minimum is not None and maximum is not None and minimum > maximum:
        raise ValueError(f"The lowest age {minimum} is above the highest {maximum}.")
    low = str(minimum) if minimum else ""
    high = "" if maximum is None else str(maximum)
    if not low and not high:
        return AgeRange("all", "", "")
    if not high:
        return AgeRange("from", low, "")
    if not low:
        return AgeRange("to", "", high)
    return AgeRange("exact" if low == high else "between", low, high)


# Dates


def date_long(day: date, language: str) -> str:
    """Day, month in full (genitive where the language has one) and year."""
    locale = locale_of(language)
    text: str = locale.date_formats["long"].apply(_day(day), locale)
    return text


def date_short(day: date, language: str) -> str:
    """Like ``date_long`` with the short name of the month."""
    return _skeleton("yMMMd", day, language)


def day_month(day: date, language: str) -> str:
    """Day and month in full, without a year."""
    return _skeleton("MMMMd", day, language)


def month_year(day: date, language: str) -> str:
    """Month in full (nominative) and year."""
    return _skeleton("yMMMM", day, language)


def _skeleton(skeleton: str, day: date, language: str) -> str:
    locale = locale_of(language)
    return format_skeleton(skeleton, _day(day), fuzzy=False, locale=locale)


def date_range(first: date, last: date, language: str, *, year: bool = True) -> str:
    """Two dates, both included, that say a common month and year once.

    ``year=False`` leaves the year out where both dates share it. Equal dates give one
    date. Raises ValueError when ``last`` lies before ``first``.
    """
    first, last = _day(first), _day(last)
    if last < first:
        raise ValueError(f"The range ends ({last}) before it begins ({first}).")
    with_year = year or first.year != last.year
    if first == last:
        return date_long(first, language) if with_year else day_month(first, language)
    skeleton = "yMMMMd" if with_year else "MMMMd"
    return format_interval(
        first, last, skeleton, fuzzy=False, locale=locale_of(language)
    )


def weekday_name(day: date | int, language: str) -> str:
    """Name of the weekday of a date, or of a number from 0 (Monday) to 6 (Sunday).

    The format context's names: in all our languages they equal the stand-alone ones.
    """
    number_of_day = day if isinstance(day, int) else _day(day).weekday()
    if not 0 <= number_of_day <= 6:
        raise ValueError(f"A weekday is a number from 0 to 6, not {number_of_day}.")
    name: str = locale_of(language).days["format"]["wide"][number_of_day]
    return name


def weekday_recurring(weekday: int, language: str) -> str:
    """The weekday as something that comes back: "tisdagar", "Tuesdays".

    Languages other than Swedish and English use the bare name of the day.
    """
    name = weekday_name(weekday, language)
    return name + _RECURRING_SUFFIX.get(languages.get(language).cldr, "")


# Times


def time_of_day(moment: time | datetime, language: str) -> str:
    """Hours and minutes, 0–23: 13.00 in Swedish, 13:00 elsewhere."""
    if isinstance(moment, datetime):
        moment = _in_sweden(moment).time()
    locale = locale_of(language)
    pattern = locale.datetime_skeletons["Hm"]
    text: str = pattern.apply(moment.replace(tzinfo=None), locale)
    return text


def time_range(start: time | datetime, end: time | datetime, language: str) -> str:
    """Two times with an en dash: only digits and signs in every language.

    CLDR's own interval holds a word in Persian; without it the string stays purely
    left-to-right and can be isolated as one piece.
    """
    return f"{time_of_day(start, language)}{EN_DASH}{time_of_day(end, language)}"


# Words


def language_name(code: str, language: str) -> str:
    """What ``language`` calls the language ``code`` (BCP 47), as in running text.

    Covers every spoken language of our vocabulary; a language that neither we nor CLDR
    can name is shown by its code.
    """
    reader = languages.get(language)
    named = languages.BY_CODE.get(code)
    if named is not None:
        if named is reader:
            return reader.endonym
        if reader.cldr == "sv":
            return named.name_sv
        if reader.cldr == "en_GB":
            return named.name_en
    override = LANGUAGE_NAMES.get(reader.cldr, {}).get(code)
    if override:
        return override
    names = locale_of(language).languages
    # CLDR lists Dari under Afghanistan's Persian.
    return names.get("fa_AF" if code == "prs" else code) or code


def list_and(items: Sequence[str], language: str) -> str:
    """The items as one list: "a, b och c"."""
    return format_list(list(items), locale=locale_of(language))
