"""All that a Swedish page says beside its texts, as a reviewer reads it.

Asked of the page's own form and of its model together: a new field is shown because it
exists, and nobody has to remember it here.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField
from wagtail.models import COMMENTS_RELATION_NAME, Page

from hm_site import languages

from . import labels
from .text_form import rich_form, stream_form
from .texts import label, plain, translated_fields

EMPTY = "–"
# Whom to tell of comments: of the person at the form, not of the page.
NOT_OF_THE_PAGE = {"comment_notifications", COMMENTS_RELATION_NAME}


@dataclass(frozen=True)
class Fact:
    """A field under its name in the form; `text` has a line for each row of a set.

    `of_text` is how a text is built, which its words do not tell: its links, its
    lists, the order of its parts.
    """

    label: str
    text: str = field(compare=False)
    essence: Any  # what differs when the fact does
    of_text: bool = False


def facts(page: Any) -> list[Fact]:
    """In the order of the form; those left empty too: what is missing is to be seen."""
    if not page.is_source:
        return []
    words = translated_fields(type(page))
    found = [_fact(page, name, shown, words) for name, shown in _fields(page)]
    return [fact for fact in found if fact is not None]


def changed_facts(before: Any, after: Any) -> list[tuple[Fact, Fact]]:
    pairs = zip(facts(before), facts(after), strict=True)
    return [(old, new) for old, new in pairs if old != new]


def differing_lines(old: str, new: str) -> tuple[str, str]:
    """Of two sets of rows those that are not in both, and how many are."""
    before, after = old.split("\n"), new.split("\n")
    common = Counter(before) & Counter(after)
    if not common or Counter(before) == Counter(after):  # or it is their order
        return old, new
    alike = f"(oförändrade: {common.total()})"
    return _without(before, common, alike), _without(after, common, alike)


def _without(lines: list[str], common: Counter[str], alike: str) -> str:
    left = common.copy()
    rest = []
    for line in lines:
        if left[line]:
            left[line] -= 1
        else:
            rest.append(line)
    return "\n".join([*rest, alike])


def _fields(page: Any) -> Iterator[tuple[str, str]]:
    """Name and label of all that a version of the page holds."""
    shown = dict(_of_form(page))
    yield from shown.items()
    kept = {*page.source_only_fields(), *_own_fields(type(page))} - {"terms"}
    for name in sorted(kept - shown.keys()):
        yield name, label(page, name)


def _of_form(page: Any) -> Iterator[tuple[str, str]]:
    handler = page.get_edit_handler()
    fields = handler.get_form_class().base_fields
    for panel in _leaves(handler):
        name = getattr(panel, "relation_name", getattr(panel, "field_name", ""))
        if name and name not in NOT_OF_THE_PAGE:
            of_field = fields[name].label if name in fields else ""
            yield name, str(capfirst(panel.heading or of_field or label(page, name)))


def _leaves(panel: Any) -> Iterator[Any]:
    children = getattr(panel, "children", None)
    if children is None:
        yield panel
    for child in children or ():
        yield from _leaves(child)


def _own_fields(model: Any) -> Iterator[str]:
    """What the type adds to Wagtail's page, whether its form shows it or not."""
    of_wagtail = {field.name for field in Page._meta.get_fields()}
    for own in model._meta.concrete_fields:
        if own.name not in of_wagtail and not own.primary_key:
            yield own.name
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        if name not in of_wagtail:
            yield name


def _fact(page: Any, name: str, shown: str, words: set[str]) -> Fact | None:
    """None for a text: its words are compared as texts."""
    term_field = page.base_form_class.declared_fields.get(name)
    if term_field is not None and hasattr(term_field, "vocabulary"):
        text = terms_text(page, term_field.vocabulary)
        return Fact(shown, text, set(page.codes(term_field.vocabulary)))
    of_model = page._meta.get_field(name)
    if isinstance(of_model, RichTextField | StreamField):
        form = rich_form if isinstance(of_model, RichTextField) else stream_form
        text, essence = form(getattr(page, name))
        return Fact(f"{shown}: länkar och form", text or EMPTY, essence, of_text=True)
    if name in words:
        return None
    text = rows_text(page, name) if of_model.one_to_many else plain(page, name)
    return Fact(shown, text or EMPTY, text)


def terms_text(page: Any, vocabulary: str) -> str:
    found = [
        labels.label(vocabulary, code, languages.SOURCE).label
        for code in page.codes(vocabulary)
    ]
    return ", ".join(found) or EMPTY


def rows_text(page: Any, name: str) -> str:
    """A line for each row, in their order; empty without rows."""
    return "\n".join(_row(row) for row in getattr(page, name).all())


def _row(row: Any) -> str:
    """Filled fields of a row of a set, without those that only hold it together."""
    shown = []
    for own in row._meta.concrete_fields:
        bookkeeping = own.primary_key or isinstance(own, ParentalKey)
        text = "" if bookkeeping or own.name == "sort_order" else plain(row, own.name)
        if text:
            shown.append(f"{capfirst(own.verbose_name)}: {text}")
    return ". ".join(shown)
