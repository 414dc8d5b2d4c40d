"""Two versions of a page as Wagtail's compare page shows them, in plain Swedish words.

Wagtail's own comparisons skip terms, which are no fields of the page, and the order of
rows; say True and None; and take two texts for alike whose links lead elsewhere.
"""

from typing import Any

from django.db import models
from django.utils.html import format_html
from wagtail.admin import compare
from wagtail.fields import RichTextField, StreamField

from .all_facts import EMPTY, differing_lines, rows_text, terms_text
from .text_form import rich_form, stream_form
from .texts import plain


def _beside(old: str, new: str) -> Any:
    if old == new:
        return format_html('<span class="hm-lines">{}</span>', old)
    old, new = differing_lines(old, new)
    return format_html(
        '<span class="hm-beside"><span class="deletion hm-lines">{}</span> '
        '<span class="addition hm-lines">{}</span></span>',
        old or EMPTY,
        new or EMPTY,
    )


class PlainComparison(compare.FieldComparison):
    """One value of a field that is no text."""

    def __init__(self, field: Any, old: Any, new: Any) -> None:
        super().__init__(field, old, new)
        self.old, self.new = plain(old, field.name), plain(new, field.name)

    def htmldiff(self) -> Any:
        return _beside(self.old, self.new)


class RichTextComparison(compare.RichTextFieldComparison):
    """Words, then what they are made of where that has changed."""

    def htmldiff(self) -> Any:
        return _with_form(
            super().htmldiff(), rich_form(self.val_a), rich_form(self.val_b)
        )


class StreamComparison(compare.StreamFieldComparison):
    def htmldiff(self) -> Any:
        old, new = stream_form(self.val_a), stream_form(self.val_b)
        return _with_form(super().htmldiff(), old, new)


def _with_form(words: Any, old: Any, new: Any) -> Any:
    if old[1] == new[1]:
        return words
    return format_html("{}<p>{}</p>", words, _beside(old[0], new[0]))


class _OfPage:
    """What is no field of the page; Wagtail's template asks only for what is here."""

    is_field = True
    is_child_relation = False

    def __init__(self, shown: str, old: str, new: str) -> None:
        self.shown, self.old, self.new = shown, old, new

    def field_label(self) -> str:
        return self.shown

    def has_changed(self) -> bool:
        return self.old != self.new

    def htmldiff(self) -> Any:
        return _beside(self.old, self.new)


def compare_terms(vocabulary: str, shown: str, old: Any, new: Any) -> _OfPage:
    return _OfPage(shown, terms_text(old, vocabulary), terms_text(new, vocabulary))


def compare_rows(name: str, shown: str, old: Any, new: Any) -> _OfPage:
    return _OfPage(shown, rows_text(old, name), rows_text(new, name))


def register() -> None:
    """Texts keep Wagtail's comparison, word by word; images their thumbnails."""
    for field, comparison in (
        (models.Field, PlainComparison),
        (RichTextField, RichTextComparison),
        (StreamField, StreamComparison),
    ):
        compare.register_comparison_class(field, comparison_class=comparison)
