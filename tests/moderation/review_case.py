"""An organisation, its editor, two moderators, and a page that waits."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import TestCase
from django.urls import reverse
from wagtail.models import WorkflowState

from hm_site.organisations.review import decisions
from resources.models import SupportOfferingPage
from tests import factories


class ReviewCase(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.ours = factories.organisation("kommun-a")
        cls.editor = factories.editor(cls.ours)
        cls.moderator = factories.moderator("moderator-a")
        cls.other = factories.moderator("moderator-b")
        cls.admin = factories.admin()
        cls.page = factories.offering(cls.ours, "Samtal i kyrkan", live=False)

    def submit(self, page: Any = None, by: Any = None) -> WorkflowState:
        """The newest draft, submitted by the editor (or by another)."""
        page = type(page or self.page).objects.get(pk=(page or self.page).pk)
        user = by or self.editor
        page.get_latest_revision_as_object().save_revision(user=user)
        page.refresh_from_db()
        return page.get_workflow().start(page, user)

    def radios(self, state: WorkflowState) -> dict[str, str]:
        """Proposed text (or the old one, of what is gone) → name of its choice between
        meaning and wording, as a moderator has it on her screen."""
        self.client.force_login(self.moderator)
        answer = self.client.get(reverse("review_item", args=[state.pk]))
        sets = BeautifulSoup(answer.content, "html.parser").select(".hm-review-text")
        return {
            (one.ins or one.select_one("del")).get_text(): radio["name"]
            for one in sets
            if (radio := one.select_one("input[type=radio]"))
        }

    def shown(self, page: Any = None) -> str:
        page = SupportOfferingPage.objects.get(pk=(page or self.page).pk)
        return decisions.version(page.get_latest_revision())

    def approve(self, state: WorkflowState, by: Any, **data: str) -> Any:
        self.client.force_login(by)
        shown = data.pop("shown", None) or self.shown(state.content_object)
        url = reverse("review_approve", args=[state.pk])
        return self.client.post(url, {"shown": shown, **data})

    def is_live(self, page: Any = None) -> bool:
        return SupportOfferingPage.objects.get(pk=(page or self.page).pk).live
