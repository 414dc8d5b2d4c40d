"""Labels of terms in the reader's language, without a query once they are known."""

from dataclasses import dataclass

from hm_site import languages

from . import formats, interface
from .caches import versioned_cache
from .reader import LocalText, reader_code
from .vocabulary import BY_CODE


@dataclass(frozen=True)
class Label:
    """A term in one language; `code` is the language it is really in."""

    term: str
    label: str
    description: str
    keywords: tuple[str, ...]
    code: str

    @property
    def text(self) -> LocalText:
        return LocalText(self.label, self.code)

    @property
    def explanation(self) -> LocalText:
        return LocalText(self.description, self.code)


@versioned_cache
def _published(language: str) -> dict[tuple[str, str], Label]:
    from .models import TermLabel

    rows = TermLabel.objects.filter(language=language, live=True).values_list(
        "term__vocabulary", "term__code", "label", "description", "keywords"
    )
    return {
        (vocabulary, code): Label(
            code, label, description, tuple(keywords.split("\n")), language
        )
        for vocabulary, code, label, description, keywords in rows
    }


def label(vocabulary: str, code: str, language: str | None = None) -> Label:
    """The published label, else the Swedish one, else the bare code."""
    for candidate in (language or reader_code(), languages.SOURCE):
        found = _published(candidate).get((vocabulary, code))
        if found:
            return found
    return Label(code, code, "", (), languages.SOURCE)


def labels(vocabulary: str, language: str | None = None) -> list[Label]:
    """All selectable terms of a vocabulary in their order."""
    return [label(vocabulary, code, language) for code in codes(vocabulary)]


@versioned_cache
def _active() -> dict[str, list[str]]:
    from .models import Term

    result: dict[str, list[str]] = {code: [] for code in BY_CODE}
    rows = Term.objects.filter(active=True, live=True).order_by("order", "code")
    for vocabulary, code in rows.values_list("vocabulary", "code"):
        result.setdefault(vocabulary, []).append(code)
    return result


def codes(vocabulary: str) -> list[str]:
    """Codes that may be chosen, in the order they are shown."""
    return _active().get(vocabulary, [])


def search_index(language: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """(vocabulary, code) → everything a person may type for it in `language`."""
    return {
        key: (found.label, found.description, *found.keywords)
        for key, found in _published(language).items()
    }


def municipalities_text(chosen: list[str]) -> str:
    """ "Halmstad och Laholm" in the reader's language; all read as the whole county."""
    if len(chosen) == len(codes("municipality")):
        return str(interface.WHOLE_COUNTY)
    names = [x.label for x in labels("municipality") if x.term in chosen]
    return formats.list_and(names, reader_code()) if names else ""
