"""What the template of a body block shows, on a page and in the block's preview."""

from typing import Any

from django.utils.html import format_html, format_html_join

from hm_site.base import labels
from hm_site.base.reader import LocalText
from hm_site.base.sections import Section, rich_html
from hm_site.base.vocabulary import BY_CODE

# Levels that the guidelines point out as best strengthened together.
_TOGETHER = {"2", "3"}


def shown(kind: str, value: Any, language: str) -> dict[str, Any]:
    """`value` is a block's value in `language`; names of terms are the reader's."""
    builder = {
        "text": _text,
        "steps": _steps,
        "prerequisites": _prerequisites,
        "pyramid": _pyramid,
        "sources": _sources,
    }[kind]
    heading = LocalText(value["heading"], language)
    return {"kind": kind, "heading": heading, **builder(value, language)}


def _text(value: Any, language: str) -> dict[str, Any]:
    return {"html": rich_html(value["text"].source)}


def _steps(value: Any, language: str) -> dict[str, Any]:
    return {
        "items": [
            {
                "label": labels.label("model-step", code).text,
                "text": LocalText(value[code], language),
            }
            for code in BY_CODE["model-step"].codes
        ]
    }


def _prerequisites(value: Any, language: str) -> dict[str, Any]:
    vocabulary = BY_CODE["prerequisite"]
    return {
        "items": [
            {
                "icon": vocabulary.icon(code),
                "label": labels.label("prerequisite", code).text,
                "text": LocalText(value[code.replace("-", "_")], language),
            }
            for code in vocabulary.codes
        ]
    }


def _pyramid(value: Any, language: str) -> dict[str, Any]:
    return {
        "intro": LocalText(value["intro"], language),
        "levels": [
            {
                "number": code,
                "label": labels.label("level", code).text,
                "text": LocalText(value[f"level_{code}"], language),
                "together": code in _TOGETHER,
            }
            for code in reversed(BY_CODE["level"].codes)
        ],
    }


def _sources(value: Any, language: str) -> dict[str, Any]:
    return {
        "items": [
            {
                "title": LocalText.swedish(item["title"]),
                "by": LocalText.swedish(item["by"]),
                "year": item["year"],
                "url": item["url"],
            }
            for item in value["sources"]
        ]
    }


def running_text(body: Any, language: str) -> list[Section]:
    """The blocks of a body as plain headed sections, for a bilingual sheet."""
    sections = []
    for number, block in enumerate(body, 1):
        content = shown(block.block_type, block.value, language)
        if content["kind"] == "sources":
            continue  # the same in every language
        is_text = content["kind"] == "text"
        html = content["html"] if is_text else _listed(content)
        heading = str(content["heading"])
        if not heading and not html:
            continue  # nothing to say in this language
        anchor = f"del-{number}"
        sections.append(Section(heading, heading, html, "text", anchor, block.id or ""))
    return sections


def _listed(content: dict[str, Any]) -> Any:
    rows = content.get("items") or content["levels"]
    items = format_html_join(
        "", "<li><b>{}</b> {}</li>", ((row["label"], row["text"]) for row in rows)
    )
    return format_html("<p>{}</p><ul>{}</ul>", content.get("intro", ""), items)
