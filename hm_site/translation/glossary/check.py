"""Whether a translation keeps to the glossary; asked beside the other checks
(`fidelity`), of people's texts and of the machine's alike.
"""

import html
import re

from hm_site.base.search_text import fold
from hm_site.organisations.review.subjects import END, ISOLATE

from ..fidelity import Grave
from . import words

_TAG = re.compile(r"<[^>]*>")
# What Arabic writes together with the word that follows: and, so, with, for, the.
_JOINED = {"ar": "[وف]?(?:ال|لل|[بكل]ال|[بكل])?"}


def check(source: str, text: str, language: str) -> list[str]:
    """Advice on each term of the Swedish text that has a fixed rendering."""
    fixed = words.renderings(language)
    terms = words.terms_in(source) if fixed else []
    found = [(term, fixed[term.pk]) for term in terms if term.pk in fixed]
    if not found:
        return []
    written = _plain(text)
    return [
        advice
        for term, rendering in found
        for advice in _advice(term.word, rendering, written, language)
    ]


def _advice(
    word: str, rendering: words.Rendering, written: str, language: str
) -> list[str]:
    right = sorted(map(_plain, rendering.right), key=len, reverse=True)
    wanted = f"”{word}” heter ”{ISOLATE}{rendering.text}{END}”"
    rest = written
    for form in right:
        rest = rest.replace(form, " ")
    wrong = [form for form in rendering.avoid if _has(_plain(form), rest, language)]
    if wrong:
        return [
            Grave(f"Använd inte ”{ISOLATE}{form}{END}” här: {wanted}.")
            for form in wrong
        ]
    if rest == written:
        return [f"Ordet saknas: {wanted} i ordlistan."]
    return []


def _plain(text: str) -> str:
    """Folded as searched words are, so that vowel marks and case do not matter."""
    return " ".join(fold(html.unescape(_TAG.sub(" ", text))).split())


def _has(form: str, text: str, language: str) -> bool:
    joined = _JOINED.get(language, "")
    return re.search(rf"(?<!\w){joined}{re.escape(form)}(?!\w)", text) is not None
