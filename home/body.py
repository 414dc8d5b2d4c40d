"""What the template of a body block shows, on a page and in the block's preview."""

from typing import Any

from hm_site.base import labels
from hm_site.base.reader import LocalText
from hm_site.base.sections import rich_html
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
