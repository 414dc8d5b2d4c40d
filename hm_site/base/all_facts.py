"""All facts of a Swedish page, field by field, as a reviewer reads them."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst

from hm_site import languages

from . import labels
from .texts import label, plain

EMPTY = "–"


@dataclass(frozen=True)
class Fact:
    """A field under its name in the form; `text` has a line for each row of a set."""

    label: str
    text: str


def facts(page: Any) -> list[Fact]:
    """Those that are left empty too: what is missing is to be seen as well."""
    if not page.is_source:
        return []
    terms = page.base_form_class.term_fields_by_vocabulary()
    names = [name for name in page.source_only_fields() if name != "terms"]
    return [
        *(Fact(shown, _terms(page, code)) for code, (_name, shown) in terms.items()),
        *(Fact(label(page, name), _text(page, name)) for name in names),
    ]


def changed_facts(before: Any, after: Any) -> list[tuple[Fact, Fact]]:
    pairs = zip(facts(before), facts(after), strict=True)
    return [(old, new) for old, new in pairs if old != new]


def _terms(page: Any, vocabulary: str) -> str:
    found = [
        labels.label(vocabulary, code, languages.SOURCE).label
        for code in page.codes(vocabulary)
    ]
    return ", ".join(found) or EMPTY


def _text(page: Any, name: str) -> str:
    if not page._meta.get_field(name).one_to_many:
        return plain(page, name) or EMPTY
    return "\n".join(_row(row) for row in getattr(page, name).all()) or EMPTY


def _row(row: Any) -> str:
    """Filled fields of a row of a set, without those that only hold it together."""
    shown = []
    for field in row._meta.concrete_fields:
        bookkeeping = field.primary_key or field.name in {"page", "sort_order"}
        text = "" if bookkeeping else plain(row, field.name)
        if text:
            shown.append(f"{capfirst(field.verbose_name)}: {text}")
    return ". ".join(shown)
