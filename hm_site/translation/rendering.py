"""What a live translation takes from its Swedish page by itself.

Words are a translator's and a reviewer's. Where a link leads, in which order blocks
stand and what else lies between the words are facts of the Swedish page, approved with
it: they are the same in all languages at once.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from wagtail_localize.models import TranslationSource

from hm_site.base import publication
from hm_site.base.models import BasePage
from hm_site.base.texts import translated_fields

from . import work
from .models import PublishedSegment
from .segments import Key, source_segments

Texts = Mapping[Key, str]


def follow_all(source: BasePage) -> list[BasePage]:
    """After a Swedish publication; returns the translations that changed."""
    translations = type(source).objects.filter(
        translation_key=source.translation_key, live=True
    )
    rows = list(translations.exclude(pk=source.pk).select_related("locale"))
    known = TranslationSource.objects.get_for_instance_or_none(source)
    if not rows or known is None:
        return []
    had: dict[str, dict[Key, str]] = defaultdict(dict)
    published = PublishedSegment.objects.filter(
        context__object_id=source.translation_key
    )
    for row in published:
        had[row.language][row.context_id, row.string_id] = row.text
    today = _today(source)
    whole = [x for x in rows if _is_whole(had[x.language], today)]
    return [x for x in whole if _render(x, source, had[x.language])]


def follow(translation: BasePage) -> bool:
    """After a translation's publication: its texts were sent in for the Swedish page of
    that day. Returns whether anything changed."""
    rows = PublishedSegment.objects.filter(
        language=translation.language, context__object_id=translation.translation_key
    )
    texts = {(row.context_id, row.string_id): row.text for row in rows}
    source = translation.source
    return _is_whole(texts, _today(source)) and _render(translation, source, texts)


def _today(source: BasePage) -> set[Key]:
    return {(x.context_id, x.string_id) for x in source_segments(source)}


def _is_whole(texts: Texts, today: set[Key]) -> bool:
    """Where a text is missing, or no longer said, the page is outdated, and says so as
    a whole."""
    return today == set(texts) and all(texts.values())


def _render(translation: BasePage, source: BasePage, texts: Texts) -> bool:
    live = type(translation).objects.get(pk=translation.pk)
    before = _values(live)
    work.fill(live, source, texts)
    if _values(live) == before:
        return False
    with publication.approved(live):
        live.save()
    return True


def _values(page: BasePage) -> list[Any]:
    model = type(page)
    names = sorted(translated_fields(model))
    return [model._meta.get_field(name).value_to_string(page) for name in names]
