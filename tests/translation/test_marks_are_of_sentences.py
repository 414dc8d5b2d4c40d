"""A moderator says of each sentence whether its meaning is new: each goes its way."""

import re
from typing import Any

from django.urls import reverse

from hm_site.base.caches import clear_process_caches
from hm_site.organisations.review import decisions, withdrawal
from hm_site.organisations.review.models import Approval, Withdrawal
from hm_site.translation import editor, work
from hm_site.translation.models import PublishedSegment, TextWriter
from hm_site.translation.states import State

from .desk_case import DeskCase

FIRST = ("Ring oss först.", "Kom på måndag.", "Ta med kaffe.")


class EachSentenceTests(DeskCase):
    def setUp(self) -> None:
        self.change_source(what_happens=self.paragraphs(*FIRST))
        self.publish_translation()

    @staticmethod
    def paragraphs(*texts: str) -> str:
        return "".join(f"<p>{text}</p>" for text in texts)

    def publish(self, *wording: str, **fields: Any) -> None:
        """A new version of the Swedish page, in which `wording` (new texts, or old ones
        of what is gone) is marked as such on the moderator's screen."""
        draft = self.fresh().get_latest_revision_as_object()
        for name, value in fields.items():
            setattr(draft, name, value)
        revision = draft.save_revision(user=self.editor)
        state = self.fresh().get_workflow().start(self.fresh(), self.editor)
        kinds = {
            f"kind:{key}": Approval.WORDING
            for key, change in self.changes(revision).items()
            if (change.new or change.old).words in wording
        }
        self.assertEqual(len(kinds), len(wording))
        self.client.force_login(self.moderator)
        self.client.post(
            reverse("review_approve", args=[state.pk]),
            {"shown": decisions.version(revision), **kinds},
        )
        clear_process_caches()

    def asked_for(self) -> dict[str, str]:
        """Swedish texts that readers lack → what stood there before."""
        found = editor.lines(self.fresh(), "ar")
        return {x.segment.string.data: x.old_source for x in found if x.new}

    def test_of_a_sentence_that_stands_twice_one_is_reworded(self) -> None:
        """Readers keep both."""
        twice = ("Kom in i värmen.", "Mellan dem.", "Kom in i värmen.")
        self.publish(what_happens=self.paragraphs(*twice))
        self.publish_translation()
        new = "Kom in i värmen nu."
        self.publish(new, what_happens=self.paragraphs(*twice[:2], new))
        self.assertEqual(self.asked_for(), {})
        self.assertEqual(self.had(), {*twice, new})
        self.assertEqual(self.cell().state, State.PUBLISHED)

    def test_of_a_sentence_that_stands_twice_one_is_merged_with_its_neighbour(
        self,
    ) -> None:
        same, beside = "Kom in i värmen.", "Det finns kaffe här."
        self.publish(what_happens=self.paragraphs(same, beside, same))
        self.publish_translation()
        texts = {
            x.segment.string.data: x.value for x in editor.lines(self.fresh(), "ar")
        }
        new = f"{beside} {same}"
        self.publish(new, what_happens=self.paragraphs(same, new))
        self.assertEqual(self.asked_for(), {})
        row = PublishedSegment.objects.get(language="ar", string__data=new)
        self.assertEqual(row.text, f"{texts[beside]} {texts[same]}")

    def had(self) -> set[str]:
        rows = PublishedSegment.objects.filter(
            language="ar", context__path="what_happens"
        )
        return set(rows.values_list("string__data", flat=True))

    def test_of_two_changed_sentences_one_is_asked_for(self) -> None:
        new = self.paragraphs("Ring oss först!", "Kom på tisdag.", "Ta med kaffe.")
        self.publish("Ring oss först!", what_happens=new)
        self.assertEqual(self.asked_for(), {"Kom på tisdag.": "Kom på måndag."})
        self.assertEqual(self.cell().state, State.OUTDATED)
        self.assertIn("Ring oss först!", self.had())

    def test_all_of_them_wording_outdates_nothing(self) -> None:
        new = self.paragraphs("Ring oss först!", "Kom på måndagar.", "Ta med kaffe.")
        self.publish("Ring oss först!", "Kom på måndagar.", what_happens=new)
        self.assertEqual(self.asked_for(), {})
        self.assertEqual(self.cell().state, State.PUBLISHED)

    def test_a_sentence_split_in_two(self) -> None:
        new = self.paragraphs(*FIRST[:2], "Ta med kaffe!", "Och bullar.")
        self.publish("Ta med kaffe!", "Och bullar.", what_happens=new)
        self.assertEqual(self.asked_for(), {})
        self.assertEqual(self.cell().state, State.PUBLISHED)
        # The next version has it all the same: nothing goes out in Swedish.
        lacking = [x.string.data for x in work.missing(self.fresh(), "ar")]
        self.assertEqual(lacking, ["Och bullar."])

    def test_what_one_of_two_had_is_not_lost_when_they_are_made_into_one(self) -> None:
        new = "Ta med en filt."  # to be translated still
        self.publish(what_happens=self.paragraphs(*FIRST[:2], new))
        merged = f"{FIRST[1]} {new}"
        self.publish(merged, what_happens=self.paragraphs(FIRST[0], merged))
        self.assertEqual(self.asked_for(), {merged: FIRST[1]})

    def test_nor_is_what_was_only_written(self) -> None:
        new = "Ta med en filt till mötet."
        self.publish(
            what_happens=self.paragraphs(*FIRST[:2], new, "Alla är välkomna dit.")
        )
        segment = next(
            x.segment
            for x in editor.lines(self.fresh(), "ar")
            if x.segment.string.data == new
        )
        work.write(segment, "ar", "ع filt", self.translator)
        merged = f"{new} Alla är välkomna dit."
        self.publish(merged, what_happens=self.paragraphs(*FIRST[:2], merged))
        lines = editor.lines(self.fresh(), "ar")
        line = next(x for x in lines if x.segment.string.data == merged)
        self.assertEqual((line.old_source, line.old_text), (new, "ع filt"))

    def test_a_whole_field_that_says_nothing_new(self) -> None:
        self.publish("Välkommen in.", who_for="<p>Välkommen in.</p>")
        self.assertEqual(self.cell().state, State.PUBLISHED)

    def test_a_sentence_that_is_not_missed(self) -> None:
        self.publish(FIRST[2], what_happens=self.paragraphs(*FIRST[:2]))
        self.assertEqual(self.cell().state, State.PUBLISHED)
        self.assertEqual(self.had(), set(FIRST[:2]))
        self.assertNotIn("kaffe", self.target().what_happens)

    def test_a_sentence_whose_loss_matters(self) -> None:
        self.publish(what_happens=self.paragraphs(*FIRST[:2]))
        self.assertEqual(self.cell().state, State.OUTDATED)

    def test_steps_in_another_order_follow_by_themselves(self) -> None:
        self.publish(what_happens=self.paragraphs(*reversed(FIRST)))
        self.assertEqual(self.cell().state, State.PUBLISHED)
        text = self.target().what_happens
        self.assertLess(text.index("kaffe"), text.index("Ring"))

    def test_a_paragraph_moves_to_another_field_with_its_translation(self) -> None:
        self.publish(
            what_happens=self.paragraphs(*FIRST[:2]),
            who_for=f"<p>{FIRST[2]}</p>",
        )
        self.assertEqual(self.asked_for(), {})
        self.assertEqual(self.cell().state, State.PUBLISHED)
        self.assertEqual(work.missing(self.fresh(), "ar"), [])
        self.assertIn("ع Ta med kaffe.", self.target().who_for)
        self.assertNotIn("kaffe", self.target().what_happens)

    def test_a_wording_that_is_taken_back_keeps_what_readers_have(self) -> None:
        new = self.paragraphs("Ring oss först!", *FIRST[1:])
        self.publish("Ring oss först!", what_happens=new)
        self.publish_translation(mark="ب")
        self.publish("Ring oss först.", what_happens=self.paragraphs(*FIRST))
        written = {
            x.segment.string.data: x.was for x in editor.lines(self.fresh(), "ar")
        }
        self.assertEqual(written["Ring oss först."], "ب Ring oss först!")

    def test_a_page_that_comes_back_is_marked_like_any_other(self) -> None:
        withdrawal.withdraw(self.fresh(), self.moderator, "Fel tid.")
        clear_process_caches()
        new = self.paragraphs("Ring oss först!", *FIRST[1:])
        self.publish("Ring oss först!", what_happens=new)
        self.assertTrue(self.fresh().live)
        self.assertEqual(self.asked_for(), {})

    def test_what_waits_goes_on_with_sentences_that_came_or_went_as_wording(
        self,
    ) -> None:
        self.write_all(mark="ب")
        state = self.submit()
        new = self.paragraphs("Ring oss först!", "Gärna på dagen.", FIRST[1])
        self.publish("Ring oss först!", "Gärna på dagen.", FIRST[2], what_happens=new)
        self.approve(state)
        self.assertEqual(self.cell().state, State.PUBLISHED)
        self.assertIn("ب Ring oss först.", self.target().what_happens)
        self.assertNotIn("kaffe", self.target().what_happens)

    def test_a_translation_withdrawn_and_shown_again_knows_the_new_wording(
        self,
    ) -> None:
        self.withdraw_translation()
        self.assertFalse(self.target().live)
        new = self.paragraphs("Ring oss först!", *FIRST[1:])
        self.publish("Ring oss först!", what_happens=new)
        self.client.force_login(self.reviewer)
        row = Withdrawal.objects.get(page=self.target().pk)
        self.client.post(reverse("review_undo", args=[row.pk]))
        self.assertTrue(self.target().live)
        self.assertEqual(self.cell().state, State.PUBLISHED)

    def test_a_sentence_moved_and_mended_keeps_its_translation(self) -> None:
        self.publish(
            "Kom på måndag!",
            what_happens=self.paragraphs(FIRST[0], FIRST[2]),
            who_for="<p>Kom på måndag!</p>",
        )
        self.assertEqual(self.cell().state, State.PUBLISHED)
        self.assertIn("ع Kom på måndag.", self.target().who_for)
        self.assertNotIn("måndag", self.target().what_happens)

    def test_one_moved_with_a_new_meaning_is_shown_beside_the_old(self) -> None:
        self.publish(
            what_happens=self.paragraphs(FIRST[0], FIRST[2]),
            who_for="<p>Kom på tisdag.</p>",
        )
        self.assertEqual(self.asked_for(), {"Kom på tisdag.": "Kom på måndag."})

    def test_two_paragraphs_made_into_one_keep_both_translations(self) -> None:
        both = f"{FIRST[0]} {FIRST[1]}"
        self.publish(both, what_happens=self.paragraphs(both, FIRST[2]))
        self.assertEqual(self.cell().state, State.PUBLISHED)
        self.assertIn(f"ع {FIRST[0]} ع {FIRST[1]}", self.target().what_happens)

    def test_also_those_that_wait_for_their_review(self) -> None:
        self.write_all(mark="ب")
        state = self.submit()
        both = f"{FIRST[0]} {FIRST[1]}"
        self.publish(both, what_happens=self.paragraphs(both, FIRST[2]))
        self.approve(state)
        self.assertEqual(self.cell().state, State.PUBLISHED)
        self.assertIn(f"ب {FIRST[0]} ب {FIRST[1]}", self.target().what_happens)

    def test_a_paragraph_cut_into_many_shows_all_it_said(self) -> None:
        words = "Du får tala om allt. Det kostar inget. Ingen får veta. Ta en vän med."
        self.publish(what_happens=self.paragraphs(words))
        self.publish_translation()
        parts = [f"{part.strip('.')}." for part in words.split(". ")]
        # Asked about once: the others go the way of the first.
        self.publish(parts[0], what_happens=self.paragraphs(*parts))
        self.assertEqual(self.cell().state, State.PUBLISHED)
        self.assertEqual(self.target().what_happens.count(f"ع {words}"), 1)

    def test_a_heading_is_never_left_empty(self) -> None:
        old = self.fresh()
        self.publish(
            "Samtalsgrupp", old.summary, title="Samtalsgrupp", summary=old.title
        )
        page = self.target()
        self.assertEqual(page.title, f"ع {old.title}")
        self.assertEqual(page.summary, f"ع {old.title}")

    def test_a_new_heading_is_shown_beside_the_old_that_went_elsewhere(self) -> None:
        old = self.fresh()
        self.publish(title="Samtalsgrupp", summary=old.title)
        self.assertEqual(self.asked_for(), {"Samtalsgrupp": old.title})
        self.assertEqual(self.target().title, f"ع {old.title}")

    def test_who_wrote_a_text_is_known_when_its_wording_comes_back(self) -> None:
        self.publish(what_happens=self.paragraphs("Kom på torsdag.", "Ta med kaffe."))
        self.write_all(mark="ب")
        self.publish(what_happens=self.paragraphs("Kom på tisdag.", "Ta med kaffe."))
        back = self.paragraphs("Kom på torsdag.", "Ta med kaffe.")
        self.publish("Kom på torsdag.", what_happens=back)
        segment = next(
            x for x in work.missing(self.fresh(), "fa") if "torsdag" in x.string.data
        )
        writers = TextWriter.objects.filter(
            language="ar", context=segment.context, string=segment.string
        )
        self.assertEqual([row.user for row in writers], [self.translator])

    def test_a_sentence_that_comes_back_is_what_readers_have(self) -> None:
        self.publish(what_happens=self.paragraphs(*FIRST[:2]))
        self.publish(FIRST[2], what_happens=self.paragraphs(*FIRST))
        self.assertEqual(self.cell().state, State.PUBLISHED)
        self.assertIn(f"ع {FIRST[2]}", self.target().what_happens)

    def test_one_text_is_not_taken_for_another_that_holds_its_words(self) -> None:
        self.publish(
            "Här får du ta med kaffe bara om du vill.",
            what_happens=self.paragraphs(*FIRST[:2]),
            who_for="<p>Här får du ta med kaffe bara om du vill.</p>",
        )
        self.assertNotIn("kaffe", self.target().who_for)
        self.assertEqual(self.cell().state, State.OUTDATED)

    def test_two_made_into_one_while_one_waits_keep_what_readers_have(self) -> None:
        tuesday = "Kom på tisdag."
        self.publish(what_happens=self.paragraphs(FIRST[0], tuesday, FIRST[2]))
        both = f"{FIRST[0]} {tuesday}"
        self.publish(both, what_happens=self.paragraphs(both, FIRST[2]))
        self.assertEqual(self.cell().state, State.OUTDATED)
        self.assertIn(FIRST[0], self.had())

    def test_an_old_choice_for_another_change_counts_for_nothing(self) -> None:
        """Posted with the key of a change that the version no longer makes."""
        draft = self.fresh().get_latest_revision_as_object()
        draft.what_happens = self.paragraphs("Ring oss först!", *FIRST[1:])
        (key,) = self.changes(draft.save_revision(user=self.editor))
        draft.what_happens = self.paragraphs("Ring aldrig.", *FIRST[1:])
        revision = draft.save_revision(user=self.editor)
        state = self.fresh().get_workflow().start(self.fresh(), self.editor)
        self.client.force_login(self.moderator)
        shown = decisions.version(revision)
        url = reverse("review_approve", args=[state.pk])
        self.client.post(url, {"shown": shown, f"kind:{key}": Approval.WORDING})
        clear_process_caches()
        self.assertEqual(self.asked_for(), {"Ring aldrig.": "Ring oss först."})


class LinksTests(DeskCase):
    LINKED = '<p>Läs <a href="https://a.se/">mer här</a> idag.</p>'

    def setUp(self) -> None:
        self.change_source(what_happens=self.LINKED)
        self.publish_translation()
        self.assertIn("https://a.se/", self.target().what_happens)

    def test_a_link_taken_away_is_gone_in_all_languages_at_once(self) -> None:
        self.change_source(what_happens="<p>Läs mer här idag.</p>")
        self.assertEqual(self.cell().state, State.PUBLISHED)
        self.assertNotIn("https://a.se/", self.target().what_happens)
        self.assertIn("ع", self.target().what_happens)

    def test_also_from_what_waits_for_its_review(self) -> None:
        self.write_all(mark="ب")
        state = self.submit()
        self.change_source(what_happens="<p>Läs mer här idag.</p>")
        self.approve(state)
        self.assertEqual(self.cell().state, State.PUBLISHED)
        self.assertIn("ب", self.target().what_happens)
        self.assertNotIn("href", self.target().what_happens)

    def test_a_new_link_is_a_translators_who_knows_where_it_belongs(self) -> None:
        self.change_source(what_happens="<p>Läs mer här idag.</p>")
        self.change_source(what_happens=self.LINKED)
        self.assertEqual(self.cell().state, State.OUTDATED)

    def test_or_a_moderator_says_that_it_can_be_done_without(self) -> None:
        self.change_source(what_happens="<p>Läs mer här idag.</p>")
        self.change_source(Approval.WORDING, what_happens=self.LINKED)
        self.assertEqual(self.cell().state, State.PUBLISHED)
        self.assertNotIn("href", self.target().what_happens)

    def test_a_wording_without_the_link_reaches_everybody(self) -> None:
        self.change_source(Approval.WORDING, what_happens="<p>Läs gärna mer.</p>")
        self.assertEqual(self.fresh().what_happens, "<p>Läs gärna mer.</p>")
        self.assertEqual(self.cell().state, State.PUBLISHED)
        self.assertNotIn("href", self.target().what_happens)

    def test_the_link_follows_beside_a_text_that_has_to_wait(self) -> None:
        new = self.LINKED.replace("a.se", "b.se") + "<p>Ring oss.</p>"
        self.change_source(what_happens=new, who_for="<p>Alla vuxna.</p>")
        self.assertEqual(self.cell().state, State.OUTDATED)
        self.assertIn("https://b.se/", self.target().what_happens)
        self.assertNotIn("Ring", self.target().what_happens)

    def test_the_link_follows_in_a_field_with_nothing_to_show_for_a_sentence(
        self,
    ) -> None:
        split = self.LINKED + "<p>Fråga oss.</p>"
        self.change_source(Approval.WORDING, what_happens=split)
        self.change_source(what_happens=split.replace("a.se", "b.se"))
        self.assertEqual(self.cell().state, State.PUBLISHED)
        text = self.target().what_happens
        self.assertIn("https://b.se/", text)
        self.assertEqual(text.count("<p"), 1)

    @staticmethod
    def steps(*rows: str) -> str:
        return "<ul>" + "".join(f"<li>{row}</li>" for row in rows) + "</ul>"

    @staticmethod
    def call(number: str) -> str:
        return f'<a href="tel:{number}">Ring</a>'

    def test_links_that_say_the_same_never_change_places(self) -> None:
        now = self.steps("Akut", self.call("112"), "Frågor", self.call("1177"))
        self.change_source(what_happens=now)
        self.publish_translation()
        waits = "<p>Något helt nytt.</p>"
        turned = self.steps("Frågor", self.call("1177"), "Akut", self.call("112"))
        for new in (turned, now.replace("1177", "010")):
            self.change_source(what_happens=new + waits)
            numbers = re.findall(r"ع (\w+)</li>|tel:(\d+)", self.target().what_happens)
            found = ["".join(pair) for pair in numbers]
            other = "010" if "010" in new else "1177"
            self.assertEqual(found, ["Akut", "112", "Frågor", other])

    def test_a_number_is_not_put_below_a_label_of_another_meaning(self) -> None:
        self.change_source(what_happens=self.steps("Akut fara:", self.call("112")))
        self.publish_translation()
        calm = self.steps("Inte bråttom, polisen:", self.call("11414"))
        self.change_source(what_happens=calm)
        self.assertIn("tel:112", self.target().what_happens)
        self.assertNotIn("11414", self.target().what_happens)

    def test_a_link_taken_away_is_gone_beside_a_text_that_waits(self) -> None:
        new = "<p>Läs mer här idag.</p><p>Något helt nytt.</p>"
        self.change_source(what_happens=new)
        self.assertEqual(self.cell().state, State.OUTDATED)
        self.assertNotIn("href", self.target().what_happens)
        self.assertIn("ع", self.target().what_happens)

    def test_a_broken_translation_stops_no_swedish_page(self) -> None:
        rows = PublishedSegment.objects.filter(language="ar", text__contains="<a")
        rows.update(text='ع <a id="a7">x</a>')
        with self.assertLogs("hm_site.translation.rendering", "ERROR"):
            self.change_source(what_happens=self.LINKED.replace("a.se", "b.se"))
        self.assertIn("https://b.se/", self.fresh().what_happens)
