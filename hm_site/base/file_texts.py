"""What pictures show and documents are called, in the reader's language."""

from hm_site import languages

from .caches import versioned_cache
from .models import FileText, HmDocument, HmImage
from .reader import LocalText, reader_code


@versioned_cache
def _published(language: str) -> dict[tuple[type, int], str]:
    """All published texts of a language (1 query, cached per content version)."""
    rows = FileText.objects.filter(language=language, live=True)
    return {
        (HmImage, image) if image else (HmDocument, document): text
        for image, document, text in rows.values_list("image", "document", "text")
    }


def text_of(file: HmImage | HmDocument, language: str | None = None) -> LocalText:
    """The published text, else the Swedish one; empty when there is none at all."""
    code = language or reader_code()
    if code != languages.SOURCE:
        found = _published(code).get((type(file), file.pk))
        if found:
            return LocalText(found, code)
    return LocalText.swedish(file.swedish_text)
