"""What a live translation takes from its Swedish page by itself.

Words are a translator's and a reviewer's. Where a link leads, in which order blocks
stand and what else lies between the words are facts of the Swedish page, approved with
it: they are the same in all languages at once.
"""

import json
import logging
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from wagtail_localize.models import TranslationSource
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from hm_site.base import publication
from hm_site.base.models import BasePage
from hm_site.base.text_changes import without_links
from hm_site.base.texts import translated_fields

from . import filling
from .models import PublishedSegment
from .segments import source_segments

logger = logging.getLogger(__name__)


def follow_all(source: BasePage) -> list[BasePage]:
    """After a Swedish publication; returns the translations that changed."""
    translations = type(source).objects.filter(
        translation_key=source.translation_key, live=True
    )
    rows = list(translations.exclude(pk=source.pk).select_related("locale"))
    known = TranslationSource.objects.get_for_instance_or_none(source)
    if not rows or known is None:
        return []
    had: dict[str, list[PublishedSegment]] = defaultdict(list)
    for row in _published(source).select_related("context"):
        had[row.language].append(row)
    return [x for x in rows if _followed(x, source, had[x.language])]


def follow(translation: BasePage) -> bool:
    """After a translation's publication: its texts were sent in for the Swedish page of
    that day. Returns whether anything changed."""
    rows = _published(translation).filter(language=translation.language)
    had = list(rows.select_related("context"))
    return _followed(translation, translation.source, had)


def says_too_much(translation: BasePage) -> bool:
    """Whether it says, in a field of which readers' texts are known, what they are not
    to have any longer: the Swedish page has lost it since it was built."""
    known: dict[str, set[str]] = defaultdict(set)
    rows = _published(translation).filter(language=translation.language)
    for row in rows.select_related("context"):
        known[filling.field_of(row.context.path)].add(without_links(row.text))
    live = type(translation).objects.get(pk=translation.pk)
    return any(
        without_links(value.string.data) not in texts
        for value in extract_segments(live)
        if isinstance(value, StringSegmentValue)
        and (texts := known.get(filling.field_of(value.path)))
    )


def _published(page: BasePage) -> Any:
    return PublishedSegment.objects.filter(context__object_id=page.translation_key)


def _followed(
    translation: BasePage, source: BasePage, had: list[PublishedSegment]
) -> bool:
    """A broken translation stays as it is and stops no Swedish page."""
    try:
        with transaction.atomic():
            return _render(translation, source, had)
    except Exception:
        logger.exception("%s does not follow its Swedish page", translation.pk)
        return False


def _render(
    translation: BasePage, source: BasePage, had: list[PublishedSegment]
) -> bool:
    live = type(translation).objects.get(pk=translation.pk)
    before = _values(live)
    whole = _whole_fields(source, had)
    texts = {(row.context_id, row.string_id): row.text for row in had}
    filling.fill(live, source, texts, whole)
    _follow_links(live, source, had, translated_fields(type(source)) - whole)
    if _values(live) == before:
        return False
    with publication.approved(live):
        # Its words alone: somebody may take it from readers at the same moment.
        live.save(update_fields=sorted(translated_fields(type(source))))
    return True


def _whole_fields(source: BasePage, had: Iterable[PublishedSegment]) -> set[str]:
    """Fields of which the language has all texts that are said today, and no other.

    Where a text is missing, or no longer said, the field stays as it was built: the
    page is outdated, and says so.
    """
    here: dict[str, set[Any]] = defaultdict(set)
    today: dict[str, set[Any]] = defaultdict(set)
    for row in had:
        here[filling.field_of(row.context.path)].add((row.context_id, row.string_id))
    for x in source_segments(source):
        today[filling.field_of(x.context.path)].add((x.context_id, x.string_id))
    fields = translated_fields(type(source))
    return {name for name in fields if here[name] == today[name]}


def _follow_links(
    live: BasePage,
    source: BasePage,
    had: Iterable[PublishedSegment],
    fields: set[str],
) -> None:
    """Text by text, where the rest of a field has to wait: a number that is changed is
    right in all languages at once, and a link that is taken away is gone.

    Only below the text that it stands below in Swedish, or first in its place: the
    number of "Frågor" is never put below "Akut".
    """
    said = {(row.context_id, row.string_id): row.text for row in had}
    leads: dict[str, dict[_Place, tuple[str | None, Any]]] = defaultdict(dict)
    above = _Above()
    for x in source_segments(source):
        words = said.get((x.context_id, x.string_id))
        place = above.place(x.context.path, words)
        if words is not None and place is not None:
            here = leads[x.context.path]
            twice = place in here  # then nobody knows which is which
            here[place] = (None, None) if twice else (words, json.loads(x.attrs))
    values = [
        value
        for value in extract_segments(live)
        if isinstance(value, StringSegmentValue | TemplateSegmentValue)
        and filling.field_of(value.path) in fields
    ]
    above = _Above()
    for value in values:
        if isinstance(value, StringSegmentValue):
            place = above.place(value.path, value.string.data)
            words, attrs = (
                leads[value.path].get(place, (None, None)) if place else (None, None)
            )
            _lead(value, words, attrs)
    ingest_segments(live, live, live.locale, live.locale, values)


def _lead(value: StringSegmentValue, words: str | None, attrs: Any) -> None:
    if words is None:
        return
    if value.attrs and words == without_links(words):
        value.string, value.attrs = StringValue(words), {}
    elif words == value.string.data:
        value.attrs = attrs or value.attrs


# What stands above a text, and what it says itself, both without links.
_Place = tuple[str, str]


class _Above:
    """Walks through the texts of a page in their order."""

    def __init__(self) -> None:
        self.last: dict[str, str | None] = {}

    def place(self, path: str, words: str | None) -> _Place | None:
        """None below a text that the language does not have."""
        over = self.last.get(path, "")
        self.last[path] = bare = None if words is None else without_links(words)
        return None if over is None or bare is None else (over, bare)


def _values(page: BasePage) -> list[Any]:
    model = type(page)
    names = sorted(translated_fields(model))
    return [model._meta.get_field(name).value_to_string(page) for name in names]
