"""Two thousand pages and hundreds of short texts in twelve languages cost the desk as
many queries as twenty and none."""

from typing import Any

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hm_site.base.caches import clear_process_caches
from hm_site.translation.desk import PER_PAGE
from hm_site.translation.models import TranslationBatch
from tests import factories

from . import many_translations

FEW, MANY, TEXTS = 20, 2000, 300
# What a coordinator asks for; each is computed another way.
ASKED: tuple[dict[str, Any], ...] = (
    {},
    {"state": "outdated"},
    {"state": "draft", "language": "ti"},
    {"due": "overdue", "risk": "ordinary"},
    {"p": "2"},
    {"kind": "korta", "state": "missing"},
    {"state": "waiting"},
    {"q": "stöd 1", "priority": "2"},
)


class ScaleTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.organisation = factories.organisation("kommun-a")
        cls.coordinator = factories.member("coordinator", "")

    def asked(self, name: str, **query: Any) -> tuple[int, Any]:
        """Queries with empty process caches, and the answer."""
        clear_process_caches()
        with CaptureQueriesContext(connection) as found:
            answer = self.client.get(reverse(name), query)
        self.assertEqual(answer.status_code, 200)
        return len(found), answer

    def costs(self) -> list[int]:
        return [self.asked("translation_desk", **query)[0] for query in ASKED]

    def test_two_thousand_pages_cost_no_more_queries_than_twenty(self) -> None:
        self.client.force_login(self.coordinator)
        many_translations.build(self.organisation, 0, FEW)
        many_translations.build_texts(0, 1)
        self.costs()  # Django remembers the names of tables
        few = self.costs()
        many_translations.build(self.organisation, FEW, MANY - FEW)
        many_translations.build_texts(1, TEXTS)
        self.assertEqual(self.costs(), few)
        ours = self.organisation.path
        _number, answer = self.asked(
            "translation_desk", state="outdated", organisation=ours
        )
        rows = answer.context["rows"]
        self.assertEqual(len(rows), PER_PAGE)
        self.assertEqual(answer.context["page"].paginator.count, MANY)
        arabic = next(
            one for one in answer.context["progress"] if one.language.code == "ar"
        )
        self.assertEqual(
            (arabic.pages.published, arabic.pages.outdated), (MANY // 4, MANY // 4)
        )
        listed = self.asked("translation_desk", kind="ord", state="outdated", q="Nytt")
        self.assertEqual(listed[1].context["page"].paginator.count, TEXTS)
        self.order_everything()

    def order_everything(self) -> None:
        """Asking for two thousand reads none of them."""
        data = {"languages": ["ar", "ti"], "priority": "2", "everything": "1"}
        with CaptureQueriesContext(connection) as found:
            query = f"?organisation={self.organisation.path}"
            self.client.post(reverse("translation_order") + query, data)
        self.assertLess(len(found), 40)
        # And the organisation's own page.
        self.assertEqual(TranslationBatch.objects.get().total, MANY + 1)
