"""What is best translated next: reader need × risk × age × order (`priority`).

Of short texts those of one sort are one entry, or a list of words would push all pages
away; it leads into the first of them, and from there on to the next. What a coordinator
has ordered of them is an entry of its own.
"""

import heapq
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils import timezone

from hm_site import languages

from . import priority
from .board import Orders, is_late
from .models import TranslationOrder
from .states import State
from .subjects import Subject, TextSubject, needs_of, waits

# Readers lack it, or have what the Swedish text says no longer.
TO_DO = frozenset({State.MISSING, State.DRAFT, State.MACHINE, State.OUTDATED})
# Entries, how many of them are short texts while there are pages, and of each entry the
# languages that are named one by one.
NEXT, NEXT_TEXTS, NAMED = 5, 2, 4


@dataclass(frozen=True)
class Lack:
    """One subject that readers of one language lack, and how urgently."""

    subject: Subject
    language: languages.Language
    state: State
    returned: bool
    order: TranslationOrder | None
    score: float


@dataclass(frozen=True)
class Wanted:
    """One language of an entry: what is lacking in it, the most urgent first."""

    lacks: list[Lack]

    @property
    def first(self) -> Lack:
        return self.lacks[0]

    @property
    def language(self) -> languages.Language:
        return self.first.language

    @property
    def score(self) -> float:
        return self.first.score

    @property
    def order(self) -> TranslationOrder | None:
        return self.first.order

    @property
    def late(self) -> bool:
        return is_late(self.order)

    @property
    def url(self) -> str:
        return self.first.subject.url(self.language.code)

    @property
    def what(self) -> str:
        """In words, with numbers where there are several."""
        if len(self.lacks) == 1:
            back = " som kom tillbaka" if self.first.returned else ""
            return f"{self.first.state.label}{back}"
        counts = Counter(lack.state for lack in self.lacks)
        words = {State.OUTDATED: "inaktuella"}
        return ", ".join(f"{n} {words.get(s, s.label)}" for s, n in counts.items())


@dataclass(frozen=True)
class Next:
    """A page or some short texts to translate next, and into what; the most urgent
    language first. `search` finds it on the desk."""

    title: str
    vital: bool
    wanted: list[Wanted]
    search: dict[str, str]

    @property
    def rank(self) -> tuple[float, int]:
        """As urgent as its most urgent language; of equals the one more lack."""
        return self.wanted[0].score, len(self.wanted)

    @property
    def query(self) -> str:
        return urlencode(self.search)

    @property
    def named(self) -> list[Wanted]:
        return self.wanted[:NAMED]

    @property
    def more(self) -> int:
        return len(self.wanted) - len(self.named)


def following(
    subjects: Sequence[Subject], codes: Sequence[str], orders: Orders
) -> list[Next]:
    """The best of these to do next (as many queries as `priority.needs_of` asks)."""
    needs, now = needs_of(subjects), timezone.now()
    pages: list[Next] = []
    bundles: dict[tuple[str, str, bool], list[Lack]] = defaultdict(list)
    for subject in subjects:
        need = needs.get(subject.key, priority.COMMON)
        lacks = []
        for code in codes:
            cell = subject.cell(code)
            if cell.state not in TO_DO or waits(cell):
                continue
            order = orders.get((subject.key, code))
            score = priority.score(
                need,
                code,
                vital=subject.vital,
                since=subject.since(code),
                now=now,
                order=order,
            )
            spoken = languages.get(code)
            lacks.append(Lack(subject, spoken, cell.state, cell.returned, order, score))
        if isinstance(subject, TextSubject):
            for lack in lacks:
                bundles[subject.item.kind, subject.sort, bool(lack.order)].append(lack)
        elif lacks:
            pages.append(_entry(subject.title, lacks, {"q": subject.title[:100]}))
    return _best(pages, [_bundle(kind, lacks) for (kind, *_), lacks in bundles.items()])


def _best(pages: list[Next], texts: list[Next]) -> list[Next]:
    best = heapq.nlargest(NEXT, pages, key=_rank)
    room = max(NEXT_TEXTS, NEXT - len(best))
    found = best + heapq.nlargest(room, texts, key=_rank)
    # Of those that fall out again, a page makes place for a text that is more urgent.
    return heapq.nlargest(NEXT, found, key=_rank)


def _rank(one: Next) -> tuple[float, int]:
    return one.rank


def _bundle(kind: str, lacks: list[Lack]) -> Next:
    """Short texts of one sort, by name when it is only one."""
    first = lacks[0].subject
    if all(lack.subject is first for lack in lacks):
        return _entry(first.title, lacks, {"kind": kind, "q": first.title[:100]})
    title = f"Ordlistan {first.sort}" if kind == "ord" else first.sort
    search = {"kind": kind, "q": first.sort} if kind == "ord" else {"kind": kind}
    return _entry(title, lacks, search)


def _entry(title: str, lacks: list[Lack], search: dict[str, str]) -> Next:
    by_language: dict[str, list[Lack]] = defaultdict(list)
    for lack in lacks:
        by_language[lack.language.code].append(lack)
    # Sorting keeps the order of equals: the matrix's.
    wanted = [
        Wanted(sorted(found, key=lambda lack: lack.score, reverse=True))
        for found in by_language.values()
    ]
    wanted.sort(key=lambda one: one.score, reverse=True)
    return Next(title, lacks[0].subject.vital, wanted, search)
