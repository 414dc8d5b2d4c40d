"""What becomes of the languages' texts when the Swedish one alters no meaning.

They go on with the new words: what readers have, what is being written, and what waits
for its review.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from hm_site.base.models import BasePage
from hm_site.base.text_changes import Change, Text, without_links
from hm_site.organisations.review import withdrawal

from . import memory
from .models import PublishedSegment, Submission, TextWriter

# Segments are known by where they stand and what they say in Swedish.
Key = tuple[int, int]  # (pk of the context, pk of the string)


@dataclass
class _Part:
    """An old text of which a new one is made; without its links, unless they are those
    that the new one has."""

    key: Key
    linked: bool

    def fitting(self, text: str) -> str:
        return text if self.linked else without_links(text)


@dataclass
class _Made:
    """A new text and the old ones that it was, in their order; none for a sentence that
    was added: it counts as there, with nothing to show."""

    key: Key
    parts: list[_Part] = field(default_factory=list)

    def of(self, texts: Mapping[Key, str]) -> str | None:
        """From a language's texts; None where it lacks one of them."""
        if any(part.key not in texts for part in self.parts):
            return None
        found = (part.fitting(texts[part.key]) for part in self.parts)
        return " ".join(text for text in found if text)


def carry_over(
    page: BasePage,
    changes: list[Change],
    fine: list[Change],
    before: Mapping[Text, Key],
    after: Mapping[Text, Key],
) -> None:
    """`before` and `after`: the texts of the Swedish page in their order; `fine`: those
    of the changes that alter no meaning. What the languages had for a text that has a
    new meaning stays: a translator is shown it."""
    made = _made(fine, before, after)
    gone = {before[x.old] for x in fine if x.old} - set(after.values())
    kept = {before[x.old] for x in changes if x.old and x not in fine}
    _readers_texts(made, set(before.values()), gone - kept)
    _working_texts(made)
    _texts_in_review(page, made, gone)


def _made(
    changes: list[Change], before: Mapping[Text, Key], after: Mapping[Text, Key]
) -> list[_Made]:
    """Without those whose words have stood in their place: they have texts already."""
    stood = set(before.values())
    found = {
        after[x.new]: _Made(after[x.new])
        for x in changes
        if x.new and after[x.new] not in stood
    }
    for change in changes:
        end = change.new or change.beside
        if change.old and end and after[end] in found:
            linked = change.new is not None and not change.relinked
            found[after[end]].parts.append(_Part(before[change.old], linked))
    place = {key: number for number, key in enumerate(before.values())}
    for one in found.values():
        one.parts.sort(key=lambda part: place[part.key])
    return list(found.values())


def _published_at(keys: Iterable[Key]) -> Any:
    found = Q(pk=None)
    for context, string in keys:
        found |= Q(context_id=context, string_id=string)
    return PublishedSegment.objects.filter(found)


def _readers_texts(made: list[_Made], before: set[Key], gone: set[Key]) -> None:
    contexts = {context for context, _string in before | {one.key for one in made}}
    had: dict[str, dict[Key, PublishedSegment]] = defaultdict(dict)
    for row in PublishedSegment.objects.filter(context__in=contexts):
        had[row.language][row.context_id, row.string_id] = row
    carried = []
    for language, rows in had.items():
        texts = {key: row.text for key, row in rows.items()}
        unused: set[Key] = set()
        for one in made:
            text = one.of(texts)
            if text is None:
                unused |= {part.key for part in one.parts}
                continue
            if not one.parts and one.key in texts:
                continue  # said before, and again
            # Also where the new words have stood once before.
            _published_at([one.key]).filter(language=language).delete()
            carried.append(
                PublishedSegment(
                    language=language,
                    context_id=one.key[0],
                    string_id=one.key[1],
                    text=text,
                    machine=any(rows[part.key].machine for part in one.parts),
                )
            )
        _published_at(gone - unused).filter(language=language).delete()
    memory.remember(PublishedSegment.objects.bulk_create(carried))


def _working_texts(made: list[_Made]) -> None:
    for one in made:
        if not one.parts:
            continue
        written: dict[int, dict[Key, StringTranslation]] = defaultdict(dict)
        for part in one.parts:
            rows = StringTranslation.objects.filter(
                context_id=part.key[0], translation_of_id=part.key[1]
            )
            for row in rows.select_related("locale"):
                written[row.locale_id][part.key] = row
        for rows_of in written.values():
            _write(one, rows_of)


def _write(one: _Made, rows: Mapping[Key, StringTranslation]) -> None:
    """In one language, instead of what was written there when the new words stood there
    once before; who wrote that is not who wrote this."""
    text = one.of({key: row.data for key, row in rows.items()})
    if text is None:
        return
    first = rows[one.parts[0].key]
    worst = next((x for x in rows.values() if x.translation_type == "machine"), first)
    StringTranslation.objects.update_or_create(
        locale_id=first.locale_id,
        context_id=one.key[0],
        translation_of_id=one.key[1],
        defaults={
            "data": text,
            "translation_type": worst.translation_type,
            "tool_name": worst.tool_name,
            "last_translated_by_id": first.last_translated_by_id,
            "has_error": any(x.has_error for x in rows.values()),
            "field_error": first.field_error,
        },
    )
    language = first.locale.language_code
    writers = TextWriter.objects.filter(language=language)
    writers.filter(context_id=one.key[0], string_id=one.key[1]).delete()
    parts = Q(pk=None)
    for context, string in rows:
        parts |= Q(context_id=context, string_id=string)
    TextWriter.objects.bulk_create(
        TextWriter(
            language=language,
            context_id=one.key[0],
            string_id=one.key[1],
            user_id=user,
        )
        for user in set(writers.filter(parts).values_list("user_id", flat=True))
    )


def _texts_in_review(page: BasePage, made: list[_Made], gone: set[Key]) -> None:
    """What waits for its review renders the texts as they are worded now."""
    for submission in _current(page):
        had = {(row["context"], row["string"]): row for row in submission.segments}
        texts = {key: row["text"] for key, row in had.items()}
        rows = [row for key, row in had.items() if key not in gone]
        for one in made:
            text = one.of(texts)
            if text is None or one.key in had:
                continue
            machine = any(had[part.key]["machine"] for part in one.parts)
            context, string = one.key
            said = {"text": text, "machine": machine}
            rows.append({"context": context, "string": string, **said})
        if rows != submission.segments:
            submission.segments = rows
            submission.save(update_fields=["segments"])


def _current(page: BasePage) -> Any:
    """What was last sent in, what readers have, and what they get back when a
    withdrawal is undone."""
    rows = Page.objects.filter(translation_key=page.translation_key)
    return Submission.objects.filter(
        Q(revision__in=rows.values("latest_revision"))
        | Q(revision__in=rows.values("live_revision"))
        | Q(revision__in=withdrawal.undoable_revisions()),
        page_key=page.translation_key,
    )
