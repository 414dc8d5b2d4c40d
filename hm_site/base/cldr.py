"""CLDR's data as Babel has them, with what they lack for our languages laid on top.

`formats` makes dates, numbers and names of them.
"""

import pickle
import re
from functools import cache
from typing import Any

from babel import Locale, localedata
from babel.core import get_global
from babel.dates import parse_pattern

from hm_site import languages

# Day, month, year, as in Sweden, with the intervals that follow from it.
_DAY_FIRST: dict[str, Any] = {
    "date_formats": {"long": "d MMMM y"},
    "datetime_skeletons": {
        "MMMd": "d MMM",
        "MMMMd": "d MMMM",
        "yMMMd": "d MMM y",
        "yMMMM": "MMMM y",
    },
    "interval_formats": {
        "MMMd": {"d": ["d–", "d MMM"], "M": ["d MMM – ", "d MMM"]},
        "yMMMd": {
            "d": ["d–", "d MMM y"],
            "M": ["d MMM – ", "d MMM y"],
            "y": ["d MMM y – ", "d MMM y"],
        },
    },
}

# Laid over the CLDR data of Babel 2.18, in the same shape. Per locale, what and why:
_LOCAL: dict[str, dict[str, Any]] = {
    # Språkrådet's Svenska skrivregler: full stop between hours and minutes, no zero in
    # front. Months without the full stop that CLDR writes: shorter, easier to read. A
    # dash without spaces between two dates, as CLDR has it when a year follows.
    "sv": {
        "datetime_skeletons": {"Hm": "H.mm"},
        "interval_formats": {"MMMd": {"M": ["d MMM–", "d MMM"]}},
        "months": {
            "format": {
                "abbreviated": {
                    1: "jan",
                    2: "feb",
                    4: "apr",
                    8: "aug",
                    9: "sep",
                    10: "okt",
                    11: "nov",
                    12: "dec",
                }
            }
        },
    },
    # CLDR: long dates and intervals day first (from fa), the other patterns month
    # first. Day first everywhere, with fa's patterns. Three of twelve months are cut
    # to three letters; CLDR's own stand-alone short names are whole words.
    "fa_AF": {
        "datetime_skeletons": {
            "MMMd": "d LLL",
            "MMMMd": "d LLLL",
            "yMMMd": "d MMM y",
        },
        "months": {"format": {"abbreviated": {1: "جنوری", 7: "جولای", 12: "دسمبر"}}},
    },
    # CLDR holds no date patterns for Pashto but the generic ones of the root (year,
    # month, day). Day first, as in Dari and Swedish.
    "ps": _DAY_FIRST,
    # CLDR mixes "MMMM d, y" (dates) and "dd MMM y" (intervals). Day first.
    "so": _DAY_FIRST,
    # CLDR: day and month without a year, month and year, list patterns and the name of
    # the currency are missing. The dates follow CLDR's own "dی MMMMی y".
    "ckb": {
        "datetime_skeletons": {"MMMMd": "dی MMMM", "yMMMM": "MMMMی y"},
        "interval_formats": {"MMMd": {"M": ["dی MMM – ", "dی MMM"]}},
        "list_patterns": {
            "standard": {
                "start": "{0}، {1}",
                "middle": "{0}، {1}",
                "end": "{0} و {1}",
                "2": "{0} و {1}",
            }
        },
        "currency_names": {"SEK": "کرۆنی سویدی"},
        "currency_names_plural": {
            "SEK": {"one": "کرۆنی سویدی", "other": "کرۆنی سویدی"}
        },
    },
    # CLDR: "MMMM d, y" for the long date, day first in everything else.
    "ti": {"date_formats": {"long": "d MMMM y"}},
}

# Names of languages that CLDR lacks or that mislead. CLDR has no name for Northern
# Kurdish (kmr) in any of ours, names Central Kurdish unlike speakers and interpreters
# do, has no Dari in ckb and the same word for Dari and Persian in so, and calls Pashto
# "afghanska" in Swedish. Easy Swedish is ours alone. In Swedish and English the names
# of our own languages come from the table of languages.
LANGUAGE_NAMES: dict[str, dict[str, str]] = {
    "sv": {"kmr": "kurdiska (kurmanji)"},
    "en_GB": {"kmr": "Kurdish (Kurmanji)"},
    "ar": {
        "ckb": "الكردية (السورانية)",
        "kmr": "الكردية (الكرمانجية)",
        "sv-simple": "السويدية المبسطة",
    },
    "fa": {
        "ckb": "کردی (سورانی)",
        "kmr": "کردی (کرمانجی)",
        "sv-simple": "سوئدی ساده",
    },
    "fa_AF": {
        "ckb": "کردی (سورانی)",
        "kmr": "کردی (کرمانجی)",
        "sv-simple": "سویدنی ساده",
    },
    "ps": {
        "prs": "دري",
        "ckb": "کوردي (سوراني)",
        "kmr": "کوردي (کرمانجي)",
        "sv-simple": "ساده سویډنی",
    },
    "ckb": {
        "prs": "دەری",
        "kmr": "کوردی (کورمانجی)",
        "sv-simple": "سویدیی ئاسان",
    },
    "so": {
        "prs": "Daari",
        "ckb": "Kurdishka (Soraani)",
        "kmr": "Kurdishka (Kurmanji)",
        "sv-simple": "Iswiidhish fudud",
    },
    "ti": {
        "ckb": "ኩርዲሽ (ሶራኒ)",
        "kmr": "ኩርዲሽ (ኩርማንጂ)",
        "sv-simple": "ቀሊል ስዊድንኛ",
    },
    "uk": {
        "ckb": "курдська (сорані)",
        "kmr": "курдська (курманджі)",
        "sv-simple": "проста шведська",
    },
    "ru": {
        "ckb": "курдский (сорани)",
        "kmr": "курдский (курманджи)",
        "sv-simple": "простой шведский",
    },
}

_THREE_LETTER_MONTH = re.compile(r"(?<![ML])([ML])\1\1(?![ML])")


class _OwnLocale(Locale):
    """A Babel locale with data of its own, which no other locale can change.

    Babel writes resolved aliases back into dictionaries that locales share: once some
    code has asked for the stand-alone weekdays of Pashto, Swedish has Pashto weekdays
    until the process ends (https://github.com/python-babel/babel/issues/1234). Here
    every locale is merged afresh from the files, and ``_LOCAL`` is laid on top. A guard
    test fails when Babel is cured; then only ``_LOCAL`` needs to stay.
    """

    def __init__(self, identifier: str) -> None:
        super().__init__(*identifier.split("_"))
        data: dict[Any, Any] = {}
        for name in _inheritance(identifier):
            with open(localedata.resolve_locale_filename(name), "rb") as file:
                localedata.merge(data, pickle.load(file))  # noqa: S301 Babel's own file
        localedata.merge(data, _parsed(_LOCAL.get(identifier, {})))
        self._own_data = localedata.LocaleDataDict(data)
        _add_wide_intervals(self._own_data)

    @property
    def _data(self) -> localedata.LocaleDataDict:
        return self._own_data


def _inheritance(identifier: str) -> list[str]:
    """The locale's files, the most general first."""
    chain = [identifier]
    while chain[-1] != "root":
        parent = get_global("parent_exceptions").get(chain[-1])
        chain.append(parent or chain[-1].rpartition("_")[0] or "root")
    return chain[::-1]


def _parsed(overlay: dict[str, Any]) -> dict[str, Any]:
    """The overlay with those patterns parsed that Babel keeps parsed."""
    parsed: dict[str, Any] = {
        key: {name: parse_pattern(pattern) for name, pattern in overlay[key].items()}
        for key in ("date_formats", "datetime_skeletons")
        if key in overlay
    }
    return {**overlay, **parsed}


def _add_wide_intervals(data: localedata.LocaleDataDict) -> None:
    """CLDR has intervals with short month names only; derive those with whole names."""
    intervals = data["interval_formats"]
    for short, wide in (("MMMd", "MMMMd"), ("yMMMd", "yMMMMd")):
        intervals[wide] = {
            field: [_THREE_LETTER_MONTH.sub(r"\1\1\1\1", part) for part in parts]
            for field, parts in intervals[short].items()
        }


@cache
def _cldr_locale(identifier: str) -> _OwnLocale:
    return _OwnLocale(identifier)


def locale_of(language: str) -> Locale:
    """The reader's locale; an unknown code means the source language."""
    return _cldr_locale(languages.get(language).cldr)
