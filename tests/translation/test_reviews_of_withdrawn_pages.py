"""A translation that waits while its Swedish page is withdrawn is decided by nobody."""

from typing import Any
from unittest.mock import patch

from django.urls import reverse
from wagtail.models import WorkflowState

from hm_site.organisations.review import decisions
from tests import factories

from .desk_case import DeskCase

WITHDRAWN = "Den svenska sidan är inte publicerad längre."


class WithdrawnTests(DeskCase):
    def setUp(self) -> None:
        self.write_all()
        self.state = self.submit()
        self.fresh().unpublish()
        self.url = reverse("translation_review", args=[self.state.pk])

    def read(self) -> Any:
        self.client.force_login(self.reviewer)
        return self.client.get(self.url)

    def test_the_review_says_so_and_offers_no_decision(self) -> None:
        page = self.read()
        self.assertContains(page, WITHDRAWN)
        for word in ("Godkänn", "Skicka tillbaka", "Samtal för nya", "ع"):
            self.assertNotContains(page, word)

    def test_nobody_approves_it(self) -> None:
        for user in (self.reviewer, factories.admin()):
            self.approve(self.state, user)
            self.assertFalse(self.target().live)
            self.state.refresh_from_db()
            self.assertEqual(self.state.status, WorkflowState.STATUS_IN_PROGRESS)
        self.client.force_login(self.reviewer)
        shown = decisions.version(self.target().get_latest_revision())
        url = reverse("review_approve", args=[self.state.pk])
        answer = self.client.post(url, {"shown": shown}, follow=True)
        self.assertContains(answer, WITHDRAWN)

    def test_a_reason_that_was_not_sent_is_kept(self) -> None:
        self.client.force_login(self.reviewer)
        error = decisions.DecisionError("Någon hann före.")
        with patch.object(decisions, "send_back", side_effect=error):
            url = reverse("translation_send_back", args=[self.state.pk])
            answer = self.client.post(url, {"reason": "Fel ord."})
        self.assertContains(answer, "Fel ord.", status_code=409)

    def test_it_goes_on_when_the_swedish_page_is_back(self) -> None:
        self.fresh().get_latest_revision().publish(skip_permission_checks=True)
        self.assertContains(self.read(), "Godkänn och publicera")
        self.approve(self.state)
        self.assertTrue(self.target().live)
