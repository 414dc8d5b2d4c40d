"""Stories as cards."""

from collections.abc import Iterable
from dataclasses import dataclass

from wagtail.models import Page

from hm_site.base import formats, labels
from hm_site.base.links import reader_url
from hm_site.base.querysets import attach_prose, is_unread
from hm_site.base.reader import LocalText, reader_code

from .models import StoryPage


@dataclass(frozen=True)
class StoryCard:
    """What `components/story_card.html` shows."""

    title: LocalText
    url: str
    summary: LocalText
    place: str
    period: str
    is_example: bool
    steps_done: int
    unread: bool  # a machine wrote it and nobody has read it


def period_text(page: StoryPage) -> str:
    language = reader_code()
    if page.period_start and page.period_end:
        first = formats.month_year(page.period_start, language)
        last = formats.month_year(page.period_end, language)
        return first if first == last else f"{first} – {last}"
    start = page.period_start or page.period_end
    return formats.month_year(start, language) if start else ""


def card(page: StoryPage) -> StoryCard:
    """Card of a Swedish story with loaded terms and prose."""
    steps = (page.problem, page.tried, page.result)
    return StoryCard(
        title=page.text("title"),
        url=reader_url(page),
        summary=page.text("summary"),
        place=labels.municipalities_text(page.codes("municipality")),
        period=period_text(page),
        is_example=page.is_example,
        steps_done=sum(1 for step in steps if step),
        unread=is_unread(page.prose),
    )


def cards(pages: Iterable[StoryPage]) -> list[StoryCard]:
    return [card(page) for page in attach_prose(pages)]


def latest(limit: int | None = None) -> list[StoryCard]:
    """The newest stories: 3 queries whatever their number."""
    found = StoryPage.objects.sources().published().with_facts().newest()
    return cards(found if limit is None else found[:limit])


def cards_of_organisation(organisation: Page) -> list[StoryCard]:
    found = StoryPage.objects.sources().published().descendant_of(organisation)
    return cards(found.with_facts().newest())
