"""Which text of a page's new version was which of the old one, and what became of it.

The moderator judges these changes and the translations follow them: both see the same,
so that a mark stands for exactly the sentence it was set at.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from heapq import nlargest
from typing import Any

from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue

# 0 to 1; below it two texts are another, not a changed one: in the same place, and when
# one has left its place.
ALIKE = 0.4
ALIKE_ELSEWHERE = 0.6
RUN = 3  # words
CANDIDATES = 3  # that one text is compared with letter by letter
LONG = 200  # letters; above it the runs that two texts share tell as much
_WORD = re.compile(r"\w+")
_EMPHASIS = re.compile(r"</?(?:b|i|em|strong)>")
_LINK = re.compile(r"""<a id=["']([^"']*)["']>|</a>""")


@dataclass(frozen=True)
class Text:
    """A heading, a paragraph or a short field.

    `path` is wagtail-localize's content path, `data` its HTML of the text, in which
    each link is only numbered.
    """

    path: str
    data: str

    @cached_property
    def words(self) -> str:
        return str(StringValue(self.data).render_text())

    @cached_property
    def bare(self) -> str:
        """Without bold and links, which change no meaning by themselves."""
        return without_links(_EMPHASIS.sub("", self.data))

    @cached_property
    def run(self) -> str:
        """Its words alone, to look for them in another text."""
        return f" {' '.join(_WORD.findall(self.bare.casefold()))} "

    @cached_property
    def grams(self) -> frozenset[str]:
        """All runs of three letters; one empty when it is shorter."""
        ends = range(3, len(self.bare) + 1)
        return frozenset(self.bare[end - 3 : end] for end in ends) or frozenset({""})

    def holds(self, other: "Text") -> bool:
        """Whether all that the other says stands here, word by word, and more. A word
        or two stand anywhere."""
        long = len(other.run.split()) >= RUN
        return long and other.run in self.run != other.run

    @cached_property
    def links(self) -> list[str]:
        return [number for number in _LINK.findall(self.data) if number]


@dataclass(frozen=True)
class Change:
    """`old` is None for a text that is new, `new` for one that is gone.

    `beside` is, for a text that is gone, the new one that has taken up its words, and
    for one that is new, the old one that it was cut out of.
    """

    old: Text | None
    new: Text | None
    moved: bool = False
    beside: Text | None = None

    @property
    def path(self) -> str:
        """Where it stands; where it stood, when it is gone."""
        text = self.new or self.old
        return text.path if text else ""

    @property
    def key(self) -> str:
        """Names the change, the same whoever compares the two versions."""
        parts = [x and [x.path, x.data] for x in (self.old, self.new)]
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]

    @property
    def same_words(self) -> bool:
        """Moved, or set in another form: nothing that anybody has to judge."""
        if self.old is None or self.new is None or self.old.bare != self.new.bare:
            return False
        return not self.relinked or not self.new.links

    @property
    def is_judged(self) -> bool:
        """Whether a moderator says if the meaning is new."""
        return not self.same_words and self.beside is None

    @property
    def relinked(self) -> bool:
        """Whether the links in it are other ones, so that those of a translation of the
        old text would lead elsewhere."""
        if self.old is None or self.new is None:
            return False
        return self.old.links != self.new.links


Gap = tuple[list[Text], list[Text]]  # of the old version, and of the new


def without_links(data: str) -> str:
    """The text of a link stays."""
    return _LINK.sub("", data)


def texts_of(page: Any) -> list[Text]:
    """All translatable texts of a version of a page, in its order."""
    return [
        Text(segment.path, segment.string.data)
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue)
    ]


def changes(before: Iterable[Text], after: Iterable[Text]) -> list[Change]:
    """What differs, in the order of the new version; what is gone comes last.

    A text that stands twice in one place counts once, as it is translated once; but
    when one of the two is changed, that is no new text.
    """
    before, after = list(before), list(after)
    old = list(dict.fromkeys(before))
    paired = pairs(old, list(dict.fromkeys(after)))
    paired, copies = _copies(paired, Counter(before) - Counter(after))
    left = {change.old for change in paired}
    gone = [Change(text, None) for text in old if text not in left]
    found = [x for x in paired if x.moved or x.old != x.new] + gone
    merged = [
        change
        for text in copies
        if (change := Change(text, None, beside=_beside(Change(text, None), found)))
        and change.beside
    ]
    return [replace(x, beside=_beside(x, found)) for x in found] + merged


def _copies(
    paired: list[Change], fewer: Counter[Text]
) -> tuple[list[Change], list[Text]]:
    """`fewer`: how much less often a text stands than it did. New texts are the others
    of such, where they are alike; returned too are those of which none was found."""
    left = fewer - Counter(x.old for x in paired if x.old and x.old != x.new)
    while True:
        by_path: dict[str, Gap] = defaultdict(lambda: ([], []))
        for text in left:
            by_path[text.path][0].append(text)
        for x in paired:
            if x.old is None and x.new:
                by_path[x.path][1].append(x.new)
        was: dict[Text, Text] = {}
        for known, come in by_path.values():
            was |= _most_alike(known, come, ALIKE)
        if not was:
            standing = {x.old for x in paired if x.old == x.new}
            return paired, [text for text in left if text in standing]
        paired = [replace(x, old=was[x.new]) if x.new in was else x for x in paired]
        left -= Counter(was.values())


def _beside(change: Change, found: Iterable[Change]) -> Text | None:
    """Of two paragraphs made into one the second is gone, and of one cut in two the
    second is new; but neither is."""
    if change.old and change.new:
        return None
    for pair in found:
        here, there = pair.new, pair.old
        if change.new:
            here, there = there, here
        text = change.new or change.old
        if not (text and here and there and text.path == here.path == there.path):
            continue
        if here.holds(text) and text.run not in there.run:
            return here
    return None


def harmless(found: Iterable[Change], wording: Collection[str]) -> list[Change]:
    """Of all changes those that alter no meaning: `wording` names them, or there is
    nothing to judge. What was one text with another goes that one's way."""
    fine = [x for x in found if x.same_words or x.key in wording]
    texts = {text for x in fine if not x.beside for text in (x.old, x.new) if text}
    return [x for x in found if (x.beside in texts if x.beside else x in fine)]


def pairs(old: Collection[Text], new: Collection[Text]) -> list[Change]:
    """Each new text with the old one that it was; equal ones are told too.

    What kept its words is the same text wherever it went. Of the others those belong
    together that stand in one place and are most alike, and one that stands alone where
    another stood alone; then those that are much alike in two places. Two new texts can
    have been one: a heading whose words went into the summary is a changed heading.
    """
    before, after = _by_path(old), _by_path(new)
    was: dict[Text, Text] = {}
    gaps = list(_gaps(before, after, was))
    moved = _moved(gaps)
    was |= moved
    for gone, come in gaps:
        was |= _in_place(
            [text for text in gone if text not in moved.values()],
            [text for text in come if text not in moved],
        )
    was |= _parts(*_left(old, new, was))
    elsewhere = _most_alike(*_left(old, new, was), ALIKE_ELSEWHERE)
    was |= elsewhere
    for path, (text, *more) in after.items():
        if text not in was and not more and len(before.get(path, ())) == 1:
            was[text] = before[path][0]
    return [Change(was.get(x), x, x in moved or x in elsewhere) for x in new]


def _by_path(texts: Iterable[Text]) -> dict[str, list[Text]]:
    found: dict[str, list[Text]] = defaultdict(list)
    for text in texts:
        found[text.path].append(text)
    return found


def _gaps(
    old: dict[str, list[Text]], new: dict[str, list[Text]], same: dict[Text, Text]
) -> Iterator[Gap]:
    """What stands between the texts that stayed where they were; these go to `same`."""
    for path in dict.fromkeys([*new, *old]):
        before, after = old.get(path, []), new.get(path, [])
        matcher = SequenceMatcher(
            None, [x.bare for x in before], [x.bare for x in after], autojunk=False
        )
        for tag, a1, a2, b1, b2 in matcher.get_opcodes():
            if tag == "equal":
                same |= zip(after[b1:b2], before[a1:a2], strict=True)
            else:
                yield before[a1:a2], after[b1:b2]


def _moved(gaps: list[Gap]) -> dict[Text, Text]:
    """Texts that left one place and stand with the same words in another."""
    left: dict[str, list[Text]] = defaultdict(list)
    for before, _after in gaps:
        for text in before:
            left[text.bare].append(text)
    found = {}
    for _before, after in gaps:
        for text in after:
            if candidates := left[text.bare]:
                # Rather from another spot of the same field than from another field.
                near = [old for old in candidates if old.path == text.path]
                found[text] = (near or candidates)[0]
                candidates.remove(found[text])
    return found


def _in_place(old: list[Text], new: list[Text]) -> dict[Text, Text]:
    if len(old) == len(new) == 1:
        return {new[0]: old[0]}
    return _most_alike(old, new, ALIKE)


def _left(
    old: Iterable[Text], new: Iterable[Text], was: Mapping[Text, Text]
) -> tuple[list[Text], list[Text]]:
    taken = set(was.values())
    return [x for x in old if x not in taken], [x for x in new if x not in was]


def _parts(old: list[Text], new: list[Text]) -> dict[Text, Text]:
    """A text that was cut into several goes on as the first of them, and the first of
    several goes on as the one that they were made into."""
    found: dict[Text, Text] = {}
    for text in new:
        first = next((x for x in old if x.path == text.path and text.holds(x)), None)
        if first and first not in found.values():
            found[text] = first
    for text in (x for x in old if x not in found.values()):
        parts = (x for x in new if x.path == text.path and x not in found)
        first = next((x for x in parts if text.holds(x)), None)
        if first:
            found[first] = text
    return found


def _most_alike(old: list[Text], new: list[Text], least: float) -> dict[Text, Text]:
    likeness = {(x, y): _alike(x, y, least) for y in new for x in _likely(y, old)}
    found: dict[Text, Text] = {}
    for x, y in sorted(likeness, key=lambda pair: -likeness[pair]):
        if likeness[x, y] >= least and x not in found.values() and y not in found:
            found[y] = x
    return found


def _likely(text: Text, others: list[Text]) -> list[Text]:
    """The few that share most of it: to compare all letter by letter is slow."""
    return nlargest(CANDIDATES, others, key=lambda other: _shared(text, other))


def _shared(one: Text, other: Text) -> float:
    """0 to 1."""
    return 2 * len(one.grams & other.grams) / (len(one.grams) + len(other.grams))


def _alike(one: Text, other: Text, least: float) -> float:
    """0 to 1; 0 at once for what cannot come up to `least`."""
    if min(len(one.bare), len(other.bare)) > LONG:
        return _shared(one, other)
    matcher = SequenceMatcher(None, one.bare, other.bare, autojunk=False)
    likely = matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least
    return matcher.ratio() if likely else 0.0
