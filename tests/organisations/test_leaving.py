"""An organisation leaves as a whole: nothing is deleted, and nobody keeps a right."""

from typing import Any
from unittest import mock

from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, WorkflowState

from hm_site.base.models import HmDocument
from hm_site.organisations import leaving, provisioning
from hm_site.organisations.models import Notice, OrganisationPage, Withdrawal
from hm_site.organisations.review import decisions
from resources.models import SupportOfferingPage
from stories.models import StoryPage
from tests import factories
from tests.reading.editing import rename
from tests.reading.reader import Reader

LANGUAGES = ("sv", "ar", "ti")


class Case(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.ours = factories.organisation("kommun-a")
        cls.heir = factories.organisation("kommun-b")
        cls.admin = factories.admin()
        cls.editor = factories.editor(cls.ours)
        cls.moderator = factories.moderator()
        cls.live = factories.offering(cls.ours, "Samtal för nya")
        cls.draft = factories.offering(cls.ours, "Utkastet", live=False)
        cls.waiting = factories.offering(cls.ours, "Den som väntar", live=False)
        cls.story = factories.story(cls.ours)
        cls.state = cls.waiting.get_workflow().start(cls.waiting, cls.editor)

    def setUp(self) -> None:
        self.reader = Reader()

    def leave(self, heir: OrganisationPage | None = None, by: Any = None) -> Any:
        """By the screen, as an administrator does, up to the commit."""
        self.client.force_login(by or self.admin)
        data: dict[str, Any] = {"way": "hand-over" if heir else "withdraw"}
        if heir:
            data["heir"] = heir.pk
        url = reverse("organisation_leave", args=[self.ours.pk])
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(url, data)

    def rejoin(self, by: Any = None) -> Any:
        self.client.force_login(by or self.admin)
        url = reverse("organisation_rejoin", args=[self.ours.pk])
        return self.client.post(url)

    def fresh(self, page: Any) -> Any:
        return type(page).objects.get(pk=page.pk)

    def assert_declared(self) -> None:
        call_command("sync_site", check=True, verbosity=0)


class WithdrawnTests(Case):
    def test_no_page_of_it_is_left_for_readers_in_any_language(self) -> None:
        factories.translate(self.live, "ar")
        self.leave()
        paths = [self.ours, self.live, self.story]
        for page in paths:
            for code in LANGUAGES:
                self.assertEqual(self.reader.status(self.address(page, code)), 404)
        self.assertNotIn("Kommun a", self.reader.get("/sv/aktorer/").content.decode())
        self.assertEqual(self.reader.status("/sv/aktorer/kommun-b/"), 200)

    def address(self, page: Page, code: str) -> str:
        return f"/{code}/" + page.url_path.split("/", 2)[2]

    def test_nothing_is_deleted_and_all_of_it_is_logged(self) -> None:
        before = set(Page.objects.values_list("pk", "path"))
        self.leave()
        self.assertEqual(set(Page.objects.values_list("pk", "path")), before)
        entry = PageLogEntry.objects.get(action="organisations.leave")
        self.assertEqual((entry.user, entry.page_id), (self.admin, self.ours.pk))
        withdrawn = PageLogEntry.objects.filter(action="wagtail.unpublish")
        self.assertEqual(withdrawn.count(), 3)
        self.assert_declared()

    def test_what_waited_is_not_reviewed_and_what_was_planned_does_not_happen(
        self,
    ) -> None:
        self.draft.revisions.update(approved_go_live_at=timezone.now())
        self.leave()
        self.state.refresh_from_db()
        self.assertEqual(self.state.status, WorkflowState.STATUS_CANCELLED)
        call_command("publish_scheduled")
        below = Page.objects.descendant_of(self.ours, inclusive=True)
        self.assertFalse(below.live().exists())

    def test_nothing_of_it_comes_back_while_it_is_gone(self) -> None:
        self.leave()
        row = Withdrawal.objects.get(page=self.live)
        self.client.force_login(self.moderator)
        self.client.post(reverse("review_undo", args=[row.pk]))
        state = self.draft.get_workflow().start(self.fresh(self.draft), self.admin)
        with self.assertRaisesMessage(decisions.DecisionError, "lämnat samarbetet"):
            decisions.approve(
                state.pk,
                self.moderator,
                shown=decisions.version(self.draft.get_latest_revision()),
            )
        below = Page.objects.descendant_of(self.ours, inclusive=True)
        self.assertFalse(below.live().exists())


class PeopleTests(Case):
    def test_a_session_that_was_open_ends_with_the_next_request(self) -> None:
        editor = self.client_class()
        editor.force_login(self.editor)
        urls = [
            "/admin/",
            reverse("wagtailadmin_pages:edit", args=[self.draft.pk]),
            reverse("wagtailadmin_explore", args=[self.ours.pk]),
            reverse("offering_status", args=[self.live.pk]),
            reverse("staff_texts"),
            "/admin/images/",
        ]
        self.assertEqual(editor.get(urls[1]).status_code, 200)
        self.leave(self.heir)
        for url in urls:
            response = editor.get(url, follow=True)
            path = response.redirect_chain[-1][0]
            self.assertTrue(path.startswith("/admin/login/"), (url, path))

    def test_who_has_another_role_keeps_that_one(self) -> None:
        key = str(self.heir.translation_key)
        factories.editor(self.heir)
        group = provisioning.RoleGroup.objects.get(role="editor", subject=key).group
        self.editor.groups.add(group)
        self.leave()
        self.client.force_login(self.editor)
        edit = reverse("wagtailadmin_pages:edit", args=[self.heir.pk])
        self.assertEqual(self.client.get(edit).status_code, 200)
        edit = reverse("wagtailadmin_pages:edit", args=[self.draft.pk])
        self.assertEqual(self.client.get(edit).status_code, 302)

    def test_they_and_the_new_owner_are_told(self) -> None:
        theirs = factories.editor(self.heir)
        self.leave(self.heir)
        told = dict(Notice.objects.values_list("person", "kind"))
        expected = {
            self.editor.pk: Notice.Kind.ACCOUNT,
            theirs.pk: Notice.Kind.DECISION,
        }
        self.assertEqual(told, {**told, **expected})

    def test_who_comes_back_has_the_same_rights(self) -> None:
        self.leave()
        self.rejoin()
        self.client.force_login(self.editor)
        edit = reverse("wagtailadmin_pages:edit", args=[self.draft.pk])
        self.assertEqual(self.client.get(edit).status_code, 200)
        self.assert_declared()


class HandedOverTests(Case):
    def test_every_page_stands_below_the_new_owner_and_old_addresses_lead_there(
        self,
    ) -> None:
        factories.translate(self.live, "ar", title="حديث")
        rename(self.live, "forst")
        rename(self.live, "samtal-for-nya")
        self.leave(self.heir)
        for page in (self.live, self.draft, self.waiting, self.story):
            self.assertEqual(self.fresh(page).get_parent().pk, self.heir.pk)
        for code in LANGUAGES:
            for old, new in (
                ("kommun-a/samtal-for-nya/", "kommun-b/samtal-for-nya/"),
                ("kommun-a/forst/", "kommun-b/samtal-for-nya/"),
                ("kommun-a/nar-gruppen-flyttade/", "kommun-b/nar-gruppen-flyttade/"),
                ("kommun-a/", "kommun-b/"),
            ):
                target = self.reader.redirect(f"/{code}/aktorer/{old}")
                self.assertEqual(target, f"/{code}/aktorer/{new}")
                self.assertEqual(self.reader.status(target), 200)
        shown = self.reader.read("/ar/aktorer/kommun-b/samtal-for-nya/")
        self.assertEqual(shown.h1, "حديث")

    def test_a_text_is_the_same_word_for_word(self) -> None:
        before = self.fresh(self.live).serializable_data()
        self.leave(self.heir)
        after = self.fresh(self.live).serializable_data()
        changed = {name for name in after if after[name] != before[name]}
        self.assertEqual(changed, {"path", "url_path"})

    def test_what_waits_goes_on_waiting_and_is_approved_there(self) -> None:
        self.leave(self.heir)
        self.state.refresh_from_db()
        self.assertEqual(self.state.status, WorkflowState.STATUS_IN_PROGRESS)
        page = decisions.approve(
            self.state.pk,
            self.moderator,
            shown=decisions.version(self.waiting.get_latest_revision()),
        )
        self.assertEqual(self.reader.status(f"/sv/aktorer/kommun-b/{page.slug}/"), 200)

    def test_translations_stand_below_the_translated_owner(self) -> None:
        live = factories.translate(self.live, "ar")
        draft = factories.translate(self.story, "ti", live=False)
        self.leave(self.heir)
        for page in (live, draft):
            parent = self.fresh(page).get_parent()
            self.assertEqual(parent.translation_key, self.heir.translation_key)
            self.assertEqual(parent.locale_id, page.locale_id)

    def test_an_address_that_is_taken_becomes_a_new_one_in_every_version(self) -> None:
        theirs = factories.offering(self.heir, "Samtal för nya", summary="Deras.")
        factories.translate(self.live, "ar")
        factories.translate(theirs, "ar")
        changed = self.live.get_latest_revision_as_object()
        changed.summary = "Ett nytt utkast."
        changed.save_revision()
        response = self.leave(self.heir)
        page = self.fresh(self.live)
        self.assertEqual(page.slug, "samtal-for-nya-2")
        self.assertEqual(self.fresh(theirs).slug, "samtal-for-nya")
        for code in LANGUAGES:
            self.assertEqual(
                self.reader.redirect(f"/{code}/aktorer/kommun-a/samtal-for-nya/"),
                f"/{code}/aktorer/kommun-b/samtal-for-nya-2/",
            )
        page.get_latest_revision().publish()
        later = self.fresh(page)
        self.assertEqual((later.slug, later.summary), (page.slug, "Ett nytt utkast."))
        told = self.client.get(response["Location"])
        self.assertContains(told, "samtal-for-nya-2")

    def test_the_new_owner_has_the_files_and_may_work_on_the_pages(self) -> None:
        document = HmDocument(
            title="Blankett", collection=provisioning.collection_of(self.ours)
        )
        document.file.save("blankett.txt", ContentFile(b"text"))
        self.leave(self.heir)
        self.client.force_login(factories.editor(self.heir))
        edit = reverse("wagtaildocs:edit", args=[document.pk])
        self.assertEqual(self.client.get(edit).status_code, 200)
        for page in (self.live, self.draft):
            edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
            self.assertEqual(self.client.get(edit).status_code, 200)

    def test_half_of_it_never_happens(self) -> None:
        before = list(Page.objects.order_by("pk").values_list("pk", "path", "live"))
        move, calls = leaving._move, []

        def third_time_fails(*args: Any) -> None:
            calls.append(args)
            if len(calls) == 3:
                raise RuntimeError
            move(*args)

        self.client.raise_request_exception = False
        with mock.patch.object(leaving, "_move", third_time_fails):
            self.assertEqual(self.leave(self.heir).status_code, 500)
        after = list(Page.objects.order_by("pk").values_list("pk", "path", "live"))
        self.assertEqual(after, before)
        self.assertTrue(self.fresh(self.ours).active)


class ComingBackTests(Case):
    def test_its_own_page_is_shown_as_readers_last_saw_it(self) -> None:
        changed = self.ours.get_latest_revision_as_object()
        changed.title = "Ett annat namn"
        changed.save_revision()
        self.leave(self.heir)
        self.rejoin()
        shown = self.reader.read("/sv/aktorer/kommun-a/")
        self.assertEqual(shown.h1, "Kommun a")
        page = self.fresh(self.live)
        self.assertEqual(page.get_parent().pk, self.heir.pk)

    def test_a_browser_that_followed_the_redirect_asks_again(self) -> None:
        self.leave(self.heir)
        response = self.client.get("/sv/aktorer/kommun-a/")  # signed in, too
        self.assertEqual(response.status_code, 301)
        self.assertIn("max-age=0", response["Cache-Control"])
        self.rejoin()
        self.assertEqual(self.client.get("/sv/aktorer/kommun-a/").status_code, 200)

    def test_withdrawn_pages_wait_for_a_moderator(self) -> None:
        self.leave()
        self.rejoin()
        self.assertFalse(self.fresh(self.live).live)
        row = Withdrawal.objects.get(page=self.live)
        self.client.force_login(self.moderator)
        self.client.post(reverse("review_undo", args=[row.pk]))
        self.assertTrue(self.fresh(self.live).live)

    def test_its_page_stays_hidden_when_it_was_hidden_before(self) -> None:
        self.fresh(self.ours).unpublish()
        self.leave()
        self.rejoin()
        self.assertFalse(self.fresh(self.ours).live)

    def test_no_version_of_the_page_decides_whether_it_takes_part(self) -> None:
        old = self.ours.latest_revision
        self.leave()
        old.refresh_from_db()
        self.assertFalse(old.as_object().active)
        self.rejoin()
        self.assertTrue(self.ours.get_latest_revision_as_object().active)


class ScreenTests(Case):
    def test_it_says_what_will_happen_and_changes_nothing_yet(self) -> None:
        url = reverse("organisation_leave", args=[self.ours.pk])
        self.client.force_login(self.admin)
        response = self.client.get(url)
        self.assertEqual(response.status_code, 200)
        self.assertEqual(
            response.context["outlook"],
            leaving.Outlook(
                live=2, waiting=1, drafts=2, people=1, people_without_other_role=1
            ),
        )
        self.assertTrue(self.fresh(self.ours).active)

    def test_what_is_missing_is_said_plainly(self) -> None:
        url = reverse("organisation_leave", args=[self.ours.pk])
        self.client.force_login(self.admin)
        hidden = factories.organisation("kommun-c", live=False)
        for data, message in (
            ({}, "Välj vad som ska hända med sidorna."),
            ({"way": "hand-over"}, "Välj vilken organisation som tar över."),
            ({"way": "hand-over", "heir": self.ours.pk}, "Välj"),
            ({"way": "hand-over", "heir": hidden.pk}, "Välj"),
            ({"way": "hand-over", "heir": "x\0"}, "Välj"),
            ({"way": "delete"}, "Välj"),
        ):
            response = self.client.post(url, data)
            self.assertContains(response, message, status_code=422)
        self.assertTrue(self.fresh(self.ours).active)

    def test_the_second_who_tries_is_told(self) -> None:
        self.leave()
        response = self.leave(self.heir)
        self.assertRedirects(
            response, reverse("organisation_rejoin", args=[self.ours.pk])
        )
        with self.assertRaisesMessage(leaving.LeavingError, "redan lämnat"):
            leaving.leave(self.ours.pk, self.admin)

    def test_only_administrators_come_here(self) -> None:
        for person in (self.editor, self.moderator, factories.member("coordinator")):
            self.assertEqual(self.leave(by=person)["Location"], "/admin/")
            self.assertTrue(self.fresh(self.ours).active)
        self.leave()
        for person in (self.editor, self.moderator):
            self.rejoin(by=person)
            self.assertFalse(self.fresh(self.ours).active)

    def test_the_page_itself_leads_here(self) -> None:
        self.client.force_login(self.admin)
        edit = reverse("wagtailadmin_pages:edit", args=[self.ours.pk])
        self.assertContains(self.client.get(edit), "Lämnar samarbetet")
        self.leave()
        self.assertContains(self.client.get(edit), "har lämnat samarbetet")
        self.client.force_login(self.moderator)
        self.rejoin()
        self.client.force_login(self.moderator)
        self.assertNotContains(self.client.get(edit), "Lämnar samarbetet")


class PageTypeTests(TestCase):
    def test_all_that_may_lie_below_an_organisation_is_known_here(self) -> None:
        """A new type of page asks whether it can be handed over like these."""
        self.assertEqual(
            set(OrganisationPage.clean_subpage_models()),
            {SupportOfferingPage, StoryPage},
        )
