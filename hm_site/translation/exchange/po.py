"""PO files, by translate-toolkit: Poedit, Weblate, Lokalize, OmegaT.

Not by polib, which wagtail-localize uses: it loses the last letter of a file that is
cut off, without a word, and opens a file whose contents are the path of another.
"""

import re
from io import BytesIO

from django.utils import timezone
from translate.storage import pypo
from translate.storage.poparser import PoParseError

from .reading import Content, FileError, Incoming
from .units import Mark, Sheet, State, Unit

EXTENSION = "po"
CONTENT_TYPE = "text/x-gettext-translation; charset=utf-8"
# Set by the one who wrote the program, not by translators: tools keep it.
AUTOMATIC = "developer"

_CHARSET = re.compile(r'("Content-Type:[^\n"]*?charset=)[^\s\\"]+')
_LINE = re.compile(r" on line (\d+)")
# Letters as numbers of bytes, which the parser would read as digits.
_BY_NUMBER = re.compile(r"^[^#].*?(?<!\\)(?:\\\\)*\\[0-7abefuvxUX]")


def write(sheet: Sheet) -> bytes:
    store = pypo.pofile()
    store.updateheader(
        add=True,
        Project_Id_Version=sheet.page.title,
        POT_Creation_Date=timezone.localtime().strftime("%Y-%m-%d %H:%M%z"),
        Language=sheet.language.tag,
        X_Source_Language="sv",
        X_Last_Unit=str(sheet.units[-1].id) if sheet.units else "",
    )
    for unit in sheet.units:
        store.addunit(_entry(store, sheet, unit))
    out = BytesIO()
    store.serialize(out)
    return out.getvalue()


def _entry(store: pypo.pofile, sheet: Sheet, unit: Unit) -> pypo.pounit:
    entry = store.UnitClass(unit.source)
    entry.setcontext(str(unit.id))
    entry.target = unit.text
    for note in (*sheet.notes(unit), str(unit.mark)):
        entry.addnote(note, origin=AUTOMATIC)
    entry.addlocation(sheet.address)
    if unit.state is State.UNSURE:
        entry.markfuzzy()
    if unit.old_source:
        entry.prev_source = unit.old_source
    return entry


def read(name: str, text: str) -> Content:
    """Raises FileError."""
    plain = _CHARSET.sub(r"\1UTF-8", text, count=1)
    for number, line in enumerate(plain.split("\n"), start=1):
        if _BY_NUMBER.match(line):
            raise FileError(
                "Raden har bokstäver skrivna som koder, till exempel \\330. Spara "
                "filen som vanlig text i UTF-8.",
                number,
            )
    try:
        store = pypo.pofile.parsestring(plain.encode())
    # The last is how the parser stumbles over a plural without translations.
    except (PoParseError, ValueError, IndexError, AttributeError) as error:
        found = _LINE.search(str(error))
        raise FileError(
            "Filen är trasig eller avklippt: raden går inte att läsa som PO.",
            int(found[1]) if found else 0,
        ) from error
    header = store.parseheader()
    content = Content(
        name, header.get("Language", ""), header.get("X-Last-Unit", "").strip()
    )
    for entry in store.units:
        if not (entry.isheader() or entry.isobsolete() or entry.isblank()):
            content.units.append(_incoming(entry))
    return content


def _incoming(entry: pypo.pounit) -> Incoming:
    plural = "Texten har flera former, men ska ha en." if entry.hasplural() else ""
    return Incoming(
        entry._line_number or 0,
        entry.getcontext(),
        str(entry.source),
        str(entry.target).replace("\r\n", "\n"),
        sure=not entry.isfuzzy(),
        mark=Mark.parse(entry.getnotes(AUTOMATIC)),
        fault=plural,
        unsure=entry.isfuzzy(),
    )
