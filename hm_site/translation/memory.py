"""What has been translated before: the same text, or the same sentence, elsewhere.

Offered is only what readers have now, of any organisation; drafts, what was withdrawn
and a machine's unreviewed text are not. Nothing is filled in by itself.
"""

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from wagtail.models import Page
from wagtail_localize.models import String

from hm_site.base.locales import locale_ids, source_locale_id
from hm_site.base.querysets import BasePageQuerySet

from .models import PublishedSegment, PublishedSentence, PublishedTranslation

SHOWN = 3  # different translations of one text

# A sentence ends at one of these, in any of our scripts, before a space.
_GAP = re.compile(r"(?<=[.!?…؟۔።])\s+")
_NO_END = re.compile(
    r"(?<!\w)(?:bl\.\s?a|ca|dvs|f\.\s?d|kl|nr|s\.\s?k|tel|t\.\s?ex)\.$", re.IGNORECASE
)
_TAG = re.compile(r"<(/?)(\w+)[^>]*>")


@dataclass(frozen=True)
class Offer:
    """An earlier translation of `source`: on how many pages, last on which and when."""

    source: str
    text: str
    pages: int
    title: str = ""
    published_at: datetime | None = None
    reviewed: bool = False
    whole: bool = True

    @property
    def key(self) -> str:
        """Names it in a form; a text that is gone meanwhile has none."""
        words = f"{self.source}\n{self.text}".encode()
        return blake2b(words, digest_size=8).hexdigest()


@dataclass(frozen=True)
class Use:
    """One place where readers have the text."""

    page_key: Any
    published_at: datetime | None
    reviewed_at: datetime | None


# Swedish text → translation → where
Uses = dict[str, dict[str, list[Use]]]


# ------------------------------------------------------------------------- sentences
def sentences(text: str) -> list[str]:
    """A text in its sentences; markup stays where it stands."""
    parts: list[str] = []
    for piece in _GAP.split(text.strip()):
        continues = piece[:1].islower() or (parts and _NO_END.search(parts[-1]))
        if parts and continues:
            parts[-1] += f" {piece}"
        else:
            parts.append(piece)
    return parts


def _tags(text: str) -> list[str]:
    return sorted(hit.group() for hit in _TAG.finditer(text))


def _is_whole(text: str) -> bool:
    """Whether every element that begins in the text ends in it."""
    depth: dict[str, int] = defaultdict(int)
    for closing, name in _TAG.findall(text):
        if name != "br":
            depth[name] += -1 if closing else 1
    return not any(depth.values())


def pairs(source: str, text: str) -> list[tuple[str, str]]:
    """Sentences beside each other; none where it is not plain which is which."""
    ours, theirs = sentences(source), sentences(text)
    if len(ours) < 2 or len(ours) != len(theirs):
        return []
    return [
        (a, b)
        for a, b in zip(ours, theirs, strict=True)
        if _is_whole(a) and _tags(a) == _tags(b)
    ]


def remember(rows: Iterable[PublishedSegment]) -> None:
    """Keep the sentences of texts that have just been published (2 queries)."""
    texts = {row.pk: row for row in rows if row.text and not row.machine}
    strings = String.objects.filter(pk__in={row.string_id for row in texts.values()})
    sources = dict(strings.values_list("pk", "data"))
    PublishedSentence.objects.bulk_create(
        PublishedSentence(
            segment_id=pk, source_hash=hash_of(ours), source=ours, text=theirs
        )
        for pk, row in texts.items()
        for ours, theirs in pairs(sources[row.string_id], row.text)
    )


def hash_of(text: str) -> uuid.UUID:
    """As wagtail-localize hashes its strings."""
    found: uuid.UUID = String._get_data_hash(text)
    return found


# -------------------------------------------------------------------------- looking up
def offers(texts: Iterable[str], language: str) -> dict[str, list[Offer]]:
    """Swedish text → its earlier translations, approved and most used first.

    A text without one has those of its sentences instead, in their order; when all are
    known, together they are an offer of the whole. Three queries for any number of
    texts.
    """
    wanted = list(dict.fromkeys(texts))
    split = {text: sentences(text) for text in wanted}
    parts = {part for known in split.values() for part in known}
    found = _uses({*wanted, *parts}, language)
    titles = _titles(found)
    result = {}
    for text in wanted:
        result[text] = _ranked(text, found, titles)[:SHOWN]
        if not result[text] and len(split[text]) > 1:
            result[text] = _of_sentences(text, split[text], found, titles)
    return result


def _of_sentences(
    text: str, parts: list[str], found: Uses, titles: dict[Any, str]
) -> list[Offer]:
    ranked = (_ranked(part, found, titles, whole=False) for part in parts)
    known = [hits[0] for hits in ranked if hits]
    if len(known) < len(parts):
        return known
    return [
        Offer(
            source=text,
            text=" ".join(offer.text for offer in known),
            pages=0,
            reviewed=all(offer.reviewed for offer in known),
        ),
        *known,
    ]


def _ranked(
    text: str, found: Uses, titles: dict[Any, str], whole: bool = True
) -> list[Offer]:
    result = []
    for translation, uses in found.get(text, {}).items():
        newest = _newest(uses)
        result.append(
            Offer(
                source=text,
                text=translation,
                pages=len({use.page_key for use in uses}),
                title=titles.get(newest.page_key, ""),
                published_at=newest.published_at,
                reviewed=any(use.reviewed_at for use in uses),
                whole=whole,
            )
        )
    return sorted(result, key=lambda x: (not x.reviewed, -x.pages, x.text))


def _newest(uses: list[Use]) -> Use:
    def age(use: Use) -> float:
        return use.published_at.timestamp() if use.published_at else 0

    return max(uses, key=age)


def _uses(texts: set[str], language: str) -> Uses:
    """2 queries."""
    found: Uses = defaultdict(lambda: defaultdict(list))
    hashes = [hash_of(text) for text in texts]
    whole = _had_by_readers(
        PublishedSegment.objects.filter(
            language=language,
            machine=False,
            string__locale_id=source_locale_id(),
            string__data_hash__in=hashes,
        ).exclude(text=""),
        "context__object_id",
        language,
    ).values_list("string__data", "text", "context__object_id", "at", "reviewed")
    parts = _had_by_readers(
        PublishedSentence.objects.filter(
            segment__language=language, source_hash__in=hashes
        ),
        "segment__context__object_id",
        language,
    ).values_list("source", "text", "segment__context__object_id", "at", "reviewed")
    for rows in (whole, parts):
        for source, text, key, published_at, reviewed_at in rows:
            if text != source:  # what stayed Swedish is no translation
                found[source][text].append(Use(key, published_at, reviewed_at))
    return found


def _had_by_readers(rows: QuerySet[Any], key: str, language: str) -> QuerySet[Any]:
    """Of pages that are published in Swedish and live in the language."""
    page = BasePageQuerySet(Page).filter(translation_key=OuterRef(key))
    told = PublishedTranslation.objects.filter(
        page_key=OuterRef(key), language=language
    )
    return rows.filter(
        Exists(page.sources().published()),
        Exists(page.filter(locale_id=locale_ids().get(language), live=True)),
    ).annotate(
        at=Subquery(told.values("published_at")[:1]),
        reviewed=Subquery(told.values("reviewed_at")[:1]),
    )


def _titles(found: Uses) -> dict[Any, str]:
    """Page key → Swedish title, which readers see (1 query)."""
    keys = {
        _newest(uses).page_key for texts in found.values() for uses in texts.values()
    }
    rows = BasePageQuerySet(Page).sources().filter(translation_key__in=keys)
    return dict(rows.values_list("translation_key", "title"))
