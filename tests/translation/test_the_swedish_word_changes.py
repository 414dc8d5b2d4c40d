"""A rendering was written for a Swedish word and its explanation. When these change, it
holds no longer for what is new, until somebody has looked at it."""

from typing import Any

from django.urls import reverse

from hm_site.base.caches import clear_process_caches
from hm_site.organisations.review import decisions
from hm_site.translation.glossary import check
from hm_site.translation.models import GlossaryRendering, GlossaryTerm

from .test_the_glossary_waits_for_a_second_person import TEXTS, ProposalCase
from .test_words_are_explained_to_readers import ReadingCase

NEW = "Två som pratar om hur du mår."


class SwedishChangesTests(ReadingCase, ProposalCase):
    def change_term(self, **values: str) -> None:
        url = reverse("glossary_term", args=[self.term.pk])
        row = GlossaryTerm.objects.get(pk=self.term.pk)
        same = {"word": row.word, "forms": row.forms, "explanation": row.explanation}
        self.send(self.coordinator, url, **{**same, "active": "on", **values})
        self.approve(self.state(row), self.admin)
        clear_process_caches()

    def state(self, row: Any) -> Any:
        return type(row).objects.get(pk=row.pk).current_workflow_state

    def advice(self) -> str:
        return " ".join(check.check("Ett samtal", "نص", "ar"))

    def listed(self, **query: str) -> Any:
        self.client.force_login(self.translator)
        return self.client.get(reverse("glossary"), query)

    def test_a_new_explanation_is_told_in_swedish_and_the_word_stands(self) -> None:
        self.assertIn("شخصان يتحدثان.", self.words())
        self.assertNotContains(self.listed(), "inaktuell</small>")
        self.assertNotContains(self.listed(saknas="ar"), "samtal")
        self.change_term(explanation=NEW)
        found = self.words()
        self.assertNotIn("شخصان يتحدثان.", found)
        self.assertIn(f'<bdi lang="sv" dir="ltr">{NEW}</bdi>', found)
        self.assertIn("محادثة", found)
        self.assertIn("محادثة", self.advice())
        self.assertContains(self.listed(saknas="ar"), "inaktuell</small>")

    def test_for_another_word_it_is_nobody_s_rule(self) -> None:
        self.change_term(word="avgift", forms="samtal", explanation="Det du betalar.")
        found = self.words()
        self.assertIn("Det du betalar.", found)
        self.assertNotIn("محادثة", found)
        self.assertEqual(self.advice(), "")

    def test_that_it_holds_all_the_same_is_a_proposal(self) -> None:
        self.change_term(explanation=NEW)
        self.client.force_login(self.translator)
        page = self.client.get(self.address())
        self.assertContains(page, "<del>samtal<br>Två som pratar.</del>")
        same = {name: getattr(self.rendering, name) for name in TEXTS}
        self.send(self.translator, self.address(), **same)
        self.assertNotIn("شخصان يتحدثان.", self.words())
        self.client.force_login(self.reviewer)
        url = reverse("review_item", args=[self.state(self.rendering).pk])
        shown = self.client.get(url)
        self.assertContains(shown, NEW)
        self.assertNotContains(shown, "Ingenting är ändrat")
        self.approve(self.state(self.rendering))
        self.assertIn("شخصان يتحدثان.", self.words())
        self.assertNotContains(self.listed(), "inaktuell</small>")

    def test_what_waits_for_the_former_one_is_not_approved(self) -> None:
        self.send(self.translator, self.address(), **TEXTS)
        waits = self.state(self.rendering)
        self.change_term(explanation=NEW)
        self.approve(waits)
        self.assertEqual(GlossaryRendering.objects.get().rendering, "محادثة")
        with self.assertRaisesMessage(decisions.DecisionError, "har ändrats sedan"):
            version = decisions.version(waits.current_task_state.revision)
            decisions.approve(waits.pk, self.reviewer, shown=version)

    def test_a_form_that_was_open_says_so_and_keeps_what_was_written(self) -> None:
        self.client.force_login(self.translator)
        form = self.client.get(self.address()).context["form"]
        hidden = {field.name: field.value() for field in form.hidden_fields()}
        self.change_term(explanation=NEW)
        self.client.force_login(self.translator)
        answer = self.client.post(self.address(), {**hidden, **TEXTS})
        self.assertContains(answer, "har ändrats sedan du öppnade", status_code=422)
        self.assertContains(answer, TEXTS["rendering"], status_code=422)
        self.assertContains(answer, NEW, status_code=422)
        self.assertIsNone(self.state(self.rendering))
        again = answer.context["form"]
        hidden = {field.name: field.value() for field in again.hidden_fields()}
        self.client.post(self.address(), {**hidden, **TEXTS})
        self.assertIsNotNone(self.state(self.rendering))
