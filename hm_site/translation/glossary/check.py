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
# Where nothing is: in "emigrant" there is no "migrant". An ending may follow in every
# language: nobody lists all forms of a word.
_APART = frozenset({"en", "ru", "so", "uk"})


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
    right = [form for form in map(_plain, rendering.right) if form]
    begins = r"(?<!\w)" if language in _APART else ""
    kept = [
        found.span()
        for form in right
        for found in re.finditer(begins + re.escape(form), written)
    ]
    wanted = f"”{word}” heter ”{ISOLATE}{rendering.text}{END}”"
    # Inside a right one it is a part of it; around one it is another word.
    wrong = [
        form
        for form in filter(_plain, rendering.avoid)
        if any(
            not any(first <= start and end <= last for first, last in kept)
            for start, end in _spans(_plain(form), written, language)
        )
    ]
    if wrong:
        return [
            Grave(f"Använd inte ”{ISOLATE}{form}{END}” här: {wanted}.")
            for form in wrong
        ]
    return [] if kept else [f"Ordet saknas: {wanted} i ordlistan."]


def _plain(text: str) -> str:
    """Folded as searched words are, so that vowel marks and case do not matter."""
    return " ".join(fold(html.unescape(_TAG.sub(" ", text))).split())


def _spans(form: str, text: str, language: str) -> list[tuple[int, int]]:
    """Where the form stands as a word of its own."""
    joined = _JOINED.get(language, "")
    pattern = rf"(?<!\w){joined}(?P<form>{re.escape(form)})(?!\w)"
    return [match.span("form") for match in re.finditer(pattern, text)]
