"""A text goes from the translator to readers over a second person, and no other way."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import WorkflowState

from hm_site.organisations.review import decisions
from hm_site.organisations.review.models import Approval
from hm_site.translation import editor, work
from hm_site.translation.models import PublishedTranslation, Submission
from hm_site.translation.segments import source_segments
from hm_site.translation.states import State, reader_state
from resources.models import SupportOfferingPage
from tests import factories

from .desk_case import DeskCase


class TheJourneyTests(DeskCase):
    def test_writing_submitting_and_approving_publishes(self) -> None:
        self.assertEqual(self.cell().state, State.MISSING)
        self.write_all()
        self.assertEqual(self.cell().state, State.DRAFT)
        self.assertIsNone(self.target())
        state = self.submit()
        self.assertEqual(self.cell().state, State.IN_REVIEW)
        self.assertFalse(self.target().live)
        self.approve(state)
        self.assertEqual(self.cell().state, State.PUBLISHED)
        page = self.target()
        self.assertTrue(page.live)
        self.assertEqual(page.title, "ع Samtal för nya")
        self.assertIn("ع ", page.what_happens)
        row = PublishedTranslation.objects.get(page_key=self.source.translation_key)
        self.assertEqual(row.reviewed_by, self.reviewer)
        self.assertEqual(row.submitted_by, self.translator)

    def test_the_form_saves_and_submits(self) -> None:
        self.client.force_login(self.translator)
        url = reverse("translation_edit", args=[self.source.pk, "ar"])
        self.assertContains(self.client.get(url), "Samtal för nya")
        data = {
            line.name: line.segment.string.data + " ع"
            for line in editor.lines(self.source, "ar")
        }
        self.client.post(url, data)
        self.assertEqual(self.cell().written, len(data))
        was = {f"{name}-was": text for name, text in data.items()}
        response = self.client.post(url, {**data, **was, "submit": "1"})
        self.assertRedirects(response, reverse("translation_desk"))
        self.assertEqual(self.cell().state, State.IN_REVIEW)

    def test_an_incomplete_translation_is_not_sent_in(self) -> None:
        with self.assertRaises(work.WorkError):
            work.submit(self.source, "ar", self.translator)
        self.assertFalse(Submission.objects.exists())

    def test_nobody_approves_what_she_wrote_or_submitted(self) -> None:
        both = factories.member("reviewer", "ar", "both")
        self.write_all(by=both)
        state = self.submit()
        self.approve(state, both)
        self.assertFalse(self.target().live)
        admin = factories.admin()
        work.take_back(self.source, "ar", self.translator)
        state = self.submit(by=admin)
        self.approve(state, admin)
        self.assertFalse(self.target().live)

    def test_what_came_back_is_not_taken_back_and_keeps_its_reason(self) -> None:
        self.write_all()
        decisions.send_back(self.submit().pk, self.reviewer, reason="Fel ord.")
        self.client.force_login(self.translator)
        arguments = [self.source.pk, "ar"]
        self.client.post(reverse("translation_take_back", args=arguments))
        page = self.client.get(reverse("translation_edit", args=arguments))
        self.assertContains(page, "Fel ord.")

    def test_no_text_asks_for_the_type_of_its_page(self) -> None:
        segments = source_segments(self.fresh())
        work.problem_with(segments[0], "ع")
        with self.assertNumQueries(0):
            for segment in segments:
                work.problem_with(segment, "ع")

    def test_a_reviewer_of_another_language_decides_nothing(self) -> None:
        self.write_all()
        state = self.submit()
        stranger = factories.member("reviewer", "fa")
        self.approve(state, stranger)
        self.assertFalse(self.target().live)
        self.client.force_login(stranger)
        for name in ("translation_review", "review_item"):
            response = self.client.get(reverse(name, args=[state.pk]), follow=True)
            self.assertNotContains(response, "ع Samtal")

    def test_a_returned_translation_comes_back_with_the_reason(self) -> None:
        self.write_all()
        state = self.submit()
        self.client.force_login(self.reviewer)
        url = reverse("translation_send_back", args=[state.pk])
        self.assertContains(
            self.client.post(url, {"reason": ""}), "Skriv vad", status_code=422
        )
        self.client.post(url, {"reason": "Fel ord för stöd."})
        self.client.force_login(self.translator)
        edit = reverse("translation_edit", args=[self.source.pk, "ar"])
        self.assertContains(self.client.get(edit), "Fel ord för stöd.")
        self.write_all(mark="غ")
        again = self.submit()
        self.assertEqual(again.status, WorkflowState.STATUS_IN_PROGRESS)
        self.approve(again)
        self.assertEqual(self.target().title, "غ Samtal för nya")

    def test_writing_on_after_submitting_changes_nothing_that_is_approved(self) -> None:
        self.write_all()
        state = self.submit()
        self.write_all(mark="غ")
        self.approve(state)
        self.assertEqual(self.target().title, "ع Samtal för nya")

    def test_a_live_translation_stays_as_it_is_until_the_new_one_is_approved(
        self,
    ) -> None:
        self.publish_translation()
        self.write_all(mark="غ")
        state = self.submit()
        self.assertEqual(self.target().title, "ع Samtal för nya")
        self.approve(state)
        self.assertEqual(self.target().title, "غ Samtal för nya")


class RawMarkupTests(DeskCase):
    """What the library's own check takes for text, and a browser for elements."""

    def test_none_of_it_is_saved(self) -> None:
        segment = source_segments(self.source)[0]
        link = '<a href="https://a.se/">x</a>'
        for text in (
            f"<![CDATA[>{link}<script>x</script>]]>",
            f"<!-->{link}-->",
            "ع <!-- y -->",
            f"<?x >{link}?>",
            "<!DOCTYPE html>ع",
            f"<![if x]>{link}<![endif]>",
            "<b>ع<!-- y --></b>",
            "ع <![x y",
            "<b><b>ع</b></b>",
            "<b>" * 5000 + "ع",
            "".join(f"<x{n}>" for n in range(3000)),
        ):
            with self.subTest(text):
                with self.assertRaises(ValidationError):
                    work.write(segment, "ar", text, self.translator)
                self.assertEqual(work.texts(self.source, "ar"), {})

    def test_signs_that_only_look_like_it_are_words(self) -> None:
        segment = source_segments(self.source)[0]
        work.write(segment, "ar", "ع &lt;!-- y --&gt; &amp; 5 &gt; 3", self.translator)
        (row,) = work.texts(self.source, "ar").values()
        self.assertIn("&lt;!--", row.data)


class SignsTests(DeskCase):
    def refused(self, text: str) -> bool:
        return bool(work.problem_with(source_segments(self.source)[0], text))

    def test_what_shows_nothing_is_no_text(self) -> None:
        for text in (".", "-", "\u2800", "\u3164", "\u115f\u1160", "\uffa0", "&nbsp;"):
            self.assertTrue(self.refused(text), ascii(text))

    def test_what_turns_the_writing_or_fits_in_no_file_is_refused(self) -> None:
        for sign in ("\u202b", "\u202e", "\u2066", "\x0b", "\x1b", "\x7f", "\uffff"):
            for written in (sign, f"&#{ord(sign)};"):
                self.assertTrue(self.refused(f"ع{written}ب"), ascii(written))
        self.assertFalse(self.refused("ع \u2066112\u2069 \u200fب"))

    def test_a_title_has_one_line(self) -> None:
        self.assertTrue(self.refused("ع<br/>ب"))


class NothingIsLostTests(DeskCase):
    def test_what_was_typed_when_the_swedish_page_was_withdrawn_is_kept(self) -> None:
        first = source_segments(self.source)[0]
        self.client.force_login(self.translator)
        url = reverse("translation_edit", args=[self.source.pk, "ar"])
        SupportOfferingPage.objects.get(pk=self.source.pk).unpublish()
        answer = self.client.post(
            url, {editor.field_name(first): "ع محادثة"}, follow=True
        )
        self.assertContains(answer, "1 text som du skrev är sparad")
        (row,) = work.texts(self.fresh(), "ar").values()
        self.assertEqual(row.data, "ع محادثة")

    def test_what_was_typed_for_a_text_that_changed_meanwhile_is_shown(self) -> None:
        before = editor.lines(self.source, "ar")
        typed = {line.name: f"ع {line.segment.string.data}" for line in before}
        typed |= {f"{line.name}-was": "" for line in before}
        self.change_source(
            summary="Nu med en kurator.",
            what_happens="<p>Vi bjuder på te.</p>" + self.source.what_happens,
        )
        self.client.force_login(self.translator)
        url = reverse("translation_edit", args=[self.source.pk, "ar"])
        answer = self.client.post(url, {**typed, "submit": "1"})
        self.assertContains(answer, "har ändrats medan du skrev", status_code=422)
        self.assertContains(
            answer, "ع Du pratar med någon som lyssnar.", status_code=422
        )
        saved = {row.data for row in work.texts(self.fresh(), "ar").values()}
        self.assertEqual(len(saved), len(before) - 1)
        self.assertIsNone(self.target())

    def test_what_cannot_be_seen_is_no_text(self) -> None:
        first = source_segments(self.source)[0]
        for text in ("&nbsp;", "\u200b", "<b></b>", "&zwnj;", "\u202eabc"):
            with self.subTest(text=text), self.assertRaises(ValidationError):
                work.write(first, "ar", text, self.translator)
        self.assertFalse(work.texts(self.source, "ar"))


class TrueStateTests(DeskCase):
    def test_a_new_meaning_outdates_one_text(self) -> None:
        self.publish_translation()
        self.change_source(summary="Nu med en kurator.")
        cell = self.cell()
        self.assertEqual(cell.state, State.OUTDATED)
        self.assertEqual(cell.total - cell.covered, 1)
        changed = [x for x in editor.lines(self.fresh(), "ar") if x.old_source]
        self.assertEqual(len(changed), 1)
        self.assertEqual(changed[0].old_source, "Du pratar med någon som lyssnar.")
        self.assertEqual(changed[0].old_text, "ع Du pratar med någon som lyssnar.")
        self.assertTrue(reader_state(self.source.translation_key, "ar").outdated)

    def test_what_was_being_written_is_shown_beside_the_new_text(self) -> None:
        self.write_all()
        self.change_source(summary="Du pratar med någon som lyssnar noga.")
        url = reverse("translation_edit", args=[self.source.pk, "ar"])
        self.client.force_login(self.translator)
        changed = [x for x in editor.lines(self.fresh(), "ar") if x.old_source]
        before = "Du pratar med någon som lyssnar."
        had = [(x.old_source, x.old_text) for x in changed]
        self.assertEqual(had, [(before, f"ع {before}")])
        self.assertContains(self.client.get(url), "Din förra text:", 1)
        work.write(changed[0].segment, "ar", "ع noga", self.translator)
        self.assertNotContains(self.client.get(url), "Din förra text:")

    def test_a_new_wording_outdates_nothing(self) -> None:
        self.publish_translation()
        self.change_source(Approval.WORDING, summary="Du pratar med en som lyssnar.")
        self.assertEqual(self.cell().state, State.PUBLISHED)
        self.assertFalse(reader_state(self.source.translation_key, "ar").outdated)

    def test_a_text_taken_away_outdates(self) -> None:
        self.publish_translation()
        self.change_source(what_happens="")
        self.assertEqual(self.cell().state, State.OUTDATED)
        self.publish_translation()
        self.assertEqual(self.target().what_happens, "")
        self.assertEqual(self.cell().state, State.PUBLISHED)

    def test_facts_renaming_and_moving_outdate_nothing(self) -> None:
        self.publish_translation()
        self.change_source(phone="035-10 00 00", slug="annan-adress")
        self.assertEqual(self.cell().state, State.PUBLISHED)

    def test_what_the_set_up_translated_is_known(self) -> None:
        factories.translate(self.source, "fa", summary="س")
        key = self.source.translation_key
        from hm_site.translation.states import cells

        self.assertEqual(cells([key])[key]["fa"].state, State.PUBLISHED)
        self.change_source(summary="Nu med en kurator.")
        self.assertEqual(cells([key])[key]["fa"].state, State.OUTDATED)

    def test_what_no_parser_reads_is_kept_in_the_form(self) -> None:
        self.client.force_login(self.translator)
        name = editor.field_name(source_segments(self.source)[0])
        url = reverse("translation_edit", args=[self.source.pk, "ar"])
        page = self.client.post(url, {name: "ع <![x y"})
        self.assertContains(page, "ع &lt;![x y</textarea>", status_code=422)
