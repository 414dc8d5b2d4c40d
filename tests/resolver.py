"""The addresses of the site as the URL resolver knows them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Pattern:
    """`name` with its namespace, empty for a pattern without one."""

    name: str
    route: str
    converters: dict[str, Any]

    @property
    def arguments(self) -> list[str]:
        """By name, of regular expressions too."""
        return [*self.converters, *re.findall(r"\(\?P<(\w+)>", self.route)]


def patterns(
    resolver: Any = None, prefix: str = "", namespace: str = ""
) -> Iterator[Pattern]:
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = ":".join(filter(None, (namespace, entry.namespace or "")))
            yield from patterns(entry, route, inner)
        elif isinstance(entry, URLPattern):
            name = ":".join(filter(None, (namespace, entry.name))) if entry.name else ""
            yield Pattern(name, route, entry.pattern.converters)


def admin_patterns() -> Iterator[Pattern]:
    return (pattern for pattern in patterns() if pattern.route.startswith("admin/"))
