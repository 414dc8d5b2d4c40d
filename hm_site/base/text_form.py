"""How a text is built, beside its words: links, lists, blocks and their order.

Each function gives lines that people read, and the essence to compare them by.
"""

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from django.utils.text import Truncator
from wagtail import blocks
from wagtail.rich_text import RichText, expand_db_html

# What authors know them by.
SHAPES = {
    "h2": "rubrik",
    "h3": "rubrik",
    "h4": "rubrik",
    "ol": "numrerad lista",
    "ul": "punktlista",
    "b": "fetstil",
    "strong": "fetstil",
    "i": "kursiv",
    "em": "kursiv",
}
UNNAMED = {"a", "br", "li", "p"}  # told otherwise, or by what is around them
FIRST_WORDS = 60  # characters by which a block is recognised

Form = tuple[str, Any]


def rich_form(source: str) -> Form:
    """Where its links lead and what it is made of; not the words, nor how many."""
    soup = BeautifulSoup(expand_db_html(str(source or "")), "html.parser")
    links = [(a.get_text(), str(a.get("href", ""))) for a in soup.find_all("a")]
    tags = {tag.name for tag in soup.find_all(True)} - UNNAMED
    shapes = sorted({SHAPES.get(tag, tag) for tag in tags})
    lines = [f"{words} → {target or 'ingenstans'}" for words, target in links]
    text = "\n".join(([", ".join(shapes)] if shapes else []) + lines)
    return text, (shapes, [target for _words, target in links])


def stream_form(value: Any) -> Form:
    """A line for each block, known by its first words."""
    lines, essence = [], []
    for child in value or ():
        words = Truncator(" ".join(_words(child))).chars(FIRST_WORDS)
        facts = list(_facts(child))
        told = [f"{name}: {text}" for name, text in facts if text]
        lines.append("\n".join([f"{child.block.label}: {words}", *told]))
        essence.append((child.id, child.block_type, facts))
    return "\n".join(lines), essence


def _leaves(bound: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Label and bound block of everything that has no parts, in reading order."""
    value = bound.value
    if isinstance(bound.block, blocks.StructBlock):
        for part in value.bound_blocks.values():
            yield from _leaves(part, str(part.block.label))
    elif isinstance(bound.block, blocks.ListBlock):
        for part in value.bound_blocks:
            yield from _leaves(part, name)
    elif isinstance(bound.block, blocks.StreamBlock):
        for part in value:
            yield from _leaves(part, str(part.block.label))
    else:
        yield name, bound


def _is_text(block: Any) -> bool:
    return type(block) in (blocks.CharBlock, blocks.TextBlock)


def _words(bound: Any) -> Iterator[str]:
    for _name, leaf in _leaves(bound):
        if _is_text(leaf.block):
            yield str(leaf.value or "")


def _facts(bound: Any) -> Iterator[tuple[str, str]]:
    """Parts whose words are no translated text."""
    for name, leaf in _leaves(bound):
        if isinstance(leaf.value, RichText):
            yield name, rich_form(leaf.value.source)[0]
        elif not _is_text(leaf.block):
            yield name, "" if leaf.value is None else str(leaf.value)
