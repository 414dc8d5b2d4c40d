"""By no road that Wagtail knows does a text go out that nobody has approved."""

from datetime import timedelta
from unittest import mock

from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision, WorkflowState

from hm_site.base import publication
from resources.models import SupportOfferingPage
from tests import admin_forms, factories

from .review_case import ReviewCase


class EveryRoadTests(ReviewCase):
    """Moderators and administrators, too, by each way that Wagtail knows."""

    def people(self) -> list:
        return [self.editor, self.moderator, self.admin]

    def test_the_publish_button(self) -> None:
        url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        for person in self.people():
            self.client.force_login(person)
            admin_forms.send(self.client, url, action="publish alone")
            self.assertFalse(self.is_live(), person)

    def test_creating_and_publishing_at_once(self) -> None:
        url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        add = reverse(
            "wagtailadmin_pages:add",
            args=["resources", "supportofferingpage", self.ours.pk],
        )
        for person in (self.editor, self.admin):
            self.client.force_login(person)
            data = admin_forms.read_form(self.client, url)
            data["title"], data["slug"] = "Ny", f"ny-{person.pk}"
            admin_forms.send(self.client, add, action="publish alone", data=data)
            self.assertFalse(Page.objects.filter(title="Ny", live=True).exists())

    def test_bulk_publication(self) -> None:
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        for person in self.people():
            self.client.force_login(person)
            self.client.post(f"{url}?id={self.page.pk}", {"include_descendants": "on"})
            self.assertFalse(self.is_live(), person)

    def test_wagtails_own_workflow_buttons(self) -> None:
        state = self.submit()
        task = state.current_task_state
        for person in (self.moderator, self.admin):
            self.client.force_login(person)
            for action in ("approve", "reject"):
                url = reverse(
                    "wagtailadmin_pages:workflow_action",
                    args=[self.page.pk, action, task.pk],
                )
                self.client.post(url, {"comment": "Bra"})
            self.client.post(
                reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
                {"action-workflow-action": "1", "workflow-action-name": "approve"},
            )
            state.refresh_from_db()
            self.assertEqual(state.status, WorkflowState.STATUS_IN_PROGRESS)
            self.assertFalse(self.is_live(), person)

    def test_a_copy_is_a_draft(self) -> None:
        live = factories.offering(self.ours, "Öppet")
        url = reverse("wagtailadmin_pages:copy", args=[live.pk])
        for number, person in enumerate(self.people()):
            self.client.force_login(person)
            self.client.post(
                url,
                {
                    "new_title": "Kopia",
                    "new_slug": f"kopia-{number}",
                    "new_parent_page": self.ours.pk,
                    "publish_copies": "on",
                },
            )
            self.assertFalse(Page.objects.filter(title="Kopia", live=True).exists())

    def test_the_admin_api_does_not_publish(self) -> None:
        for person in self.people():
            self.client.force_login(person)
            self.client.post(f"/admin/api/main/pages/{self.page.pk}/action/publish/")
            self.assertFalse(self.is_live(), person)

    def test_the_admin_api_does_not_copy_alive(self) -> None:
        live = factories.offering(self.ours, "Öppet")
        for person in self.people():
            self.client.force_login(person)
            for action in ("copy", "create_alias", "copy_for_translation"):
                self.client.post(
                    f"/admin/api/main/pages/{live.pk}/action/{action}/",
                    {"keep_live": True, "slug": "k", "title": "K", "locale": "ar"},
                )
        same = Page.objects.filter(live=True, title__in=("K", "Öppet"))
        self.assertEqual([p.pk for p in same], [live.pk])

    def test_an_old_revision_comes_back_as_a_draft(self) -> None:
        live = factories.offering(self.ours, "Öppet")
        old = live.latest_revision
        draft = live.get_latest_revision_as_object()
        draft.title = "Öppet varje dag"
        draft.save_revision().publish()
        edit = reverse("wagtailadmin_pages:edit", args=[live.pk])
        for person in self.people():
            self.client.force_login(person)
            url = reverse("wagtailadmin_pages:revisions_revert", args=[live.pk, old.pk])
            data = admin_forms.read_form(self.client, url)
            data["revision"] = str(old.pk)
            admin_forms.send(self.client, edit, action="publish alone", data=data)
            live.refresh_from_db()
            self.assertEqual(live.title, "Öppet varje dag", person)

    def test_nothing_is_put_under_the_eyes_of_who_reviews_it(self) -> None:
        """The form asks before; the admin API reverts without asking."""
        old = SupportOfferingPage.objects.get(pk=self.page.pk).latest_revision
        self.submit()
        newest = SupportOfferingPage.objects.get(pk=self.page.pk).latest_revision
        self.client.force_login(self.editor)
        url = reverse(
            "wagtailadmin_api:pages:action",
            args=[self.page.pk, "revert_to_page_revision"],
        )
        self.client.post(url, {"revision_id": old.pk}, content_type="application/json")
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        self.assertEqual(page.latest_revision, newest)
        for person, locked in ((self.editor, True), (self.moderator, False)):
            draft = page.get_latest_revision_as_object()
            with publication.acting(lambda person=person: person):
                if locked:
                    with self.assertRaises(publication.StaleSaveError):
                        draft.save_revision(user=person)
                else:
                    draft.save_revision(user=person)

    def test_scheduling_publishes_nothing_that_nobody_approved(self) -> None:
        url = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        for person in self.people():
            self.client.force_login(person)
            admin_forms.send(
                self.client,
                url,
                {"go_live_at": "2030-01-01 10:00"},
                action="publish alone",
            )
        waiting = Revision.objects.exclude(approved_go_live_at=None)
        self.assertFalse(waiting.exists())

    def test_an_approved_time_publishes_the_approved_version(self) -> None:
        """And whoever writes a time herself publishes nothing."""
        tomorrow = timezone.now() + timedelta(days=1)
        draft = SupportOfferingPage.objects.get(pk=self.page.pk)
        draft.go_live_at = tomorrow
        draft.save_revision(user=self.editor)
        self.approve(self.submit(), self.moderator)
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        self.assertFalse(page.live)
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        for person in self.people():
            self.client.force_login(person)
            admin_forms.send(self.client, edit, {"title": "Ny"}, action="draft")
        with publication.acting(lambda: self.editor):
            page.title = "Ny"
            with self.assertRaises(publication.NotApprovedError), transaction.atomic():
                revision = page.scheduled_revision
                revision.content["title"] = "Ny"
                revision.save()
            with self.assertRaises(publication.StaleSaveError):
                page.save_revision(user=self.editor)
        with mock.patch("django.utils.timezone.now", lambda: tomorrow + timedelta(1)):
            call_command("publish_scheduled", verbosity=0)
        page.refresh_from_db()
        self.assertEqual((page.live, page.title), (True, "Samtal i kyrkan"))

    def test_moving_publishes_nothing(self) -> None:
        url = reverse("wagtailadmin_pages:move", args=[self.page.pk])
        home = factories.home()
        for person in self.people():
            self.client.force_login(person)
            for parent in (self.ours.get_parent(), home, self.ours):
                confirm = reverse(
                    "wagtailadmin_pages:move_confirm", args=[self.page.pk, parent.pk]
                )
                self.client.post(url, {"new_parent_page": parent.pk})
                self.client.post(confirm)
            for action in ("move", "revert_to_page_revision", "publish"):
                self.client.post(
                    f"/admin/api/main/pages/{self.page.pk}/action/{action}/",
                    {
                        "destination_page_id": self.ours.pk,
                        "revision_id": self.page.latest_revision_id,
                    },
                )
            self.assertFalse(self.is_live(), person)

    def test_the_bottom_refuses_a_live_row_written_by_a_person(self) -> None:
        live = factories.offering(self.ours, "Öppet")
        with publication.acting(lambda: self.admin):
            live.title = "Ändrad"
            with self.assertRaises(publication.NotApprovedError):
                live.save()
            draft = SupportOfferingPage.objects.get(pk=self.page.pk)
            draft.live = True
            with self.assertRaises(publication.NotApprovedError):
                draft.save()
            with self.assertRaises(publication.NotApprovedError):
                draft.get_latest_revision().publish(
                    user=self.admin, skip_permission_checks=True
                )
            draft.live, draft.go_live_at = False, timezone.now() + timedelta(days=1)
            later = draft.save_revision(user=self.admin)
            with self.assertRaises(publication.NotApprovedError), transaction.atomic():
                later.publish(user=self.admin, skip_permission_checks=True)

    def test_the_bottom_refuses_a_time_that_a_person_sets(self) -> None:
        live = factories.offering(self.ours, "Öppet")
        draft = live.get_latest_revision_as_object()
        draft.go_live_at = timezone.now() + timedelta(days=1)
        revision = draft.save_revision(user=self.admin)
        with (
            publication.acting(lambda: self.admin),
            self.assertRaises(publication.NotApprovedError),
        ):
            revision.publish(user=self.admin, skip_permission_checks=True)

    def test_a_review_finished_past_the_desk_publishes_nothing(self) -> None:
        state = self.submit()
        with self.assertRaises(publication.NotApprovedError):
            state.current_task_state.approve(user=self.moderator)
        self.assertFalse(self.is_live())
