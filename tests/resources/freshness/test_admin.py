"""What editors and moderators see: one press, what waits, the report in three forms."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from hm_site.organisations.sections import desk_sections, home_sections
from resources.freshness import rules, sections
from resources.models import OfferingStatus
from tests import factories

from .case import FreshnessCase, days_ago


class QuickTests(FreshnessCase):
    def press_quick(self, do: str, page: Any = None, by: Any = None) -> Any:
        self.client.force_login(by or self.editor)
        url = reverse("offering_quick_status", args=[(page or self.page).pk])
        return self.client.post(url, {"do": do})

    def test_still_right_is_signed_and_planned(self) -> None:
        self.press_quick("right")
        status, today = self.status(), timezone.localdate()
        self.assertEqual((status.checked_on, status.checked_by), (today, self.editor))
        self.assertEqual(
            status.next_check, rules.next_check(today, today, "open", often=False)
        )

    def test_full_takes_effect_at_once_and_signs_no_check(self) -> None:
        self.press_quick("full")
        self.assertEqual(self.status().capacity, "full")
        self.assertEqual(self.status().checked_on, days_ago(180))
        shown = Client().get("/sv/aktorer/kommun-a/samtal-i-kyrkan/")
        self.assertContains(shown, "Fullt")

    def test_it_is_for_those_who_may_edit_and_only_by_post(self) -> None:
        foreign = factories.offering(factories.organisation("kommun-b"), "Deras")
        response = self.press_quick("ended", foreign)
        self.assertIn(response.status_code, {302, 403})
        self.assertFalse(OfferingStatus.objects.filter(page=foreign).exists())
        url = reverse("offering_quick_status", args=[self.page.pk])
        self.assertEqual(self.client.get(url).status_code, 405)
        self.press_quick("sold")
        self.assertEqual(self.status().capacity, "open")

    def test_the_form_plans_what_the_editor_leaves_to_it(self) -> None:
        self.client.force_login(self.editor)
        url, today = reverse("offering_status", args=[self.page.pk]), days_ago(0)
        old = str(self.status().next_check)
        data = {"capacity": "open", "checked_on": str(today), "checked_how": "phone"}
        self.client.post(url, {**data, "next_check": old})
        rule = rules.next_check(today, today, "open", often=False)
        self.assertEqual(self.status().next_check, rule)
        self.client.post(url, {**data, "next_check": str(days_ago(-300))})
        self.assertEqual(self.status().next_check, days_ago(-300))
        response = self.client.post(url, {**data, "next_check": str(days_ago(-400))})
        self.assertContains(response, "Nästa kontroll får vara senast")


class WaitingTests(FreshnessCase):
    def test_an_editor_sees_her_own_soonest_first(self) -> None:
        late = factories.offering(
            self.ours,
            "Försenat",
            status={"checked_on": days_ago(200), "next_check": days_ago(2)},
        )
        theirs = factories.organisation("kommun-b")
        factories.offering(theirs, "Deras", status={"next_check": days_ago(9)})
        section = sections.due(self.editor)
        self.assertEqual([r.title for r in section.rows], [late.title, self.page.title])
        self.assertEqual([r.badge for r in section.rows], ["försenad", ""])
        self.assertIn(section, home_sections(self.editor))
        for person in (self.moderator, factories.member("reviewer", "ar")):
            self.assertIsNone(sections.due(person))

    def test_moderators_see_what_nobody_checked_for_a_year(self) -> None:
        self.assertIsNone(sections.forgotten(self.moderator))
        OfferingStatus.objects.update(checked_on=days_ago(370))
        section = sections.forgotten(self.moderator)
        self.assertEqual([row.title for row in section.rows], [self.page.title])
        self.assertIn(section, desk_sections(self.moderator))
        for person in (self.editor, factories.member("reviewer", "ar")):
            self.assertIsNone(sections.forgotten(person))


class ReportTests(FreshnessCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        OfferingStatus.objects.update(next_check=days_ago(5))
        theirs = factories.organisation("kommun-b")
        cls.foreign = factories.offering(
            theirs, "=2+2", status={"checked_on": None, "next_check": days_ago(9)}
        )

    def report(self, by: Any, export: str = "") -> Any:
        self.client.force_login(by)
        return self.client.get(reverse("report_overdue_checks"), {"export": export})

    def rows(self, by: Any) -> list[list[str]]:
        body = self.report(by, "csv").getvalue().decode("utf-8-sig")
        return list(csv.reader(StringIO(body)))[1:]

    def test_an_editor_sees_her_own_in_every_form(self) -> None:
        self.assertContains(self.report(self.editor), "Samtal i kyrkan")
        self.assertNotContains(self.report(self.editor), "=2+2")
        self.assertEqual(
            [row[0] for row in self.rows(self.editor)], ["Samtal i kyrkan"]
        )
        sheet = load_workbook(
            BytesIO(self.report(self.editor, "xlsx").getvalue())
        ).active
        titles = [row[0] for row in sheet.iter_rows(values_only=True)]
        self.assertEqual(titles, ["Stöd", "Samtal i kyrkan"])

    def test_moderators_and_administrators_see_all_longest_overdue_first(self) -> None:
        for person in (self.moderator, factories.admin()):
            rows = self.rows(person)
            self.assertEqual([row[1] for row in rows], ["Kommun b", "Kommun a"])
            self.assertEqual([row[5] for row in rows], ["9", "5"])

    def test_a_cell_is_never_a_formula(self) -> None:
        self.assertEqual(self.rows(self.moderator)[0][0], "'=2+2")

    def test_others_do_not_see_it(self) -> None:
        for role, subject in (("translator", "ar"), ("coordinator", "")):
            response = self.report(factories.member(role, subject))
            self.assertIn(response.status_code, {302, 403})
            self.assertNotContains(response, "Samtal", status_code=response.status_code)

    def test_it_costs_the_same_for_one_and_for_many(self) -> None:
        few = self.queries()
        for number in range(5):
            factories.offering(
                self.ours, f"Mer {number}", status={"next_check": days_ago(3)}
            )
        self.assertEqual(self.queries(), few)

    def queries(self) -> int:
        self.report(self.moderator)  # fills the caches
        with CaptureQueriesContext(connection) as found:
            self.report(self.moderator)
        return len(found)


class ReadersTests(FreshnessCase):
    def cards(self, path: str) -> list[str]:
        context = Client().get(path).context
        return [
            card.title.text for card in context.get("cards") or context["offerings"]
        ]

    def test_nine_months_unchecked_sinks_in_the_lists(self) -> None:
        OfferingStatus.objects.update(checked_on=days_ago(290))
        factories.offering(self.ours, "Nyare", status={"checked_on": days_ago(100)})
        order = ["Nyare", "Samtal i kyrkan"]
        self.assertEqual(self.cards("/sv/hitta-stod/"), order)
        self.assertEqual(self.cards("/sv/aktorer/kommun-a/"), order)

    def test_never_checked_says_so_half_a_year_after_publication(self) -> None:
        OfferingStatus.objects.update(checked_on=None, checked_how="")
        page = self.fresh()
        page.first_published_at = timezone.now() - timedelta(days=220)
        page.save()
        shown = Client().get("/sv/aktorer/kommun-a/samtal-i-kyrkan/")
        self.assertContains(shown, "Inte kontrollerad på 7 månader")
