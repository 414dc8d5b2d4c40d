"""What a proposed version changes, in words a moderator can judge."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from hm_site.base import all_facts
from hm_site.base.text_changes import Change, Text, changes, texts_of
from hm_site.base.texts import label, texts

from .models import Withdrawal


@dataclass(frozen=True)
class ChangedText:
    """One text; empty `old` when it is new, `new` when it is gone.

    Where readers have had the page, its translations may have to follow: `change` says
    how, and `number` which paragraph it is where a field has several.
    """

    path: str
    label: str
    old: str
    new: str
    change: Change | None = None
    number: int | None = None


def last_read(thing: Any) -> Any | None:
    """The version that readers have or, of a withdrawn page, had last: translations
    render it. None when they never had any."""
    if thing.live:
        return thing
    if not isinstance(thing, Page):
        return None
    rows = Withdrawal.objects.filter(page=thing.pk).exclude(revision=None)
    row = rows.select_related("revision").order_by("-pk").first()
    return row.revision.as_object() if row and row.revision else None


def changed_texts(read: Any | None, proposed: Any) -> list[ChangedText]:
    """Differences of words, in the order of the page; all texts when never read.

    How a text is built (bold, links, lists) is told by `changed_facts`.
    """
    if read is not None and isinstance(proposed, Page):
        return _of_page(read, proposed)
    before = texts(read) if read is not None else {}
    after = texts(proposed)
    paths = [*after, *(path for path in before if path not in after)]
    return [
        ChangedText(
            path, label(proposed, path), before.get(path, ""), after.get(path, "")
        )
        for path in paths
        if before.get(path, "") != after.get(path, "")
    ]


def _of_page(read: Page, proposed: Page) -> list[ChangedText]:
    before, after = texts_of(read), texts_of(proposed)
    return [
        ChangedText(
            change.path,
            label(proposed, change.path),
            change.old.words if change.old else "",
            change.new.words if change.new else "",
            change,
            _number(change, before, after),
        )
        for change in changes(before, after)
        if change.moved or not change.same_words
    ]


def _number(change: Change, before: list[Text], after: list[Text]) -> int | None:
    version, text = (after, change.new) if change.new else (before, change.old)
    here = [other for other in version if other.path == change.path]
    return here.index(text) + 1 if text and len(here) > 1 else None


@dataclass(frozen=True)
class ChangedFact:
    label: str
    old: str
    new: str

    @property
    def was_empty(self) -> bool:
        return self.old == all_facts.EMPTY


def changed_facts(read: Any | None, proposed: Any) -> list[ChangedFact]:
    """What a page says beside its texts: all of it when never read, else what differs.

    How a text is built is told only where there is something to tell.
    """
    if not isinstance(proposed, Page):
        return []  # all of a row beside the pages is compared as texts
    if read is None:
        return [
            ChangedFact(fact.label, "", fact.text)
            for fact in all_facts.facts(proposed)
            if not (fact.of_text and fact.text == all_facts.EMPTY)
        ]
    return [
        ChangedFact(new.label, *all_facts.differing_lines(old.text, new.text))
        for old, new in all_facts.changed_facts(read, proposed)
    ]
