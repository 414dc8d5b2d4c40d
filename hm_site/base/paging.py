"""Page numbers under a list, clamped to what exists."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Pager:
    """`start` and `stop` slice the list; `pages` holds numbers, gaps as gap=True."""

    start: int
    stop: int
    number: int
    pages_count: int
    clamped: bool
    pages: list[dict[str, Any]]
    previous: str | None
    next: str | None


def pager(total: int, asked: int, size: int, url: Callable[[int], str]) -> Pager:
    """`asked` may be any whole number; the nearest page that exists is shown."""
    last = max(1, -(-total // size))
    number = min(max(asked, 1), last)
    near = {1, last, number - 1, number, number + 1}
    pages: list[dict[str, Any]] = []
    before = 0
    for candidate in sorted(n for n in near if 1 <= n <= last):
        if candidate - before > 1:
            pages.append({"number": None, "url": "", "current": False, "gap": True})
        pages.append(
            {
                "number": candidate,
                "url": url(candidate),
                "current": candidate == number,
                "gap": False,
            }
        )
        before = candidate
    return Pager(
        start=(number - 1) * size,
        stop=number * size,
        number=number,
        pages_count=last,
        clamped=number != asked,
        pages=pages,
        previous=url(number - 1) if number > 1 else None,
        next=url(number + 1) if number < last else None,
    )
