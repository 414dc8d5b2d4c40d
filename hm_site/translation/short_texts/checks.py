"""What is wrong with a short text, and what only looks wrong."""

import re
import unicodedata
from collections.abc import Iterable

from .. import fidelity
from ..letters import NAMES, in_script, script_of, turns

# Letters that belong to one of two neighbours only.
FOREIGN_LETTERS = {"uk": "ыэёъ", "ru": "іїєґ"}
_MARKUP = re.compile(r"<[^>]*>|&(?:#\w+|[a-zA-Z]+);")


def problem_with(text: str, *, lines: bool = False) -> str:
    """Why a text cannot be saved; empty when it can. `lines`: it may have several."""
    if _MARKUP.search(text):
        return "Texten får inte innehålla formatering eller kod, till exempel <b>."
    if turns(text):
        return "Texten innehåller osynliga tecken som vänder på läsriktningen. Ta bort."
    for sign in text:
        if unicodedata.category(sign) == "Cc" and not (lines and sign == "\n"):
            return "Texten innehåller tecken som inte får finnas, till exempel radbyte."
    return ""


def warnings(texts: Iterable[tuple[str, str]], language: str) -> list[str]:
    """What a person should look at once more; `texts` are (Swedish, translation)."""
    found: list[str] = []
    script = script_of(language)
    for swedish, text in texts:
        if not text:
            continue
        if script and not in_script(text, script):
            found.append(f"”{text}” är inte skrivet med {NAMES[script]} bokstäver.")
        elif any(c in FOREIGN_LETTERS.get(language, "") for c in text.lower()):
            found.append(f"”{text}” har bokstäver som språket inte använder.")
        elif text == swedish and language != "sv-simple":
            found.append(f"”{text}” är samma som den svenska texten.")
        found += fidelity.advice(swedish, text, language)
    return list(dict.fromkeys(found))
