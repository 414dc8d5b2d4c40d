"""The Swedish page's texts as segments, and what readers of a language have of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.models import Page
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from hm_site.base.caches import bump_version
from hm_site.base.models import BasePage
from hm_site.base.text_changes import Change, Text, changes, pairs, without_links
from hm_site.organisations.review import withdrawal

from . import memory
from .models import (
    PublishedSegment,
    PublishedTranslation,
    Submission,
    TextWriter,
)

# Segments are known by where they stand and what they say in Swedish.
Key = tuple[int, int]  # (pk of the context, pk of the string)


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
    marked, found = set(wording), changes(before, after)
    harmless = [x for x in found if x.same_words or x.key in marked]
    _carry_over(harmless, before, after)
    bump_version()
    return len(harmless) < len(found)


def _keys(source: TranslationSource) -> dict[Text, Key]:
    rows = StringSegment.objects.filter(source=source).order_by("order")
    return {
        Text(path, data): (context, string)
        for path, data, context, string in rows.values_list(
            "context__path", "string__data", "context_id", "string_id"
        )
    }


def _carry_over(
    harmless: list[Change], before: Mapping[Text, Key], after: Mapping[Text, Key]
) -> None:
    """A sentence that was added without changing the meaning (one split in two) has no
    old text of its own: it counts as there, with nothing to show."""
    contexts = {context for context, _string in before.values()}
    languages = PublishedSegment.objects.filter(context__in=contexts)
    codes = set(languages.values_list("language", flat=True))
    for change in harmless:
        old = before[change.old] if change.old else None
        new = after[change.new] if change.new else None
        if old and new and new not in before.values():
            _carry(change, old, new)
        elif old and not new:
            _drop_from_reviews(old)
        elif new and not old:
            for code in codes:
                _count_as_there(code, new)
            _add_to_reviews(new)
    today = set(after.values())
    for key in {before[x.old] for x in harmless if x.old} - today:
        _published_at(key).delete()


def _published_at(key: Key) -> Any:
    return PublishedSegment.objects.filter(context_id=key[0], string_id=key[1])


def _count_as_there(language: str, key: Key) -> None:
    PublishedSegment.objects.get_or_create(
        language=language, context_id=key[0], string_id=key[1]
    )


def _carry(change: Change, old: Key, new: Key) -> None:
    """What the languages have and write for the old text, also where the new words have
    stood once before."""
    had = list(_published_at(old))
    _published_at(new).filter(language__in=[row.language for row in had]).delete()
    carried = PublishedSegment.objects.bulk_create(
        PublishedSegment(
            language=row.language,
            context_id=new[0],
            string_id=new[1],
            text=_fitting(row.text, change),
            machine=row.machine,
        )
        for row in had
    )
    memory.remember(carried)
    _copy_working_texts(change, old, new)
    _rename_in_reviews(change, old, new)


def _fitting(text: str, change: Change) -> str:
    """Without the links, unless they are those that the Swedish text has now."""
    return without_links(text) if change.relinked else text


def _copy_working_texts(change: Change, old: Key, new: Key) -> None:
    TextWriter.objects.filter(context_id=new[0], string_id=new[1]).delete()
    texts = StringTranslation.objects.filter(
        context_id=old[0], translation_of_id=old[1]
    )
    for text in texts:
        StringTranslation.objects.update_or_create(
            locale_id=text.locale_id,
            context_id=new[0],
            translation_of_id=new[1],
            defaults={
                "data": _fitting(text.data, change),
                "translation_type": text.translation_type,
                "tool_name": text.tool_name,
                "last_translated_by_id": text.last_translated_by_id,
                "has_error": text.has_error,
                "field_error": text.field_error,
            },
        )
    writers = TextWriter.objects.filter(context_id=old[0], string_id=old[1])
    TextWriter.objects.bulk_create(
        TextWriter(language=language, context_id=new[0], string_id=new[1], user_id=user)
        for language, user in writers.values_list("language", "user_id")
    )


def _current(key: Key) -> Any:
    """Of the page that the text stands on: what was last sent in, what readers have,
    and what they get back when a withdrawal is undone."""
    page = TranslationContext.objects.values_list("object_id", flat=True).get(pk=key[0])
    rows = Page.objects.filter(translation_key=page)
    return Submission.objects.filter(
        Q(revision__in=rows.values("latest_revision"))
        | Q(revision__in=rows.values("live_revision"))
        | Q(revision__in=withdrawal.undoable_revisions()),
        page_key=page,
    )


def _add_to_reviews(key: Key) -> None:
    for submission in _current(key):
        if key not in submission.keys:
            text = {"text": "", "machine": False}
            submission.segments.append({"context": key[0], "string": key[1], **text})
            submission.save(update_fields=["segments"])


def _rename_in_reviews(change: Change, old: Key, new: Key) -> None:
    """What waits for its review renders the text as it is worded now."""
    for submission in _current(old):
        if old not in submission.keys or new in submission.keys:
            continue
        for row in submission.segments:
            if (row["context"], row["string"]) == old:
                row["text"] = _fitting(row["text"], change)
                row["context"], row["string"] = new
        submission.save(update_fields=["segments"])


def _drop_from_reviews(key: Key) -> None:
    for submission in _current(key):
        rows = [x for x in submission.segments if (x["context"], x["string"]) != key]
        if rows != submission.segments:
            submission.segments = rows
            submission.save(update_fields=["segments"])


def earlier(
    page_segments: Iterable[StringSegment], had: Iterable[PublishedSegment]
) -> dict[Key, PublishedSegment]:
    """What each text of the Swedish page that readers of a language lack was when they
    last got it; nothing for texts that are new. `had`: with `context` and `string`."""
    now = {
        Text(x.context.path, x.string.data): (x.context_id, x.string_id)
        for x in page_segments
    }
    rows = {Text(x.context.path, x.string.data): x for x in had}
    return {
        now[x.new]: rows[x.old]
        for x in pairs(rows, now)
        if x.new and x.old and x.new != x.old
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
