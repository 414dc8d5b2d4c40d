"""A reader: she asks for an address, and this says what stands on the page she got."""

import html
import re
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from hm_site import languages

ALL = [language.code for language in languages.LANGUAGES]
OTHERS = [code for code in ALL if code != languages.SOURCE]
# The source language, one from right to left, one with a script of its own.
SAMPLE = ["sv", "ar", "ti"]

ROOT = re.compile(r"\s*<!doctype html>\s*<html\b([^>]*)>", re.I)
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')

FALLBACK_NOTICE = "Den här texten är inte översatt till ditt språk än"


def word(code: str, message: str) -> str:
    """An interface text as readers of the language see it."""
    with translation.override(code):
        return gettext(message)


class Shown:
    """One answer, read as HTML."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        self.html = response.content.decode()

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")

    def tag(self, selector: str) -> Tag:
        found = self.soup.select_one(selector)
        assert found is not None, f"no {selector}"
        return found

    @property
    def lang(self) -> str:
        return self._of_root("lang")

    @property
    def dir(self) -> str:
        return self._of_root("dir")

    def _of_root(self, name: str) -> str:
        """Without parsing the page, which takes as long as making it."""
        found = ROOT.match(self.html)
        assert found is not None, self.html[:200]
        return dict(ATTRIBUTE.findall(found[1]))[name]

    @property
    def h1(self) -> str:
        return self.tag("main h1").get_text(strip=True)

    @property
    def main(self) -> str:
        """All text of the main part, runs of white space as one space."""
        return " ".join(self.tag("main").get_text(" ").split())

    @property
    def text(self) -> str:
        return html.unescape(self.html)

    @property
    def canonical(self) -> str:
        return path_of(str(self.tag('link[rel="canonical"]')["href"]))

    @property
    def alternates(self) -> dict[str, str]:
        """hreflang → path."""
        return {
            str(link["hreflang"]): path_of(str(link["href"]))
            for link in self.soup.select('link[rel="alternate"][hreflang]')
        }

    @property
    def robots(self) -> str:
        found = self.soup.select_one('meta[name="robots"]')
        return str(found["content"]) if found else ""

    @property
    def has_fallback_notice(self) -> bool:
        notice = word(self.lang, FALLBACK_NOTICE)
        return any(h.get_text(strip=True) == notice for h in self.soup.select("h2"))

    @property
    def switcher(self) -> dict[str, str]:
        """hreflang → path, of the language menu in the masthead."""
        return {
            str(link["hreflang"]): str(link["href"])
            for link in self.soup.select("header .langs a[hreflang]")
        }

    def language_of(self, text: str) -> tuple[str, str]:
        """(lang, dir) in force where the text stands in the main part."""
        found = self.tag("main").find(string=lambda s: text in " ".join(s.split()))
        assert found is not None, f"{text!r} does not stand on the page"
        assert found.parent is not None
        return self.language_at(found.parent)

    @staticmethod
    def language_at(tag: Tag) -> tuple[str, str]:
        with_lang = next(t for t in (tag, *tag.parents) if t.has_attr("lang"))
        with_dir = next(t for t in (tag, *tag.parents) if t.has_attr("dir"))
        return str(with_lang["lang"]), str(with_dir["dir"])


def path_of(url: str) -> str:
    """The path of an address of ours; other hosts fail."""
    parts = urlsplit(url)
    assert parts.scheme in {"", "http", "https"}, url
    assert parts.hostname in {None, "127.0.0.1", "testserver"}, url
    return parts.path + (f"?{parts.query}" if parts.query else "")


class Reader:
    """Reads without a session; a broken page is an answer of 500, not an exception."""

    def __init__(self) -> None:
        self.client = Client(raise_request_exception=False)

    def get(self, path: str, **extra: Any) -> HttpResponse:
        return self.client.get(path, **extra)

    def status(self, path: str) -> int:
        return self.get(path).status_code

    def read(self, path: str) -> Shown:
        response = self.get(path)
        assert response.status_code == 200, f"{path}: {response.status_code}"
        return Shown(response)

    def redirect(self, path: str) -> str | None:
        """Where an address leads with a 301; None when it does not."""
        response = self.get(path)
        return response["Location"] if response.status_code == 301 else None
