"""What was sent in as the translation of another Swedish text reaches no reader."""

from typing import Any

from django.urls import reverse

from hm_site.base.models import Term, TermLabel
from hm_site.organisations.review import decisions

from .short_case import ShortCase

PROPOSED = "النعاس"


class WhoseSwedishChangedTests(ShortCase):
    def setUp(self) -> None:
        self.send(label=PROPOSED, description="لا أنام جيدا")

    def approve_as_any_review(self) -> Any:
        """By the address of pages."""
        row = TermLabel.objects.get(term=self.term, language="ar")
        self.client.force_login(self.reviewer)
        shown = decisions.version(row.latest_revision)
        address = reverse("review_approve", args=[row.current_workflow_state.pk])
        return self.client.post(address, {"shown": shown}, follow=True)

    def test_no_road_publishes_the_translation_of_an_earlier_text(self) -> None:
        self.change_swedish("Vila")
        for approve in (self.approve_as_any_review, self.approve):
            approve()
            self.assertNotEqual(self.word(), PROPOSED)

    def test_the_reviewer_hears_why(self) -> None:
        self.change_swedish("Vila")
        self.assertContains(
            self.approve_as_any_review(), "har ändrats sedan översättningen skickades"
        )

    def test_sent_in_once_more_it_is_a_translation_of_the_new_text(self) -> None:
        self.change_swedish("Vila")
        self.send(label=PROPOSED, description="لا أنام جيدا")
        self.approve_as_any_review()
        self.assertEqual(self.word(), PROPOSED)

    def test_nothing_is_published_for_what_readers_do_not_have(self) -> None:
        Term.objects.filter(pk=self.term.pk).update(active=False)
        self.assertContains(self.approve_as_any_review(), "texten inte längre på")
        Term.objects.filter(pk=self.term.pk).update(active=True)
        self.assertNotEqual(self.word(), PROPOSED)
