"""What must be the same in a translation: numbers, phones, addresses, names, links.

What is left out counts, and what is put in: a machine invents.

Advice, not a verdict: a translator may have a reason. Said of the machine's texts and
of people's alike, in the editor and at the review.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher

from hm_site.base.caches import versioned_cache
from hm_site.organisations.models import OrganisationPage

from . import markings
from .letters import NAMES, in_script, script_of

_TAGS = re.compile(r"<[^>]*>")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_PHONE = re.compile(r"(?<!\d)(?:\+46[ -]?|0)\d[\d -]{5,}\d(?!\d)")
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|www\.\S+"
    r"|(?<![\w.-])[a-zåäö\d-]+(?:\.[a-zåäö\d-]+)*\.(?:se|nu|com|org|net|eu|info)\b(?:/\S*)?"
)
# What ends a sentence is no part of the address before it.
_AFTER = ".,;:!?)\u061b\u060c\u061f\u06d4\u1362\u2069\u200e\u200f"
_RANGE = re.compile(
    r"(?<![\d.,:-])(\d+(?:[.:]\d+)?) ?- ?(\d+(?:[.:]\d+)?)(?!-|[\d.,:]*\d)"
)
_THOUSANDS = re.compile(r"(?<![\d.,:])\d{1,3}(?:[ ,]\d{3})+(?!\d)")
# Spaces and hyphens that hold a number together, Arabic decimal and thousands signs.
_SAME = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2009\u202f", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013", "-"),
        "\u066b": ",",
        "\u066c": "",
    }
)

# Swedish words that stay Swedish: readers meet them on doors, letters and web pages.
PROTECTED = (
    "1177",
    "BVC",
    "Bris",
    "Försäkringskassan",
    "Hjälplinjen",
    "Kvinnofridslinjen",
    "Migrationsverket",
    "Region Halland",
    "SFI",
    "Skatteverket",
)
_SENTENCE = 4  # words; shorter texts may be names
_ALIKE = 0.9  # of 1: above it a text is hardly another
# Checks beside those of this file (glossary):
# function(source, text, language) → advice.
CHECKS: list[Callable[[str, str, str], list[str]]] = []


class Grave(str):
    """Advice that stands out: following it is hardly ever wrong."""

    grave = True


def plain(text: str) -> str:
    """Without tags, with European digits and signs: a translator may write ۱۲ for 12,
    and keep a phone number together."""
    bare = _TAGS.sub(" ", text).translate(_SAME)
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in bare)


def advice(source: str, text: str, language: str) -> list[str]:
    """What differs between a Swedish text and its translation, in plain Swedish."""
    others = (tip for check in CHECKS for tip in check(source, text, language))
    return [*faults(source, text, language), *others]


def faults(source: str, text: str, language: str) -> list[str]:
    """What must be the same and is not (links, numbers, phones, addresses, protected
    names), and a text that is still Swedish or in another script."""
    swedish, foreign = plain(source), plain(text)
    return [
        *(
            _left_as_it_was(swedish, foreign, language)
            or _wrong_script(swedish, foreign, language)
        ),
        *markings.lost_links(source, text),
        *_differing("Telefonnumret", _phones(swedish), _phones(foreign)),
        *_differing("Adressen", _addresses(swedish), _addresses(foreign)),
        *_numbers(swedish, foreign),
        *_turned_ranges(swedish, foreign),
        *(
            f"Namnet ”{word}” ska stå kvar på svenska."
            for word in (*PROTECTED, *names())
            if _has(word, swedish) and not _has(word, foreign)
        ),
    ]


def _left_as_it_was(swedish: str, foreign: str, language: str) -> list[str]:
    """Names and single words may be alike; `easy_swedish` has a word of its own."""
    if len(swedish.split()) < _SENTENCE or language == "sv-simple":
        return []
    if swedish.split() == foreign.split():
        return ["Texten är densamma som den svenska."]
    alike = SequenceMatcher(None, swedish, foreign, autojunk=False)
    return (
        ["Texten är nästan densamma som den svenska."]
        if (alike.quick_ratio() > _ALIKE and alike.ratio() > _ALIKE)
        else []
    )


def _wrong_script(swedish: str, foreign: str, language: str) -> list[str]:
    """Names stay in Latin letters wherever they stand."""
    if swedish.split() == foreign.split():
        return []
    script = script_of(language)
    words = _ADDRESS.sub(" ", foreign)
    for name in (*PROTECTED, *names()):
        words = words.replace(name, " ")
    if not script or in_script(words, script):
        return []
    return [f"Texten är inte skriven med {NAMES[script]} bokstäver."]


def _phones(text: str) -> list[str]:
    """Digits alone, as one calls within Sweden: +46 35 and 035 are the same."""
    found = []
    for hit in _PHONE.findall(text):
        digits = "".join(c for c in hit if c.isdigit())
        abroad = hit.startswith("+46")
        found.append("0" + digits[2:].lstrip("0") if abroad else digits)
    return found


def _addresses(text: str) -> list[str]:
    return [hit.rstrip(_AFTER) for hit in _ADDRESS.findall(text)]


def _numbers(swedish: str, foreign: str) -> list[str]:
    """Numbers outside phones and addresses; 08.30 and 8:30 are the same, and 1 500 and
    1,500."""

    def counted(text: str) -> Counter[str]:
        bare = _without_phones(text)
        whole = _THOUSANDS.sub(lambda hit: re.sub("[ ,]", "", hit[0]), bare)
        return Counter(_number(hit) for hit in _NUMBER.findall(whole))

    lost = counted(swedish) - counted(foreign)
    added = counted(foreign) - counted(swedish)
    return [
        *(f"Talet {number} saknas." for number in lost),
        *(f"Talet {number} finns inte i den svenska texten." for number in added),
    ]


def _turned_ranges(swedish: str, foreign: str) -> list[str]:
    """13–15 that has become 15–13, as it may look where one writes from the right."""

    def found(text: str) -> dict[tuple[str, str], str]:
        hits = _RANGE.finditer(_without_phones(text))
        return {(_number(hit[1]), _number(hit[2])): hit[0] for hit in hits}

    ours, theirs = found(swedish), found(foreign)
    return [
        f"{said} har blivit {theirs[end, start]}."
        for (start, end), said in ours.items()
        if (end, start) in theirs.keys() - ours.keys()
    ]


def _without_phones(text: str) -> str:
    """Nor addresses."""
    return _ADDRESS.sub(" ", _PHONE.sub(" ", text))


def _number(text: str) -> str:
    return re.sub(r"^0+(?=\d)", "", re.sub(r"[.,:]", ".", text))


def _differing(what: str, swedish: list[str], foreign: list[str]) -> list[str]:
    lost = (x for x in dict.fromkeys(swedish) if x not in foreign)
    added = (x for x in dict.fromkeys(foreign) if x not in swedish)
    return [
        *(f"{what} {x} saknas." for x in lost),
        *(f"{what} {x} finns inte i den svenska texten." for x in added),
    ]


def _has(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


@versioned_cache
def names() -> tuple[str, ...]:
    """Names of the organisations that readers know (1 query, cached)."""
    pages = OrganisationPage.objects.sources().published()
    return tuple(pages.values_list("title", flat=True))
