"""From one short text to the next of the same sort, and then to the others."""

from collections.abc import Iterable
from typing import Any

from ..following import TO_DO
from ..subjects import WAITING, Subject, TextSubject, in_state, of_texts, waits
from .kinds import KINDS, Item, items_of


def next_lacking(language: str, here: Item) -> str:
    """Address of the next text that readers of the language lack; "" when none."""
    texts = of_texts(items_of(KINDS))
    cells = ((one, one.cell(language)) for one in texts)
    lacking = [x for x, cell in cells if cell.state in TO_DO and not waits(cell)]
    return _after(here, lacking, language)


def next_waiting(language: str, here: Item, user: Any) -> str:
    """Likewise of those that the person may decide on."""
    texts = of_texts(items_of(KINDS))
    return _after(here, in_state(texts, [language], WAITING, user), language)


def _after(here: Item, found: Iterable[Subject], language: str) -> str:
    others = [x for x in found if isinstance(x, TextSubject) and x.item.key != here.key]
    here_of = (here.kind, here.group)
    # Sorting keeps the order of equals: the matrix's.
    others.sort(key=lambda one: (one.item.kind, one.item.group) != here_of)
    return others[0].url(language) if others else ""
