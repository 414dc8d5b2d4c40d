"""The reader's language, and texts that may be in another one."""

from dataclasses import dataclass

from django.utils.translation import get_language

from hm_site import languages
from hm_site.languages import Language


def reader_code() -> str:
    """Code of the language of this page view; the source language when unknown."""
    code = get_language() or languages.SOURCE
    return code if code in languages.BY_CODE else languages.SOURCE


@dataclass(frozen=True)
class Reader:
    """What templates ask about the reader."""

    language: Language

    @classmethod
    def current(cls) -> "Reader":
        return cls(languages.get(reader_code()))


@dataclass(frozen=True)
class LocalText:
    """A text with its language, so that no page shows Swedish as if it were Arabic.

    `code` is one of our language codes; `foreign` compares with the language that is
    active when the text is shown.
    """

    text: str
    code: str

    @classmethod
    def own(cls, text: object) -> "LocalText":
        """A text that already is in the reader's language."""
        return cls(str(text), reader_code())

    @classmethod
    def swedish(cls, text: object) -> "LocalText":
        return cls(str(text), languages.SOURCE)

    @property
    def lang(self) -> str:
        return languages.get(self.code).tag

    @property
    def dir(self) -> str:
        return languages.get(self.code).direction

    @property
    def foreign(self) -> bool:
        return self.code != reader_code()

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)
