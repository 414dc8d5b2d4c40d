"""What reading a file in would do; and doing it, all or nothing.

The file is examined when it is looked at and once more when it is read in, so what
changed in between is noticed. What is written are working texts, by the road of the
editor: nothing is sent to review and nothing published.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import TextChoices
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from hm_site.base.locales import locale_ids, source_locale_id
from hm_site.base.querysets import is_published

from .. import fidelity, work
from . import markup, packing, units
from .models import ImportFile
from .reading import Content, FileError, Incoming, speaks

# So many texts are written in one go: about ten seconds.
MAX_CHANGES = 3000


class Kind(TextChoices):
    NEW = "new", "ny"
    CHANGED = "changed", "ändrad"
    CONFIRMED = "confirmed", "bekräftad"
    UNSURE = "unsure", "markerad som osäker"


@dataclass(frozen=True)
class Change:
    """A text that would be written."""

    kind: Kind
    page: Page
    unit: units.Unit
    text: str
    line: int
    advice: list[str]
    unsure: bool  # it has to be confirmed afterwards

    @property
    def was(self) -> str:
        return str(self.unit.written.data) if self.unit.written else ""


@dataclass(frozen=True)
class Problem:
    """`line` is 0 where no line is to blame."""

    text: str
    file: str = ""
    line: int = 0
    name: str = ""  # of the text, where it is known


@dataclass
class Plan:
    """`unchanged`, `empty` and `absent` are numbers of texts of which nothing comes:
    the same as before, without a translation, not in the file."""

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    unchanged: int = 0
    empty: int = 0
    absent: int = 0

    def count(self, kind: Kind) -> int:
        return sum(change.kind is kind for change in self.changes)

    @property
    def counts(self) -> list[tuple[str, int]]:
        return [
            ("nya", self.count(Kind.NEW)),
            ("ändrade", self.count(Kind.CHANGED)),
            ("bekräftade", self.count(Kind.CONFIRMED)),
            ("markerade som osäkra", sum(change.unsure for change in self.changes)),
            ("oförändrade", self.unchanged),
            ("utan översättning i filen", self.empty),
            ("finns inte i filen", self.absent),
        ]

    @property
    def ready(self) -> bool:
        return bool(self.changes) and not self.problems

    @property
    def signature(self) -> str:
        """Of all that would be written, so that just what was looked at is."""
        rows = [
            (str(x.unit.id), x.kind.value, x.was, x.text, x.unsure)
            for x in self.changes
        ]
        return hashlib.sha256(repr(rows).encode()).hexdigest()


class ChangedError(Exception):
    """Something is otherwise than when the person looked; `plan` is how it is now."""

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        self.plan = plan


def examine(file: ImportFile) -> Plan:
    contents, problems = _contents(file)
    return _plan(file, contents, problems)


def apply(file: ImportFile, user: Any, signature: str) -> Plan:
    """Write it all. Raises ChangedError, and ImportFile.DoesNotExist when it was read
    in already."""
    with transaction.atomic():
        file = ImportFile.objects.select_for_update().get(pk=file.pk, user=user)
        contents, problems = _contents(file)
        keys = _keys(contents)
        # As `lock_source` does when a translation is sent in: one after the other.
        rows = Page.objects.filter(
            translation_key__in=keys, locale_id=source_locale_id()
        )
        list(rows.order_by("pk").select_for_update(of=("self",)))
        texts = StringTranslation.objects.filter(
            locale_id=locale_ids()[file.language], context__object_id__in=keys
        )
        list(texts.select_for_update(of=("self",)))
        plan = _plan(file, contents, problems)
        if not plan.ready or plan.signature != signature:
            raise ChangedError(plan)
        for change in plan.changes:
            _write(change, file.language, user)
        file.delete()
    return plan


def _write(change: Change, language: str, user: Any) -> None:
    if change.kind is Kind.CONFIRMED and change.unit.written:
        work.confirm(change.unit.written, user)
    else:
        machine = work.UNSURE if change.unsure else ""
        work.write(change.unit.segment, language, change.text, user, machine=machine)


# -------------------------------------------------------------------- the files
def _contents(file: ImportFile) -> tuple[list[Content], list[Problem]]:
    found: list[Content] = []
    problems: list[Problem] = []
    try:
        for name, data in packing.unpack(file.name, bytes(file.data)):
            try:
                if isinstance(data, FileError):
                    raise data
                found.append(packing.parse(name, data))
            except FileError as error:
                problems.append(Problem(str(error), name, error.line))
    except FileError as error:
        problems.append(Problem(str(error), file.name, error.line))
    return found, problems


def _keys(contents: Iterable[Content]) -> set[UUID]:
    ids = (unit.id for content in contents for unit in content.units)
    return {x.page for x in ids if x is not None}


def _plan(file: ImportFile, contents: list[Content], problems: list[Problem]) -> Plan:
    plan = Plan(problems=list(problems))
    known = {
        page.translation_key: page
        for page in Page.objects.filter(
            translation_key__in=_keys(contents), locale_id=source_locale_id()
        )
    }
    open_ = [page for page in known.values() if is_published(page)]
    if file.page_key:
        open_ = [page for page in open_ if page.translation_key == file.page_key]
    examined = _Examination(file, plan, known, open_)
    for content in contents:
        examined.content(content)
    examined.close()
    if len(plan.changes) > MAX_CHANGES:
        plan.problems.append(
            Problem(f"Högst {MAX_CHANGES} texter läses in på en gång. Dela filen.")
        )
    return plan


class _Examination:
    """Goes through the texts of all files and notes in the plan what comes of each."""

    def __init__(
        self,
        file: ImportFile,
        plan: Plan,
        known: dict[UUID, Page],
        pages: list[Page],
    ) -> None:
        self.file, self.plan, self.known = file, plan, known
        self.units: dict[units.UnitId, tuple[Page, units.Unit]] = {}
        self.paths: set[tuple[UUID, str]] = set()
        self.seen: dict[units.UnitId, tuple[str, int]] = {}
        for sheet in units.sheets(pages, file.language):
            for unit in sheet.units:
                self.units[unit.id] = (sheet.page, unit)
                self.paths.add((unit.id.page, unit.id.path))
        self.open = {page.translation_key for page in pages}
        plan.pages = pages

    def content(self, content: Content) -> None:
        if not speaks(content.language, self.file.language):
            said = content.language.strip() or "inget språk alls"
            self._refuse(content, f"Filen är på fel språk: den anger {said}.")
            return
        if not content.units:
            self._refuse(content, "Filen innehåller inga texter.")
            return
        # One message for a page that is out of reach, not one for each of its texts.
        refused: set[UUID] = set()
        for unit in content.units:
            id_ = unit.id
            if id_ is not None and id_.page not in self.open:
                if id_.page not in refused:
                    self._refuse(content, self._why_closed(id_.page), unit.line)
                refused.add(id_.page)
            else:
                self._unit(content, unit)
        last = units.UnitId.parse(content.last)
        if last and last not in {unit.id for unit in content.units}:
            self._refuse(
                content,
                "Filen är avklippt: den sista texten saknas.",
                content.units[-1].line,
            )

    def close(self) -> None:
        self.plan.absent = len(self.units) - len(self.seen)

    def _refuse(
        self, content: Content, text: str, line: int = 0, name: str = ""
    ) -> None:
        self.plan.problems.append(Problem(text, content.name, line, name))

    def _why_closed(self, key: UUID) -> str:
        """Without naming a page: its title may be a secret by now."""
        if self.file.page_key and key != self.file.page_key:
            return "Filen hör till en annan sida än den här."
        if key not in self.known:
            return "Sidan som texten hör till finns inte längre."
        return "Den svenska sidan är inte publicerad längre."

    def _unit(self, content: Content, incoming: Incoming) -> None:
        id_ = incoming.id
        page, unit = self.units.get(id_, (None, None)) if id_ else (None, None)
        if id_ is None or page is None or unit is None:
            if incoming.text.strip() or incoming.fault:
                self._refuse(content, self._why_unknown(id_), incoming.line)
            return
        if id_ in self.seen:
            file, line = self.seen[id_]
            self._refuse(
                content,
                f"Texten finns två gånger: också på rad {line} i {file}.",
                incoming.line,
                unit.label,
            )
            return
        self.seen[id_] = (content.name, incoming.line)
        if not incoming.text.strip() and not incoming.fault:
            self.plan.empty += 1
            return
        fault = incoming.fault or markup.problem(unit.source, incoming.text)
        if fault and not self._untouched(incoming, unit):
            self._refuse(content, fault, incoming.line, unit.label)
            return
        self._compare(content, incoming, page, unit)

    def _why_unknown(self, id_: units.UnitId | None) -> str:
        if id_ and (id_.page, id_.path) in self.paths:
            return (
                "Den svenska texten har ändrats sedan filen hämtades. Hämta en ny fil "
                "och för över din text."
            )
        return "Texten är okänd: den hör inte till någon sida här."

    @staticmethod
    def _untouched(incoming: Incoming, unit: units.Unit) -> bool:
        """An old text with a fault is no fault of the file."""
        written = unit.written
        return bool(
            not incoming.fault and written and markup.same(incoming.text, written.data)
        )

    def _compare(
        self, content: Content, incoming: Incoming, page: Page, unit: units.Unit
    ) -> None:
        text = incoming.text.strip()
        new = markup.digest(text)
        now = markup.digest(unit.written.data) if unit.written else ""
        machine = bool(unit.written and unit.written.translation_type == "machine")
        mark = incoming.mark
        if new == now:
            # Tools that lose the mark lose the doubt too; nothing is made of it.
            doubt = incoming.unsure and mark and mark.work == now and not mark.unsure
            if machine and incoming.sure:
                self._change(Kind.CONFIRMED, page, unit, text, incoming)
            elif doubt and not machine:
                self._change(Kind.UNSURE, page, unit, text, incoming)
            else:
                self.plan.unchanged += 1
            return
        hint = mark is not None and not mark.work  # an old text to go on from
        if mark and new == mark.shown and not (hint and incoming.sure):
            self.plan.unchanged += 1
            return
        known = mark is not None and new == mark.shown
        fault = self._stale(incoming, unit, now) or self._bad(incoming, unit, known)
        if fault:
            self._refuse(content, fault, incoming.line, unit.label)
            return
        kind = Kind.CHANGED if unit.written else Kind.NEW
        self._change(kind, page, unit, text, incoming)

    def _stale(self, incoming: Incoming, unit: units.Unit, now: str) -> str:
        """Whether the text that would be written over is one she has not seen."""
        row = unit.written
        if (
            row is None
            or (row.translation_type == "machine" and not work.is_unsure(row))
            or row.last_translated_by_id == self.file.user_id
        ):
            return ""
        if incoming.mark is None:
            return (
                "Det står inte i filen vad som var skrivet när den hämtades, och en "
                "kollega har skrivit texten. Hämta en ny fil."
            )
        if incoming.mark.work != now:
            return (
                "En kollega har ändrat texten sedan filen hämtades. Hämta en ny fil "
                "och jämför."
            )
        return ""

    @staticmethod
    def _bad(incoming: Incoming, unit: units.Unit, known: bool) -> str:
        """`known`: the text stood so in the file that went out."""
        if incoming.typed_tags and not known:
            return (
                "Texten innehåller HTML-kod. Använd programmets taggar för länkar och "
                "fet stil."
            )
        if not markup.same(incoming.source, unit.source):
            return "Den svenska texten är ändrad i filen. Låt den stå som den var."
        return work.problem_with(unit.segment, incoming.text.strip())

    def _change(
        self,
        kind: Kind,
        page: Page,
        unit: units.Unit,
        text: str,
        incoming: Incoming,
    ) -> None:
        advice = fidelity.advice(unit.source, text, self.file.language)
        self.plan.changes.append(
            Change(kind, page, unit, text, incoming.line, advice, incoming.unsure)
        )
