"""What has to be done now and then: scheduled publishing, reminders, clearing away.

Each room registers its chores in `AppConfig.ready`; `manage.py chores` runs them every
minute. A chore decides by itself what is due, so running it twice does nothing
the second time, and one that fails stops no other.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Chore:
    """`run(now)` yields a line for each thing it did.

    It catches what may fail for one item and yields a `Failure` for it.
    """

    name: str
    run: Callable[[datetime], Iterator["str | Failure"]]


@dataclass(frozen=True)
class Failure:
    """What could not be done, in words for the operator."""

    text: str

    def __str__(self) -> str:
        return self.text


_chores: dict[str, Chore] = {}


def register_chore(
    name: str, run: Callable[[datetime], Iterator[str | Failure]]
) -> None:
    _chores[name] = Chore(name, run)


def all_chores() -> list[Chore]:
    return list(_chores.values())
