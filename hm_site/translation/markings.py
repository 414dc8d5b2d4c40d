"""Links and bold in a text: shown as people see them, and the marks that carry them.

A text to translate holds `<a id="a1">` where the Swedish page has a link, `<b>` for
bold. Nobody has to read those: `as_read` shows an underlined word with the link's
number, `markings` says what a translator puts around her own words.
"""

from dataclasses import dataclass
from itertools import islice

from bs4 import BeautifulSoup, NavigableString, PageElement, ParserRejectedMarkup, Tag
from bs4.element import PreformattedString
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

MAX_MARKS = 400  # in one paragraph
MAX_DEPTH = 20  # what no editor of ours makes is shown without its marks
_PLAIN = {
    "b": SafeString("<b>{}</b>"),
    "strong": SafeString("<b>{}</b>"),
    "i": SafeString("<i>{}</i>"),
    "em": SafeString("<i>{}</i>"),
}
_NAMES = {"b": "fet", "strong": "fet", "i": "kursiv", "em": "kursiv"}
_LINK = (
    '<span class="hm-link">{}</span>'
    '<span class="hm-link-number"><span class="w-sr-only" lang="sv"> länk </span>'
    "{}</span>"
)


@dataclass(frozen=True)
class Marking:
    """What stands around some words of a text: `<a id="a1">`, `</a>`. `words` are the
    Swedish ones of a link; empty for bold and italics."""

    name: str
    start: str
    end: str
    words: str = ""


def parsed(html: str) -> BeautifulSoup:
    """Raises ValueError for what the parser gives up on, or takes long to read."""
    if html.count("<") > MAX_MARKS:
        raise ValueError("more marks than anybody writes")
    try:
        return BeautifulSoup(html, "html.parser")
    except (ParserRejectedMarkup, RecursionError) as error:
        raise ValueError("no markup that can be read") from error


def is_strange(html: str) -> bool:
    """Whether a text holds markup that nobody writes: what the parser gives up on,
    bold within bold, and comments, CDATA and the like, which wagtail-localize lets pass
    and puts on the page as they are, where a browser reads elements out of them."""
    try:
        found = list(parsed(html).descendants)
    except ValueError:
        return True
    return any(
        isinstance(x, PreformattedString) or (isinstance(x, Tag) and _too_deep(x))
        for x in found
    )


def _too_deep(tag: Tag) -> bool:
    around = [x.name for x in islice(tag.parents, MAX_DEPTH)]
    return tag.name in around or len(around) == MAX_DEPTH


def as_read(html: str) -> SafeString:
    """A text of ours or a translator's, safe to show whatever it holds."""
    if "<" not in html and "&" not in html:
        return format_html("{}", html)
    try:
        return _inside(parsed(html), 0)
    except ValueError:
        return format_html("{}", html)


def _inside(tag: Tag, depth: int) -> SafeString:
    return format_html_join("", "{}", ((_shown(x, depth + 1),) for x in tag.children))


def _shown(node: PageElement, depth: int) -> SafeString:
    if isinstance(node, NavigableString):
        # With its signs where it is a comment: a reviewer is to see it.
        plain = type(node) is NavigableString
        return format_html("{}", node if plain else node.output_ready())
    if not isinstance(node, Tag):
        return SafeString()
    if depth > MAX_DEPTH:
        return format_html("{}", node.get_text())
    if node.name == "br":
        return SafeString("<br>")
    if node.name == "a":
        return format_html(_LINK, _inside(node, depth), _number(node))
    return format_html(_PLAIN.get(node.name, "{}"), _inside(node, depth))


def _number(link: Tag) -> str:
    return str(link.get("id", "")).removeprefix("a")


def markings(html: str) -> list[Marking]:
    """What a translation of this Swedish text has to have, or may have."""
    if "<" not in html or is_strange(html):
        return []
    found: dict[str, Marking] = {}
    for tag in parsed(html).find_all(["a", *_NAMES]):
        link = tag.name == "a"
        start = f'<a id="{tag.get("id", "")}">' if link else f"<{tag.name}>"
        name = f"länk {_number(tag)}" if link else _NAMES[tag.name]
        words = tag.get_text() if link else ""
        found.setdefault(name, Marking(name, start, f"</{tag.name}>", words))
    return list(found.values())


def lost_links(source: str, text: str) -> list[str]:
    """What to tell of the Swedish text's links that its translation lacks."""
    have = {marking.start for marking in markings(text)}
    return [
        f"{x.name.capitalize()} (”{x.words}”) saknas."
        for x in markings(source)
        if x.words and x.start not in have
    ]
