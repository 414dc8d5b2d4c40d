"""Prose fields as headed sections."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from wagtail.rich_text import expand_db_html


@dataclass(frozen=True)
class SectionSpec:
    """Which field becomes a section; `heading` is a Swedish message id."""

    field: str
    heading: str
    kind: str = "text"
    anchor: str = ""


@dataclass(frozen=True)
class Section:
    """`heading` is for the reader, `heading_source` for a Swedish fallback block.

    `block` is the id of the block that it shows, the same in all languages but for
    pages whose blocks were made one by one.
    """

    heading: str
    heading_source: str
    html: SafeString
    kind: str
    anchor: str
    block: str = ""


def rich_html(value: str) -> SafeString:
    """Rich text from the editor (cleaned by Wagtail's whitelist) as HTML."""
    return mark_safe(expand_db_html(value))  # noqa: S308


def prose_sections(page: Any, specs: Iterable[SectionSpec]) -> list[Section]:
    """Sections of the fields that hold something."""
    sections = []
    for spec in specs:
        value = getattr(page, spec.field)
        if not value:
            continue
        sections.append(
            Section(
                heading=gettext(spec.heading),
                heading_source=spec.heading,
                html=rich_html(value),
                kind=spec.kind,
                anchor=spec.anchor or spec.field.replace("_", "-"),
            )
        )
    return sections
