"""The context of the start page."""

from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects

from hm_site.base import labels
from hm_site.base.chrome import (
    help_checked_on,
    help_lines_context,
    top_url,
)
from hm_site.base.reader import LocalText
from hm_site.base.vocabulary import BY_CODE
from resources.index import directory_index
from stories.cards import latest

if TYPE_CHECKING:
    from .models import HomePage

LATEST_STORIES = 3
# Where danger must be seen first.
_URGENT = {"violence"}


def home_context(page: "HomePage") -> dict[str, Any]:
    source = page.source
    prefetch_related_objects([source], "terms")
    directory = top_url("directorypage")
    index = directory_index()
    return {
        "lead": LocalText(page.lead, page.language),
        "entrances": entrances(source.codes("concern"), directory),
        "municipalities": [
            {
                "code": x.term,
                "label": x.text,
                "url": f"{directory}?municipality={x.term}",
                "count": index.bits.get(("municipality", x.term), 0).bit_count(),
            }
            for x in labels.labels("municipality")
        ],
        "directory_url": directory,
        "help_lines": help_lines_context(),
        "help_checked_on": help_checked_on(),
        "stories": latest(LATEST_STORIES),
        "stories_url": top_url("storyindexpage"),
        "strategy_url": top_url("strategypage"),
        "total": len(index.entries),
    }


def entrances(codes: list[str], directory: str) -> list[dict[str, Any]]:
    """Tiles by concern, in the editor's order as far as the vocabulary keeps it."""
    vocabulary = BY_CODE["concern"]
    return [
        {
            "code": x.term,
            "label": x.text,
            "description": x.explanation,
            "url": f"{directory}?concern={x.term}",
            "icon": vocabulary.icon(x.term),
            "urgent": x.term in _URGENT,
        }
        for x in labels.labels("concern")
        if x.term in codes
    ]
