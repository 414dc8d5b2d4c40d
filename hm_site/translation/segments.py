"""The Swedish page's texts as segments, and what readers of a language have of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from hm_site.base.caches import bump_version
from hm_site.base.models import BasePage
from hm_site.base.text_changes import Text, changes, harmless, pairs

from . import memory
from .carrying import Key, carry_over
from .models import PublishedSegment, PublishedTranslation, TextWriter


def source_of(page: BasePage) -> TranslationSource:
    """wagtail-localize's source of a Swedish page; made from the live page."""
    return TranslationSource.get_or_create_from_instance(page)[0]


def source_segments(page: BasePage) -> list[StringSegment]:
    """All texts to translate, in the order of the page (1–2 queries)."""
    rows = StringSegment.objects.filter(source=source_of(page))
    wanted = rows.select_related("string", "context", "source")
    return list(wanted.order_by("order"))


def unique(segments: Iterable[StringSegment]) -> list[StringSegment]:
    """A text that stands twice in one place is translated once."""
    first: dict[Key, StringSegment] = {}
    for segment in segments:
        first.setdefault((segment.context_id, segment.string_id), segment)
    return list(first.values())


@transaction.atomic
def renew_source(page: BasePage, wording: Iterable[str] = ()) -> bool:
    """Bring the segments in line with the live Swedish page.

    `wording` names the changes (`Change.key`) that alter no meaning: what the languages
    have for the old text stands for the new one too. Returns whether the page now says
    something else, so that translations have to follow.
    """
    known = TranslationSource.objects.get_for_instance_or_none(page)
    if known is None:
        # Nobody translates it yet: the texts are read when somebody begins.
        return False
    before = _keys(known)
    # Kept up to date under readers' eyes, not when somebody presses "sync".
    known.update_from_db()
    after = _keys(known)
    # As the moderator saw them, those that stand twice included.
    found = changes([text for text, _key in before], [text for text, _key in after])
    fine = harmless(found, set(wording))
    carry_over(page, found, fine, dict(before), dict(after))
    bump_version()
    return len(fine) < len(found)


def _keys(source: TranslationSource) -> list[tuple[Text, Key]]:
    """In the order of the page; one that stands twice is there twice."""
    rows = StringSegment.objects.filter(source=source).order_by("order")
    return [
        (Text(path, data), (context, string))
        for path, data, context, string in rows.values_list(
            "context__path", "string__data", "context_id", "string_id"
        )
    ]


@dataclass(frozen=True)
class Former:
    """A text as a language had it, and the Swedish that it rendered."""

    swedish: str
    text: str


def earlier(
    page_segments: Iterable[StringSegment],
    had: Iterable[PublishedSegment],
    written: Mapping[Key, StringTranslation],
) -> dict[Key, Former]:
    """What each text of the Swedish page that readers of a language lack was when they
    last got it, or when somebody last wrote it; nothing for texts that are new.

    `had`: with `context` and `string`; `written`: all of the page. 2 queries when the
    Swedish changed while it was being translated, else none.
    """
    now = {
        Text(x.context.path, x.string.data): (x.context_id, x.string_id)
        for x in page_segments
    }
    readers = {(row.context_id, row.string_id): row for row in had}
    former = {
        Text(row.context.path, row.string.data): Former(row.string.data, row.text)
        for row in readers.values()
    }
    current = set(now.values())
    left = set(written) - current - set(readers)
    lacking = current - set(written)
    drafts = _drafts([written[key] for key in left]) if lacking else {}
    return {
        now[x.new]: (drafts | former)[x.old]
        for x in pairs([*former, *drafts], list(now))
        if x.new and x.old and x.new != x.old
        if x.old in former or now[x.new] not in written
    }


def _drafts(rows: list[StringTranslation]) -> dict[Text, Former]:
    """Of texts that nobody has got: those written since readers last got any."""
    if not rows:
        return {}
    wanted = StringTranslation.objects.filter(pk__in=[row.pk for row in rows])
    found = list(wanted.select_related("context", "translation_of", "locale"))
    published = PublishedTranslation.objects.filter(
        page_key=found[0].context.object_id, language=found[0].locale.language_code
    )
    since = published.values_list("published_at", flat=True).first()
    return {
        Text(row.context.path, row.translation_of.data): Former(
            row.translation_of.data, row.data
        )
        for row in sorted(found, key=lambda row: row.updated_at, reverse=True)
        if since is None or row.updated_at > since
    }


def record_published(
    page: BasePage,
    language: str,
    segments: Iterable[dict[str, Any]],
    **facts: Any,
) -> None:
    """Remember what readers of the language have from now on.

    `segments` as in `Submission.segments`; `facts` are fields of
    `PublishedTranslation`.
    """
    PublishedSegment.objects.filter(
        language=language, context__object_id=page.translation_key
    ).delete()
    rows = PublishedSegment.objects.bulk_create(
        PublishedSegment(
            language=language,
            context_id=row["context"],
            string_id=row["string"],
            text=row["text"],
            machine=row["machine"],
        )
        for row in {(r["context"], r["string"]): r for r in segments}.values()
    )
    memory.remember(rows)
    _forget_writers(page, language, rows)
    PublishedTranslation.objects.update_or_create(
        page_key=page.translation_key, language=language, defaults=facts
    )
    bump_version()


def is_known(translation: BasePage) -> bool:
    """Whether it is recorded what its readers have, or had until it was withdrawn."""
    return PublishedTranslation.objects.filter(
        page_key=translation.translation_key, language=translation.language
    ).exists()


def _forget_writers(
    page: BasePage, language: str, rows: Iterable[PublishedSegment]
) -> None:
    """Of texts that stand with readers as they are written."""
    had = {(row.context_id, row.string_id): row.text for row in rows}
    written = StringTranslation.objects.filter(
        locale__language_code=language, context__object_id=page.translation_key
    )
    newer = {
        (context, string)
        for context, string, text in written.values_list(
            "context_id", "translation_of_id", "data"
        )
        if had.get((context, string)) != text
    }
    writers = TextWriter.objects.filter(
        language=language, context__object_id=page.translation_key
    )
    done = [
        pk
        for pk, *key in writers.values_list("pk", "context_id", "string_id")
        if tuple(key) not in newer
    ]
    TextWriter.objects.filter(pk__in=done).delete()


def adopt(translation: BasePage) -> int:
    """Learn the texts of a translation that was written past the desk: by the set-up,
    the demo, or before there was a desk. Returns how many texts were learned.

    Texts are paired by their order within each field, since blocks made separately
    have ids of their own; a field with another number of texts is left out.
    """
    source = translation.source
    ours: dict[str, list[StringSegment]] = defaultdict(list)
    for segment in source_segments(source):
        ours[segment.context.path.partition(".")[0]].append(segment)
    theirs: dict[str, list[str]] = defaultdict(list)
    for value in extract_segments(translation):
        if isinstance(value, StringSegmentValue):
            theirs[value.path.partition(".")[0]].append(value.string.data)
    rows = [
        {
            "context": segment.context_id,
            "string": segment.string_id,
            "text": text,
            "machine": False,
        }
        for field, segments in ours.items()
        if len(segments) == len(theirs[field])
        for segment, text in zip(segments, theirs[field], strict=True)
    ]
    StringTranslation.objects.bulk_create(
        (
            StringTranslation(
                locale_id=translation.locale_id,
                context_id=row["context"],
                translation_of_id=row["string"],
                data=row["text"],
                translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
            )
            for row in rows
        ),
        ignore_conflicts=True,
    )
    record_published(
        translation,
        translation.language,
        rows,
        published_at=translation.last_published_at or translation.first_published_at,
    )
    return len(rows)
