"""`manage.py messages [--check] [--compile]`: the interface catalogues.

Without an option the catalogues are brought up to date with templates and code
(needs GNU gettext) and compiled. `--compile` only compiles (needs nothing), `--check`
changes nothing and fails on drift: a message that is missing, left over, fuzzy or
untranslated, or a compiled catalogue that differs from its source.

Everything of ours that goes through gettext is public: the admin's words are plain
Swedish, so a catalogue holds exactly what readers see. Beside them lie, written by hand
and only compiled here, the words that Wagtail's own Swedish lacks (`WAGTAILS_WORDS`).
"""

import io
import shutil
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.test.utils import override_settings
from django.utils.translation import to_locale

from hm_site import languages

# CLDR's rules for whole numbers, as gettext writes them.
PLURAL_FORMS = {
    "ar": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
        " : n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
    "fa": "nplurals=2; plural=(n > 1);",
    "prs": "nplurals=2; plural=(n > 1);",
    "ti": "nplurals=2; plural=(n > 1);",
    "uk": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
        "(n%100<12 || n%100>14) ? 1 : 2);"
    ),
    "ru": (
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
        "(n%100<12 || n%100>14) ? 1 : 2);"
    ),
}
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
TWO_FORMS = "nplurals=2; plural=(n != 1);"
HEADER = "# Interface texts: {language}. Message ids are Swedish."
NOISE = (
    '"POT-Creation-Date',
    '"PO-Revision-Date',
    '"Last-Translator',
    '"Language-Team',
    '"Report-Msgid-Bugs-To',
    '"Generated-By',
    '"Project-Id-Version',
)
# hm_site/locale too: makemessages would split the messages between two folders.
IGNORED = [
    "var/*",
    ".venv/*",
    "tests/*",
    "deploy/*",
    "docs/*",
    "hm_site/locale/*",
    "hm_site/base/locale/*",
    "styleguide.html",
]


# In our app, which comes before Wagtail's; words of scripts are sought in LOCALE_PATHS.
WAGTAILS_WORDS = (
    Path(settings.BASE_DIR, "hm_site/base/locale/sv/LC_MESSAGES/django.po"),
    Path(settings.BASE_DIR, "hm_site/locale/sv/LC_MESSAGES/djangojs.po"),
)


class InterfaceCatalog(Catalog):
    """Babel writes no plural rule for a language that CLDR does not know (`prs`)."""

    def _with_plural_rule(self) -> list[tuple[str, str]]:
        headers = super()._get_mime_headers()
        if "Plural-Forms" not in dict(headers):
            place = [name for name, _value in headers].index("MIME-Version")
            headers.insert(place, ("Plural-Forms", self.plural_forms))
        return headers

    mime_headers = property(_with_plural_rule, Catalog._set_mime_headers)


def path_of(code: str) -> Path:
    folder = Path(settings.LOCALE_PATHS[0]) / to_locale(code) / "LC_MESSAGES"
    return folder / "django.po"


def catalogues() -> Iterator[tuple[str, Path]]:
    """Language and file of each catalogue."""
    for language in languages.LANGUAGES:
        yield language.code, path_of(language.code)
    for path in WAGTAILS_WORDS:
        yield languages.SOURCE, path


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=None, ignore_obsolete=True)


def compiled(code: str, path: Path) -> bytes:
    """The bytes of the compiled catalogue, the same on every machine."""
    catalog = InterfaceCatalog(charset="utf-8")
    for message in read(path):
        if message.id:
            catalog[message.id] = message
    # Babel writes today's date otherwise, and every compilation would differ.
    catalog.creation_date = catalog.revision_date = EPOCH
    catalog.project, catalog.version = "hm", "1"
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = ""
    catalog.mime_headers = [
        ("Language", code),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Plural-Forms", PLURAL_FORMS.get(code, TWO_FORMS)),
    ]
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


class Command(BaseCommand):
    help = "Updates, compiles or checks the message catalogues."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")
        parser.add_argument("--compile", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            problems = self.problems()
            if problems:
                raise CommandError("\n".join(problems[:60]))
            self.stdout.write("catalogues are complete and compiled")
            return
        if not options["compile"]:
            self.update()
        for code, path in catalogues():
            path.with_suffix(".mo").write_bytes(compiled(code, path))
        self.stdout.write(f"{len(languages.LANGUAGES)} catalogues compiled")

    def extract(self) -> Catalog:
        """All messages of templates and code, from a run in a scratch folder."""
        scratch = Path(tempfile.mkdtemp(prefix="hm-messages-"))
        try:
            with override_settings(LOCALE_PATHS=[str(scratch)]):
                call_command(
                    "makemessages",
                    locale=["sv"],
                    ignore_patterns=IGNORED,
                    no_wrap=True,
                    add_location="file",
                    extensions=["html", "py", "txt"],
                    verbosity=0,
                )
            with (scratch / "sv" / "LC_MESSAGES" / "django.po").open("rb") as file:
                return read_po(file)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def update(self) -> None:
        template = self.extract()
        for language in languages.LANGUAGES:
            path = path_of(language.code)
            path.parent.mkdir(parents=True, exist_ok=True)
            old = read(path) if path.exists() else Catalog()
            known = {(m.context, m.id): m for m in old if m.id}
            catalog = InterfaceCatalog(
                charset="utf-8", project="hm", version="1", fuzzy=False
            )
            catalog.header_comment = HEADER.format(language=language.name_en)
            for message in template:
                if not message.id:
                    continue
                before = known.get((message.context, message.id))
                string = before.string if before else None
                if language.is_source:
                    string = message.id
                catalog.add(
                    message.id,
                    string,
                    locations=message.locations,
                    flags=message.flags - {"fuzzy"},
                    context=message.context,
                )
            catalog.mime_headers = [
                ("Language", language.code),
                ("MIME-Version", "1.0"),
                ("Content-Type", "text/plain; charset=utf-8"),
                ("Content-Transfer-Encoding", "8bit"),
                ("Plural-Forms", PLURAL_FORMS.get(language.code, TWO_FORMS)),
            ]
            buffer = io.BytesIO()
            write_po(buffer, catalog, width=0, sort_output=True, include_lineno=False)
            # Dates and names that differ from run to run say nothing.
            lines = buffer.getvalue().decode().split("\n")
            kept = [line for line in lines if not line.startswith(NOISE)]
            path.write_text("\n".join(kept), encoding="utf-8")
        self.stdout.write(f"{len([m for m in template if m.id])} messages")

    def problems(self) -> list[str]:
        wanted = {(m.context, m.id) for m in self.extract() if m.id}
        found = []
        for language in languages.LANGUAGES:
            code = language.code
            catalog = read(path_of(code))
            have = {(m.context, m.id) for m in catalog if m.id}
            found += [f"{code}: missing {m[1]!r}" for m in wanted - have]
            found += [f"{code}: left over {m[1]!r}" for m in have - wanted]
            for message in catalog:
                string: Any = message.string
                texts = string if isinstance(string, (tuple, list)) else [string]
                if message.id and (message.fuzzy or not all(texts)):
                    found.append(f"{code}: untranslated {message.id!r}")
        for code, path in catalogues():
            binary = path.with_suffix(".mo")
            if not binary.exists() or binary.read_bytes() != compiled(code, path):
                found.append(f"{code}: compiled {path.stem} differs")
        return found
