"""Contexts of the strategy and of information pages."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from hm_site.base import formats
from hm_site.base.chrome import top_url
from hm_site.base.links import reader_url
from hm_site.base.querysets import is_published, local_title, translated_titles
from hm_site.base.reader import LocalText, reader_code
from hm_site.translation.sheet import sheet_links
from resources.index import directory_index

from .body import shown

if TYPE_CHECKING:
    from .models import InformationPage, StrategyPage


def strategy_context(page: "StrategyPage") -> dict[str, Any]:
    source = page.source
    blocks = [
        {**shown(child.block_type, child.value, page.language), "anchor": f"del-{n}"}
        for n, child in enumerate(page.body, 1)
    ]
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
        **sheet_links(source),
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


def information_context(page: "InformationPage") -> dict[str, Any]:
    return {
        "lead": page.lead,
        "sections": page.running_text(),
        "updated_on": page.source.last_published_at,
        **sheet_links(page.source),
    }
