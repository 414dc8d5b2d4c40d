"""What the TOML files of this folder say."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def read(name: str) -> dict[str, Any]:
    """One file as a dict; empty when it does not exist."""
    path = FOLDER / name
    if not path.exists():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))


def offering_files() -> list[dict[str, Any]]:
    """All offerings, each with the slug of its organisation: the name of its file."""
    result = []
    for path in sorted((FOLDER / "offerings").glob("*.toml")):
        for data in read(f"offerings/{path.name}")["offering"]:
            result.append({**data, "organisation": path.stem})
    return result
