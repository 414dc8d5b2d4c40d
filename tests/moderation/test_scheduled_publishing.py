"""What was approved goes live at its time, what has run out comes down."""

from datetime import timedelta
from io import StringIO
from typing import Any
from unittest.mock import patch

from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from hm_site.base.chores import Failure
from hm_site.organisations.review import withdrawal
from hm_site.organisations.review.models import Withdrawal
from hm_site.organisations.review.schedule import publish_due
from resources.models import SupportOfferingPage
from tests import admin_forms, factories

from .review_case import ReviewCase


class SchedulingTests(ReviewCase):
    def setUp(self) -> None:
        self.now = timezone.now()
        self.day = self.now + timedelta(days=1)
        self.later = self.day + timedelta(minutes=1)

    def draft(self, page: Any = None, **fields: Any) -> Revision:
        page = SupportOfferingPage.objects.get(pk=(page or self.page).pk)
        draft = page.get_latest_revision_as_object()
        for name, value in fields.items():
            setattr(draft, name, value)
        return draft.save_revision(user=self.editor)

    def approve_for(self, moment: Any, page: Any = None, **fields: Any) -> None:
        self.draft(page, go_live_at=moment, **fields)
        self.approve(self.submit(page), self.moderator)

    def run_chore(self, now: Any = None) -> list[str | Failure]:
        moment = now or self.later
        with patch("django.utils.timezone.now", return_value=moment):
            return list(publish_due(moment))

    def test_an_approved_page_goes_live_at_its_time_and_once(self) -> None:
        self.approve_for(self.day)
        self.assertFalse(self.is_live())
        self.assertEqual(self.run_chore(self.now), [])
        self.assertFalse(self.is_live())
        self.assertEqual(len(self.run_chore()), 1)
        self.assertTrue(self.is_live())
        self.assertEqual(self.run_chore(), [])

    def test_the_moderator_is_told_when_it_will_be_published(self) -> None:
        self.draft(go_live_at=self.day)
        self.approve(self.submit(), self.moderator)
        response = self.client.get(reverse("review_desk"))
        self.assertContains(response, "godkänd och publiceras")

    def test_nothing_goes_live_that_nobody_approved(self) -> None:
        revision = self.draft()
        revision.approved_go_live_at = self.day
        revision.save()
        (line,) = self.run_chore()
        self.assertIsInstance(line, Failure)
        self.assertFalse(self.is_live())
        self.assertEqual(self.run_chore(), [])

    def test_an_editors_dates_count_only_once_they_are_approved(self) -> None:
        """Neither before the approval nor after it."""
        state, shown = self.submit(), self.shown()
        self.draft(go_live_at=self.day)
        self.approve(state, self.moderator, shown=shown)
        self.assertFalse(Revision.objects.exclude(approved_go_live_at=None).exists())
        self.approve(state, self.moderator)
        self.draft(go_live_at=self.now, title="Ändrat efteråt")
        self.assertEqual(self.run_chore(self.now + timedelta(minutes=1)), [])
        self.assertFalse(self.is_live())
        self.run_chore()
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        self.assertEqual((page.live, page.title), (True, "Samtal i kyrkan"))

    def test_a_new_version_of_a_live_page_waits_for_its_time(self) -> None:
        self.approve(self.submit(), self.moderator)
        self.approve_for(self.day, title="Ny tid")
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        self.assertEqual((page.live, page.title), (True, "Samtal i kyrkan"))
        self.run_chore()
        page.refresh_from_db()
        self.assertEqual(page.title, "Ny tid")

    def test_an_editor_writes_over_no_version_that_was_decided_on(self) -> None:
        """Autosave may write into a revision as long as it is a draft."""
        self.approve(self.submit(), self.moderator)
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        approved = page.live_revision
        self.client.force_login(self.editor)
        url = reverse("wagtailadmin_pages:edit", args=[page.pk])
        changes = {"title": "Smusslat", "overwrite_revision_id": approved.pk}
        admin_forms.send(self.client, url, changes)
        withdrawal.withdraw(page, self.editor, "")
        withdrawal.undo(Withdrawal.objects.latest("at").pk, self.editor)
        page = SupportOfferingPage.objects.get(pk=page.pk)
        self.assertEqual((page.live, page.title), (True, "Samtal i kyrkan"))
        self.assertEqual(page.draft_title, "Smusslat")

    def test_one_failure_stops_no_other_and_is_named(self) -> None:
        second = factories.offering(self.ours, "Promenad", live=False)
        self.approve_for(self.day)
        self.approve_for(self.day + timedelta(seconds=5), second)
        third = factories.offering(self.ours, "Kör")
        Page.objects.filter(pk=third.pk).update(expire_at=self.day)

        def broken(instance: Page, **kwargs: Any) -> None:
            if instance.pk == self.page.pk:
                raise RuntimeError

        page_published.connect(broken)
        self.addCleanup(page_published.disconnect, broken)
        with self.assertLogs("hm_site.organisations.review.schedule", "ERROR"):
            lines = self.run_chore()
        (failure,) = [line for line in lines if isinstance(line, Failure)]
        self.assertIn(f"{self.page.pk} ”Samtal i kyrkan”", failure.text)
        self.assertFalse(self.is_live())
        self.assertTrue(self.is_live(second))
        self.assertFalse(self.is_live(third))
        page_published.disconnect(broken)
        self.run_chore()
        self.assertTrue(self.is_live())

    def test_what_runs_out_is_gone_in_every_language(self) -> None:
        live = factories.offering(self.ours, "Öppet")
        factories.translate(live, "ar")
        Page.objects.filter(pk=live.pk).update(expire_at=self.day)
        path = live.get_url().replace("/sv/", "/ar/", 1)
        self.assertEqual(self.client.get(path).status_code, 200)
        self.run_chore()
        self.assertEqual(self.client.get(path).status_code, 404)
        row = Withdrawal.objects.get()
        self.assertEqual((row.by, row.revision), (None, live.live_revision))

    def test_what_ran_out_before_its_time_never_goes_live(self) -> None:
        self.approve_for(self.day, expire_at=self.day + timedelta(seconds=10))
        seen: list[Page] = []

        def published(instance: Page, **kwargs: Any) -> None:
            seen.append(instance)

        page_published.connect(published)
        self.addCleanup(page_published.disconnect, published)
        self.run_chore()
        self.assertFalse(self.is_live())
        self.assertEqual(seen, [])

    def test_a_page_that_runs_out_comes_back_with_the_version_for_next_season(
        self,
    ) -> None:
        self.approve(self.submit(), self.moderator)
        self.approve_for(self.day, title="Nästa säsong")
        Page.objects.filter(pk=self.page.pk).update(expire_at=self.now)
        self.run_chore(self.now + timedelta(minutes=1))
        self.assertFalse(self.is_live())
        self.run_chore()
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        self.assertEqual((page.live, page.title), (True, "Nästa säsong"))

    def test_what_somebody_withdrew_does_not_come_back_by_itself(self) -> None:
        self.approve(self.submit(), self.moderator)
        self.approve_for(self.day, title="Ny tid")
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        withdrawal.withdraw(page, self.moderator, "Fel nummer")
        self.assertEqual(self.run_chore(), [])
        self.assertFalse(self.is_live())

    def test_the_command_says_that_something_failed(self) -> None:
        revision = self.draft()
        revision.approved_go_live_at = self.now - timedelta(days=1)
        revision.save()
        error = StringIO()
        with self.assertRaises(CommandError):
            call_command("chores", "publish", stderr=error)
        self.assertIn("Samtal i kyrkan", error.getvalue())
