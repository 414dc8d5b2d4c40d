"""The glossary as it is in force, at hand without a query once it is known.

Only what somebody else has approved counts: proposals are nobody's rule yet.
"""

import html
import re
from dataclasses import dataclass

from hm_site.base.caches import versioned_cache

from .models import GlossaryRendering, GlossaryTerm, lines_of

_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Term:
    pk: int
    word: str
    explanation: str


@dataclass(frozen=True)
class Rendering:
    """`text` is the fixed one, `right` all forms that count, `avoid` those that are
    wrong."""

    text: str
    right: tuple[str, ...]
    avoid: tuple[str, ...]
    explanation: str


def _key(text: str) -> str:
    return _SPACE.sub(" ", text).casefold()


@versioned_cache
def _known() -> tuple[re.Pattern[str] | None, dict[str, Term]]:
    """A pattern of all forms of all terms, and form → term (1 query, cached)."""
    forms: dict[str, Term] = {}
    rows = GlossaryTerm.objects.filter(live=True, active=True).order_by("word")
    for row in rows:
        term = Term(row.pk, row.word, row.explanation)
        for form in (row.word, *lines_of(row.forms)):
            forms.setdefault(_key(form), term)
    if not forms:
        return None, forms
    # The longest first: "god man" before "man".
    words = sorted(forms, key=len, reverse=True)
    either = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])"), forms


@versioned_cache
def renderings(language: str) -> dict[int, Rendering]:
    """Primary key of a term → what it is called in the language (1 query, cached).

    What was written for another Swedish word is nobody's rule, and what explains it as
    it was explained before is told to no reader.
    """
    rows = GlossaryRendering.objects.filter(language=language, live=True)
    return {
        row.term_id: Rendering(
            row.rendering,
            (row.rendering, *lines_of(row.forms)),
            tuple(lines_of(row.avoid)),
            row.explanation if row.renders_explanation else "",
        )
        for row in rows.select_related("term")
        if row.renders_word
    }


def terms_in(text: str) -> list[Term]:
    """Terms that a Swedish text (HTML or not) holds as whole words, in the order in
    which they first appear."""
    pattern, forms = _known()
    if pattern is None:
        return []
    bare = _key(html.unescape(_TAG.sub(" ", text)))
    found = (forms[hit] for hit in pattern.findall(bare))
    return list(dict.fromkeys(found))
