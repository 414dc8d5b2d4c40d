"""A directory index of made-up rows, and queries against it."""

import random
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from hm_site.base import labels
from resources.filters import (
    FLAG_FACETS,
    VOCABULARY_FACETS,
    DirectoryQuery,
    Facet,
    facets,
)
from resources.index import FAR, WEEKDAYS, DirectoryIndex, Entry

PATH = "/sv/hitta-stod/"
SOON = FAR.replace(year=2026, month=11, day=18)
Row = dict[str, Any]


def asked(query: str | list[tuple[str, str]] = "") -> DirectoryQuery:
    text = query if isinstance(query, str) else urlencode(query)
    return DirectoryQuery(QueryDict(text), PATH)


def entry(pk: int, **values: Any) -> Entry:
    return Entry(
        **{
            "pk": pk,
            "path": f"{pk:04}",
            "translation_key": UUID(int=pk),
            "title": f"Stöd {pk}",
            "age_min": None,
            "age_max": None,
            "checked_on": None,
            "next_start": FAR,
            **values,
        }
    )


def index_of(rows: list[Row]) -> DirectoryIndex:
    """`rows`: facet → values, `age` → (low, high)."""
    index = DirectoryIndex(
        [
            entry(pk, age_min=row["age"][0], age_max=row["age"][1])
            for pk, row in enumerate(rows, 1)
        ]
    )
    for pk, row in enumerate(rows, 1):
        for facet, values in row.items():
            for value in values if facet != "age" else ():
                index.mark(facet, value, pk)
    return index


def value_sets() -> dict[str, list[str]]:
    return {
        **{name: labels.codes(name) for name in VOCABULARY_FACETS},
        "day": list(WEEKDAYS),
        **{name: ["1"] for name in FLAG_FACETS},
    }


def by_name(query: DirectoryQuery, index: DirectoryIndex) -> dict[str, Facet]:
    return {facet.name: facet for facet in facets(query, index)}


def found(query: DirectoryQuery, index: DirectoryIndex) -> set[int]:
    bits = index.all
    for facet_bits in query.bits_by_facet(index).values():
        bits &= facet_bits
    return {index.entries[position].pk for position in index.positions(bits)}


def sixty_rows() -> list[Row]:
    """Sixty offerings, marked at random but the same in every run."""
    dice = random.Random(2026)  # noqa: S311
    result: list[Row] = []
    for _number in range(60):
        row: Row = {
            name: {
                v for v in values if dice.random() < (0.4 if len(values) > 1 else 0.5)
            }
            for name, values in value_sets().items()
        }
        low = dice.choice([None, None, 0, 6, 13, 18, 65])
        high = dice.choice([None, None, 17, 25, 120])
        row["age"] = (low, high if high is None or high >= (low or 0) else None)
        result.append(row)
    return result


def passes(row: Row, query: DirectoryQuery, *, but: str = "") -> bool:
    """The same question without a bit: any value of a facet, all facets."""
    if any(
        not row[name] & set(values)
        for name, values in query.values.items()
        if name != but
    ):
        return False
    low, high = row["age"]
    return query.age is None or (
        (low is None or low <= query.age) and (high is None or query.age <= high)
    )


def naive(query: DirectoryQuery, rows: list[Row]) -> set[int]:
    return {pk for pk, row in enumerate(rows, 1) if passes(row, query)}
