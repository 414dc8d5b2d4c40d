"""Whatever happens to a page and its translation, in whatever order: readers of Arabic
meet approved words only, and of a vital page none that mean what Swedish means no more.

Chance walks, each from a seed of its own, beside a plain account of what was approved
for which meaning. The account knows nothing of segments, pairing, states or caches.
"""

import random
from dataclasses import dataclass, field
from functools import partialmethod
from html import escape
from typing import Any, NamedTuple

from django.test import Client, override_settings
from django.urls import reverse
from wagtail.models import WorkflowState

from hm_site.organisations.models import OrganisationPage
from hm_site.organisations.review import decisions, withdrawal
from hm_site.organisations.review.models import Approval
from hm_site.translation import editor, work
from hm_site.translation.states import State
from resources.models import SupportOfferingPage
from tests import factories

from .desk_case import DeskCase

SENTENCES = {
    "bake": "Vi bakar bröd tillsammans i kök {}.",
    "bus": "Åk med buss {} till torget och gå sedan två kvarter.",
    "children": "Medan de vuxna samtalar leker barnen i rum {}.",
    "interpreter": "Säg till på plats {} om du vill ha tolk.",
    "school": "Rektorn tar emot föräldrar i sal {} varje torsdag.",
    "sleep": "Ring sköterskan, anknytning {}, när nätterna är svåra.",
}
FIELDS = ("what_happens", "who_for")
STEPS = 40
SEEDS = range(3)


@dataclass
class Sentence:
    """With each change it gets a new number, with a change of meaning a new meaning."""

    topic: str
    number: int
    meaning: int

    def __str__(self) -> str:
        return SENTENCES[self.topic].format(self.number)


class Approved(NamedTuple):
    """An Arabic text, its topic, and the meaning that it was approved for."""

    text: str
    topic: str
    meaning: int


@dataclass
class Account:
    """What an attentive person would have noted down."""

    now: dict[str, list[Sentence]]
    # Arabic text → who wrote it
    written: dict[str, Any] = field(default_factory=dict)
    submitter: Any = None
    sent_in: list[Approved] = field(default_factory=list)
    approved: list[Approved] = field(default_factory=list)
    # A sentence that mattered has been taken out since.
    lost: bool = False

    def sentences(self) -> list[Sentence]:
        return [sentence for name in FIELDS for sentence in self.now[name]]

    def authors(self) -> set[Any]:
        """Who approves nothing of what was sent in: four eyes."""
        known = {x.text for x in self.approved}
        texts = {x.text for x in self.sent_in} - known
        return {self.submitter, *(self.written[text] for text in texts)}

    def is_current(self) -> bool:
        known = {(x.topic, x.meaning) for x in self.approved}
        return bool(known) and all(
            (x.topic, x.meaning) in known for x in self.sentences()
        )


class Walk(DeskCase):
    risk = "ordinary"

    def setUp(self) -> None:
        self.enterContext(override_settings(PAGE_CACHE_ENTRIES=50))
        SupportOfferingPage.objects.filter(pk=self.source.pk).update(
            risk_class=self.risk
        )
        self.admin = factories.admin()
        both = factories.member("translator", "ar", "both-ar")
        factories.give(both, "reviewer", "ar")
        factories.give(self.translator, "reviewer", "ar")
        self.people = [both, self.translator]
        self.elsewhere = factories.organisation("kommun-b")
        self.readers = Client()

    def walk(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311
        self.count = 10
        self.account = Account({name: [] for name in FIELDS})
        self.done: list[str] = []
        self.swedish([])
        steps = [
            (self.change, 6),
            (self.translate, 6),
            (self.approve_waiting, 5),
            (self.send_back, 1),
            (self.take_back, 1),
            (self.write_and_leave, 2),
            (self.draft, 1),
            (self.withdraw_and_undo, 1),
            (self.take_translation_away, 1),
            (self.bring_translation_back, 2),
            (self.move, 1),
        ]
        acts, weights = zip(*steps, strict=True)
        for _ in range(STEPS):
            (act,) = self.chance.choices(acts, weights)
            self.done.append(act.__name__)
            act()
            self.look()

    # ------------------------------------------------------------- what is done
    def next_number(self) -> int:
        self.count += 1
        return self.count

    def swedish(self, wording: list[str]) -> None:
        """Publish the account's Swedish; the topics in `wording` mean the same."""
        draft = self.fresh().get_latest_revision_as_object()
        for name in FIELDS:
            text = "".join(f"<p>{x}</p>" for x in self.account.now[name])
            setattr(draft, name, text or "<p>Alla är välkomna hit.</p>")
        revision = draft.save_revision(user=self.editor)
        state = self.fresh().get_workflow().start(self.fresh(), self.editor)
        kinds = {
            key: Approval.WORDING
            for key, change in self.changes(revision).items()
            if self.topic((change.new or change.old).words) in wording
        }
        decisions.approve(
            state.pk, self.moderator, shown=decisions.version(revision), kinds=kinds
        )

    @staticmethod
    def topic(words: str) -> str:
        for topic, sentence in SENTENCES.items():
            before, after = sentence.split("{}")
            if words.startswith(before) and words.endswith(after):
                return topic
        return ""

    def change(self) -> None:
        account, wording = self.account, []
        if not self.fresh().live:
            return
        for sentence in account.sentences():
            kind = self.chance.choice(["", "", "", "wording", "meaning"])
            if kind:
                sentence.number = self.next_number()
            if kind == "wording":
                wording.append(sentence.topic)
            if kind == "meaning":
                sentence.meaning = sentence.number
        here = {x.topic for x in account.sentences()}
        for topic in sorted(SENTENCES.keys() - here):
            if self.chance.random() < 0.2:
                number = self.next_number()
                place = account.now[self.chance.choice(FIELDS)]
                place.append(Sentence(topic, number, number))
        if here and self.chance.random() < 0.2:
            name = self.chance.choice([x for x in FIELDS if account.now[x]])
            gone = account.now[name].pop(self.chance.randrange(len(account.now[name])))
            wording = [topic for topic in wording if topic != gone.topic]
            account.lost |= gone.topic in {x.topic for x in account.approved}
        if self.chance.random() < 0.3:
            self.chance.shuffle(account.now[self.chance.choice(FIELDS)])
        self.swedish(wording)

    def write(self, share: float) -> None:
        """All that is asked for, and some of the rest anew."""
        missing = {x.string_id for x in work.missing(self.fresh(), "ar")}
        serial, writer = self.next_number(), self.chance.choice(self.people)
        for line in editor.lines(self.fresh(), "ar"):
            swedish = line.segment.string
            again = self.chance.random() < share
            if line.new or swedish.pk in missing or again:
                text = f"ع{serial} {swedish.data}"
                work.write(line.segment, "ar", text, writer)
                self.account.written[text] = writer

    def write_and_leave(self) -> None:
        if self.fresh().live:
            self.write(0.5)

    def translate(self) -> None:
        if not self.fresh().live or self.waiting():
            return
        self.write(0.1)
        self.account.submitter = self.chance.choice(self.people)
        self.submit(self.account.submitter)
        meanings = {x.topic: x.meaning for x in self.account.sentences()}
        self.account.sent_in = []
        for line in editor.lines(self.fresh(), "ar"):
            topic = self.topic(line.segment.string.data)
            text = Approved(line.was, topic, meanings.get(topic, 0))
            self.account.sent_in.append(text)

    def waiting(self) -> WorkflowState | None:
        target = self.target()
        state = target.current_workflow_state if target else None
        open_now = state and state.status == WorkflowState.STATUS_IN_PROGRESS
        return state if open_now else None

    def approve_waiting(self) -> None:
        if state := self.waiting():
            reviewer = self.chance.choice([self.reviewer, *self.people])
            self.approve(state, reviewer)
            state.refresh_from_db()
            if state.status == WorkflowState.STATUS_APPROVED:
                self.assertNotIn(reviewer, self.account.authors(), self.done)
                self.account.approved = self.account.sent_in
                self.account.lost = False

    def send_back(self) -> None:
        if state := self.waiting():
            self.client.force_login(self.reviewer)
            url = reverse("translation_send_back", args=[state.pk])
            self.client.post(url, {"reason": "Fel ord."})

    def take_back(self) -> None:
        if self.waiting():
            work.take_back(self.fresh(), "ar", self.translator)

    def draft(self) -> None:
        """Nobody has approved it, and nobody meets it."""
        draft = self.fresh().get_latest_revision_as_object()
        draft.summary = "Hemligt utkast."
        draft.save_revision(user=self.editor)
        draft.summary = self.fresh().summary
        draft.save_revision(user=self.editor)

    def withdraw_and_undo(self) -> None:
        row = withdrawal.withdraw(self.fresh(), self.admin, "Fel.")
        self.look()
        withdrawal.undo(row.pk, self.admin)

    def take_translation_away(self) -> None:
        target = self.target()
        if target and target.live:
            self.withdraw_translation()

    def bring_translation_back(self) -> None:
        target = self.target()
        row = withdrawal.newest(target) if target else None
        if row and withdrawal.may_undo(row, self.admin):
            withdrawal.undo(row.pk, self.admin)

    def move(self) -> None:
        page = self.fresh()
        places = {self.ours.pk, self.elsewhere.pk} - {page.get_parent().pk}
        page.move(OrganisationPage.objects.get(pk=places.pop()), "last-child")

    # ------------------------------------------------------------ what is seen
    def look(self) -> None:
        page = self.fresh()
        url = page.url_path.split("/", 2)[2]
        answer = self.readers.get(f"/ar/{url}")
        html = answer.content.decode()
        shown = {x for x in self.account.written if escape(x) in html}
        account = self.account
        said = f"after {self.done}, {account.now} and {account.approved}"
        if not page.live:
            self.assertNotEqual(answer.status_code, 200, said)
            self.assertEqual(shown, set(), said)
            return
        self.assertEqual(answer.status_code, 200, said)
        self.assertLessEqual(shown, {x.text for x in account.approved}, said)
        self.assertNotContains(answer, "Hemligt", msg_prefix=said)
        target, state = self.target(), self.cell().state
        if not target or not target.live:
            self.assertEqual(shown, set(), said)
        elif account.is_current() and not account.lost:
            # All of it, and nothing else.
            topics = {"", *(x.topic for x in account.sentences())}
            here = {x.text for x in account.approved if x.topic in topics}
            self.assertEqual(shown, here, said)
            self.assertEqual(state, State.PUBLISHED, said)
        else:
            self.assertEqual(state, State.OUTDATED, said)
            self.assertEqual(bool(shown), self.risk == "ordinary", said)


def walking(case: type[Walk]) -> type[Walk]:
    """The class with a test for each seed."""
    for seed in SEEDS:
        setattr(case, f"test_walk_{seed}", partialmethod(Walk.walk, seed))
    return case


@walking
class OrdinaryTests(Walk):
    pass


@walking
class VitalTests(Walk):
    risk = "vital"
