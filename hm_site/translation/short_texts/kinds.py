"""Which short texts there are: what stands in the matrix below the pages.

Only what readers meet in Swedish is translated. The site's settings hold no text, and
the menu's own words are interface (`locale/`); what remains of it are titles of pages,
which are translated with their pages.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Count
from django.db.models.functions import Cast
from django.urls import reverse
from wagtail.models import Page, ReferenceIndex

from hm_site import languages
from hm_site.base.links import reader_url
from hm_site.base.models import (
    FileText,
    HmDocument,
    HmImage,
    LocalRow,
    PageTerm,
    Term,
    TermLabel,
)
from hm_site.base.querysets import BasePageQuerySet
from hm_site.base.vocabulary import BY_CODE
from hm_site.organisations.models import OrganisationCollection, OrganisationPage

from ..priority import Need
from .cells import Cells, cells_of_rows

FORM = "translation_short_text"
LIST = "translation_short_texts"  # leads to the desk, narrowed to them
HELP_LINE = "help-line"
# A text that so many pages show is needed as much as an offering that is open.
MANY_USES = 15


@dataclass(frozen=True)
class Item:
    """A thing with its Swedish text of today."""

    kind: str
    pk: int
    name: str  # as lists show it
    group: str
    source: str  # all that a translation renders (`LocalRow.source_text`)
    uses: int = 0  # Swedish pages that are known to show it
    organisation: str = ""  # tree path of the one it belongs to
    since: datetime | None = None  # when readers got it in Swedish, where it is known
    changed: datetime | None = None  # and when they got what it says now

    @property
    def key(self) -> tuple[str, int]:
        return self.kind, self.pk


@dataclass(frozen=True)
class Place:
    """Where readers meet the text; `url` when there is one page to show."""

    text: str
    url: str = ""


class Kind:
    """One kind of short text, whose texts are rows of their own, one per language.

    `code` stands in addresses and orders; `fields` are those that are translated.
    """

    code: str
    name: str
    fields: tuple[str, ...]
    helps: dict[str, str]  # examples for those who write
    model: type[LocalRow]
    owner: str  # the foreign key to what has the text

    def items(self, pk: int | None = None) -> list[Item]:
        """All of them, in order, or the one; in the same few queries."""
        raise NotImplementedError

    def item(self, pk: int) -> Item | None:
        return next(iter(self.items(pk)), None)

    def need(self, item: Item) -> Need:
        return Need(0.5 + 1.5 * min(item.uses, MANY_USES) / MANY_USES)

    def url(self, item: Item, language: str, action: str = "") -> str:
        """Of its form, or of what is done with it: "approve", "take"…"""
        name = f"{FORM}_{action}" if action else FORM
        return reverse(name, args=[self.code, item.pk, language])

    def rows(self, pks: Iterable[int]) -> Any:
        return self.model._default_manager.filter(**{f"{self.owner}__in": list(pks)})

    def cells(self, items: Iterable[Item]) -> Cells:
        sources = {item.pk: item.source for item in items}
        return cells_of_rows(self.rows(sources), self.owner, sources)

    def row(self, item: Item, language: str) -> LocalRow:
        """As readers have it, or new and not saved."""
        found = self.rows([item.pk]).filter(language=language).first()
        made: LocalRow = found or self.model(
            **{f"{self.owner}_id": item.pk, "language": language}
        )
        return made

    def swedish(self, item: Item) -> dict[str, str]:
        """Field → its published Swedish text."""
        raise NotImplementedError

    def places(self, item: Item) -> list[Place]:
        raise NotImplementedError

    @property
    def owner_model(self) -> Any:
        return self.model._meta.get_field(self.owner).related_model

    def key(self, row: LocalRow) -> int:
        pk: int = getattr(row, f"{self.owner}_id")
        return pk


# ---------------------------------------------------------------------- vocabulary
class Terms(Kind):
    code, name = "ord", "Ordlistor"
    model, owner = TermLabel, "term"
    fields = ("label", "description", "keywords")
    helps = {
        "label": "Så kort som det svenska ordet, med läsarens ord.",
        "description": "En kort mening, som den svenska.",
        "keywords": (
            "Ord som någon kan söka på, ett på varje rad. De behöver inte motsvara de "
            "svenska."
        ),
    }

    def terms(self) -> Any:
        rows = Term.objects.filter(active=True, live=True)
        return rows.exclude(vocabulary=HELP_LINE)

    def items(self, pk: int | None = None) -> list[Item]:
        terms = self.terms() if pk is None else self.terms().filter(pk=pk)
        labels = TermLabel.objects.filter(
            language=languages.SOURCE, live=True, term__in=terms
        ).select_related("term")
        uses = self._uses()
        order = {code: number for number, code in enumerate(BY_CODE)}
        rows = sorted(
            labels.order_by("term__order", "term__code"),
            key=lambda row: order.get(row.term.vocabulary, len(order)),
        )
        return [
            Item(
                self.code,
                row.term_id,
                row.label,
                row.term.get_vocabulary_display(),
                row.as_source,
                uses=uses[row.term.vocabulary, row.term.code],
                since=row.first_published_at,
                changed=row.last_published_at,
            )
            for row in rows
        ]

    def _uses(self) -> Counter[tuple[str, str]]:
        """(vocabulary, code) → pages that are marked with it (1 query)."""
        rows = PageTerm.objects.values_list("vocabulary", "code")
        return Counter({(v, c): n for v, c, n in rows.annotate(n=Count("page"))})

    def swedish(self, item: Item) -> dict[str, str]:
        row = self.row(item, languages.SOURCE)
        return {name: getattr(row, name) for name in self.fields}

    def places(self, item: Item) -> list[Place]:
        number = Term.objects.get(pk=item.pk).used_by
        pages = "1 svensk sida" if number == 1 else f"{number} svenska sidor"
        return [Place(f"Ordlistan {item.group}. {pages} är märkta med ordet.")]


class HelpLines(Terms):
    """Names and explanations of the numbers to call in a crisis."""

    code, name = "hjalplinje", "Hjälplinjer"

    def terms(self) -> Any:
        return Term.objects.filter(active=True, live=True, vocabulary=HELP_LINE)

    def _uses(self) -> Counter[tuple[str, str]]:
        """No page is marked with one: they stand on all."""
        return Counter()

    def need(self, item: Item) -> Need:
        """For those who need help now."""
        return Need(3.0)

    def places(self, item: Item) -> list[Place]:
        return [Place("Hjälplinjerna på startsidan, och i listan överst på varje sida")]


# --------------------------------------------------------------------------- files
class Files(Kind):
    """Of files that published pages use: others are their organisation's matter."""

    model, fields = FileText, ("text",)
    files: type[HmImage] | type[HmDocument]

    def items(self, pk: int | None = None) -> list[Item]:
        uses = Counter(file for file, _page in self._uses(pk))
        owners = _owners()
        found = [
            Item(
                self.code,
                file.pk,
                file.swedish_text,
                "",
                file.swedish_text,
                uses=uses[file.pk],
                organisation=owners.get(file.collection_id, ""),
                since=file.created_at,
            )
            for file in self.files._default_manager.filter(pk__in=uses)
            if file.swedish_text
        ]
        return sorted(found, key=lambda item: (item.name.lower(), item.pk))

    def _uses(self, pk: int | None = None) -> list[tuple[int, int]]:
        """(pk of the file, pk of a published Swedish page that uses it), of all files
        or the one."""
        references = ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(self.files),
            base_content_type=ContentType.objects.get_for_model(Page),
        )
        if pk is not None:
            references = references.filter(to_object_id=str(pk))
        using = references.annotate(page=Cast("object_id", models.BigIntegerField()))
        pages = BasePageQuerySet(Page).sources().published()
        shown = set(
            pages.filter(pk__in=using.values("page")).values_list("pk", flat=True)
        )
        pairs = {
            (int(file), int(page))
            for file, page in references.values_list("to_object_id", "object_id")
        }
        return sorted(pair for pair in pairs if pair[1] in shown)

    def swedish(self, item: Item) -> dict[str, str]:
        return {"text": item.source}

    def places(self, item: Item) -> list[Place]:
        pks = [page for _file, page in self._uses(item.pk)]
        pages = Page.objects.filter(pk__in=pks).order_by("title")
        return [
            Place(page.title, reader_url(page, languages.SOURCE) or "")
            for page in pages
        ]


class Images(Files):
    code, name = "bild", "Bilder"
    owner, files = "image", HmImage
    helps = {
        "text": (
            "Läses upp för den som inte ser bilden. En mening som säger det viktigaste."
        )
    }


class Documents(Files):
    code, name = "dokument", "Dokument"
    owner, files = "document", HmDocument
    helps = {"text": "Dokumentets titel, så som läsaren ser den."}


def _owners() -> dict[int, str]:
    """Place of an organisation's files → tree path of the organisation (2 queries)."""
    keys = dict(
        OrganisationCollection.objects.values_list("organisation_key", "collection")
    )
    pages = OrganisationPage.objects.sources().filter(translation_key__in=keys)
    return {
        keys[key]: path for key, path in pages.values_list("translation_key", "path")
    }


KINDS: dict[str, Kind] = {
    kind.code: kind for kind in (Terms(), HelpLines(), Images(), Documents())
}


def kind_of(row: LocalRow) -> Kind | None:
    if isinstance(row, TermLabel):
        return KINDS["hjalplinje" if row.term.vocabulary == HELP_LINE else "ord"]
    if isinstance(row, FileText):
        return KINDS["bild" if row.image_id else "dokument"]
    return None


def kind_of_translation(row: LocalRow) -> Kind | None:
    """None for what is Swedish: that is changed where the thing itself is."""
    return None if row.language == languages.SOURCE else kind_of(row)


def item_of(kind: str, pk: int) -> Item | None:
    """None for what readers do not have in Swedish, and for kinds that are none."""
    return KINDS[kind].item(pk) if kind in KINDS else None


def items_of(kinds: Iterable[str]) -> list[Item]:
    """Of these kinds, in the order of the matrix."""
    wanted = set(kinds)
    return [x for code, kind in KINDS.items() if code in wanted for x in kind.items()]
