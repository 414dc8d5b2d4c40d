"""How the texts of the files become the fields of pages."""

import re
from collections.abc import Callable
from typing import Any

from django.utils.html import escape

_LINK = re.compile(r"\[([^\]]+)\]\((https://[^)\s]+)\)")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")


def inline(text: str) -> str:
    """`[words](https://…)` is a link, `**words**` bold."""
    linked = _LINK.sub(r'<a href="\2">\1</a>', escape(text))
    return _BOLD.sub(r"<b>\1</b>", linked)


def paragraphs(text: str) -> str:
    """Blank lines separate paragraphs; lines with "- " become a list."""
    html = []
    for block in text.strip().split("\n\n"):
        lines = [line.strip() for line in block.strip().split("\n") if line.strip()]
        rest = [line for line in lines if not line.startswith("- ")]
        items = [line[2:] for line in lines if line.startswith("- ")]
        if rest:
            html.append(f"<p>{inline(' '.join(rest))}</p>")
        if items:
            html.append(listed("\n".join(items), "ul"))
    return "".join(html)


def listed(text: str, tag: str) -> str:
    """One item per line."""
    items = [line.strip() for line in text.strip().split("\n") if line.strip()]
    if not items:
        return ""
    return f"<{tag}>{''.join(f'<li>{inline(i)}</li>' for i in items)}</{tag}>"


def numbered(text: str) -> str:
    return listed(text, "ol")


def bullets(text: str) -> str:
    return listed(text, "ul")


OFFERING_PROSE: dict[str, Callable[[str], str]] = {
    "title": str,
    "summary": str,
    "what_happens": numbered,
    "who_for": paragraphs,
    "how_to_come": paragraphs,
    "what_to_bring": bullets,
    "confidentiality": paragraphs,
}
STORY_PROSE: dict[str, Callable[[str], str]] = {
    "title": str,
    "summary": str,
    "problem": paragraphs,
    "aim": paragraphs,
    "causes": paragraphs,
    "tried": numbered,
    "result": paragraphs,
    "lessons": paragraphs,
    "not_repeat": paragraphs,
    "do_it_yourself": bullets,
}
ORGANISATION_PROSE: dict[str, Callable[[str], str]] = {
    "name": str,
    "about": paragraphs,
}


def prose(data: dict[str, Any], contract: dict[str, Callable[[str], str]]) -> Any:
    """Field → its text, of those fields that the file has; a name is a title."""
    return {
        ("title" if name == "name" else name): convert(data.get(name, ""))
        for name, convert in contract.items()
        if name in data
    }


def strategy_body(blocks: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    body: list[tuple[str, Any]] = []
    for block in blocks:
        kind = block["kind"]
        value = {
            key.replace("-", "_"): item
            for key, item in block.items()
            if key not in {"kind", "paragraphs", "source"}
        }
        if kind == "text":
            value["text"] = paragraphs(block["paragraphs"])
        if kind == "sources":
            value["sources"] = [
                {"title": "", "by": "", "year": "", "url": "", **row}
                for row in block.get("source", [])
            ]
        body.append((kind, value))
    return body


def information_body(sections: list[dict[str, str]]) -> list[tuple[str, Any]]:
    return [
        ("text", {"heading": s["heading"], "text": paragraphs(s["paragraphs"])})
        for s in sections
    ]
