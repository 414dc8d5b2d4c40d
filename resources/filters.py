"""The directory's filters: addresses in, facets and chips out.

Whatever stands in the address is an answerable question: an unknown value is ignored
and shown as such, a page number is clamped, nothing is an error.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from hm_site.base import formats, labels
from hm_site.base.reader import LocalText, reader_code
from hm_site.base.search_text import clean_query

from .index import WEEKDAYS, DirectoryIndex
from .text_match import matching_pks

PAGE_SIZE = 12
SHOWN_OPTIONS = 4
MAX_VALUES = 40
MAX_ODD_CHIPS = 5
SORTS: dict[str, Promise] = {
    "soon": _("Närmast i tid"),
    "checked": _("Senast kontrollerat"),
    "name": _("Namn A–Ö"),
}
# address parameter → heading; in the order of the form
VOCABULARY_FACETS: dict[str, Promise] = {
    "municipality": _("Kommun"),
    "language": _("Språk som talas"),
    "concern": _("Besvär"),
    "activity": _("Vad"),
    "group": _("För vem"),
    "access": _("Hur kommer jag dit?"),
    "cost": _("Kostnad"),
    "level": _("Sorts hjälp"),
}
FLAG_FACETS: dict[str, Promise] = {
    "online": _("På telefon eller nätet"),
    "stepfree": _("Inga trappor"),
    "interpreter": _("Tolk kan bokas"),
    "childcare": _("Barnpassning finns"),
}
# Facets with few values show them all.
_SHORT = {"municipality", "access", "cost", "level", "day", "more"}


@dataclass
class Option:
    value: str
    label: str
    count: int
    checked: bool
    name: str

    @property
    def text(self) -> LocalText:
        """The label with the language it is really in."""
        return value_text(self.name, self.value)


@dataclass
class Facet:
    name: str
    label: str
    options: list[Option]
    more: list[Option] = field(default_factory=list)
    kind: str = "many"

    @property
    def more_open(self) -> bool:
        """A chosen option must never be hidden."""
        return any(option.checked for option in self.more)


@dataclass
class Chip:
    label: str
    url: str
    odd: bool = False


class DirectoryQuery:
    """What the reader asked for, read from a query string of any kind."""

    def __init__(self, params: QueryDict, path: str) -> None:
        self.path = path
        self.values: dict[str, list[str]] = {}
        self.odd: list[tuple[str, str]] = []
        for name in (*VOCABULARY_FACETS, *FLAG_FACETS, "day"):
            self._read(name, params.getlist(name)[:MAX_VALUES])
        self.age = self._number(params, "age", 0, 120)
        self.text, self.text_cut = clean_query(params.get("q", ""))
        self.sort = params.get("sort", "soon")
        if self.sort not in SORTS:
            self.odd.append(("sort", self.sort))
            self.sort = "soon"
        page = self._number(params, "page", None, None)
        self.page = 1 if page is None else page

    def _read(self, name: str, raw: list[str]) -> None:
        known = self.known(name)
        for value in raw:
            if value in known:
                if value not in self.values.setdefault(name, []):
                    self.values[name].append(value)
            elif value:
                self.odd.append((name, value))

    @staticmethod
    def known(name: str) -> list[str]:
        if name in FLAG_FACETS:
            return ["1"]
        if name == "day":
            return list(WEEKDAYS)
        return labels.codes(name)

    def _number(
        self, params: QueryDict, name: str, low: int | None, high: int | None
    ) -> int | None:
        """A whole number in any digits, or None; out of range is an odd value."""
        raw = params.get(name, "").strip()
        if not raw:
            return None
        if len(raw) <= 25 and raw.isdecimal():
            value = int(raw)
            if (low is None or value >= low) and (high is None or value <= high):
                return value
        self.odd.append((name, raw))
        return None

    # ---------------------------------------------------------------- matching
    def bits_by_facet(self, index: DirectoryIndex) -> dict[str, int]:
        found = {
            name: index.any_of(name, values) for name, values in self.values.items()
        }
        if self.age is not None:
            found["age"] = index.of_age(self.age)
        if self.text:
            found["q"] = index.of_pks(self.text_pks)
        return found

    @cached_property
    def text_pks(self) -> set[int]:
        """What the words find; asked once, though every facet counts with it."""
        return matching_pks(self.text)

    @property
    def is_filtered(self) -> bool:
        return bool(self.values or self.age is not None or self.text)

    # ------------------------------------------------------------------- links
    def pairs(self, *, without: tuple[str, str] | None = None) -> list[tuple[str, str]]:
        result = [
            (name, value)
            for name, values in self.values.items()
            for value in values
            if (name, value) != without
        ]
        if self.age is not None and without != ("age", ""):
            result.append(("age", str(self.age)))
        if self.text and without != ("q", ""):
            result.append(("q", self.text))
        return result

    def url(self, pairs: list[tuple[str, str]], *, sort: bool = True) -> str:
        if sort and self.sort != "soon":
            pairs = [*pairs, ("sort", self.sort)]
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    def page_url(self, number: int) -> str:
        pairs = self.pairs()
        if self.sort != "soon":
            pairs.append(("sort", self.sort))
        if number > 1:
            pairs.append(("page", str(number)))
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    def chips(self) -> list[Chip]:
        chips = [
            Chip(value_label(name, value), self.url(self.pairs(without=(name, value))))
            for name, values in self.values.items()
            for value in values
        ]
        if self.age is not None:
            years = _("%(low)s år") % {"low": formats.number(self.age, reader_code())}
            chips.append(Chip(str(years), self.url(self.pairs(without=("age", "")))))
        if self.text:
            chips.append(
                Chip(f"”{self.text}”", self.url(self.pairs(without=("q", ""))))
            )
        for _name, value in self.odd[:MAX_ODD_CHIPS]:
            shown, _cut = clean_query(value[:120])
            text = _("okänt filter: %(value)s") % {"value": f"”{shown[:30]}”"}
            chips.append(Chip(str(text), self.url(self.pairs()), odd=True))
        return chips


def value_text(name: str, value: str) -> LocalText:
    if name in FLAG_FACETS:
        return LocalText.own(FLAG_FACETS[name])
    if name == "day":
        return LocalText.own(day_label(value))
    return labels.label(name, value).text


def value_label(name: str, value: str) -> str:
    return value_text(name, value).text


def day_label(value: str) -> str:
    name = formats.weekday_name(WEEKDAYS.index(value), reader_code())
    return name[:1].upper() + name[1:]


def facets(query: DirectoryQuery, index: DirectoryIndex) -> list[Facet]:
    """Every facet with counts given all *other* facets' choices."""
    chosen = query.bits_by_facet(index)
    result = []
    for name, heading in VOCABULARY_FACETS.items():
        result.append(
            _facet(name, str(heading), labels.codes(name), query, index, chosen)
        )
    result.append(_facet("day", str(_("Dag")), WEEKDAYS, query, index, chosen))
    result.append(_flags(query, index, chosen))
    return [facet for facet in result if facet.options]


def _others(name: str, index: DirectoryIndex, chosen: dict[str, int]) -> int:
    bits = index.all
    for facet, facet_bits in chosen.items():
        if facet != name:
            bits &= facet_bits
    return bits


def _facet(
    name: str,
    heading: str,
    codes: "tuple[str, ...] | list[str]",
    query: DirectoryQuery,
    index: DirectoryIndex,
    chosen: dict[str, int],
) -> Facet:
    others = _others(name, index, chosen)
    picked = query.values.get(name, [])
    options = [
        Option(
            value=code,
            label=value_label(name, code),
            count=(others & index.bits.get((name, code), 0)).bit_count(),
            checked=code in picked,
            name=name,
        )
        for code in codes
        if index.bits.get((name, code)) or code in picked
    ]
    if name in _SHORT or len(options) <= SHOWN_OPTIONS + 2:
        return Facet(name, heading, options)
    if name == "language":
        options.sort(key=lambda option: -option.count)
    return Facet(name, heading, options[:SHOWN_OPTIONS], options[SHOWN_OPTIONS:])


def _flags(
    query: DirectoryQuery, index: DirectoryIndex, chosen: dict[str, int]
) -> Facet:
    options = [
        Option(
            value="1",
            label=str(label),
            count=(
                _others(name, index, chosen) & index.bits.get((name, "1"), 0)
            ).bit_count(),
            checked=name in query.values,
            name=name,
        )
        for name, label in FLAG_FACETS.items()
        if index.bits.get((name, "1")) or name in query.values
    ]
    return Facet("more", str(_("Bra att veta")), options)
