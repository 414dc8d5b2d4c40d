"""One search over all pages: the reader's language, Swedish, and vocabulary labels.

Three roads lead to a page: her words in its translation, her words in its Swedish
text, and her words in the labels and search words of the terms it is marked with.
The last one finds what nobody has translated yet. A page is one hit however many
roads find it. Ranking is the sum of what the roads say; it can be exchanged here
without touching the view.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import DatabaseError
from django.db.models import Q
from wagtail.models import Page

from hm_site import languages
from hm_site.base import labels
from hm_site.base.caches import versioned_cache
from hm_site.base.locales import locale_ids, source_locale_id
from hm_site.base.models import PageTerm
from hm_site.base.querysets import BasePageQuerySet
from hm_site.base.reader import reader_code
from hm_site.base.search_text import clean_query, normalise, words

MAX_HITS_PER_ROAD = 300
# What a broken index, or a query too deep for it, raises.
FAILURES = (DatabaseError, RecursionError)
WEIGHT_OWN, WEIGHT_TERM, WEIGHT_SWEDISH = 3.0, 2.0, 1.0
_MIN_PREFIX = 3


def find(raw: str) -> list[Any]:
    """Translation keys of the pages found, best first."""
    text, _cut = clean_query(raw)
    language = reader_code()
    scores: dict[Any, float] = defaultdict(float)
    for position, key in enumerate(_text_hits(text, language)):
        scores[key] += WEIGHT_OWN + 1 / (position + 1)
    if language != languages.SOURCE:
        for position, key in enumerate(_text_hits(text, languages.SOURCE)):
            scores[key] += WEIGHT_SWEDISH + 1 / (position + 1)
    for key in _term_hits(text, language):
        scores[key] += WEIGHT_TERM
    return sorted(scores, key=lambda key: (-scores[key], str(key)))


def _text_hits(text: str, language: str) -> list[Any]:
    """Translation keys of live pages in one language that hold all the words."""
    query = normalise(text, language)
    locale_id = locale_ids().get(language)
    if not query or locale_id is None:
        return []
    pages = BasePageQuerySet(Page).shown().filter(locale_id=locale_id)
    return [page.translation_key for page in pages.search(query)[:MAX_HITS_PER_ROAD]]


@versioned_cache
def _term_words(language: str) -> dict[str, frozenset[tuple[str, str]]]:
    """Normalised word → the terms whose labels or search words hold it."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for code in {language, languages.SOURCE}:
        for key, texts in labels.search_index(code).items():
            for text in texts:
                for word in words(text, code):
                    found[word].add(key)
    return {word: frozenset(keys) for word, keys in found.items()}


def matching_terms(text: str, language: str) -> set[tuple[str, str]]:
    """Terms that the query names: every word must meet the same term's words."""
    index = _term_words(language)
    result: set[tuple[str, str]] | None = None
    for word in words(text, language):
        terms = set(index.get(word, ()))
        if not terms and len(word) >= _MIN_PREFIX:
            for candidate, keys in index.items():
                if candidate.startswith(word):
                    terms |= keys
        result = terms if result is None else result & terms
    return {
        key
        for key in result or set()
        if key[0] in {"concern", "activity", "group", "municipality", "language"}
    }


def _term_hits(text: str, language: str) -> set[Any]:
    terms = matching_terms(text, language)
    if not terms:
        return set()
    named = Q()
    for vocabulary, code in terms:
        named |= Q(vocabulary=vocabulary, code=code)
    return set(
        BasePageQuerySet(Page)
        .filter(
            pk__in=PageTerm.objects.filter(named).values("page_id"),
            locale_id=source_locale_id(),
            depth__gt=3,
        )
        .published()
        .values_list("translation_key", flat=True)
    )


def offering_pks(raw: str) -> set[int]:
    """Primary keys of the Swedish pages found, for the directory's text filter.

    While the search is broken, what the vocabulary alone knows.
    """
    keys: Iterable[Any]
    try:
        keys = find(raw)
    except FAILURES:
        keys = _term_hits(clean_query(raw)[0], reader_code())
    return set(
        Page.objects.filter(
            translation_key__in=keys, locale_id=source_locale_id()
        ).values_list("pk", flat=True)
    )
