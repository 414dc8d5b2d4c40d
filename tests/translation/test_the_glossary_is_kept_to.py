"""Terms are found in Swedish, their renderings asked for, and wrong ones flagged."""

from django.urls import reverse

from hm_site.base.caches import clear_process_caches
from hm_site.translation import editor, fidelity, work
from hm_site.translation.glossary import words
from hm_site.translation.models import GlossaryRendering, GlossaryTerm
from hm_site.translation.segments import source_segments

from .glossary_case import GlossaryCase, known_rendering, known_term


class FindingTests(GlossaryCase):
    def found(self, text: str) -> list[str]:
        clear_process_caches()
        return [term.word for term in words.terms_in(text)]

    def test_whole_words_are_found_in_the_forms_that_are_listed(self) -> None:
        self.assertEqual(self.found("Samtal och <b>SAMTALET</b>"), ["samtal"])
        for text in ("samtalen", "hälsosamtal", "samtal-stöd", ""):
            self.assertEqual(self.found(text), [], text)

    def test_the_longest_word_wins_and_they_come_in_reading_order(self) -> None:
        known_term("god man", forms="gode\tmannen")
        known_term("man", forms="")
        self.assertEqual(self.found("En god\n man har samtal."), ["god man", "samtal"])

    def test_proposals_and_words_out_of_use_are_nobody_s_rule(self) -> None:
        GlossaryTerm.objects.update(active=False)
        self.assertEqual(self.found("samtal"), [])
        GlossaryTerm.objects.update(active=True, live=False)
        self.assertEqual(self.found("samtal"), [])

    def test_marks_in_a_word_are_no_pattern(self) -> None:
        known_term("(vård", forms="[a\n.*")
        self.assertEqual(self.found("allt möjligt [a"), ["(vård"])


class CheckTests(GlossaryCase):
    def advice(self, source: str, text: str, language: str = "ar") -> list[str]:
        clear_process_caches()
        return fidelity.advice(source, text, language)

    def test_a_missing_rendering_is_advice(self) -> None:
        (tip,) = self.advice("Ett samtal", "لقاء")
        self.assertIn("محادثة", tip)
        self.assertNotIsInstance(tip, fidelity.Grave)

    def test_the_rendering_and_its_forms_count_with_article_and_vowel_marks(
        self,
    ) -> None:
        for text in ("محادثة", "المحادثات", "مُحَادَثَة", "<b>محادثات</b>"):
            self.assertEqual(self.advice("Ett samtal", text), [], text)

    def test_a_wrong_form_of_marks_alone_is_found_nowhere(self) -> None:
        GlossaryRendering.objects.update(avoid="\u064e\n<b>")
        self.assertEqual(self.advice("Ett samtal", "محادثة، نعم."), [])

    def test_one_that_holds_the_right_one_is_another_word(self) -> None:
        term = known_term("flykting", forms="")
        known_rendering(
            term, "en", rendering="migrant", forms="", avoid="immigrant\nmigrant worker"
        )
        for text in ("An immigrant came.", "A migrant worker came."):
            (tip,) = self.advice("En flykting kom.", text, "en")
            self.assertIsInstance(tip, fidelity.Grave, text)
        self.assertEqual(self.advice("En flykting kom.", "A migrant came.", "en"), [])

    def test_the_right_one_inside_another_word_is_another_word(self) -> None:
        term = known_term("flykting", forms="")
        known_rendering(term, "en", rendering="migrant")
        known_rendering(term, "ar", rendering="لاجئ")
        (tip,) = self.advice("En flykting", "An emigrant", "en")
        self.assertIn("saknas", tip)
        for text in ("Two migrants", "A (migrant)", "An emigrant, a migrant"):
            self.assertEqual(self.advice("En flykting", text, "en"), [], text)
        self.assertEqual(self.advice("En flykting", "وللاجئين", "ar"), [])

    def test_one_that_is_a_part_of_the_right_one_is_fine(self) -> None:
        term = known_term("kuratorssamtal", forms="")
        known_rendering(
            term, "en", rendering="talking therapy", forms="", avoid="therapy"
        )
        advice = self.advice("Ett kuratorssamtal", "We offer talking therapy.", "en")
        self.assertEqual(advice, [])

    def test_a_forbidden_rendering_is_grave_also_beside_the_right_one(self) -> None:
        for text in ("استجواب", "محادثة أو الاستجواب", "والاستجواب"):
            (tip,) = self.advice("Ett samtal", text)
            self.assertIsInstance(tip, fidelity.Grave, text)

    def test_a_forbidden_word_inside_a_right_one_is_no_fault(self) -> None:
        term = known_term("hälsosamtal")
        known_rendering(
            term, "en", rendering="health talk", forms="", avoid="talk\nhealth"
        )
        for text, number in (("A Health talk", 0), ("A talk", 1), ("Talking", 1)):
            found = self.advice("Ett hälsosamtal", text, "en")
            self.assertEqual(len(found), number, text)

    def test_without_the_word_in_swedish_nothing_is_said(self) -> None:
        self.assertEqual(self.advice("Ett möte", "استجواب"), [])
        self.assertEqual(self.advice("Ett samtal", "گفتگو", "fa"), [])

    def test_a_proposed_rendering_is_not_asked_for(self) -> None:
        GlossaryRendering.objects.update(live=False)
        self.assertEqual(self.advice("Ett samtal", "لقاء"), [])


class ShownTests(GlossaryCase):
    def test_the_editor_shows_words_and_after_saving_the_flags(self) -> None:
        self.client.force_login(self.translator)
        url = reverse("translation_edit", args=[self.source.pk, "ar"])
        page = self.client.get(url)
        self.assertContains(page, '<bdi lang="ar" dir="rtl">محادثة</bdi>', html=True)
        title = source_segments(self.source)[0]
        page = self.client.post(url, {editor.field_name(title): "استجواب"}, follow=True)
        self.assertContains(page, "hm-tips__grave")

    def test_a_word_without_rendering_leads_to_where_it_is_proposed(self) -> None:
        GlossaryRendering.objects.all().delete()
        self.client.force_login(self.translator)
        page = self.client.get(reverse("translation_edit", args=[self.source.pk, "ar"]))
        url = reverse("glossary_rendering", args=[self.term.pk, "ar"])
        self.assertContains(page, f'href="{url}"')

    def test_both_are_warned_when_it_is_sent_in_and_nothing_is_stopped(self) -> None:
        self.write_all(mark="استجواب")
        self.client.force_login(self.translator)
        url = reverse("translation_edit", args=[self.source.pk, "ar"])
        desk = self.client.post(url, {"submit": "1"}, follow=True)
        self.assertContains(desk, "Granskaren får samma råd")
        state = self.target().current_workflow_state
        self.client.force_login(self.reviewer)
        page = self.client.get(reverse("translation_review", args=[state.pk]))
        self.assertContains(page, "Att se efter innan du godkänner")
        self.assertContains(page, "Använd inte")
        self.approve(state)
        self.assertTrue(self.target().live)

    def test_a_machine_s_draft_is_checked_like_any_other(self) -> None:
        title = source_segments(self.source)[0]
        work.write(title, "ar", "استجواب", None, machine="test")
        self.client.force_login(self.translator)
        page = self.client.get(reverse("translation_edit", args=[self.source.pk, "ar"]))
        self.assertContains(page, "hm-tips__grave")
