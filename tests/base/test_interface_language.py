"""No Swedish interface text on a page in another language.

Every text and every spoken attribute of every kind of page is compared with the Swedish
message ids. What a catalogue translates by the very same word ("Start" in English) is
no leak; what is marked as Swedish, and names in `<bdi>`, is content.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import polib
import pytest
from bs4 import BeautifulSoup, Comment, Doctype, NavigableString, Tag
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils.translation import to_locale

from hm_site import languages
from hm_site.base.caches import clear_process_caches
from hm_site.base.page_costs import ORDER, examples
from tests.factories.many import Size, build

CODES = [x.code for x in languages.LANGUAGES if not x.is_source]
SPOKEN = ("aria-label", "alt", "title", "placeholder")
SILENT = {"script", "style", "template"}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
COUNTS = {"c", "n", "count"}  # placeholders that hold a number
# The least number of different interface texts that a walk through all pages meets.
LEAST_SEEN = 60


@pytest.fixture(scope="module", autouse=True)
def _site(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """All kinds of pages in all languages, the last of each kind untranslated."""
    everywhere = tuple(language.code for language in languages.LANGUAGES)
    with django_db_blocker.unblock(), transaction.atomic():
        build(Size(1, offerings=13, stories=2, languages=everywhere, indexed=False))
        yield
        transaction.set_rollback(True)
    clear_process_caches()


@cache
def messages(code: str) -> dict[str, str]:
    """Swedish message → its translation ("" when there is none), plurals too."""
    found: dict[str, str] = {}
    for folder in settings.LOCALE_PATHS:
        path = Path(folder) / to_locale(code) / "LC_MESSAGES" / "django.po"
        for entry in polib.pofile(str(path)):
            if entry.obsolete:
                continue
            forms = list(entry.msgstr_plural.values()) or [entry.msgstr]
            for swedish in filter(None, (entry.msgid, entry.msgid_plural)):
                same = next((form for form in forms if form == swedish), None)
                found[swedish] = same or (forms[0] if forms else "")
    return found


@dataclass
class Leaks:
    """Swedish messages as they would be shown: whole texts, and patterns of those with
    placeholders."""

    texts: set[str] = field(default_factory=set)
    patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)

    def messages_of(self, text: str) -> Iterator[str]:
        """The messages that the text may be."""
        if text in self.texts:
            yield text
        for message, pattern in self.patterns.items():
            if pattern.fullmatch(text):
                yield message


@cache
def leaks(code: str) -> Leaks:
    found = Leaks()
    for swedish, translated in messages(code).items():
        if translated == swedish or not any(c.isalpha() for c in swedish):
            continue
        if not any(c.isalpha() for c in PLACEHOLDER.sub("", swedish)):
            continue  # nothing but placeholders
        texts, names = PLACEHOLDER.split(swedish)[::2], PLACEHOLDER.findall(swedish)
        if not names:
            found.texts.add(swedish)
            continue
        values = [r"[\d\s]+" if name in COUNTS else r"\S.*" for name in names]
        shown = "".join(
            re.escape(text) + value
            for text, value in zip(texts, [*values, ""], strict=True)
        )
        found.patterns[swedish] = re.compile(shown)
    return found


def language_of(tag: Tag) -> str:
    return next((str(t["lang"]) for t in (tag, *tag.parents) if t.has_attr("lang")), "")


def is_content(tag: Tag) -> bool:
    """Marked as Swedish, or a name in its own language."""
    return language_of(tag) == "sv" or any(t.name == "bdi" for t in (tag, *tag.parents))


def interface_texts(soup: BeautifulSoup) -> Iterator[str]:
    """Texts that claim to be in the page's language."""
    for text in soup.find_all(string=True):
        if isinstance(text, Comment | Doctype) or not isinstance(text, NavigableString):
            continue
        parent = text.parent
        if parent is None or parent.name in SILENT or is_content(parent):
            continue
        if shown := " ".join(text.split()):
            yield shown.removesuffix(":").strip()
    for tag in soup.find_all(True):
        for name in SPOKEN:
            if tag.has_attr(name) and not is_content(tag):
                yield " ".join(str(tag[name]).split())


def swedish_in(texts: Iterator[str], code: str) -> set[str]:
    return {
        f"{text!r} is the Swedish message {message!r}"
        for text in set(texts)
        for message in leaks(code).messages_of(text)
    }


def soups(code: str) -> Iterator[tuple[str, BeautifulSoup]]:
    client = Client()
    for kind, path in examples(code):
        html = client.get(path).content.decode()
        yield kind, BeautifulSoup(html, "html.parser")
    for kind, path in (
        ("directory, empty", "hitta-stod/?concern=violence&cost=fee&level=9"),
        ("directory, page 2", "hitta-stod/?page=2&sort=name&age=20"),
        ("search, nothing found", "sok/?q=zzzz"),
        ("search, too long", "sok/?q=" + "a" * 300),
    ):
        html = client.get(f"/{code}/{path}").content.decode()
        yield kind, BeautifulSoup(html, "html.parser")


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_no_page_shows_a_swedish_interface_text(code):
    found, kinds = {}, set()
    for kind, soup in soups(code):
        kinds.add(kind)
        for line in swedish_in(interface_texts(soup), code):
            found.setdefault(line, kind)
    assert kinds >= set(ORDER)
    assert found == {}


@pytest.mark.django_db
def test_the_walk_meets_most_interface_texts():
    """Otherwise the test above would be content with empty pages."""
    texts = {text for _, soup in soups("sv") for text in _all_texts(soup)}
    seen = {message for text in texts for message in leaks("ar").messages_of(text)}
    assert len(seen) >= LEAST_SEEN


def _all_texts(soup: BeautifulSoup) -> Iterator[str]:
    """On Swedish pages every text is in Swedish, and none is marked."""
    for tag in soup.find_all(lang="sv"):
        del tag["lang"]
    return interface_texts(soup)


@pytest.mark.parametrize(
    ("html", "leaks_out"),
    [
        ("<html lang=ar><p>Hitta stöd</p></html>", True),
        ("<html lang=ar><p>Hitta stöd:</p></html>", True),
        ("<html lang=ar><p>Kontrollerad 3 nov. 2026</p></html>", True),
        ("<html lang=ar><nav aria-label='Huvudmeny'></nav></html>", True),
        ("<html lang=ar><p lang=sv>Hitta stöd</p></html>", False),
        ("<html lang=ar><div lang=sv><b>Hitta stöd</b></div></html>", False),
        ("<html lang=ar><bdi lang=sv>Hitta stöd</bdi></html>", False),
        ("<html lang=ar><div lang=sv><i lang=ar>Hitta stöd</i></div></html>", True),
        ("<html lang=ar><p>Vi vill hitta stöd åt alla</p></html>", False),
    ],
)
def test_the_check_tells_interface_from_content(html, leaks_out):
    soup = BeautifulSoup(html, "html.parser")
    assert bool(swedish_in(interface_texts(soup), "ar")) is leaks_out
