"""What a file holds: the texts of a page with all that a translator needs."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import TextChoices
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource
from wagtail_localize.strings import StringValue

from hm_site import languages
from hm_site.base.links import absolute, reader_url
from hm_site.base.locales import locale_ids, source_locale_id
from hm_site.base.texts import label

from ..models import PublishedSegment
from ..segments import Former, earlier, source_of
from ..work import is_unsure
from .markup import digest

# More to tell the translator about a text, from upper layers (glossary):
# function(source, language) → lines in plain Swedish.
NOTES: list[Callable[[str, str], list[str]]] = []

_ID = re.compile(r"([0-9a-f]{32}):(.+):([0-9a-f]{32})")
_MARK = re.compile(r"\bhm:(none|work[0-9a-f]{16}\??|hint[0-9a-f]{16})(?!\w)")


class State(TextChoices):
    """How sure the text in the file is."""

    EMPTY = "empty", "saknas"
    DONE = "done", "skriven"
    UNSURE = "unsure", "behöver granskas"


@dataclass(frozen=True)
class UnitId:
    """Names a text for as long as it stands on its page: page, place, Swedish text.

    The last is wagtail-localize's hash of it: a text that changes gets another.
    """

    page: UUID
    path: str
    string: UUID

    def __str__(self) -> str:
        return f"{self.page.hex}:{self.path}:{self.string.hex}"

    @classmethod
    def parse(cls, text: str) -> "UnitId | None":
        found = _ID.fullmatch(text.strip())
        return cls(UUID(found[1]), found[2], UUID(found[3])) if found else None


@dataclass(frozen=True)
class Mark:
    """What stood in the file when it went out, to notice what was changed meanwhile.

    `work`: digest of the working text, "" for none; `shown`: of what the file offered;
    `unsure`: whether a working text was marked as unsure.
    """

    work: str
    shown: str
    unsure: bool = False

    def __str__(self) -> str:
        if not self.shown:
            return "hm:none"
        doubt = "?" if self.unsure else ""
        return f"hm:{'work' if self.work else 'hint'}{self.shown}{doubt}"

    @classmethod
    def parse(cls, text: str) -> "Mark | None":
        found = _MARK.search(text)
        if found is None:
            return None
        kind, shown = found[1][:4], found[1][4:].rstrip("?")
        return cls(
            shown if kind == "work" else "",
            shown if kind != "none" else "",
            found[1].endswith("?"),
        )


@dataclass(frozen=True)
class Unit:
    """One text. `old_source` and `old_text` are set when its meaning has changed."""

    segment: StringSegment
    label: str
    place: str  # "3 av 12"
    written: StringTranslation | None
    published: PublishedSegment | None = None
    old: Former | None = None

    @property
    def id(self) -> UnitId:
        return UnitId(
            self.segment.context.object_id,
            self.segment.context.path,
            self.segment.string.data_hash,
        )

    @property
    def source(self) -> str:
        return str(self.segment.string.data)

    @property
    def text(self) -> str:
        """What there is to go on from: hers, else the readers', else the old one."""
        if self.written:
            return str(self.written.data)
        return next((x.text for x in (self.published, self.old) if x and x.text), "")

    @property
    def state(self) -> State:
        """A text that only readers have, or had, is one to go on from."""
        if not self.text:
            return State.EMPTY
        sure = self.written and self.written.translation_type != "machine"
        return State.DONE if sure else State.UNSURE

    @property
    def why_unsure(self) -> str:
        if self.written and is_unsure(self.written):
            return "Markerad som osäker. Ingen har bekräftat den."
        if self.written or (self.published and self.published.machine):
            return "Skriven av en maskin. Ingen har granskat den."
        return "Läsarnas text. Ingen har bekräftat den på nytt."

    @property
    def old_source(self) -> str:
        return self.old.swedish if self.old else ""

    @property
    def mark(self) -> Mark:
        shown = digest(self.text) if self.text else ""
        if not self.written:
            return Mark("", shown)
        return Mark(shown, shown, self.state is State.UNSURE)


@dataclass(frozen=True)
class Sheet:
    """All texts of a Swedish page in one language: what becomes one file."""

    page: Page
    language: languages.Language
    units: list[Unit] = field(default_factory=list)

    @property
    def address(self) -> str:
        return absolute(reader_url(self.page, languages.SOURCE))

    def notes(self, unit: Unit) -> list[str]:
        """For the translator, with each line of its own meaning."""
        lines = [f"{self.page.title}: {unit.label} (text {unit.place})"]
        if unit.old and unit.old.text:
            lines += [
                f"Ny innebörd. Förut på svenska: {plain(unit.old_source)}",
                f"Din förra text: {plain(unit.old.text)}",
            ]
        elif unit.state is State.UNSURE:
            lines.append(unit.why_unsure)
        for note in NOTES:
            lines += note(unit.source, self.language.code)
        return lines


def plain(html: str) -> str:
    return str(StringValue(html).render_text())


def sheets(pages: Iterable[Page], language: str) -> list[Sheet]:
    """All texts of Swedish pages (5 queries; more for pages nobody has translated, and
    two for each whose Swedish changed while it was being translated)."""
    found = list(pages)
    keys = [page.translation_key for page in found]
    _begin(found)
    segments: dict[UUID, dict[tuple[int, int], StringSegment]] = defaultdict(dict)
    rows = StringSegment.objects.filter(
        source__object_id__in=keys, source__locale_id=source_locale_id()
    )
    for segment in rows.select_related("string", "context", "source").order_by("order"):
        # A sentence that stands twice in one place is translated once.
        key = (segment.context_id, segment.string_id)
        segments[segment.context.object_id].setdefault(key, segment)
    written: dict[UUID, dict[tuple[int, int], StringTranslation]] = defaultdict(dict)
    texts = StringTranslation.objects.filter(
        locale_id=locale_ids()[language], context__object_id__in=keys
    )
    for text in texts.select_related("context"):
        key = (text.context_id, text.translation_of_id)
        written[text.context.object_id][key] = text
    published: dict[UUID, list[PublishedSegment]] = defaultdict(list)
    had = PublishedSegment.objects.filter(
        language=language, context__object_id__in=keys
    ).select_related("string", "context")
    for row in had.order_by("pk"):
        published[row.context.object_id].append(row)
    return [
        Sheet(
            page,
            languages.get(language),
            _units(
                page,
                segments[page.translation_key],
                written[page.translation_key],
                published[page.translation_key],
            ),
        )
        for page in found
    ]


def _begin(pages: list[Page]) -> None:
    """The texts of a page are read when somebody first translates it."""
    known = TranslationSource.objects.filter(
        locale_id=source_locale_id(),
        object_id__in=[page.translation_key for page in pages],
    )
    have = set(known.values_list("object_id", flat=True))
    for page in pages:
        if page.translation_key not in have:
            source_of(page.specific)


def _units(
    page: Page,
    segments: dict[tuple[int, int], StringSegment],
    written: dict[tuple[int, int], StringTranslation],
    published: list[PublishedSegment],
) -> list[Unit]:
    had = {(row.context_id, row.string_id): row for row in published}
    before = earlier(segments.values(), published, written)
    units = []
    for number, (key, segment) in enumerate(segments.items(), 1):
        units.append(
            Unit(
                segment,
                label(page.specific_class or page, segment.context.path),
                f"{number} av {len(segments)}",
                written.get(key),
                published=had.get(key),
                old=before.get(key) if key not in had else None,
            )
        )
    return units
