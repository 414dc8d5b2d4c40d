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

from hm_site.base import publication
from hm_site.base.models import BasePage
from hm_site.base.text_changes import Text
from hm_site.base.texts import translated_fields

from . import work
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
    work.fill(live, source, texts, whole)
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
        here[work.field_of(row.context.path)].add((row.context_id, row.string_id))
    for x in source_segments(source):
        today[work.field_of(x.context.path)].add((x.context_id, x.string_id))
    fields = translated_fields(type(source))
    return {name for name in fields if here[name] == today[name]}


def _follow_links(
    live: BasePage,
    source: BasePage,
    had: Iterable[PublishedSegment],
    fields: set[str],
) -> None:
    """Text by text, where the rest of a field has to wait: a number that is changed is
    right in all languages at once.

    Texts that say the same ("Läs mer") are taken in their order, if there are as many
    and the texts around them stand in the same order as in Swedish: the number below
    "Akut" is never put below "Frågor".
    """
    said = {(row.context_id, row.string_id): row.text for row in had}
    leads: dict[Text, list[Any]] = defaultdict(list)
    now: dict[str, list[str]] = defaultdict(list)
    for x in source_segments(source):
        words = said.get((x.context_id, x.string_id))
        if words is not None:
            leads[Text(x.context.path, words)].append(json.loads(x.attrs))
            now[x.context.path].append(words)
    values = [
        value
        for value in extract_segments(live)
        if isinstance(value, StringSegmentValue | TemplateSegmentValue)
        and work.field_of(value.path) in fields
    ]
    here: dict[Text, list[StringSegmentValue]] = defaultdict(list)
    before: dict[str, list[str]] = defaultdict(list)
    for value in values:
        if isinstance(value, StringSegmentValue):
            here[Text(value.path, value.string.data)].append(value)
            before[value.path].append(value.string.data)
    for text, places in here.items():
        alone = len(places) == 1
        if len(places) == len(leads[text]) and (
            alone or _in_one_order(before[text.path], now[text.path])
        ):
            for place, attrs in zip(places, leads[text], strict=True):
                place.attrs = attrs or place.attrs
    ingest_segments(live, live, live.locale, live.locale, values)


def _in_one_order(one: list[str], other: list[str]) -> bool:
    both = set(one) & set(other)
    return [x for x in one if x in both] == [x for x in other if x in both]


def _values(page: BasePage) -> list[Any]:
    model = type(page)
    names = sorted(translated_fields(model))
    return [model._meta.get_field(name).value_to_string(page) for name in names]
