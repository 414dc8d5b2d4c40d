"""All texts of a page, or of a row beside the pages, in words people can compare."""

from datetime import datetime, time
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.utils import timezone
from django.utils.text import capfirst
from wagtail.models import Page
from wagtail_localize.fields import TranslatableField
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments


def texts(page: Any) -> dict[str, str]:
    """Content path → plain text of all translatable texts of a page; of a row beside
    the pages, all that its form shows."""
    if not isinstance(page, Page):
        return row_texts(page)
    found: dict[str, list[str]] = {}
    for segment in extract_segments(page):
        if isinstance(segment, StringSegmentValue):
            found.setdefault(segment.path, []).append(segment.string.render_text())
    return {path: "\n".join(parts) for path, parts in found.items()}


def translated_fields(model: Any) -> set[str]:
    """Names of the fields whose words `texts` has."""
    contract = model.translatable_fields
    return {f.field_name for f in contract if isinstance(f, TranslatableField)}


def row_texts(row: Any) -> dict[str, str]:
    names = [panel.field_name for panel in row.panels if hasattr(panel, "field_name")]
    return {name: plain(row, name) for name in names}


def plain(row: Any, name: str) -> str:
    """A field's value as people read it."""
    try:
        value = getattr(row, name)
    except ObjectDoesNotExist:  # nothing is chosen yet where something must be
        return ""
    display = getattr(row, f"get_{name}_display", None)
    if display is not None:
        return str(display() or "")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d kl. %H.%M}"
    return f"{value:%H.%M}" if isinstance(value, time) else str(value)


def label(page: Any, path: str) -> str:
    name = path.split(".")[0]
    try:
        field = page._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    related = getattr(field, "related_model", None)
    words = (
        related._meta.verbose_name
        if related and field.one_to_many
        else getattr(field, "verbose_name", name)
    )
    return str(capfirst(words))
