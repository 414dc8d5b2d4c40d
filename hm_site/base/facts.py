"""Rows of facts, as cards and fact boxes show them: icon, word, answer."""

from dataclasses import dataclass, field

from .reader import LocalText


@dataclass(frozen=True)
class FactRow:
    """One question and its answer, in the reader's language."""

    key: str
    icon: str
    label: str
    value: list[LocalText]
    details: list[LocalText] = field(default_factory=list)
