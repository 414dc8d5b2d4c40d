"""Which letters each language is written with, and signs that no text may hold."""

import re
import unicodedata

# What no database column or XML document holds.
UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
# Unicode's overrides and embeddings turn what follows them as well.
_TURNING = re.compile("[\u202a\u202b\u202d\u202e]")
_ISOLATES, _END = re.compile("[\u2066-\u2068]"), "\u2069"
# Letters by their category that show nothing.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")

# First word of the Unicode names of the letters that a language is written with.
SCRIPTS = {
    "ar": "ARABIC",
    "fa": "ARABIC",
    "prs": "ARABIC",
    "ps": "ARABIC",
    "ckb": "ARABIC",
    "ti": "ETHIOPIC",
    "uk": "CYRILLIC",
    "ru": "CYRILLIC",
    "en": "LATIN",
    "so": "LATIN",
    "sv-simple": "LATIN",
}
NAMES = {
    "ARABIC": "arabiska",
    "ETHIOPIC": "etiopiska",
    "CYRILLIC": "kyrilliska",
    "LATIN": "latinska",
}


def with_plain_lines(text: str) -> str:
    """As a text is kept: browsers and machines end their lines in other ways."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def script_of(language: str) -> str:
    return SCRIPTS.get(language, "")


def in_script(text: str, script: str) -> bool:
    """Whether most letters are of the script; names may stand in another."""
    letters = [unicodedata.name(c, "") for c in text if c.isalpha()]
    own = sum(name.startswith(script) for name in letters)
    return not letters or 2 * own >= len(letters)


def turns(text: str) -> bool:
    """Whether it holds invisible commands that reach beyond it. Isolates that are
    closed do not: they keep a number together in a text from right to left."""
    opened = len(_ISOLATES.findall(text))
    return bool(_TURNING.search(text)) or opened != text.count(_END)


def has_words(text: str) -> bool:
    """Whether there is anything to read: a letter, or a number."""
    return any(unicodedata.category(c)[0] in "LN" and c not in _FILLERS for c in text)
