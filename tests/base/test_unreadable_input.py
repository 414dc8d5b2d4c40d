"""What no browser sends is answered with a page, by whomever and wherever."""

from collections.abc import Iterator
from unittest import mock

from django.test import Client, TestCase
from django.urls import resolve, reverse
from wagtail.models import Workflow

from hm_site.base.models import Term
from tests import admin_forms, factories
from tests.resolver import admin_patterns

HUGE = "1" + "0" * 20
JSON = "application/json"


class UnreadableInput(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.ours = factories.organisation("kommun-a")
        cls.page = factories.offering(cls.ours, "Samtal i kyrkan", live=False)
        cls.editor, cls.admin = factories.editor(cls.ours), factories.admin()

    def setUp(self) -> None:
        self.client = Client(raise_request_exception=False)
        self.client.force_login(self.editor)

    def assert_told(self, response: object, why: object = "") -> None:
        self.assertEqual(response.status_code, 400, why)
        self.assertContains(response, "inte går att läsa", status_code=400)

    def keyed(self) -> Iterator[str]:
        yield reverse("wagtailadmin_choose_page_chosen_multiple")
        yield reverse("wagtailimages_chooser:chosen_multiple")
        yield reverse("wagtaildocs_chooser:chosen_multiple")
        yield reverse("wagtailadmin_api:pages:find")
        for action in ("unpublish", "publish", "delete"):
            yield reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        yield reverse("wagtailsnippetchoosers_base_termlabel:chosen_multiple")

    def test_keys_in_a_query_that_no_row_has(self) -> None:
        for person in (self.editor, self.admin):
            self.client.force_login(person)
            for url in self.keyed():
                for query in ("id=abc", f"id={HUGE}", f"id={'9' * 5000}", "id=1&id=²"):
                    self.assert_told(self.client.get(f"{url}?{query}"), (url, query))

    def test_a_bulk_action_on_all_below_what_no_page_has_as_key(self) -> None:
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        for below in ("abc", HUGE):
            self.assert_told(self.client.post(f"{url}?id=all&childOf={below}"))

    def test_a_form_without_its_fields(self) -> None:
        self.assert_told(
            self.client.post(reverse("wagtailadmin_choose_page_external_link"))
        )
        self.client.force_login(self.admin)
        self.assert_told(self.client.post(reverse("wagtailredirects:process_import")))

    def test_json_in_json_in_json(self) -> None:
        url = reverse("wagtailadmin_api:pages:action", args=[self.page.pk, "publish"])
        response = self.client.post(url, "[" * 100_000, content_type=JSON)
        self.assertEqual(response.status_code, 400)

    def test_a_page_of_a_list_that_there_is_not(self) -> None:
        self.client.force_login(self.admin)
        pk = Workflow.objects.filter(active=True).first().pk
        url = reverse("wagtailadmin_workflows:edit", args=[pk])
        for number in ("abc", HUGE, "-1"):
            self.assert_told(self.client.get(f"{url}?p={number}"), number)

    def test_a_report_on_what_no_row_has_as_key(self) -> None:
        factories.organisation("kommun-b")
        self.client.force_login(self.admin)
        names = {x.name for x in admin_patterns() if x.name.startswith("report_")}
        self.assertIn("report_translation_debt", names)
        for name in names:
            filters = resolve(reverse(name)).func.view_class.filterset_class
            for key in filters.base_filters:
                answer = self.client.get(reverse(name), {key: HUGE})
                self.assertEqual(answer.status_code, 200, (name, key))

    def test_words_are_made_in_no_chooser(self) -> None:
        self.client.force_login(self.admin)
        url = reverse("wagtailsnippetchoosers_base_term:create")
        number = Term.objects.count()
        self.assertEqual(self.client.post(url, {}).status_code, 302)
        self.assertEqual(Term.objects.count(), number)

    def test_what_was_typed_for_a_page_with_an_impossible_number_comes_back(
        self,
    ) -> None:
        for url in (f"{HUGE}/edit/", f"{HUGE}/revisions/{HUGE}/revert/"):
            response = self.client.post(f"/admin/pages/{url}", {"title": "Min text"})
            self.assertContains(response, "Min text", status_code=404)

    def test_a_decision_where_no_review_runs_keeps_what_was_typed(self) -> None:
        url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        for person in (self.editor, factories.moderator()):
            self.client.force_login(person)
            for decision in ({"workflow-action-name": "approve"}, {}):
                data = admin_forms.read_form(self.client, url)
                data["summary"] = f"Skrivet av {person} {len(decision)}"
                data["action-workflow-action"] = "1"
                data.update(decision)
                self.assertLess(self.client.post(url, data).status_code, 400)
                self.page.refresh_from_db()
                draft = self.page.get_latest_revision_as_object()
                self.assertEqual(draft.summary, data["summary"])
                self.assertFalse(draft.live)

    def test_an_error_of_our_own_is_no_matter_of_input(self) -> None:
        """It would be hidden from whoever mends it."""
        self.client.force_login(self.admin)
        with mock.patch(
            "hm_site.organisations.review.desk.queue", side_effect=ValueError
        ):
            response = self.client.get(reverse("review_desk") + "?p=1")
        self.assertEqual(response.status_code, 500)
