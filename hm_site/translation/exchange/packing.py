"""One file or many: what goes out as ZIP, and what comes in as one."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import ModuleType

from . import po, xliff
from .reading import Content, FileError, text_of
from .units import Sheet

MEGABYTE = 1024 * 1024
MAX_BYTES = 5 * MEGABYTE  # of what is handed in
MAX_UNPACKED = 20 * MEGABYTE
MAX_FILES = 500
FORMATS: dict[str, ModuleType] = {"xliff": xliff, "po": po}
_ENDINGS = (".po", ".xlf", ".xliff")
# What file managers add to an archive.
_ADDED = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Download:
    name: str
    content: bytes
    content_type: str


def pack(sheets: list[Sheet], language: str, kind: str) -> Download:
    """One sheet as it is, several as ZIP. `kind` is a key of `FORMATS`."""
    format_ = FORMATS[kind]
    if len(sheets) == 1:
        return Download(
            _name(sheets[0], kind), format_.write(sheets[0]), format_.CONTENT_TYPE
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in sheets:
            archive.writestr(_name(sheet, kind), format_.write(sheet))
    return Download(f"oversattning.{language}.zip", out.getvalue(), "application/zip")


def _name(sheet: Sheet, kind: str) -> str:
    page = sheet.page
    ending = FORMATS[kind].EXTENSION
    return f"{page.slug}-{page.pk}.{sheet.language.code}.{ending}"


def unpack(name: str, data: bytes) -> Iterator[tuple[str, bytes | FileError]]:
    """(name, content) of each file handed in. Raises FileError for a whole that is
    none; what is wrong with one file of an archive stands in its place.

    Nothing is written to disk, so names are only names.
    """
    if not data.startswith(b"PK"):
        yield name, data
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise FileError("Zip-filen är trasig eller avklippt.") from error
    with archive:
        entries = [x for x in archive.infolist() if not _is_added(x)]
        if len(entries) > MAX_FILES:
            raise FileError(f"Zip-filen har fler än {MAX_FILES} filer.")
        if not entries:
            raise FileError("Zip-filen är tom.")
        if sum(x.file_size for x in entries) > MAX_UNPACKED:
            raise FileError("Zip-filen blir för stor när den packas upp.")
        left = MAX_UNPACKED
        for entry in entries:
            content = _entry(archive, entry, left)
            left -= len(content) if isinstance(content, bytes) else 0
            yield entry.filename, content


def _is_added(entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(entry.filename).parts
    # Not `is_dir()`: it stumbles over an entry without a name.
    return entry.filename.endswith("/") or any(part in _ADDED for part in parts)


def _entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int
) -> bytes | FileError:
    if not entry.filename.lower().endswith(_ENDINGS):
        return FileError("Filen är varken PO eller XLIFF.")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return FileError("Filen är ovanligt packad. Packa den som vanlig zip.")
    if entry.flag_bits & 1:
        return FileError("Filen har ett lösenord. Packa den utan.")
    try:
        with archive.open(entry) as file:
            # An archive may lie about how large it gets.
            content = file.read(left + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        ValueError,
        EOFError,
        RuntimeError,  # flags that zipfile knows and cannot do, NotImplementedError too
    ):
        return FileError("Filen går inte att packa upp: zip-filen är trasig.")
    return content if len(content) <= left else FileError("Filen är för stor.")


def parse(name: str, data: bytes) -> Content:
    """Raises FileError."""
    text = text_of(data)
    format_ = xliff if text.lstrip().startswith("<") else po
    content: Content = format_.read(name, text)
    return content
