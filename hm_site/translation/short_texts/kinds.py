"""Which short texts there are: what stands in the rows of the matrix.

Only what readers meet in Swedish is translated. The site's settings hold no text, and
the menu's own words are interface (`locale/`); what remains of it are titles of pages.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Cast
from django.urls import reverse
from wagtail.models import Page, ReferenceIndex

from hm_site import languages
from hm_site.base.chrome import MENU_LABELS, top_pages
from hm_site.base.links import reader_url
from hm_site.base.locales import source_locale_id
from hm_site.base.models import (
    FileText,
    HmDocument,
    HmImage,
    LocalRow,
    Term,
    TermLabel,
)
from hm_site.base.querysets import BasePageQuerySet
from hm_site.base.vocabulary import BY_CODE

from .. import states
from .cells import Cell, Cells, cells_of_rows

FORM = "translation_short_text"
HELP_LINE = "help-line"


@dataclass(frozen=True)
class Item:
    """A row of the matrix: a thing with its Swedish text of today."""

    kind: str
    pk: int
    name: str  # as lists show it
    group: str
    source: str  # all that a translation renders (`LocalRow.source_text`)


@dataclass(frozen=True)
class Place:
    """Where readers meet the text; `url` when there is one page to show."""

    text: str
    url: str = ""


class Kind:
    """One kind of short text. `code` stands in addresses; `fields` are those that are
    translated."""

    code: str
    name: str
    fields: tuple[str, ...] = ()

    def items(self) -> list[Item]:
        """All of them, in order, in the same few queries."""
        raise NotImplementedError

    def cells(self, items: Iterable[Item]) -> Cells:
        raise NotImplementedError

    def url(self, item: Item, language: str) -> str:
        return reverse(FORM, args=[self.code, item.pk, language])

    def item(self, pk: int) -> Item | None:
        return next((item for item in self.items() if item.pk == pk), None)


class RowKind(Kind):
    """A kind whose texts are rows of their own, one per language."""

    model: type[LocalRow]
    owner: str  # the foreign key to what has the text
    helps: dict[str, str]  # examples for those who write

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

    def key(self, row: LocalRow) -> int:
        pk: int = getattr(row, f"{self.owner}_id")
        return pk


# ---------------------------------------------------------------------- vocabulary
class Terms(RowKind):
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

    def items(self) -> list[Item]:
        labels = TermLabel.objects.filter(
            language=languages.SOURCE, live=True, term__in=self.terms()
        ).select_related("term")
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
            )
            for row in rows
        ]

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

    def places(self, item: Item) -> list[Place]:
        return [Place("Hjälplinjerna på startsidan, och i listan överst på varje sida")]


# --------------------------------------------------------------------------- files
class Files(RowKind):
    """Of files that published pages use: others are their organisation's matter."""

    model, fields = FileText, ("text",)
    files: type[HmImage] | type[HmDocument]

    def items(self) -> list[Item]:
        found = [
            Item(self.code, file.pk, file.swedish_text, "", file.swedish_text)
            for file in self.files._default_manager.filter(pk__in=self._used())
            if file.swedish_text
        ]
        return sorted(found, key=lambda item: (item.name.lower(), item.pk))

    def _used(self) -> set[int]:
        return {file for file, _page in self._uses()}

    def _uses(self) -> list[tuple[int, int]]:
        """(pk of the file, pk of a published Swedish page that uses it)."""
        references = ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(self.files),
            base_content_type=ContentType.objects.get_for_model(Page),
        )
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
        pks = [page for file, page in self._uses() if file == item.pk]
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


# ---------------------------------------------------------------------------- menu
class Menu(Kind):
    """Titles in menu and footer: they belong to pages and are translated with them."""

    code, name = "meny", "Meny och sidfot"

    def items(self) -> list[Item]:
        paths = [x.url_path for x in top_pages() if x.model not in MENU_LABELS]
        return [
            Item(self.code, page.pk, page.title, "", page.title)
            for page in self._pages(url_path__in=paths)
        ]

    def _pages(self, **wanted: Any) -> models.QuerySet[Page]:
        rows = Page.objects.filter(locale_id=source_locale_id(), **wanted)
        return rows.order_by("path")

    def cells(self, items: Iterable[Item]) -> Cells:
        pages = self._pages(pk__in=[item.pk for item in items])
        keys = dict(pages.values_list("translation_key", "pk"))
        return {
            (keys[key], code): Cell(
                code, live=cell.live, review=cell.review, stale=cell.outdated
            )
            for key, row in states.cells(keys).items()
            for code, cell in row.items()
        }

    def url(self, item: Item, language: str) -> str:
        return reverse("translation_edit", args=[item.pk, language])


KINDS: dict[str, Kind] = {
    kind.code: kind for kind in (Terms(), HelpLines(), Images(), Documents(), Menu())
}


def kind_of(row: LocalRow) -> RowKind | None:
    """None for what is Swedish: that is changed where the thing itself is."""
    if row.language == languages.SOURCE:
        return None
    if isinstance(row, TermLabel):
        code = "hjalplinje" if row.term.vocabulary == HELP_LINE else "ord"
    elif isinstance(row, FileText):
        code = "bild" if row.image_id else "dokument"
    else:
        return None
    kind = KINDS[code]
    return kind if isinstance(kind, RowKind) else None
