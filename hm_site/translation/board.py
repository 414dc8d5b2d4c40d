"""What the desk tells: rows of the matrix, and how far each language has come.

Everything is computed from live data (`subjects`), in a number of queries that depends
on neither pages, short texts nor languages.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from hm_site import languages
from hm_site.organisations.ownership import organisation_titles

from .models import TranslationOrder
from .order_models import Key
from .states import State
from .subjects import AnyCell, Subject, orders_of, owner_of, waits

SHORT = {
    State.MACHINE: "maskinell",
    State.IN_REVIEW: "granskas",
    State.PUBLISHED: "klar",
}
Orders = Mapping[tuple[Key, str], TranslationOrder]


@dataclass(frozen=True)
class Ordered:
    """An order as screens show it, and where it is taken, let go and cancelled."""

    order: TranslationOrder
    subject: Subject

    @property
    def late(self) -> bool:
        return is_late(self.order)

    @property
    def take_url(self) -> str:
        return self.subject.url(self.order.language, "take")

    @property
    def release_url(self) -> str:
        return self.subject.url(self.order.language, "release")

    @property
    def cancel_url(self) -> str:
        return self.subject.url(self.order.language, "cancel")


@dataclass(frozen=True)
class Place:
    """One subject in one language, with what has been ordered."""

    subject: Subject
    language: languages.Language
    cell: AnyCell
    ordered: Ordered | None

    @property
    def short(self) -> str:
        """The state in one short word, for narrow columns."""
        return _short(self.cell.state)

    @property
    def short_work(self) -> str:
        return _short(self.cell.work) if self.cell.work else ""

    @property
    def url(self) -> str:
        return self.subject.url(self.language.code)

    @property
    def review_url(self) -> str:
        return self.subject.review_url(self.language.code)


@dataclass(frozen=True)
class Row:
    """A subject and its places, in the order of the columns. `of` says whose it is, and
    of short texts what."""

    subject: Subject
    of: str
    places: list[Place]


@dataclass
class Tally:
    """How far one language has come with the pages, or with the short texts."""

    counts: Counter[State] = field(default_factory=Counter)
    # Under review or back from it, whether readers have an earlier version or none.
    in_review: int = 0
    returned: int = 0

    def add(self, cell: AnyCell) -> None:
        self.counts[cell.state] += 1
        self.in_review += waits(cell)
        self.returned += cell.returned

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def published(self) -> int:
        return self.counts[State.PUBLISHED]

    @property
    def outdated(self) -> int:
        return self.counts[State.OUTDATED]

    @property
    def missing(self) -> int:
        return self.counts[State.MISSING]

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means all."""
        return 100 * self.published // self.total if self.total else 0


@dataclass
class Progress:
    language: languages.Language
    pages: Tally = field(default_factory=Tally)
    texts: Tally = field(default_factory=Tally)

    @property
    def in_review(self) -> int:
        return self.pages.in_review + self.texts.in_review

    @property
    def returned(self) -> int:
        return self.pages.returned + self.texts.returned


def is_late(order: TranslationOrder | None) -> bool:
    return bool(order and order.due and order.due < timezone.localdate())


def _short(state: State) -> str:
    return SHORT.get(state, str(state.label))


def ordered(subject: Subject, language: str, orders: Orders) -> Ordered | None:
    order = orders.get((subject.key, language))
    return Ordered(order, subject) if order else None


def ordered_one(subject: Subject, language: str) -> Ordered | None:
    """For a screen of one subject alone (1 query)."""
    return ordered(subject, language, orders_of([language], subject.key))


def progress(subjects: Iterable[Subject], codes: Iterable[str]) -> list[Progress]:
    """Of each language, over all of these."""
    found = [Progress(languages.get(code)) for code in codes]
    for subject in subjects:
        for one in found:
            tally = one.pages if subject.is_page else one.texts
            tally.add(subject.cell(one.language.code))
    return found


def rows(
    subjects: Iterable[Subject], codes: Iterable[str], orders: Orders
) -> list[Row]:
    """The matrix for these (1 query)."""
    titles = organisation_titles()
    columns = [languages.get(code) for code in codes]
    return [
        Row(
            subject,
            _of(subject, titles),
            [
                Place(
                    subject,
                    language,
                    subject.cell(language.code),
                    ordered(subject, language.code, orders),
                )
                for language in columns
            ],
        )
        for subject in subjects
    ]


def _of(subject: Subject, titles: Mapping[str, str]) -> str:
    known = (subject.sort, owner_of(subject, titles))
    return " · ".join(word for word in known if word)
