"""What readers say reaches those who can mend it, and nobody else."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client, RequestFactory, TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from hm_site.organisations.models import Notice
from hm_site.organisations.sections import home_sections
from resources.models import ReaderReport, ReaderReportCount
from resources.reader_reports.desk import reports
from resources.reader_reports.intake import record
from tests import factories

from .words import queries, report, said

HEADING = "Läsare har hört av sig"


class Desk(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.ours = factories.organisation("kommun-a")
        cls.theirs = factories.organisation("kommun-b")
        cls.page = factories.offering(cls.ours, "Vårt stöd")
        cls.foreign = factories.offering(cls.theirs, "Deras stöd")
        cls.hidden = factories.offering(cls.theirs, "Kvittenblom", live=False)
        cls.editor = factories.editor(cls.ours)
        cls.their_editor = factories.editor(cls.theirs)
        cls.moderator = factories.moderator()

    def setUp(self) -> None:
        self.client.force_login(self.editor)

    def list_of(self, page: Any) -> str:
        return reverse("reader_reports", args=[page.pk])

    def handle(self, page: Any, client: Client | None = None, **data: Any) -> Any:
        return (client or self.client).post(self.list_of(page), data)

    # ------------------------------------------------------------- one offering
    def test_editors_read_what_was_said_as_text(self) -> None:
        said(self.page, "closed", text="<b>Låst</b>\nigen")
        response = self.client.get(self.list_of(self.page))
        text = response.content.decode()
        assert "Det är stängt" in text
        assert "arabiska" in text
        assert "&lt;b&gt;Låst&lt;/b&gt;<br>igen" in text

    def test_handling_one_is_signed_logged_and_can_be_undone(self) -> None:
        first, second = said(self.page), said(self.page)
        assert self.handle(self.page, report=first.pk).status_code == 302
        first.refresh_from_db()
        second.refresh_from_db()
        assert first.handled_by == self.editor
        assert first.handled_at
        assert second.handled_at is None
        entry = PageLogEntry.objects.get(action="resources.reader_report")
        assert (entry.user, entry.page_id) == (self.editor, self.page.pk)
        self.handle(self.page, undo=first.pk)
        first.refresh_from_db()
        assert (first.handled_by, first.handled_at) == (None, None)

    def test_handling_all_leaves_what_came_meanwhile(self) -> None:
        seen = [said(self.page) for _n in range(3)]
        late = said(self.page)
        self.handle(self.page, upto=seen[-1].pk)
        waiting = ReaderReport.objects.filter(handled_at=None)
        assert list(waiting) == [late]

    def test_crowds_and_links_stand_apart(self) -> None:
        said(self.page, mark="crowd")
        said(self.page, mark="link", text="www.spam.example")
        text = self.client.get(self.list_of(self.page)).content.decode()
        assert "Väntar på er (0)" in text
        assert "Från ett nät som många skickar från (1)" in text
        assert "Med en länk i texten (1)" in text
        assert 'href="www.spam' not in text

    def test_another_organisations_editor_is_refused(self) -> None:
        word = said(self.foreign, text="Hemliga ord")
        addresses = [self.list_of(self.foreign), self.list_of(self.hidden)]
        for address in addresses:
            for send in (self.client.get, self.client.post):
                response = send(address, {"report": word.pk, "upto": word.pk})
                assert response.status_code in {302, 403}
                for secret in ("Hemliga ord", "Kvittenblom", "Deras stöd"):
                    assert secret not in response.content.decode()
        # Nor through the own page.
        self.handle(self.page, report=word.pk)
        self.handle(self.page, upto=word.pk)
        self.handle(self.page, undo=word.pk)
        word.refresh_from_db()
        assert word.handled_at is None

    def test_the_list_asks_for_itself_too(self) -> None:
        """Without the guard that stands before every admin view."""
        request = RequestFactory().get("/")
        request.user = self.their_editor
        with self.assertRaises(PermissionDenied):
            reports(request, self.page.pk)

    def test_other_roles_and_strangers_are_refused(self) -> None:
        word = said(self.page, text="Hemliga ord")
        people = [
            factories.member(role, subject)
            for role, subject in (
                ("translator", "ar"),
                ("reviewer", "ar"),
                ("coordinator", ""),
                ("staff-reader", ""),
            )
        ]
        for person in (*people, None):
            client = Client()
            if person is not None:
                client.force_login(person)
            for address in (self.list_of(self.page), reverse("report_reader_words")):
                response = client.get(address)
                assert response.status_code in {302, 403}, (person, address)
                assert "Hemliga ord" not in response.content.decode()
            handled = self.handle(self.page, client, report=word.pk)
            assert handled.status_code in {302, 403}
        word.refresh_from_db()
        assert word.handled_at is None

    def test_moderators_and_administrators_may(self) -> None:
        for person in (self.moderator, factories.admin()):
            word = said(self.page)
            client = Client()
            client.force_login(person)
            assert client.get(self.list_of(self.page)).status_code == 200
            self.handle(self.page, client, report=word.pk)
            word.refresh_from_db()
            assert word.handled_by == person

    def test_bad_input_changes_nothing(self) -> None:
        word = said(self.page)
        for value in ("", "x", "-1", "1e9", "\0", "٣", "9" * 40, "<b>", str(2**63)):
            for name in ("report", "upto", "undo"):
                response = self.handle(self.page, **{name: value})
                assert response.status_code == 302, (name, value)
        assert self.handle(self.page).status_code == 302
        word.refresh_from_db()
        assert word.handled_at is None
        for pk in (999_999, 2**63, 10**40, factories.home().pk):
            admin = Client(raise_request_exception=False)
            admin.force_login(self.moderator)
            gone = admin.get(f"/admin/offerings/{pk}/readers/")
            assert gone.status_code in {302, 404}, pk

    def test_the_button_stands_where_the_page_is_edited(self) -> None:
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        assert self.list_of(self.page) in self.client.get(edit).content.decode()

    # --------------------------------------------------------------------- home
    def section(self, user: Any) -> Any:
        found = [s for s in home_sections(user) if s.heading == HEADING]
        return found[0] if found else None

    def test_the_editors_home_lists_what_waits_in_the_own_organisation(self) -> None:
        said(self.page, "closed")
        said(self.page, "closed")
        said(self.page, "wrong", handled_at=None)
        said(self.foreign)
        (row,) = self.section(self.editor).rows
        assert (row.title, row.badge) == ("Vårt stöd", "3 nya")
        assert row.url == self.list_of(self.page)
        assert row.note.startswith("Det är stängt (2), Något är fel.")
        assert [r.title for r in self.section(self.their_editor).rows] == ["Deras stöd"]

    def test_what_is_handled_leaves_it(self) -> None:
        word = said(self.page)
        self.handle(self.page, report=word.pk)
        section = self.section(self.editor)
        assert section.rows == []
        assert section.note

    def test_it_is_no_matter_of_others(self) -> None:
        for person in (self.moderator, factories.member("translator", "ar")):
            assert self.section(person) is None

    def test_it_costs_the_same_for_one_and_for_many(self) -> None:
        said(self.page)
        before = queries(lambda: self.section(self.editor))
        for number in range(3):
            said(factories.offering(self.ours, f"Stöd {number}"))
        assert queries(lambda: self.section(self.editor)) == before

    def test_after_a_hand_over_the_new_organisation_reads_it(self) -> None:
        said(self.page)
        page = Page.objects.get(pk=self.page.pk)
        page.move(Page.objects.get(pk=self.theirs.pk), pos="last-child")
        assert self.section(self.editor).rows == []
        assert len(self.section(self.their_editor).rows) == 1
        assert self.client.get(self.list_of(self.page)).status_code in {302, 403}
        self.client.force_login(self.their_editor)
        assert self.client.get(self.list_of(self.page)).status_code == 200

    # ------------------------------------------------------------------ notices
    def told(self) -> list[tuple[Any, bool]]:
        return list(Notice.objects.order_by("pk").values_list("person", "at_once"))

    def test_one_word_goes_into_the_digest_without_the_readers_text(self) -> None:
        record(report(self.page, text="Hemliga ord"))
        notice = Notice.objects.get()
        assert (notice.person, notice.kind) == (self.editor, Notice.Kind.READER)
        assert notice.at_once is False
        assert notice.url == self.list_of(self.page)
        assert "Vårt stöd" in notice.text
        assert "något är fel" in notice.text
        assert "Hemliga" not in notice.text

    def test_a_closed_door_is_told_at_once_and_once_a_day(self) -> None:
        for _number in range(4):
            record(report(self.page, "closed"))
        assert self.told()[0] == (self.editor.pk, True)
        assert [at_once for _person, at_once in self.told()].count(True) == 1
        Notice.objects.update(created_at=timezone.now() - timedelta(days=2))
        record(report(self.page, "closed"))
        assert [at_once for _person, at_once in self.told()].count(True) == 2

    def test_the_third_within_a_week_is_told_at_once(self) -> None:
        old = report(self.page, received=timezone.now() - timedelta(days=8))
        for word in (old, *(report(self.page) for _n in range(2))):
            record(word)
        assert self.told() == [(self.editor.pk, False)]
        record(report(self.page))
        assert self.told()[-1] == (self.editor.pk, True)

    def test_the_digest_says_it_once(self) -> None:
        record(report(self.page))
        record(report(self.page))
        assert len(self.told()) == 1
        Notice.objects.update(sent_at=timezone.now())
        record(report(self.page, received=timezone.now() - timedelta(days=8)))
        assert len(self.told()) == 2

    def test_crowds_and_links_disturb_nobody(self) -> None:
        for mark in ("crowd", "link"):
            record(report(self.page, "closed", mark=mark))
        assert self.told() == []


class Clearing(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.page = factories.offering(factories.organisation("kommun-a"), "Vårt stöd")

    def test_what_was_said_is_gone_after_ninety_days_and_the_number_stays(self) -> None:
        now = timezone.now()
        said(self.page, text="Gammalt", received=now - timedelta(days=90))
        said(self.page, text="Nytt", received=now - timedelta(days=89, hours=22))
        call_command("chores", "reader-reports", verbosity=0)
        assert [r.text for r in ReaderReport.objects.all()] == ["Nytt"]
        assert sum(c.number for c in ReaderReportCount.objects.all()) == 2
        call_command("chores", "reader-reports", verbosity=0)
        assert ReaderReport.objects.count() == 1

    def test_numbers_are_gone_after_two_years(self) -> None:
        today = timezone.localdate().replace(day=1)
        for years in (1, 3):
            said(self.page, received=timezone.now() - timedelta(days=365 * years))
        call_command("chores", "reader-reports", verbosity=0)
        (left,) = ReaderReportCount.objects.all()
        assert left.month > today - timedelta(days=366 * 2)

    def test_they_go_with_the_offering(self) -> None:
        said(self.page)
        Page.objects.get(pk=self.page.pk).delete()
        assert not ReaderReport.objects.exists()
        assert not ReaderReportCount.objects.exists()
