"""`manage.py page_costs [--json]`: what every kind of public page costs, here and now.

Fails when a budget is broken. `docs/performance.md` says how to read the table.
"""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from hm_site.base.page_costs import (
    KB,
    MAX_BYTES,
    MAX_FONT_BYTES,
    MAX_QUERIES,
    MAX_REQUESTS,
    Cost,
    baseline_ms,
    count_offerings,
    measure,
)


def kilobytes(number: int) -> str:
    return f"{number / KB:.1f}"


def table(costs: list[Cost], bare: float) -> str:
    """The costs as a Markdown table, one row a page and language."""
    head = (
        "page",
        "language",
        "queries",
        "repeated",
        "HTML KB",
        "CSS KB",
        "JS KB",
        "first visit KB",
        "font KB",
        "requests",
        "ms",
        "speed",
    )
    lines = [f"| {' | '.join(head)} |", "| --- | --- |" + " --: |" * (len(head) - 2)]
    for cost in costs:
        cells = (
            cost.page,
            cost.language,
            str(cost.queries),
            str(cost.repeated),
            kilobytes(cost.html),
            kilobytes(cost.css),
            kilobytes(cost.js),
            kilobytes(cost.first_visit),
            kilobytes(cost.font) if cost.font else "–",
            str(cost.requests),
            f"{cost.ms:.1f}",
            f"{bare / cost.ms:.2f}" if cost.ms else "–",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def shares(costs: list[Cost], bare: float) -> dict[str, float]:
    """The dearest page's part of each budget, and the slowest page's speed."""
    slowest = max(cost.ms for cost in costs)
    return {
        "queries": max(c.queries for c in costs) / MAX_QUERIES,
        "bytes": max(c.first_visit for c in costs) / MAX_BYTES,
        "font": max(c.font for c in costs) / MAX_FONT_BYTES,
        "requests": max(c.requests for c in costs) / MAX_REQUESTS,
        "slowest page, speed of a bare Wagtail page = 1": (
            bare / slowest if slowest else 0.0
        ),
    }


class Command(BaseCommand):
    help = "Measures every kind of public page; fails when one breaks its budget."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print JSON instead")
        parser.add_argument(
            "--times", type=int, default=5, help="visits per time given (default 5)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        times = max(1, options["times"])
        offerings = count_offerings()
        if not offerings:
            raise CommandError("no offerings here: run `manage.py load_demo` first")
        progress = self._progress if options["verbosity"] > 0 else lambda text: None
        bare = baseline_ms(times)
        costs = measure(times=times, progress=progress)
        progress("")
        broken = [line for cost in costs for line in cost.broken()]
        ratios = shares(costs, bare)
        if options["json"]:
            answer = {
                "database": connection.vendor,
                "offerings": offerings,
                "bare_wagtail_ms": bare,
                "ratios": ratios,
                "pages": [
                    {**asdict(cost), "first_visit": cost.first_visit} for cost in costs
                ],
                "broken": broken,
            }
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(f"{table(costs, bare)}\n")
            self.stdout.write(
                f"{connection.vendor}, {offerings} offerings; a bare "
                f"Wagtail page takes {bare:.1f} ms.\n"
            )
            for name, share in ratios.items():
                self.stdout.write(f"- {name}: {share:.2f}")
        if broken:
            raise CommandError("\n".join(["budgets broken:", *broken]))

    def _progress(self, text: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r{text:40}", ending="")
            self.stderr.flush()
