"""What becomes of the languages' texts when the Swedish one alters no meaning.

They go on with the new words: what readers have, what is being written, and what waits
for its review.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from hm_site.base.models import BasePage
from hm_site.base.text_changes import Change, Text, without_links
from hm_site.organisations.review import withdrawal

from . import memory
from .models import PublishedSegment, Submission, TextWriter

# Segments are known by where they stand and what they say in Swedish.
Key = tuple[int, int]  # (pk of the context, pk of the string)
_WORKING = [
    "data",
    "translation_type",
    "tool_name",
    "last_translated_by",
    "has_error",
    "field_error",
    "updated_at",
]


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

    @property
    def keys(self) -> list[Key]:
        return [part.key for part in self.parts]

    def of(self, texts: Mapping[Key, str]) -> str | None:
        """From a language's texts; None where it lacks one of them."""
        if any(key not in texts for key in self.keys):
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
    place = {key: number for number, key in enumerate(before.values())}
    standing = set(after.values())
    for change in changes:
        end = change.new or change.beside
        if not (change.old and end and after[end] in found):
            continue
        part = _Part(before[change.old], change.new is not None and not change.relinked)
        parts = found[after[end]].parts
        if change.new is None and part.key in standing:
            # One of two: where it stood nobody knows, but where it stands now.
            parts.insert(0 if end.run.startswith(change.old.run) else len(parts), part)
        else:
            parts.append(part)
            parts.sort(key=lambda part: place[part.key])
    return list(found.values())


def _readers_texts(made: list[_Made], before: set[Key], gone: set[Key]) -> None:
    contexts = {context for context, _string in before | {one.key for one in made}}
    had: dict[str, dict[Key, PublishedSegment]] = defaultdict(dict)
    for row in PublishedSegment.objects.filter(context__in=contexts):
        had[row.language][row.context_id, row.string_id] = row
    carried, replaced = [], []
    for language, rows in had.items():
        texts = {key: row.text for key, row in rows.items()}
        over = set(gone)
        for one in made:
            text = one.of(texts)
            if text is None:
                over -= set(one.keys)
                continue
            if not one.parts and one.key in texts:
                continue  # said before, and again
            # Also where the new words have stood once before.
            over.add(one.key)
            carried.append(
                PublishedSegment(
                    language=language,
                    context_id=one.key[0],
                    string_id=one.key[1],
                    text=text,
                    machine=any(rows[key].machine for key in one.keys),
                )
            )
        replaced += [row.pk for key, row in rows.items() if key in over]
    PublishedSegment.objects.filter(pk__in=replaced).delete()
    memory.remember(PublishedSegment.objects.bulk_create(carried))


def _working_texts(made: list[_Made]) -> None:
    """Instead of what was written where the new words stood once before; who wrote that
    is not who wrote this."""
    made = [one for one in made if one.parts]
    contexts = {key[0] for one in made for key in (one.key, *one.keys)}
    written: dict[str, dict[Key, StringTranslation]] = defaultdict(dict)
    texts = StringTranslation.objects.filter(context__in=contexts)
    for row in texts.select_related("locale"):
        language = row.locale.language_code
        written[language][row.context_id, row.translation_of_id] = row
    wrote: dict[tuple[str, Key], list[TextWriter]] = defaultdict(list)
    for writer in TextWriter.objects.filter(context__in=contexts):
        wrote[writer.language, (writer.context_id, writer.string_id)].append(writer)
    rows, writers, former = [], [], []
    for language, known in written.items():
        said = {key: row.data for key, row in known.items()}
        for one in made:
            text = one.of(said)
            if text is None:
                continue
            rows.append(_working_text(one, text, [known[key] for key in one.keys]))
            former += wrote[language, one.key]
            people = {x.user_id for key in one.keys for x in wrote[language, key]}
            writers += [
                TextWriter(
                    language=language,
                    context_id=one.key[0],
                    string_id=one.key[1],
                    user_id=user,
                )
                for user in people
            ]
    StringTranslation.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["locale", "translation_of", "context"],
        update_fields=_WORKING,
    )
    TextWriter.objects.filter(pk__in=[x.pk for x in former]).delete()
    TextWriter.objects.bulk_create(writers)


def _working_text(
    one: _Made, text: str, parts: list[StringTranslation]
) -> StringTranslation:
    """As unsure, and as faulty, as the worst of what it was."""
    first = parts[0]
    worst = next((x for x in parts if x.translation_type == "machine"), first)
    return StringTranslation(
        locale_id=first.locale_id,
        context_id=one.key[0],
        translation_of_id=one.key[1],
        data=text,
        translation_type=worst.translation_type,
        tool_name=worst.tool_name,
        last_translated_by_id=first.last_translated_by_id,
        has_error=any(x.has_error for x in parts),
        field_error=first.field_error,
        updated_at=timezone.now(),
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
            machine = any(had[key]["machine"] for key in one.keys)
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
