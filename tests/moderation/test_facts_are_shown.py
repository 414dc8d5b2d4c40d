"""Whoever approves sees what a page says beside its texts."""

from datetime import time

from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import WorkflowState

from resources.models import SupportOfferingPage
from tests import factories

from .review_case import ReviewCase


class FactsTests(ReviewCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.page = factories.offering(
            cls.ours,
            "Kaffe <b>och</b> prat",
            live=False,
            phone="035-13 70 00",
            places=[{"name": "Mötesplats Andersberg", "city": "Halmstad"}],
            sessions=[{"weekday": 1, "start": time(13), "end": time(15, 30)}],
        )

    def shown_facts(self, state: WorkflowState) -> dict[str, str]:
        self.client.force_login(self.moderator)
        answer = self.client.get(reverse("review_item", args=[state.pk]))
        page = BeautifulSoup(answer.content, "html.parser")
        return {
            row.dt.get_text(): " ".join(row.dd.get_text(" ").split())
            for row in page.select(".hm-review-facts > div")
        }

    def test_all_of_a_new_page(self) -> None:
        found = self.shown_facts(self.submit())
        self.assertEqual(found["Telefon"], "035-13 70 00")
        self.assertIn("Platsens namn: Mötesplats Andersberg", found["Platser"])
        self.assertIn("Trappor: Vet inte", found["Platser"])
        self.assertIn("Veckodag: tisdag", found["Tider"])
        self.assertIn("Slutar: 15.30", found["Tider"])
        self.assertEqual(found["Uppehåll"], "–")  # nothing is said, and that is seen
        self.assertEqual(found["Barnpassning finns"], "nej")
        self.assertIn("Kommuner", found)
        fields = set(SupportOfferingPage.fact_fields)
        self.assertGreaterEqual(len(found), len(fields))

    def test_of_a_live_page_what_changes(self) -> None:
        live = factories.offering(self.ours, "Öppet stöd", phone="035-10 00 00")
        self.assertEqual(self.shown_facts(self.submit(live)), {})
        draft = SupportOfferingPage.objects.get(pk=live.pk)
        draft = draft.get_latest_revision_as_object()
        draft.phone = "035-20 00 00"
        draft.save_revision(user=self.editor)
        state = WorkflowState.objects.get(object_id=str(live.pk))
        self.assertEqual(
            self.shown_facts(state), {"Telefon": "Nu 035-10 00 00 Förslag 035-20 00 00"}
        )
