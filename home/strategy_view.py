"""Contexts of the strategy and of information pages."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from wagtail.rich_text import RichText

from hm_site.base import formats, labels
from hm_site.base.chrome import top_url
from hm_site.base.links import reader_url
from hm_site.base.querysets import is_published, local_title, translated_titles
from hm_site.base.reader import LocalText, reader_code
from hm_site.base.sections import Section, rich_html
from hm_site.base.vocabulary import BY_CODE
from resources.index import directory_index

if TYPE_CHECKING:
    from .models import InformationPage, StrategyPage

# Levels that the guidelines point out as best strengthened together.
_TOGETHER = {"2", "3"}


def strategy_context(page: "StrategyPage") -> dict[str, Any]:
    source = page.source
    blocks = [_block(n, child, page) for n, child in enumerate(page.body, 1)]
    successor = source.successor if source.successor_id else None
    language = reader_code()
    begins = source.valid_from if source.is_decided_to_begin() else None
    expired_text = ""
    if source.is_expired() and source.valid_to:
        expired_text = _("Strategin slutade gälla %(date)s.") % {
            "date": formats.date_long(source.valid_to, language)
        }
    return {
        "lead": LocalText(page.summary, page.language),
        "brief": _brief(source),
        "expired": source.is_expired(),
        "in_force": source.is_in_force(),
        "expired_text": expired_text,
        "begins_text": (
            _("Börjar %(date)s") % {"date": formats.date_long(begins, language)}
            if begins
            else ""
        ),
        "successor": (
            {
                "title": local_title(
                    successor,
                    translated_titles([successor.translation_key], language),
                    language,
                ),
                "url": reader_url(successor),
            }
            if successor is not None and is_published(successor)
            else None
        ),
        "toc": [
            {"anchor": block["anchor"], "label": block["heading"]} for block in blocks
        ],
        "blocks": blocks,
        "total": len(directory_index().entries),
        "directory_url": top_url("directorypage"),
        "stories_url": top_url("storyindexpage"),
    }


def _brief(source: "StrategyPage") -> list[dict[str, Any]]:
    language = reader_code()

    def day(value: Any) -> list[LocalText]:
        return [LocalText.own(formats.date_long(value, language))] if value else []

    valid = day(source.valid_from)
    if source.valid_from and source.valid_to:
        text = formats.date_range(source.valid_from, source.valid_to, language)
        valid = [LocalText.own(text)]
    elif source.valid_to:
        until = {"date": formats.date_long(source.valid_to, language)}
        valid = [LocalText.own(_("Till och med %(date)s") % until)]
    rows = [
        (
            _("Beslutas av"),
            [LocalText.swedish(source.deciding_body)] if source.deciding_body else [],
        ),
        (
            _("Diarienummer"),
            [LocalText.swedish(source.case_number)] if source.case_number else [],
        ),
        (_("Förslag"), day(source.proposed_on)),
        (_("Beslut"), day(source.decided_on)),
        (_("Gäller"), valid),
    ]
    return [{"label": label, "values": values} for label, values in rows if values]


def _block(number: int, child: Any, page: "StrategyPage") -> dict[str, Any]:
    value = child.value
    language = page.language
    block: dict[str, Any] = {
        "kind": child.block_type,
        "anchor": f"del-{number}",
        "heading": LocalText(value["heading"], language),
    }
    builder = {
        "text": _text,
        "steps": _steps,
        "prerequisites": _prerequisites,
        "pyramid": _pyramid,
        "sources": _sources,
    }[child.block_type]
    return {**block, **builder(value, language)}


def _text(value: Any, language: str) -> dict[str, Any]:
    return {"html": _rich(value["text"])}


def _rich(value: RichText) -> Any:
    return rich_html(value.source)


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


def information_context(page: "InformationPage") -> dict[str, Any]:
    return {
        "lead": page.lead,
        "sections": [
            Section(
                heading=child.value["heading"],
                heading_source=child.value["heading"],
                html=_rich(child.value["text"]),
                kind="text",
                anchor=f"del-{number}",
            )
            for number, child in enumerate(page.body, 1)
        ],
        "updated_on": page.source.last_published_at,
    }
