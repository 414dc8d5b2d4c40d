"""Reports show what the viewer works with, nothing of others, and files are safe."""

from datetime import timedelta

from django.db import connection
from django.test import SimpleTestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from mailer.models import Message

from hm_site.base import wagtail_exports
from hm_site.base.wagtail_exports import safe_cell
from hm_site.organisations.mail_queue import stuck_mail
from hm_site.organisations.review import decisions, withdrawal
from tests import factories
from tests.report_files import ReportReader

from .review_case import ReviewCase

REPORTS = ("report_waiting", "report_returned", "report_events")
FORMULA = '=HYPERLINK("http://x";"Öppna")'


class ReportCase(ReportReader, ReviewCase):
    """Two organisations, each with a page that waits and one that came back."""

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.theirs = factories.organisation("kommun-b")
        cls.their_editor = factories.editor(cls.theirs)
        cls.foreign = factories.offering(cls.theirs, "Hemligt utkast", live=False)
        cls.back = factories.offering(cls.ours, "Kom tillbaka", live=False)
        cls.foreign_back = factories.offering(cls.theirs, "Hemlig retur", live=False)
        case = cls()
        cls.state = case.submit()
        case.submit(cls.foreign, cls.their_editor)
        for page, who in ((cls.back, cls.editor), (cls.foreign_back, cls.their_editor)):
            state = case.submit(page, who)
            decisions.send_back(state.pk, cls.moderator, reason=f"Ändra {page.title}")


class ScopeTests(ReportCase):
    def test_an_editor_sees_her_organisations_and_no_title_of_another(self) -> None:
        for name in REPORTS:
            for query in ({}, {"export": "csv"}):
                text = self.read(name, self.editor, **query)
                self.assertNotIn("Hemlig", text, name)
                self.assertNotIn("Kommun b", text, name)
        self.assertIn("Samtal i kyrkan", self.read("report_waiting", self.editor))
        self.assertIn("Kom tillbaka", self.read("report_returned", self.editor))
        self.assertIn("Samtal i kyrkan", self.read("report_events", self.editor))

    def test_no_filter_reaches_beyond_the_scope(self) -> None:
        for name in REPORTS:
            for query in (
                {"organisation": self.theirs.pk},
                {"user": self.their_editor.pk},
                {"page": self.foreign.pk, "q": "Hem"},
            ):
                self.assertNotIn("Hemlig", self.read(name, self.editor, **query))
        self.assertNotIn(str(self.their_editor), self.read(REPORTS[2], self.editor))

    def test_moderators_and_administrators_see_all(self) -> None:
        for person in (self.moderator, self.admin):
            for name, titles in (
                ("report_waiting", ("Samtal i kyrkan", "Hemligt utkast")),
                ("report_returned", ("Kom tillbaka", "Hemlig retur")),
                ("report_events", ("Samtal i kyrkan", "Hemlig retur")),
            ):
                text = self.read(name, person)
                for title in titles:
                    self.assertIn(title, text)

    def test_a_moderator_chooses_an_organisation(self) -> None:
        for name in REPORTS:
            text = self.read(name, self.moderator, organisation=self.ours.pk)
            self.assertNotIn("Hemlig", text)
            self.assertIn("Kommun a", text)

    def test_other_roles_reach_no_report_and_see_no_entry(self) -> None:
        for role, subject in (("translator", "ar"), ("coordinator", "")):
            self.client.force_login(factories.member(role, subject))
            for name in REPORTS:
                for suffix in ("", "_results"):
                    response = self.client.get(reverse(name + suffix))
                    self.assertRedirects(response, reverse("wagtailadmin_home"))
                self.assertNotContains(self.client.get("/admin/"), reverse(name))

    def test_a_language_reviewer_sees_what_waits_for_her_alone(self) -> None:
        live = factories.offering(self.theirs, "Öppet")
        arabic = factories.translate(live, "ar", live=False, title="مفتوح")
        self.submit(arabic, self.admin)
        reviewer = factories.member("reviewer", "ar")
        text = self.read("report_waiting", reviewer)
        self.assertIn("مفتوح", text)
        self.assertNotIn("Hemligt utkast", text)
        self.assertNotIn("Samtal i kyrkan", text)

    def test_wagtails_own_reports_are_the_administrators(self) -> None:
        names = "workflow workflow_tasks site_history locked_pages aging_pages"
        for person in (self.editor, self.moderator):
            self.client.force_login(person)
            for name in (*names.split(), "page_types_usage"):
                for suffix in ("", "_results"):
                    url = reverse(f"wagtailadmin_reports:{name}{suffix}")
                    self.assertEqual(self.client.get(url).status_code, 302, url)
                    self.assertNotContains(self.client.get("/admin/"), url)
        self.client.force_login(self.admin)
        url = reverse("wagtailadmin_reports:site_history")
        self.assertEqual(self.client.get(url).status_code, 200)


class ContentTests(ReportCase):
    def test_a_row_says_who_submitted_since_when_and_how_late(self) -> None:
        step = self.state.current_task_state
        step.started_at = timezone.now() - timedelta(days=4)
        step.save()
        row = self.rows("report_waiting", self.moderator)[0]
        self.assertEqual(row["Sida"], "Samtal i kyrkan")
        self.assertEqual(row["Aktör"], "Kommun a")
        self.assertEqual(row["Dagar"], "4")
        self.assertEqual(row["Läge"], "Försenad")
        self.assertEqual(row["Inskickad av"], str(self.editor))

    def test_what_is_submitted_again_has_not_come_back(self) -> None:
        self.assertIn("Ändra Kom tillbaka", self.read("report_returned", self.editor))
        self.back.refresh_from_db()
        self.back.current_workflow_state.resume(user=self.editor)
        self.assertNotIn("Kom tillbaka", self.read("report_returned", self.editor))
        self.assertIn("Kom tillbaka", self.read("report_waiting", self.editor))

    def test_the_log_proves_four_eyes_and_gives_reasons(self) -> None:
        self.approve(self.state, self.moderator)
        withdrawal.withdraw(
            factories.offering(self.ours, "Öppet"), self.moderator, "Fel nummer"
        )
        text = self.read("report_events", self.editor, export="csv")
        self.assertIn(f"Skriven av {self.editor}, inskickad av {self.editor}.", text)
        self.assertIn("Ändra Kom tillbaka", text)
        self.assertIn("Fel nummer", text)
        self.assertIn(str(self.moderator), text)

    def test_the_log_is_filtered_by_event_and_person(self) -> None:
        query = {"action": "wagtail.workflow.reject", "user": self.moderator.pk}
        rows = self.read("report_events", self.editor, export="csv", **query)
        self.assertEqual(len(rows.splitlines()), 2)

    def test_nonsense_in_the_address_is_no_error(self) -> None:
        for query in (
            {"organisation": "x", "action": "=1", "user": "-1"},
            {"timestamp_after": "igår", "p": "-9", "export": "pdf"},
            {"p": "10" * 20, "ordering": "--x"},
        ):
            for name in REPORTS:
                self.read(name, self.moderator, **query)

    def test_an_empty_report_says_so(self) -> None:
        self.state.cancel(user=self.editor)
        text = self.read("report_waiting", self.editor)
        self.assertIn("Ingenting väntar på granskning.", text)

    def test_a_longer_report_asks_no_more(self) -> None:
        self.client.force_login(self.moderator)
        for name in REPORTS:
            self.client.get(reverse(name))
        before = [self.queries(name) for name in REPORTS]
        for number in range(3):
            page = factories.offering(self.ours, f"Utkast {number}", live=False)
            state = self.submit(page)
            if number:
                decisions.send_back(state.pk, self.other, reason="Ändra")
        self.assertEqual([self.queries(name) for name in REPORTS], before)

    def queries(self, name: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            self.client.get(reverse(name))
        return len(seen)


class FileTests(ReportCase):
    def test_no_cell_is_a_formula(self) -> None:
        draft = self.page.get_latest_revision_as_object()
        draft.title = FORMULA
        draft.save_revision(user=self.editor)
        cells = [c for r in self.cells("report_waiting", self.editor) for c in r]
        self.assertIn(f"'{FORMULA}", cells)
        self.assertNotIn(FORMULA, cells)

    def test_wagtails_own_files_are_safe_too(self) -> None:
        draft = self.page.get_latest_revision_as_object()
        draft.title = FORMULA
        draft.save_revision(user=self.editor, log_action=True)
        text = self.read("wagtailadmin_reports:site_history", self.admin, export="csv")
        self.assertIn("'=HYPERLINK", text)
        self.assertNotIn('"=HYPERLINK', text)

    def test_html_in_a_title_is_text(self) -> None:
        draft = self.page.get_latest_revision_as_object()
        draft.title = "<script>alert(1)</script>"
        draft.save_revision(user=self.editor)
        text = self.read("report_waiting", self.editor)
        self.assertNotIn("<script>alert(1)", text)
        self.assertIn("&lt;script&gt;alert(1)", text)


class StuckMailTests(ReviewCase):
    def test_administrators_are_told_when_mails_pile_up(self) -> None:
        row = Message.objects.create(message_data="")
        self.assertIsNone(stuck_mail(self.admin))
        row.when_added = timezone.now() - timedelta(hours=1)
        row.save()
        section = stuck_mail(self.admin)
        assert section is not None
        self.assertIn("1 mejl väntar", section.note)
        self.assertIsNone(stuck_mail(self.moderator))
        self.client.force_login(self.admin)
        self.assertContains(self.client.get(reverse("review_desk")), "1 mejl väntar")
        self.assertEqual(self.client.get("/readyz").status_code, 200)


class SafeCellTests(SimpleTestCase):
    def test_what_a_spreadsheet_would_calculate_is_marked_as_text(self) -> None:
        for text in ("=1+1", "+46", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"):
            self.assertEqual(safe_cell(text), f"'{text}")

    def test_the_rest_is_left_alone(self) -> None:
        today = timezone.now()
        for value in ("Öppet 10-12", "", "a=b", -1, 2.5, None, today, True):
            self.assertIs(safe_cell(value), value)

    def test_what_xlsx_cannot_hold_is_dropped(self) -> None:
        self.assertEqual(safe_cell("a\x0bb\x00"), "ab")
        self.assertEqual(safe_cell("\x0b=1"), "'=1")

    def test_wagtail_does_not_do_it_itself_yet(self) -> None:
        """Once this fails, `wagtail_exports` may go."""
        own = wagtail_exports._wagtails_own
        view = wagtail_exports.SpreadsheetExportMixin()
        self.assertEqual(own(view, "title", "=1", "csv"), "=1")
