"""What a browser fetches with a page without being asked to, and how big it is."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

from hm_site import languages


@dataclass(frozen=True)
class Files:
    """Stylesheets, scripts and fonts of one page, in bytes as they are sent."""

    css: int
    js: int
    font: int
    requests: int


class _Linked(HTMLParser):
    """Addresses that a browser fetches without being asked to."""

    FETCHED = frozenset({"stylesheet", "icon", "preload", "modulepreload", "manifest"})

    def __init__(self) -> None:
        super().__init__()
        self.css: list[str] = []
        self.js: list[str] = []
        self.other: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "link" and self.FETCHED & set(values.get("rel", "").split()):
            sheet = "stylesheet" in values["rel"].split()
            (self.css if sheet else self.other).append(values["href"])
        elif tag == "script" and values.get("src"):
            self.js.append(values["src"])
        elif tag == "img" and values.get("loading") != "lazy":
            self.other.append(values["src"])


def linked_files(html: str, language: str) -> Files:
    """What a first visit to this page fetches beside the page itself."""
    parser = _Linked()
    parser.feed(html)
    fonts = {
        font
        for address in parser.css
        for font in fonts_of(address, languages.get(language).tag)
    }
    css, js = dict.fromkeys(parser.css), dict.fromkeys(parser.js)
    addresses = {*css, *js, *parser.other, *fonts}
    return Files(
        css=sum(compressed(static_file(address)) for address in css),
        js=sum(compressed(static_file(address)) for address in js),
        font=sum(len(static_file(address)) for address in fonts),
        requests=1 + len(addresses),
    )


@cache
def compressed(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))


@cache
def static_file(address: str) -> bytes:
    """A file under STATIC_URL: from the sources, or as `collectstatic` left it."""
    name = urlsplit(address).path.removeprefix(settings.STATIC_URL)
    found = finders.find(name)
    if isinstance(found, str):
        return Path(found).read_bytes()
    with staticfiles_storage.open(name) as stored:
        return bytes(stored.read())


_FONT_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
_FAMILY = re.compile(r"font-family:\s*[\"']?([^\"';}]+)")
_URL = re.compile(r"url\([\"']?([^\"')]+)")


def fonts_of(stylesheet: str, tag: str) -> Iterator[str]:
    """Web fonts that the stylesheet gives to pages in the language with this tag."""
    text = static_file(stylesheet).decode()
    rules = re.findall(rf"html:lang\({tag}\)[^{{]*\{{([^}}]*)\}}", text)
    for face in _FONT_FACE.findall(text):
        family, source = _FAMILY.search(face), _URL.search(face)
        if family and source and any(family[1] in rule for rule in rules):
            yield urljoin(stylesheet, source[1])
