"""Labels and texts put together as the reader's language writes them."""

from hm_site import languages
from hm_site.base import formats, labels
from hm_site.base.reader import LocalText, reader_code

from .models import SupportOfferingPage

_LRI, _PDI = "\u2066", "\u2069"


def ltr(text: str) -> str:
    """Keep digits and dashes in order inside right-to-left text (UAX #9 isolates)."""
    return f"{_LRI}{text}{_PDI}" if languages.get(reader_code()).is_rtl else text


def comma() -> str:
    """The comma of the reader's script, with its space."""
    language = languages.get(reader_code())
    return "፣ " if language.code == "ti" else "، " if language.is_rtl else ", "


def first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def names(page: SupportOfferingPage, vocabulary: str) -> list[str]:
    """Labels of the page's terms, in the vocabulary's order."""
    chosen = page.codes(vocabulary)
    order = {code: n for n, code in enumerate(labels.codes(vocabulary))}
    chosen.sort(key=lambda code: order.get(code, len(order)))
    return [labels.label(vocabulary, code).label for code in chosen]


def joined(items: list[str]) -> str:
    return first_upper(formats.list_and(items, reader_code())) if items else ""


def sentence(items: list[str]) -> str:
    """The same for common nouns: capitals inside the list go, acronyms stay."""
    return joined(
        [x if len(x) > 1 and x[1].isupper() else x[:1].lower() + x[1:] for x in items]
    )


def listed(page: SupportOfferingPage, vocabulary: str) -> list[LocalText]:
    """The page's terms as one sentence; those without a label in the reader's language
    as a second one that says it is Swedish."""
    order = {code: n for n, code in enumerate(labels.codes(vocabulary))}
    found = [
        labels.label(vocabulary, code)
        for code in sorted(page.codes(vocabulary), key=lambda c: order.get(c, 999))
    ]
    by_language: dict[str, list[str]] = {}
    for label in found:
        by_language.setdefault(label.code, []).append(label.label)
    return [LocalText(sentence(texts), code) for code, texts in by_language.items()]


def own(*texts: str) -> list[LocalText]:
    """Texts in the reader's language; empty ones are left out."""
    return [LocalText.own(text) for text in texts if text]
