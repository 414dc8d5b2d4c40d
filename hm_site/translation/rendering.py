"""What a live translation takes from its Swedish page by itself.

Words are a translator's and a reviewer's. Where a link leads, in which order blocks
stand and what else lies between the words are facts of the Swedish page, approved with
it: they are the same in all languages at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from wagtail_localize.fields import TranslatableField
from wagtail_localize.models import TranslationSource

from hm_site.base import publication
from hm_site.base.models import BasePage

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
    return [x for x in rows if _follow(x, source, had[x.language])]


def follow(translation: BasePage) -> bool:
    """After a translation's publication: its texts were sent in for the Swedish page of
    that day. Returns whether anything changed."""
    rows = PublishedSegment.objects.filter(
        language=translation.language, context__object_id=translation.translation_key
    )
    texts = {(row.context_id, row.string_id): row.text for row in rows}
    return _follow(translation, translation.source, texts)


def _follow(translation: BasePage, source: BasePage, texts: Texts) -> bool:
    """Nothing where a text is missing, or no longer said: the page is outdated, and
    says so as a whole."""
    today = {(x.context_id, x.string_id) for x in source_segments(source)}
    if today != set(texts) or not all(texts.values()):
        return False
    live = type(translation).objects.get(pk=translation.pk)
    before = _values(live)
    work.fill(live, source, texts)
    if _values(live) == before:
        return False
    with publication.approved(live):
        live.save()
    return True


def _values(page: BasePage) -> list[Any]:
    return [field.value_to_string(page) for field in _fields(page)]


def _fields(page: BasePage) -> Iterable[Any]:
    for contract in type(page).translatable_fields:
        if isinstance(contract, TranslatableField):
            yield contract.get_field(type(page))
