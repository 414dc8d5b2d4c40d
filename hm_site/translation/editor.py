"""The translator's editor: Swedish on one side, her language on the other."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from wagtail_localize.models import String, StringSegment, StringTranslation

from hm_site.base.models import BasePage
from hm_site.base.texts import label

from . import fidelity, memory, work
from . import markings as marking
from .glossary import words
from .letters import with_plain_lines
from .models import PublishedSegment
from .segments import earlier, source_segments, unique

_FIELD = re.compile(r"text-\d{1,18}-(?P<string>\d{1,18})")
OLD = "old"  # key of what a text was before its Swedish changed
USE = "use"  # name of the buttons that take an offer; value "<name of the line>:<key>"


def field_name(segment: StringSegment) -> str:
    return f"text-{segment.context_id}-{segment.string_id}"


def is_field(name: str) -> bool:
    """Whether a field of the form holds a translation."""
    return _FIELD.fullmatch(name) is not None


@dataclass(frozen=True)
class Left:
    """What was typed for a Swedish text that is gone from the page."""

    swedish: str
    typed: str


@dataclass(frozen=True)
class FixedWord:
    """A term of the glossary that the Swedish text holds; None when the language has
    no approved rendering of it."""

    term: words.Term
    rendering: words.Rendering | None


@dataclass
class Line:
    """One text: what it says in Swedish, what is written, and what readers have.

    `old_source` and `old_text` are set when the Swedish text has changed its meaning
    since the translation was published, or else written. `typed` is what a refused
    text said.
    """

    segment: StringSegment
    label: str
    written: StringTranslation | None
    new: bool
    old_source: str = ""
    old_text: str = ""
    typed: str | None = None
    error: str = ""
    others: str = ""
    advice: list[str] = field(default_factory=list)
    words: list[FixedWord] = field(default_factory=list)
    offers: list[memory.Offer] = field(default_factory=list)
    from_old: bool = False
    number: int = 0  # among those of the same label, from 1; 0 for the only one
    alike: int = 0  # how many of that label there are

    @property
    def name(self) -> str:
        """Of the field: the text's own, whatever stands around it by the time that the
        form is sent."""
        return field_name(self.segment)

    @property
    def was(self) -> str:
        """What was written when the form was opened, to notice a colleague's change."""
        return with_plain_lines(self.written.data) if self.written else ""

    @property
    def value(self) -> str:
        return self.typed if self.typed is not None else self.was

    @property
    def machine(self) -> bool:
        return bool(self.written and self.written.translation_type == "machine")

    @property
    def unsure(self) -> bool:
        return bool(self.written and work.is_unsure(self.written))

    @property
    def described_by(self) -> str:
        """Ids of what stands around the field."""
        parts = {
            "error": bool(self.error),
            "source": True,
            "advice": bool(self.advice),
        }
        return " ".join(f"{self.name}-{part}" for part, shown in parts.items() if shown)

    @property
    def markings(self) -> list[marking.Marking]:
        return marking.markings(self.segment.string.data)

    @property
    def formatted(self) -> bool:
        """Whether what is written holds more than words."""
        return "<" in self.value or "&" in self.value

    @property
    def rows(self) -> int:
        return max(2, len(self.segment.string.data) // 60 + 1)


def lines(source: BasePage, language: str) -> list[Line]:
    """All texts of the page in order (6 queries, 2 more while the glossary is new, 2
    when the Swedish changed while it was being translated)."""
    segments = unique(source_segments(source))
    written = work.texts(source, language)
    had = list(
        PublishedSegment.objects.filter(
            language=language, context__object_id=source.translation_key
        )
        .select_related("string", "context")
        .order_by("pk")
    )
    known = {(row.context_id, row.string_id) for row in had}
    before = earlier(segments, had, written)
    result = []
    for segment in segments:
        key = (segment.context_id, segment.string_id)
        line = Line(
            segment,
            label(source, segment.context.path),
            written.get(key),
            new=key not in known,
        )
        if line.new and key in before:
            line.old_source = before[key].swedish
            line.old_text = before[key].text
        fixed = words.renderings(language)
        line.words = [
            FixedWord(term, fixed.get(term.pk))
            for term in words.terms_in(segment.string.data)
        ]
        _advise(line, language)
        result.append(line)
    _tell_apart(result)
    return result


def _tell_apart(found: list[Line]) -> None:
    """Paragraphs of one field bear its name all of them."""
    alike = Counter(line.label for line in found)
    seen: Counter[str] = Counter()
    for line in found:
        seen[line.label] += 1
        if alike[line.label] > 1:
            line.number, line.alike = seen[line.label], alike[line.label]


def _advise(line: Line, language: str) -> None:
    written = line.written.data if line.written else ""
    line.advice = (
        fidelity.advice(line.segment.string.data, written, language) if written else []
    )


def attach_offers(found: list[Line], language: str) -> None:
    """What was translated before, for texts that a person has still to write (3
    queries)."""
    waiting = [x for x in found if x.new or x.machine or not x.written]
    known = memory.offers((x.segment.string.data for x in waiting), language)
    for line in waiting:
        line.offers = [
            offer
            for offer in known[line.segment.string.data]
            if offer.text not in line.value
        ]


def with_offer(found: list[Line], data: Any) -> tuple[Any, Line | None]:
    """What was posted, and in it the offer whose button was pressed, beside its line.

    A whole text takes the field's place, a sentence stands after what is there. What
    the text was before its Swedish changed is to be confirmed, or mended. The line is
    None when no button was pressed or the offer is gone.
    """
    name, _colon, key = str(data.get(USE, "")).partition(":")
    line = next((x for x in found if x.name == name), None)
    if line is not None and key == OLD and line.old_text and not line.written:
        posted = data.copy()
        posted[name], line.from_old = with_plain_lines(line.old_text), True
        return posted, line
    offer = next((x for x in line.offers if x.key == key), None) if line else None
    if line is None or offer is None:
        return data, None
    posted = data.copy()
    before = "" if offer.whole else str(data.get(name, "")).strip()
    posted[name] = f"{before} {offer.text}".strip()
    return posted, line


def left_over(found: list[Line], source: BasePage, data: Any) -> list[Left]:
    """What was typed for texts that the Swedish page has lost meanwhile;
    the text as it was before she typed does not count (1 query, none as a rule)."""
    known = {line.name for line in found}
    typed = {}
    for name in set(data) - known:
        match = _FIELD.fullmatch(name)
        text = with_plain_lines(str(data.get(name, ""))).strip()
        before = with_plain_lines(str(data.get(f"{name}-was", "")))
        if match and text and text != before:
            typed[int(match["string"])] = text
    if not typed:
        return []
    rows = String.objects.filter(pk__in=typed, locale_id=source.locale_id).values_list(
        "pk", "data"
    )
    return [Left(swedish, typed[pk]) for pk, swedish in rows]


def save(found: list[Line], language: str, data: Any, user: Any) -> tuple[int, int]:
    """Write what was posted; returns (saved, refused).

    Each text stands for itself: one that is refused keeps what was typed and stops no
    other. A text that a colleague changed meanwhile is not overwritten.
    """
    saved = refused = 0
    for line in found:
        if line.name not in data:
            continue
        text = with_plain_lines(str(data.get(line.name, ""))).strip()
        confirmed = bool(data.get(f"{line.name}-confirm")) and text == line.was
        if confirmed and line.written and line.machine:
            work.confirm(line.written, user)
            saved += 1
            continue
        if text == line.was:
            continue
        if with_plain_lines(str(data.get(f"{line.name}-was", ""))) != line.was:
            line.typed, line.others = text, line.was
            line.error = "En kollega har ändrat texten medan du skrev."
            refused += 1
            continue
        try:
            doubt = work.UNSURE if line.from_old else ""
            line.written = work.write(line.segment, language, text, user, machine=doubt)
            _advise(line, language)
            saved += 1
        except ValidationError as error:
            line.typed, line.error = text, " ".join(error.messages)
            refused += 1
    return saved, refused
