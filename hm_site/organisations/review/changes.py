"""What a proposed version changes, in words a moderator can judge."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from hm_site.base import all_facts
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


@dataclass(frozen=True)
class ChangedFact:
    label: str
    old: str
    new: str

    @property
    def was_empty(self) -> bool:
        return self.old == all_facts.EMPTY


def changed_facts(live: Any | None, proposed: Any) -> list[ChangedFact]:
    """What a page says beside its texts: all of it when never live, else what differs.

    How a text is built is told only where there is something to tell.
    """
    if not isinstance(proposed, Page):
        return []  # all of a row beside the pages is compared as texts
    if live is None:
        return [
            ChangedFact(fact.label, "", fact.text)
            for fact in all_facts.facts(proposed)
            if not (fact.of_text and fact.text == all_facts.EMPTY)
        ]
    return [
        ChangedFact(new.label, *all_facts.differing_lines(old.text, new.text))
        for old, new in all_facts.changed_facts(live, proposed)
    ]
