"""The glossary's words on a reader's page, explained in her language."""

from dataclasses import dataclass

from hm_site import languages
from hm_site.base.advice import texts
from hm_site.base.caches import versioned_cache
from hm_site.base.models import BasePage
from hm_site.base.reader import LocalText, reader_code

from . import words

SHOWN = 12  # the first on the page: a list that is too long is not read


@dataclass(frozen=True)
class Word:
    """`swedish` is what stands on doors and letters, when the reader's word differs."""

    word: LocalText
    swedish: LocalText | None
    explanation: LocalText


def words_on(page: BasePage, is_preview: bool) -> list[Word]:
    """Words of the Swedish text: it is what translations say, and what is shown where
    there is none. No query once the glossary is known."""
    source, code = page.source, reader_code()
    fixed = words.renderings(code) if code != languages.SOURCE else {}
    # What an editor previews is not what the page's number stands for.
    found = _terms(source) if is_preview else _published_terms(source)
    return [_word(term, fixed.get(term.pk), code) for term in found]


def _published_terms(source: BasePage) -> tuple[words.Term, ...]:
    known = _of_pages()
    if source.pk not in known:
        known[source.pk] = _terms(source)
    return known[source.pk]


@versioned_cache
def _of_pages() -> dict[int, tuple[words.Term, ...]]:
    """Filled while pages are read, begun anew with each content version."""
    return {}


def _terms(source: BasePage) -> tuple[words.Term, ...]:
    prose = "\n".join((source.title, *(text.text for text in texts(source))))
    return tuple(words.terms_in(prose)[:SHOWN])


def _word(term: words.Term, fixed: words.Rendering | None, code: str) -> Word:
    swedish = LocalText.swedish(term.word)
    explained = fixed.explanation if fixed else ""
    return Word(
        word=LocalText(fixed.text, code) if fixed else swedish,
        swedish=swedish if fixed and fixed.text != term.word else None,
        explanation=(
            LocalText(explained, code)
            if explained
            else LocalText.swedish(term.explanation)
        ),
    )
