"""Terms and their labels change for readers when a second person has approved."""

from django.urls import reverse

from hm_site.base import labels, publication
from hm_site.base.caches import clear_process_caches
from hm_site.base.models import Term, TermLabel
from hm_site.organisations.review import decisions
from hm_site.organisations.review.proposals import propose, waiting
from tests import factories

from .words_case import WordsCase


def sleep(language: str = "sv") -> TermLabel:
    return TermLabel.objects.get(
        term__vocabulary="concern", term__code="sleep", language=language
    )


def word(language: str = "sv") -> str:
    clear_process_caches()
    return labels.label("concern", "sleep", language).label


class LabelsWaitTests(WordsCase):
    names = "termlabel"

    def test_readers_keep_the_old_word_until_another_approves(self) -> None:
        old = word()
        state = self.submit(sleep(), label="Jag sover dåligt")
        self.approve(state, self.admin)
        self.assertEqual(word(), old)
        self.approve(state, self.other)
        self.assertEqual(word(), "Jag sover dåligt")

    def test_a_change_after_the_approval_waits_again(self) -> None:
        self.approve(self.submit(sleep(), label="Ett"), self.other)
        for action in ("", "publish", "submit"):
            self.save(sleep(), action, label="Två")
            self.assertEqual(word(), "Ett")

    def test_words_and_explanation_wait_too(self) -> None:
        before = sleep()
        self.submit(before, description="Ny", keywords="ny")
        now = sleep()
        self.assertEqual(
            (now.description, now.keywords), (before.description, before.keywords)
        )

    def test_a_new_label_is_not_read_before_it_is_approved(self) -> None:
        TermLabel.objects.filter(pk=sleep("ti").pk).delete()
        swedish = word()
        new = TermLabel(term=sleep().term, language="ti", label="ድቃስ")
        self.save(new, "submit")
        self.assertEqual(word("ti"), swedish)
        self.approve(sleep("ti").current_workflow_state, self.other)
        self.assertEqual(word("ti"), "ድቃስ")

    def test_the_link_from_a_term_fills_in_term_and_language(self) -> None:
        self.client.force_login(self.admin)
        term = sleep().term
        response = self.client.get(
            self.address("add"), {"term": term.pk, "language": "ti"}
        )
        self.assertEqual(response.context["form"].initial["language"], "ti")
        odd = self.client.get(self.address("add"), {"term": "x", "language": "xx"})
        self.assertEqual(odd.status_code, 200)

    def test_a_label_changes_neither_term_nor_language(self) -> None:
        self.assertEqual(self.save(sleep(), language="ar").status_code, 200)

    def test_live_labels_are_not_deleted(self) -> None:
        self.client.force_login(self.admin)
        self.client.post(self.address("delete", sleep().pk))
        bulk = reverse("wagtail_bulk_action", args=["base", "termlabel", "delete"])
        self.client.post(f"{bulk}?id={sleep().pk}")
        self.assertTrue(sleep().live)

    def test_the_bottom_refuses_every_road(self) -> None:
        with publication.acting(lambda: self.admin):
            label = sleep()
            label.label = "Annat"
            with self.assertRaises(publication.NotApprovedError):
                label.save()

    def test_the_reviewer_of_a_language_decides_on_its_labels_alone(self) -> None:
        arabic = factories.member("reviewer", "ar")
        swedish = self.submit(sleep(), label="Ett")
        self.approve(swedish, arabic)
        self.assertNotEqual(word(), "Ett")
        state = self.submit(sleep("ar"), label="النوم السيئ")
        self.approve(state, factories.member("reviewer", "so"))
        self.assertNotEqual(word("ar"), "النوم السيئ")
        self.client.force_login(arabic)
        self.assertContains(self.client.get(reverse("review_desk")), "arabiska")
        self.approve(state, arabic)
        self.assertEqual(word("ar"), "النوم السيئ")


class ProposalsTests(WordsCase):
    """What the language matrix will call."""

    def test_propose_wait_approve(self) -> None:
        state = propose(sleep("ar"), self.admin, label="جديد")
        self.assertEqual(list(waiting(TermLabel)), [sleep("ar")])
        newest = state.content_object.get_latest_revision()
        decisions.approve(state.pk, self.other, shown=decisions.version(newest))
        self.assertEqual(word("ar"), "جديد")
        self.assertFalse(waiting(TermLabel).exists())

    def test_a_new_row_and_a_second_try_after_a_return(self) -> None:
        TermLabel.objects.filter(pk=sleep("ti").pk).delete()
        new = TermLabel(term=sleep().term, language="ti")
        state = propose(new, self.admin, label="ሓደ")
        decisions.send_back(state.pk, self.other, reason="Fel ord.")
        self.assertFalse(waiting(TermLabel).exists())
        again = propose(sleep("ti"), self.other, label="ክልተ")
        self.assertEqual((again.pk, again.status), (state.pk, "in_progress"))
        with self.assertRaises(decisions.DecisionError):
            newest = again.content_object.get_latest_revision()
            decisions.approve(again.pk, self.other, shown=decisions.version(newest))


class TermsWaitTests(WordsCase):
    names = "term"

    def grief(self) -> Term:
        return Term.objects.get(vocabulary="concern", code="grief")

    def test_order_and_whether_it_may_be_chosen_wait(self) -> None:
        state = self.submit(self.grief(), active=False, order=0)
        self.assertIn("grief", labels.codes("concern"))
        self.approve(state, self.admin)
        self.assertTrue(self.grief().active)
        self.approve(state, self.other)
        clear_process_caches()
        self.assertNotIn("grief", labels.codes("concern"))

    def test_a_new_term_cannot_be_chosen_before_it_is_approved(self) -> None:
        self.save(Term(vocabulary="concern", code="pain"), "submit")
        self.assertNotIn("pain", labels.codes("concern"))
        new = Term.objects.get(code="pain")
        self.approve(new.current_workflow_state, self.other)
        clear_process_caches()
        self.assertIn("pain", labels.codes("concern"))

    def test_the_form_leads_to_every_language_s_own_form(self) -> None:
        self.client.force_login(self.admin)
        TermLabel.objects.filter(term=self.grief(), language="ti").delete()
        page = self.client.get(self.address("edit", self.grief().pk))
        self.assertContains(page, "saknas")
        for label in self.grief().labels.all():
            url = reverse("wagtailsnippets_base_termlabel:edit", args=[label.pk])
            self.assertContains(page, url)

    def test_a_live_term_is_not_deleted(self) -> None:
        self.client.force_login(self.admin)
        self.client.post(self.address("delete", self.grief().pk))
        self.assertTrue(self.grief().live)
