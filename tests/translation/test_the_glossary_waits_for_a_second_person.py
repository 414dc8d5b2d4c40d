"""Coordinators propose words, translators their renderings; somebody else decides."""

from typing import Any
from unittest.mock import patch

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hm_site.base import publication
from hm_site.base.caches import clear_process_caches
from hm_site.organisations.review import decisions
from hm_site.translation.glossary import words
from hm_site.translation.models import GlossaryRendering, GlossaryTerm
from tests import factories

from .glossary_case import GlossaryCase, known_rendering, known_term

TEXTS = {"rendering": "حوار", "forms": "", "avoid": "", "explanation": "كلام."}


class ProposalCase(GlossaryCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.coordinator = factories.member("coordinator")
        cls.admin = factories.admin()

    def address(self, language: str = "ar", term: GlossaryTerm | None = None) -> str:
        return reverse("glossary_rendering", args=[(term or self.term).pk, language])

    def send(self, user: Any, url: str, **values: str) -> Any:
        self.client.force_login(user)
        form = self.client.get(url).context["form"]
        hidden = {field.name: field.value() for field in form.hidden_fields()}
        return self.client.post(url, {**hidden, **values})

    def shown(self) -> str:
        clear_process_caches()
        return words.renderings("ar")[self.term.pk].text


class ProposalTests(ProposalCase):
    def test_a_rendering_holds_when_the_language_s_reviewer_has_approved(self) -> None:
        self.send(self.translator, self.address(), **TEXTS)
        self.assertEqual(self.shown(), "محادثة")
        state = GlossaryRendering.objects.get().current_workflow_state
        self.approve(state, self.translator)
        self.approve(state, factories.member("reviewer", "fa"))
        self.assertEqual(self.shown(), "محادثة")
        self.client.force_login(self.reviewer)
        page = self.client.get(reverse("review_item", args=[state.pk]))
        self.assertContains(page, 'lang="ar" dir="rtl"')
        self.assertContains(page, f'href="{self.address()}"')
        self.approve(state)
        self.assertEqual(self.shown(), "حوار")

    def test_a_reviewer_s_own_proposal_needs_another(self) -> None:
        self.send(self.reviewer, self.address(), **TEXTS)
        state = GlossaryRendering.objects.get().current_workflow_state
        self.approve(state)
        self.assertEqual(self.shown(), "محادثة")
        self.approve(state, factories.member("reviewer", "ar", "second"))
        self.assertEqual(self.shown(), "حوار")

    def test_who_wrote_an_earlier_version_of_it_does_not_approve(self) -> None:
        self.send(self.reviewer, self.address(), **TEXTS)
        self.send(self.translator, self.address(), **{**TEXTS, "rendering": "حديث"})
        state = GlossaryRendering.objects.get().current_workflow_state
        self.approve(state)
        self.assertEqual(self.shown(), "محادثة")

    def test_a_new_rendering_is_a_draft_until_then(self) -> None:
        term = known_term("kris")
        self.send(self.translator, self.address(term=term), **TEXTS)
        row = GlossaryRendering.objects.get(term=term)
        self.assertFalse(row.live)
        clear_process_caches()
        self.assertNotIn(term.pk, words.renderings("ar"))
        self.approve(row.current_workflow_state)
        clear_process_caches()
        self.assertIn(term.pk, words.renderings("ar"))

    def test_a_word_is_the_coordinators_to_propose_and_administrators_decide(
        self,
    ) -> None:
        data = {"word": "kris", "explanation": "Det är svårt.", "active": "on"}
        self.send(self.coordinator, reverse("glossary_term_new"), **data)
        row = GlossaryTerm.objects.get(word="kris")
        state = row.current_workflow_state
        for person in (self.coordinator, self.reviewer, self.moderator):
            self.approve(state, person)
            self.assertFalse(GlossaryTerm.objects.get(pk=row.pk).live, person)
        self.approve(state, self.admin)
        self.assertTrue(GlossaryTerm.objects.get(pk=row.pk).live)

    def test_what_came_back_is_shown_with_the_reason_and_sent_again(self) -> None:
        self.send(self.translator, self.address(), **TEXTS)
        state = GlossaryRendering.objects.get().current_workflow_state
        decisions.send_back(state.pk, self.reviewer, reason="För formellt.")
        self.client.force_login(self.translator)
        self.assertContains(self.client.get(self.address()), "För formellt.")
        self.send(self.translator, self.address(), **{**TEXTS, "rendering": "كلام"})
        state.refresh_from_db()
        self.approve(state)
        self.assertEqual(self.shown(), "كلام")

    def test_bad_input_is_said_and_kept(self) -> None:
        url = self.address()
        for values, message in (
            ({**TEXTS, "rendering": ""}, "obligatoriskt"),
            ({**TEXTS, "avoid": "حوار"}, "både rätt och fel"),
            ({**TEXTS, "explanation": "ك" * 501}, "500"),
        ):
            answer = self.send(self.translator, url, **values)
            self.assertContains(answer, message, status_code=422)
            self.assertContains(answer, values["explanation"][:6], status_code=422)
        answer = self.send(
            self.coordinator,
            reverse("glossary_term_new"),
            word="Samtal",
            explanation="Två.",
        )
        self.assertContains(answer, "finns redan", status_code=422)
        self.assertIsNone(self.rendering.current_workflow_state)

    def test_nothing_changed_is_no_proposal(self) -> None:
        row = self.rendering
        same = {name: getattr(row, name) for name in TEXTS}
        self.send(self.translator, self.address(), **same)
        self.assertIsNone(GlossaryRendering.objects.get().current_workflow_state)

    def test_two_people_on_one_word_lose_nothing(self) -> None:
        self.send(self.translator, self.address(), **TEXTS)
        self.client.force_login(self.reviewer)
        late = {**TEXTS, "rendering": "سؤال", "seen": ""}
        answer = self.client.post(self.address(), late)
        self.assertContains(answer, "nyare förslag", status_code=422)
        self.assertContains(answer, "سؤال", status_code=422)
        newest = GlossaryRendering.objects.get().get_latest_revision_as_object()
        self.assertEqual(newest.rendering, "حوار")

    def test_two_who_begin_the_same_word_at_once_lose_nothing(self) -> None:
        """The other's row comes after the question whether there is one."""
        check, asked = GlossaryTerm.full_clean, []

        def slow(row: GlossaryTerm, *args: Any, **kwargs: Any) -> None:
            check(row, *args, **kwargs)
            asked.append(row)
            if len(asked) == 2:
                GlossaryTerm.objects.bulk_create([GlossaryTerm(word=row.word)])

        data = {"word": "kris", "explanation": "Det är svårt.", "active": "on"}
        with patch.object(GlossaryTerm, "full_clean", slow):
            answer = self.send(self.coordinator, reverse("glossary_term_new"), **data)
        self.assertContains(answer, "hann före", status_code=422)
        self.assertContains(answer, "Det är svårt.", status_code=422)

    def test_words_that_became_alike_while_they_waited_are_not_both_published(
        self,
    ) -> None:
        other = known_term("kris")
        data = {"word": "stöd", "explanation": "Hjälp.", "active": "on"}
        for term in (self.term, other):
            url = reverse("glossary_term", args=[term.pk])
            self.send(self.coordinator, url, **data)
        for term in (self.term, other):
            row = GlossaryTerm.objects.get(pk=term.pk)
            self.approve(row.current_workflow_state, self.admin)
        self.assertEqual(GlossaryTerm.objects.filter(word="stöd").count(), 1)

    def test_the_bottom_refuses_every_road(self) -> None:
        with publication.acting(lambda: self.admin):
            row = GlossaryRendering.objects.get()
            row.rendering = "شيء"
            with self.assertRaises(publication.NotApprovedError):
                row.save()
            with self.assertRaises(publication.RefusedError):
                row.delete()


class WhoTests(ProposalCase):
    def test_strangers_neither_see_nor_propose(self) -> None:
        urls = [reverse("glossary_term_new"), self.address(), self.address("fa")]
        for user, allowed in (
            (self.editor, []),
            (self.moderator, []),
            (self.translator, [1]),
            (self.reviewer, [1]),
            (self.coordinator, [0]),
        ):
            self.client.force_login(user)
            for number, url in enumerate(urls):
                status = self.client.get(url).status_code
                self.assertEqual(status == 200, number in allowed, (user, url))
        self.client.force_login(self.translator)
        self.assertEqual(self.client.get(self.address("xx")).status_code, 404)
        self.assertEqual(self.client.get(self.address("sv")).status_code, 404)


class ListTests(ProposalCase):
    def page(self, user: Any, **query: str) -> Any:
        self.client.force_login(user)
        return self.client.get(reverse("glossary"), query)

    def test_each_sees_the_languages_that_are_hers(self) -> None:
        for user, number in ((self.translator, 1), (self.coordinator, 11)):
            self.assertEqual(len(self.page(user).context["columns"]), number)
        self.send(self.translator, self.address(term=known_term("kris")), **TEXTS)
        stranger = factories.member("translator", "fa")
        self.assertNotContains(self.page(stranger), "حوار")
        self.assertEqual(self.page(self.editor).status_code, 302)

    def test_what_is_missing_and_what_waits_is_marked(self) -> None:
        known_term("kris", forms="")
        self.assertContains(self.page(self.translator), "saknas")
        self.send(self.translator, self.address(), **TEXTS)
        self.assertContains(self.page(self.translator), "ändring väntar")
        lacking = self.page(self.translator, saknas="ar").context["rows"]
        self.assertEqual([row.term.word for row in lacking], ["kris"])
        found = self.page(self.translator, q="SAMTALET").context["rows"]
        self.assertEqual([row.term.word for row in found], ["samtal"])
        for query in ({"q": "\0"}, {"q": "x" * 999}, {"saknas": "xx"}, {"p": "-1"}):
            self.assertEqual(self.page(self.translator, **query).status_code, 200)

    def test_any_number_of_words_takes_the_same_queries(self) -> None:
        def queries() -> int:
            clear_process_caches()
            with CaptureQueriesContext(connection) as found:
                self.page(self.coordinator)
            return len(found)

        queries()
        few = queries()
        for number in range(30):
            known_rendering(known_term(f"ord {number}"))
        self.assertEqual(queries(), few)
