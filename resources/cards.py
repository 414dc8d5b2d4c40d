"""Offerings as cards, with a fixed number of queries for any number of cards."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from hm_site import languages
from hm_site.base.links import reader_url
from hm_site.base.querysets import attach_prose, is_unread
from hm_site.base.reader import LocalText, reader_code
from hm_site.organisations.names import owner_of

from .facts import offering_facts
from .index import directory_index
from .models import SupportOfferingPage


@dataclass(frozen=True)
class OfferingCard:
    """What `components/offering_card.html` shows."""

    title: LocalText
    url: str
    summary: LocalText
    organisation: LocalText | None
    facts: Any
    untranslated: bool
    unread: bool  # a machine wrote it and nobody has read it


def load(pks: Sequence[int]) -> list[SupportOfferingPage]:
    """Published Swedish offerings with facts and prose, in the order given."""
    if not pks:
        return []
    found = SupportOfferingPage.objects.filter(pk__in=pks).published().with_facts()
    by_pk = {page.pk: page for page in attach_prose(found)}
    return [by_pk[pk] for pk in pks if pk in by_pk]


def card(page: SupportOfferingPage) -> OfferingCard:
    owner = owner_of(page.path)
    return OfferingCard(
        title=page.text("title"),
        url=reader_url(page),
        summary=page.text("summary"),
        organisation=owner.name if owner else None,
        facts=offering_facts(page, short=True),
        untranslated=page.prose is page and reader_code() != languages.SOURCE,
        unread=is_unread(page.prose),
    )


def cards(pages: Iterable[SupportOfferingPage]) -> list[OfferingCard]:
    return [card(page) for page in pages]


def cards_of_organisation(organisation: Page) -> list[OfferingCard]:
    index = directory_index()
    own = [
        entry
        for entry in index.entries
        if entry.path.startswith(organisation.path) and entry.path != organisation.path
    ]
    own.sort(key=lambda entry: entry.sunk)  # keeps the editors' order otherwise
    return cards(load([entry.pk for entry in own]))


def counts_by_organisation() -> dict[str, int]:
    """Number of listed offerings by the organisation's treebeard path."""
    counts: dict[str, int] = {}
    for entry in directory_index().entries:
        parent = entry.path[: -Page.steplen]
        counts[parent] = counts.get(parent, 0) + 1
    return counts


def related_pks(page: SupportOfferingPage, limit: int = 3) -> list[int]:
    """Other offerings that share most: concern first, then municipality and group."""
    index = directory_index()
    here = index.position.get(page.pk)
    scores: dict[int, int] = {}
    for vocabulary, weight in (("concern", 3), ("municipality", 2), ("group", 1)):
        for code in page.codes(vocabulary):
            bits = index.bits.get((vocabulary, code), 0)
            for position in index.positions(bits):
                if position != here:
                    scores[position] = scores.get(position, 0) + weight
    best = sorted(
        scores,
        key=lambda n: (index.entries[n].sunk, -scores[n], n),
    )
    return [index.entries[position].pk for position in best[:limit]]
