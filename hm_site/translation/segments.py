"""The Swedish page's texts as segments, and what readers of a language have of them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import Any

from django.db import transaction
from wagtail.models import Page
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from hm_site.base.caches import bump_version
from hm_site.base.models import BasePage

from . import memory
from .models import (
    PublishedSegment,
    PublishedTranslation,
    Submission,
    TextWriter,
)

# Segments are known by where they stand and what they say in Swedish.
Key = tuple[int, int]  # (pk of the context, pk of the string)
_EMPHASIS = re.compile(r"</?(?:b|i|em|strong)>")
ALIKE = 0.4  # below it two texts are another, not a changed one


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

    `wording` names the paths whose change alters no meaning: what the languages have
    for the old text there stands for the new one too. Returns whether the page now says
    something else, so that translations have to follow.
    """
    known = TranslationSource.objects.get_for_instance_or_none(page)
    if known is None:
        # Nobody translates it yet: the texts are read when somebody begins.
        return False
    before = _by_path(known)
    # Kept up to date under readers' eyes, not when somebody presses "sync".
    known.update_from_db()
    after = _by_path(known)
    changed = {path for path in {*before, *after} if before[path] != after[path]}
    swedish = _swedish(
        key for keys in (before, after) for x in keys.values() for key in x
    )
    only_marked = {
        path
        for path in changed
        if _bare(before[path], swedish) == _bare(after[path], swedish)
    }
    for path in {*wording, *only_marked}:
        _carry_over(before[path], after[path])
        if before[path]:
            changed.discard(path)
    bump_version()
    return bool(changed)


def _by_path(source: TranslationSource) -> dict[str, list[Key]]:
    found: dict[str, list[Key]] = defaultdict(list)
    rows = StringSegment.objects.filter(source=source).order_by("order")
    for path, context, string in rows.values_list(
        "context__path", "context_id", "string_id"
    ):
        found[path].append((context, string))
    return found


def paired(
    old: list[Key], new: list[Key], swedish: Mapping[int, str]
) -> list[tuple[Key | None, Key]]:
    """Each new text with the old one in its place; None when it has none.

    Where some were added or taken away, those that are most alike belong together.
    `swedish`: pk of the string → what it says.
    """
    pairs: list[tuple[Key | None, Key]] = []
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for _tag, a1, a2, b1, b2 in matcher.get_opcodes():
        before, after = old[a1:a2], new[b1:b2]
        if len(before) == len(after):
            pairs += zip(before, after, strict=True)
        else:
            pairs += _most_alike(before, after, swedish)
    return pairs


def _most_alike(
    old: list[Key], new: list[Key], swedish: Mapping[int, str]
) -> list[tuple[Key | None, Key]]:
    def alike(one: Key, other: Key) -> float:
        texts = swedish.get(one[1], ""), swedish.get(other[1], "")
        return SequenceMatcher(None, *texts, autojunk=False).ratio()

    likeness = {(x, y): alike(x, y) for x in old for y in new}
    found: dict[Key, Key] = {}
    for x, y in sorted(likeness, key=lambda pair: -likeness[pair]):
        if likeness[x, y] >= ALIKE and x not in found.values() and y not in found:
            found[y] = x
    return [(found.get(key), key) for key in new]


def _bare(keys: list[Key], swedish: Mapping[int, str]) -> list[str]:
    """Without bold and italics, which change no meaning and which nobody is asked
    about."""
    return [_EMPHASIS.sub("", swedish.get(string, "")) for _context, string in keys]


def _swedish(keys: Iterable[Key]) -> dict[int, str]:
    rows = String.objects.filter(pk__in={string for _context, string in keys})
    return dict(rows.values_list("pk", "data"))


def _carry_over(old: list[Key], new: list[Key]) -> None:
    """A sentence that was added without changing the meaning (one split in two) has no
    old text of its own: it counts as there, with nothing to show."""
    for before, after in paired(old, new, _swedish([*old, *new])):
        anchor = before or (old[-1] if old else None)
        if anchor is None or anchor == after:
            continue
        for row in _published_at(anchor):
            carried, created = PublishedSegment.objects.get_or_create(
                language=row.language,
                context_id=after[0],
                string_id=after[1],
                defaults={
                    "text": row.text if before else "",
                    "machine": row.machine,
                },
            )
            if created:
                memory.remember([carried])
        if before:
            _copy_working_texts(before, after)
            _rename_in_reviews(before, after)
    for context, string in set(old) - set(new):
        _published_at((context, string)).delete()


def _published_at(key: Key) -> Any:
    return PublishedSegment.objects.filter(context_id=key[0], string_id=key[1])


def _copy_working_texts(old: Key, new: Key) -> None:
    texts = StringTranslation.objects.filter(
        context_id=old[0], translation_of_id=old[1]
    )
    for text in texts:
        StringTranslation.objects.get_or_create(
            locale_id=text.locale_id,
            context_id=new[0],
            translation_of_id=new[1],
            defaults={
                "data": text.data,
                "translation_type": text.translation_type,
                "tool_name": text.tool_name,
                "last_translated_by_id": text.last_translated_by_id,
            },
        )
    writers = TextWriter.objects.filter(context_id=old[0], string_id=old[1])
    TextWriter.objects.bulk_create(
        (
            TextWriter(
                language=language,
                context_id=new[0],
                string_id=new[1],
                user_id=user,
            )
            for language, user in writers.values_list("language", "user_id")
        ),
        ignore_conflicts=True,
    )


def _rename_in_reviews(old: Key, new: Key) -> None:
    """What waits for its review renders the text as it is worded now."""
    key = TranslationContext.objects.values_list("object_id", flat=True).get(pk=old[0])
    newest = Page.objects.filter(translation_key=key).values("latest_revision")
    for submission in Submission.objects.filter(revision__in=newest):
        rows = [
            {**row, "context": new[0], "string": new[1]}
            if (row["context"], row["string"]) == old
            else row
            for row in submission.segments
        ]
        if rows != submission.segments:
            submission.segments = rows
            submission.save(update_fields=["segments"])


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
