"""XLIFF 1.2, by translate-toolkit: OmegaT, memoQ, Trados, Weblate, Poedit.

1.2 and not 2.0: all of them read it, 2.0 only some. Markup becomes inline elements,
which those tools keep translators from breaking: <g> for links and bold, <x> for line
breaks.
"""

import re
from io import BytesIO
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag
from django.utils import timezone
from django.utils.html import escape
from lxml import etree
from translate.misc.xml_helpers import setXMLspace
from translate.storage.xliff import Xliff1File, Xliff1Unit
from wagtail_localize.strings import INLINE_TAGS

from ..letters import UNSTORABLE
from .markup import LINE_BREAK, looks_like_tag
from .reading import Content, FileError, Incoming, without_declaration
from .units import Mark, Sheet, State, Unit, plain

EXTENSION = "xlf"
CONTENT_TYPE = "application/x-xliff+xml"

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
STATES = {
    State.EMPTY: "new",
    State.DONE: "translated",
    State.UNSURE: "needs-review-translation",
}
# What says that a person stands for the text.
SURE = frozenset({"translated", "signed-off", "final"})
# What says that nobody does yet: needs-translation, needs-review-l10n and the like.
UNSURE = "needs-"
KINDS = {"a": "link", "b": "bold", "strong": "bold", "i": "italic", "em": "italic"}
_TAG_ID = re.compile(rf"({'|'.join(INLINE_TAGS)})\d+")
# Tools mark segments and comments in a text; they are no part of it.
TRANSPARENT = "mrk"


class XliffUnit(Xliff1Unit):
    namespace = NAMESPACE


class XliffFile(Xliff1File[XliffUnit]):
    namespace = NAMESPACE
    UnitClass = XliffUnit
    XMLskeleton = (
        f'<xliff version="1.2" xmlns="{NAMESPACE}"><file original="NoName" '
        'source-language="sv" datatype="html"><body></body></file></xliff>'
    )


# --------------------------------------------------------------------- writing
def write(sheet: Sheet) -> bytes:
    store = XliffFile(sourcelanguage="sv", targetlanguage=sheet.language.tag)
    file = store.body.getparent()
    file.set("original", sheet.address)
    file.set("date", timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ"))
    for unit in sheet.units:
        store.addunit(_entry(sheet, unit))
    out = BytesIO()
    store.encoding = "utf-8"
    store.serialize(out)
    return out.getvalue()


def _entry(sheet: Sheet, unit: Unit) -> XliffUnit:
    entry = XliffUnit("")
    entry.xmlelement.set("id", str(unit.id))
    entry.xmlelement.set("resname", unit.label)
    entry.xmlelement.set("extradata", str(unit.mark))
    _fill(entry, entry.source_dom, unit.source)
    if unit.text:
        entry.set_target_dom(entry.createlanguageNode("", "", "target"), append=True)
        _fill(entry, entry.target_dom, unit.text)
        entry.target_dom.set("state", STATES[unit.state])
    for note in sheet.notes(unit):
        entry.addnote(_storable(note), origin="hm")
    if unit.old and unit.old.text:
        entry.addalttrans(
            _storable(plain(unit.old.text)),
            origin="hm",
            lang=sheet.language.tag,
            sourcetxt=_storable(plain(unit.old_source)),
        )
    return entry


def _fill(entry: XliffUnit, node: Any, html: str) -> None:
    counts: dict[str, int] = {}

    def add(parent: Any, child: Any) -> None:
        if isinstance(child, NavigableString):
            _append(parent, str(child))
            return
        if not isinstance(child, Tag):
            return
        counts[child.name] = counts.get(child.name, 0) + 1
        element = etree.SubElement(
            parent, entry.namespaced("x" if child.name == LINE_BREAK else "g")
        )
        element.set("id", child.get("id") or f"{child.name}{counts[child.name]}")
        kind = "lb" if child.name == LINE_BREAK else KINDS.get(child.name)
        element.set("ctype", kind or f"x-html-{child.name}")
        for grandchild in child.children:
            add(element, grandchild)

    for child in BeautifulSoup(html, "html.parser").children:
        add(node, child)


def _storable(text: str) -> str:
    return UNSTORABLE.sub(" ", text)


def _append(parent: Any, text: str) -> None:
    """ElementTree keeps what follows an element with that element. What XML cannot hold
    becomes a space."""
    text = _storable(text)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


# --------------------------------------------------------------------- reading
def read(name: str, text: str) -> Content:
    """Raises FileError.

    Documents with a DTD are refused before they are parsed: they could name other
    files, or grow (XXE, "billion laughs"). translate-toolkit's parser resolves no
    entity and asks no network besides.
    """
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        line = text[: text.index("<!")].count("\n") + 1
        raise FileError("Filen har en DTD. Sådana filer tas inte emot.", line)
    try:
        # Not `parsestring`, which takes some files for another format.
        store = XliffFile()
        store.parse(without_declaration(text).encode())
    except etree.XMLSyntaxError as error:
        raise FileError(
            "Filen är trasig eller avklippt: raden går inte att läsa som XML.",
            error.lineno or 0,
        ) from error
    except (AssertionError, StopIteration, ValueError, AttributeError) as error:
        raise FileError(
            "Filen är inte XLIFF 1.2. Välj XLIFF 1.2 när du sparar den."
        ) from error
    # Several documents in one: all have to be in the language that is meant.
    files = store.document.getroot().iterchildren(store.namespaced("file"))
    said = {file.get("target-language", "") for file in files}
    content = Content(name, " ".join(sorted(said)))
    content.units = [_incoming(entry) for entry in store.units]
    return content


def _incoming(entry: Any) -> Incoming:
    setXMLspace(entry.xmlelement, "preserve")
    target, fault, source, text = entry.target_dom, "", "", ""
    try:
        source, text = _html(entry.source_dom), _html(target)
    except ValueError as error:
        fault = str(error)
    state = target.get("state", "") if target is not None else ""
    sure = entry.isapproved() or state in SURE
    return Incoming(
        entry.xmlelement.sourceline or 0,
        entry.xmlelement.get("id", ""),
        source,
        text,
        sure=sure,
        mark=Mark.parse(entry.xmlelement.get("extradata", "")),
        fault=fault,
        unsure=not sure and state.startswith(UNSURE),
        typed_tags=_typed_tags(target) and not _typed_tags(entry.source_dom),
    )


def _typed_tags(node: Any) -> bool:
    """Whether somebody has written tags as plain text."""
    return node is not None and any(looks_like_tag(x) for x in node.itertext())


def _html(node: Any) -> str:
    """The inline elements as the HTML they stand for. Raises ValueError."""
    if node is None:
        return ""
    found = [_text(node.text)]
    for child in node:
        if child.tag is not etree.Comment:
            found.append(_element(child))
        found.append(_text(child.tail))
    return "".join(found)


def _text(text: str | None) -> str:
    return str(escape(text or "")).replace("&quot;", '"').replace("&#x27;", "'")


def _element(element: Any) -> str:
    name = etree.QName(element).localname if isinstance(element.tag, str) else "?"
    if name == TRANSPARENT:
        return _html(element)
    known = _TAG_ID.fullmatch(element.get("id", ""))
    if name not in ("g", "x") or not known:
        raise ValueError(f"Taggen <{name}> hör inte till texten.")
    tag = known[1]
    if (tag == LINE_BREAK) != (name == "x"):
        raise ValueError(f'Taggen <{name} id="{element.get("id")}"> är trasig.')
    if tag == LINE_BREAK:
        return "<br/>"
    start = f'<a id="{element.get("id")}">' if tag == "a" else f"<{tag}>"
    return f"{start}{_html(element)}</{tag}>"
