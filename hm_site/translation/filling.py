"""A page of another language: the Swedish build with the texts of that language."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from bs4 import BeautifulSoup, Tag
from wagtail_localize.models import TemplateSegment
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from hm_site.base.models import BasePage
from hm_site.base.texts import translated_fields

from .carrying import Key
from .segments import source_of, source_segments


def fill(
    draft: BasePage,
    source: BasePage,
    words: Mapping[Key, str],
    fields: Collection[str] | None = None,
) -> None:
    """Put the Swedish page's build with these texts into a page of another language;
    Swedish where there is none, nothing where the text is empty. `fields`: only these.
    """
    all_fields = translated_fields(type(source))
    wanted = all_fields if fields is None else all_fields & set(fields)
    for name in wanted:
        field = type(source)._meta.get_field(name)
        setattr(draft, name, field.value_from_object(source))
    values = [x for x in _values(source, words) if field_of(x.path) in wanted]
    ingest_segments(source, draft, source.locale, draft.locale, values)


def field_of(path: str) -> str:
    """The field of the page that a content path leads into."""
    return path.partition(".")[0]


def _values(source: BasePage, words: Mapping[Key, str]) -> list[Any]:
    values: list[Any] = []
    by_path: dict[str, list[str]] = defaultdict(list)
    for segment in source_segments(source):
        key, path = (segment.context_id, segment.string_id), segment.context.path
        text = words.get(key, segment.string.data)
        by_path[path].append(text)
        values.append(
            StringSegmentValue(
                path, StringValue(text), attrs=json.loads(segment.attrs)
            ).with_order(segment.order)
        )
    templates = TemplateSegment.objects.filter(source=source_of(source))
    for row in templates.select_related("template", "context"):
        values.append(
            TemplateSegmentValue(
                row.context.path,
                row.template.template_format,
                _without_empty(row.template.template, by_path[row.context.path]),
                row.template.string_count,
                order=row.order,
            )
        )
    return values


def _without_empty(template: str, texts: list[str]) -> str:
    """A rich text's frame without the paragraphs and steps that have nothing to say."""
    if all(texts):
        return template
    soup = BeautifulSoup(template, "html.parser")
    for place in soup.find_all("text"):
        if not texts[int(str(place["position"]))]:
            _take_out(place)
    return str(soup)


def _take_out(element: Tag) -> None:
    """With all around it that is empty without it."""
    parent = element.parent
    element.decompose()
    if parent and parent.parent and not parent.contents:
        _take_out(parent)
