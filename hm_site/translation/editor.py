"""The translator's editor: Swedish on one side, her language on the other."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from wagtail_localize.models import StringSegment, StringTranslation

from hm_site.base.models import BasePage
from hm_site.base.texts import label

from . import fidelity, work
from .models import PublishedSegment
from .segments import source_segments


@dataclass
class Line:
    """One text: what it says in Swedish, what is written, and what readers have.

    `old_source` and `old_text` are set when the Swedish text has changed its meaning
    since the translation was published. `typed` is what a refused text said.
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

    @property
    def name(self) -> str:
        return f"text-{self.segment.pk}"

    @property
    def was(self) -> str:
        """What was written when the form was opened, to notice a colleague's change."""
        return self.written.data if self.written else ""

    @property
    def value(self) -> str:
        return self.typed if self.typed is not None else self.was

    @property
    def machine(self) -> bool:
        return bool(self.written and self.written.translation_type == "machine")

    @property
    def rows(self) -> int:
        return max(2, len(self.segment.string.data) // 60 + 1)


def lines(source: BasePage, language: str) -> list[Line]:
    """All texts of the page in order (6 queries)."""
    segments = source_segments(source)
    written = work.texts(source, language)
    had = list(
        PublishedSegment.objects.filter(
            language=language, context__object_id=source.translation_key
        )
        .select_related("string")
        .order_by("pk")
    )
    known = {(row.context_id, row.string_id) for row in had}
    now = {(segment.context_id, segment.string_id) for segment in segments}
    gone: dict[int, list[PublishedSegment]] = defaultdict(list)
    for row in had:
        if (row.context_id, row.string_id) not in now:
            gone[row.context_id].append(row)
    result = []
    for segment in segments:
        key = (segment.context_id, segment.string_id)
        line = Line(
            segment,
            label(source, segment.context.path),
            written.get(key),
            new=key not in known,
        )
        if line.new and gone[segment.context_id]:
            before = gone[segment.context_id].pop(0)
            line.old_source, line.old_text = before.string.data, before.text
        if line.written:
            line.advice = fidelity.advice(
                segment.string.data, line.written.data, language
            )
        result.append(line)
    return result


def save(found: list[Line], language: str, data: Any, user: Any) -> tuple[int, int]:
    """Write what was posted; returns (saved, refused).

    Each text stands for itself: one that is refused keeps what was typed and stops no
    other. A text that a colleague changed meanwhile is not overwritten.
    """
    saved = refused = 0
    for line in found:
        if line.name not in data:
            continue
        text = str(data.get(line.name, "")).strip().replace("\r\n", "\n")
        if data.get(f"{line.name}-confirm") and line.written and text == line.was:
            work.confirm(line.written, user)
            saved += 1
            continue
        if text == line.was:
            continue
        if str(data.get(f"{line.name}-was", "")).replace("\r\n", "\n") != line.was:
            line.typed, line.others = text, line.was
            line.error = "En kollega har ändrat texten medan du skrev."
            refused += 1
            continue
        try:
            line.written = work.write(line.segment, language, text, user)
            saved += 1
        except ValidationError as error:
            line.typed, line.error = text, " ".join(error.messages)
            refused += 1
    return saved, refused
