"""What a translator is not sure of goes out and comes in so, and is confirmed later."""

import re
from typing import Any

import polib
from django.urls import reverse

from hm_site.translation import editor, machine, work
from hm_site.translation.models import LanguagePolicy, Submission
from hm_site.translation.states import State

from .case import FORMATS, ExchangeCase

OWN = "ع Du pratar med någon som lyssnar."


class UnsureCase(ExchangeCase):
    def setUp(self) -> None:
        super().setUp()
        self.write_all()

    def marked(self, kind: str, text: str = "") -> str:
        """The page's file in which the summary (with another text) is marked."""
        file = self.fetched(kind)
        if kind == "po":
            po = polib.pofile(file)
            entry = next(x for x in po if ":summary:" in x.msgctxt)
            entry.flags.append("fuzzy")
            entry.msgstr = text or entry.msgstr
            return str(po)
        own = f'<target state="translated">{OWN}'
        self.assertIn(own, file)
        return file.replace(own, f'<target state="needs-l10n">{text or OWN}')

    def row(self) -> Any:
        key = self.entry("summary").segment
        return work.texts(self.source, "ar")[key.context_id, key.string_id]


class UnsureTests(UnsureCase):
    def test_an_unsure_text_is_read_in_as_one_to_confirm(self) -> None:
        for kind in FORMATS:
            answer = self.hand_in(self.marked(kind, f"غ {kind}"))
            self.assertContains(answer, "markerad som osäker")
            self.read_in(answer)
            row = self.row()
            self.assertEqual(row.data, f"غ {kind}")
            self.assertTrue(work.is_unsure(row))
            self.assertEqual(row.last_translated_by, self.translator)

    def test_a_mark_on_a_text_that_stays_is_kept(self) -> None:
        for kind in FORMATS:
            answer = self.hand_in(self.marked(kind))
            self.assertEqual(len(answer.context["plan"].changes), 1)
            self.read_in(answer)
            self.assertTrue(work.is_unsure(self.row()))
            work.confirm(self.row(), self.translator)

    def test_it_goes_out_marked_and_comes_back_unchanged(self) -> None:
        self.read_in(self.hand_in(self.marked("po", "غ")))
        po, xliff = self.fetched(), self.fetched("xliff")
        self.assertEqual(po.count("#, fuzzy"), 1)
        self.assertEqual(xliff.count("needs-review-translation"), 1)
        self.assertIn("Markerad som osäker", po)
        for file in (po, xliff):
            plan = self.hand_in(file).context["plan"]
            self.assertEqual((plan.changes, plan.problems), ([], []))
        # Confirmed by a colleague meanwhile: an old file takes nothing back.
        work.confirm(self.row(), self.reviewer)
        for file in (po, xliff):
            self.assertFalse(self.hand_in(file).context["plan"].changes)

    def test_without_the_mark_it_is_confirmed(self) -> None:
        self.read_in(self.hand_in(self.marked("po", "غ")))
        self.read_in(self.hand_in(self.fetched().replace("#, fuzzy\n", "")))
        self.assertEqual(self.row().translation_type, "manual")

    def test_a_colleague_s_unsure_text_is_not_written_over(self) -> None:
        old = self.filled(self.fetched(), summary="غ min")
        segment = self.entry("summary").segment
        work.write(segment, "ar", "غ hennes", self.reviewer, machine=work.UNSURE)
        (problem,) = self.problems(old)
        self.assertIn("En kollega har ändrat", problem)

    def test_a_program_that_drops_the_states_doubts_nothing(self) -> None:
        bare = re.sub(r' state="[^"]*"', "", self.fetched("xliff"))
        self.assertFalse(self.hand_in(bare).context["plan"].changes)

    def test_a_text_that_only_readers_have_comes_back_unchanged(self) -> None:
        self.publish_translation()
        work.write(self.entry("summary").segment, "ar", "", self.translator)
        for kind in FORMATS:
            plan = self.hand_in(self.fetched(kind)).context["plan"]
            self.assertEqual((plan.changes, plan.problems), ([], []))
        self.read_in(self.hand_in(self.fetched().replace("#, fuzzy\n", "")))
        self.assertEqual(self.row().data, OWN)


class ConfirmingTests(UnsureCase):
    def setUp(self) -> None:
        super().setUp()
        self.read_in(self.hand_in(self.marked("po", "غ")))
        self.url = reverse("translation_edit", args=[self.source.pk, "ar"])

    def test_the_editor_asks_to_confirm_it(self) -> None:
        self.assertContains(self.client.get(self.url), "osäker, att bekräfta")
        name = editor.field_name(self.entry("summary").segment)
        data = {name: "غ", f"{name}-was": "غ", f"{name}-confirm": "1"}
        self.client.post(self.url, data)
        self.assertFalse(work.is_unsure(self.row()))

    def test_it_counts_as_a_draft_and_the_reviewer_is_told(self) -> None:
        self.assertEqual(self.cell().state, State.DRAFT)
        self.assertEqual(self.cell().machine, 0)
        state = self.submit()
        self.client.force_login(self.reviewer)
        page = self.client.get(reverse("translation_review", args=[state.pk]))
        self.assertContains(page, "översättaren är osäker")
        self.assertNotContains(page, "maskinell")

    def test_it_is_never_shown_as_a_machine_s(self) -> None:
        LanguagePolicy.objects.create(language="ar", show_machine=True)
        for segment in editor.lines(self.source, "ar"):
            work.write(segment.segment, "ar", "غ", None, machine="m")
        segment = self.entry("summary").segment
        work.write(segment, "ar", "غ osäker", None, machine=work.UNSURE)
        self.assertFalse(machine.show_if_allowed(self.fresh(), "ar"))
        self.assertFalse(Submission.objects.exists())
