"""What readers get of a machine's unread text, and what they never get."""

from typing import Any
from unittest.mock import patch

from django.utils import timezone
from wagtail_localize.models import StringTranslation

from hm_site.organisations.review import decisions
from hm_site.translation import machine, policies, work
from hm_site.translation.models import LanguagePolicy, MachineJob
from hm_site.translation.states import State
from resources.models import SupportOfferingPage
from tests import factories

from .machine_case import MachineCase
from .machine_server import said


class ShownUnreviewedTests(MachineCase):
    def draft(self) -> None:
        machine.ask(self.source, "ar", self.translator)
        self.run_chore()

    def test_nothing_is_shown_where_nobody_has_allowed_it(self) -> None:
        self.draft()
        self.assertIsNone(self.target())

    def test_an_ordinary_page_in_an_allowed_language_is_shown_and_labelled(
        self,
    ) -> None:
        LanguagePolicy.objects.create(language="ar", show_machine=True)
        self.draft()
        self.assertTrue(self.target().live)
        self.assertEqual(self.cell().state, State.MACHINE)
        path = self.fresh().url_path.split("/", 2)[2]
        self.assertContains(self.client.get(f"/ar/{path}"), said("Samtal"))

    def test_a_text_with_another_phone_number_waits_for_a_person(self) -> None:
        LanguagePolicy.objects.create(language="ar", show_machine=True)
        self.change_source(who_for="<p>Ring 035-13 70 00 före kl. 13.</p>")
        self.machine.answer = lambda texts: [
            said(text).replace("13 70 00", "99 99 99") for text in texts
        ]
        self.draft()
        self.assertFalse(work.missing(self.fresh(), "ar"))
        self.assertIsNone(self.target())

    def test_a_vital_page_is_never_shown_unreviewed(self) -> None:
        SupportOfferingPage.objects.filter(pk=self.source.pk).update(risk_class="vital")
        LanguagePolicy.objects.create(language="ar", show_machine=True)
        self.draft()
        self.assertIsNone(self.target())

    def test_a_page_that_becomes_vital_is_taken_back(self) -> None:
        LanguagePolicy.objects.create(language="ar", show_machine=True)
        self.draft()
        SupportOfferingPage.objects.filter(pk=self.source.pk).update(risk_class="vital")
        page = self.fresh()
        path = page.url_path.split("/", 2)[2]
        self.assertNotContains(self.client.get(f"/ar/{path}"), said("Samtal"))

    def test_whoever_confirmed_it_as_a_translator_does_not_review_it(self) -> None:
        """Also where readers have it already: nobody has read it for them."""
        LanguagePolicy.objects.create(language="ar", show_machine=True)
        factories.give(self.translator, "reviewer", "ar")
        self.draft()
        for row in work.texts(self.fresh(), "ar").values():
            work.confirm(row, self.translator)
        state = self.submit(factories.member("translator", "ar", "colleague"))
        self.approve(state, self.translator)
        self.assertEqual(self.cell().work, State.IN_REVIEW)
        self.approve(state, self.reviewer)
        self.assertEqual(self.cell().state, State.PUBLISHED)

    def test_of_a_page_that_is_withdrawn_meanwhile_nothing_is_published(self) -> None:
        LanguagePolicy.objects.create(language="ar", show_machine=True)
        answered = machine._answers

        def withdrawn_meanwhile(*asked: Any) -> Any:
            self.fresh().unpublish()
            return answered(*asked)

        with patch.object(machine, "_answers", withdrawn_meanwhile):
            self.draft()
        self.assertFalse(work.missing(self.fresh(), "ar"))
        self.assertIsNone(self.target())

    def test_what_a_reviewer_has_sent_back_is_for_people_to_let_out(self) -> None:
        self.draft()
        decisions.send_back(self.submit().pk, self.reviewer, reason="Fel ord.")
        self.submit()
        work.take_back(self.fresh(), "ar", self.translator)
        policies.switch("ar", True, factories.admin())
        list(policies.chore(timezone.now()))
        self.assertFalse(self.target().live)


class RubbishTests(MachineCase):
    """Answers that are texts, and not of this page: readers get none of them."""

    def setUp(self) -> None:
        super().setUp()
        LanguagePolicy.objects.create(language="ar", show_machine=True)

    def answered(self, answer: Any) -> None:
        self.machine.answer = lambda texts: [answer(text) for text in texts]
        machine.ask(self.source, "ar", self.translator)
        self.run_chore()

    def test_one_message_for_all_is_no_text_at_all(self) -> None:
        self.answered(lambda text: "خطأ في الخادم")
        self.assertEqual(work.texts(self.source, "ar"), {})

    def test_what_is_invented_waits_for_a_person(self) -> None:
        for words in ("0900-123 45 67", "www.example.org", "info@example.org"):
            with self.subTest(words):
                self.answered(lambda text, words=words: f"{said(text)} {words}")
                self.assertFalse(work.missing(self.fresh(), "ar"))
                self.assertIsNone(self.target())
                MachineJob.objects.all().delete()
                StringTranslation.objects.all().delete()

    def test_other_letters_wait_for_a_person(self) -> None:
        self.answered(lambda text: f"Lorem ipsum {len(text)} dolor")
        self.assertIsNone(self.target())

    def test_swedish_with_a_sign_more_waits_for_a_person(self) -> None:
        self.answered(lambda text: text + "!")
        self.assertIsNone(self.target())

    def test_markup_that_hides_as_text_is_not_saved(self) -> None:
        link = '<a href="https://a.se/">x</a>'
        self.answered(lambda text: f"{said(text)}<![CDATA[>{link}]]>")
        self.assertEqual(work.texts(self.source, "ar"), {})
