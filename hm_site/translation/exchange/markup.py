"""The markup inside one text: when two texts are the same, and what is broken."""

import hashlib
import re
from contextlib import suppress
from html.parser import HTMLParser

from wagtail_localize.strings import extract_ids

from .. import markings, work
from ..letters import UNSTORABLE

LINE_BREAK = "br"
MAX_DEPTH = 20
_MARKUP = re.compile(r"[<>&]")
_TAG_LIKE = re.compile(r"</?[A-Za-z][^<>]*>|<[!/?A-Za-z]")
_CUT_OFF = re.compile(r"<[!/?A-Za-z][^>]*\Z")


def canonical(html: str) -> str:
    """The same for texts that differ in spelling alone: `&` and `&amp;`, line ends."""
    text = html.replace("\r\n", "\n").strip()
    if _MARKUP.search(text):
        with suppress(ValueError):  # what no parser reads is like itself alone
            text = str(markings.parsed(text)).strip()
    return text


def same(one: str, other: str) -> bool:
    too_long = max(len(one), len(other)) > work.MAX_TEXT  # and costly to take apart
    return one == other or (not too_long and canonical(one) == canonical(other))


def digest(html: str) -> str:
    return hashlib.sha256(canonical(html).encode()).hexdigest()[:16]


def looks_like_tag(text: str) -> bool:
    """Whether plain text holds what a translator has typed as HTML."""
    return _TAG_LIKE.search(text) is not None


def problem(source: str, html: str) -> str:
    """Why a text from a file cannot stand for this Swedish text; empty when it can.

    Stricter than the editor: there the writer sees a lost link at once.
    """
    if len(html) > work.MAX_TEXT:
        return f"Texten är för lång: {len(html)} tecken, högst {work.MAX_TEXT}."
    if UNSTORABLE.search(html):
        return "Texten innehåller styrtecken som inte går att spara."
    if html.count("<") > markings.MAX_MARKS:
        return work.FORBIDDEN
    broken = _Balance.fault(html)
    if broken:
        return broken
    lost = extract_ids(source) - extract_ids(html)
    if lost:
        names = ", ".join(sorted(lost))
        return f"En länk saknas: {names}. Den svenska texten har den."
    return ""


class _Balance(HTMLParser):
    """Every tag closed, in order: a lenient parser would move the end of a link."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.found = ""

    @classmethod
    def fault(cls, html: str) -> str:
        parser = cls()
        if _CUT_OFF.search(html):
            parser.found = "en tagg är avklippt."
        try:
            parser.feed(html)
            parser.close()
        except AssertionError:  # how the parser says that it gives up
            parser._note("<![ får inte finnas.")
        if parser.open and not parser.found:
            parser.found = f"<{parser.open[-1]}> är inte stängd."
        return f"Formateringen är trasig: {parser.found}" if parser.found else ""

    def _note(self, fault: str) -> None:
        self.found = self.found or fault

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == LINE_BREAK:
            return
        self.open.append(tag)
        if len(self.open) > MAX_DEPTH:
            self._note("för många lager.")

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if tag != LINE_BREAK:
            self._note(f"<{tag}/> är tom.")

    def handle_endtag(self, tag: str) -> None:
        if tag == LINE_BREAK:
            return
        if not self.open or self.open.pop() != tag:
            self._note(f"</{tag}> har ingen början.")

    def handle_comment(self, data: str) -> None:
        self._note("kommentarer får inte finnas.")

    def handle_decl(self, decl: str) -> None:
        self._note("<!…> får inte finnas.")

    def handle_pi(self, data: str) -> None:
        self._note("<?…> får inte finnas.")

    def unknown_decl(self, data: str) -> None:
        self._note("<![…> får inte finnas.")
