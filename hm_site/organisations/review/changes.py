"""What a proposed version changes, in words a moderator can judge."""

from dataclasses import dataclass
from typing import Any

from hm_site.base.texts import label, texts


@dataclass(frozen=True)
class ChangedText:
    """One text at one content path; empty `old` when it is new, `new` when gone."""

    path: str
    label: str
    old: str
    new: str


def changed_texts(live: Any | None, proposed: Any) -> list[ChangedText]:
    """Differences of prose, in the order of the page; all texts when never live."""
    before = texts(live) if live is not None else {}
    after = texts(proposed)
    paths = [*after, *(path for path in before if path not in after)]
    return [
        ChangedText(
            path, label(proposed, path), before.get(path, ""), after.get(path, "")
        )
        for path in paths
        if before.get(path, "") != after.get(path, "")
    ]
