"""What comes out of a file that somebody hands in, whatever its format."""

import codecs
import re
from dataclasses import dataclass, field

from hm_site import languages

from .units import Mark, UnitId

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


class FileError(Exception):
    """Why a file cannot be read at all, in plain Swedish; `line` 0 when unknown."""

    def __init__(self, text: str, line: int = 0) -> None:
        super().__init__(text)
        self.line = line


@dataclass(frozen=True)
class Incoming:
    """One text of the file. `name` is the unit's id as it stands there, `fault` what is
    wrong with its markup, `sure` whether the translator stands for it, `unsure` whether
    the file says that she does not (neither where it says nothing), `typed_tags`
    whether it holds HTML as plain text and the Swedish does not."""

    line: int
    name: str
    source: str
    text: str
    sure: bool
    mark: Mark | None = None
    fault: str = ""
    unsure: bool = False
    typed_tags: bool = False

    @property
    def id(self) -> UnitId | None:
        return UnitId.parse(self.name)


@dataclass
class Content:
    """One file. `language` is what it says itself; `last` the id of the text that it
    ended with when it went out."""

    name: str
    language: str = ""
    last: str = ""
    units: list[Incoming] = field(default_factory=list)


def text_of(data: bytes) -> str:
    """The file as text with "\\n" between the lines. Raises FileError.

    UTF-8 and UTF-16 alone, whatever the file says of itself: what is neither would be
    guessed at.
    """
    encoding = "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\0" in data[:2]:
        encoding = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise FileError(
            "Filen är inte sparad som UTF-8. Spara den som UTF-8 i ditt program och "
            "försök igen.",
            line,
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise FileError("Filen är skadad: den innehåller tomma tecken.", line)
    if not text.strip():
        raise FileError("Filen är tom.")
    return text


def without_declaration(text: str) -> str:
    """XML that is about to be read as UTF-8; the lines keep their numbers."""
    return _DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), text, count=1)


def speaks(said: str, language: str) -> bool:
    """Whether what a file calls its language is this one.

    Tools add a country: ar-SA is Arabic. But fa-AF is Dari, which is ours as prs.
    """
    wanted = languages.get(language)
    name = _plain_tag(said)
    known = {_plain_tag(x.cldr): x.code for x in languages.LANGUAGES}
    known |= {_plain_tag(x.tag): x.code for x in languages.LANGUAGES}
    known |= {_plain_tag(x.code): x.code for x in languages.LANGUAGES}
    if name in known:
        return known[name] == language
    return name.startswith(f"{_plain_tag(wanted.tag)}-")


def _plain_tag(name: str) -> str:
    return name.strip().replace("_", "-").lower()
