"""Two people save: the second is told, sees both texts, and loses nothing."""

from typing import Any
from unittest import mock

from bs4 import BeautifulSoup
from django.http import QueryDict
from django.urls import reverse

from hm_site.base.models import HelpLine
from hm_site.base.models.reviewed import GuardedRevisions
from hm_site.base.publication import StaleSaveError
from hm_site.organisations.review import decisions
from resources.models import SupportOfferingPage
from tests import admin_forms, factories

from .review_case import ReviewCase
from .words_case import WordsCase

MINE, THEIRS = "Min summering, skriven länge.", "Den andras summering."


class StaleCase(ReviewCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.colleague = factories.member(
            "editor", str(cls.ours.translation_key), "colleague"
        )
        cls.url = reverse("wagtailadmin_pages:edit", args=[cls.page.pk])

    def open(self, by: Any = None) -> QueryDict:
        self.client.force_login(by or self.editor)
        return admin_forms.read_form(self.client, self.url)

    def save(self, data: QueryDict, by: Any = None, action: str = "draft", **new: Any):
        self.client.force_login(by or self.editor)
        return admin_forms.send(self.client, self.url, new, action=action, data=data)

    def newest(self) -> Any:
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        return page.get_latest_revision_as_object()

    def conflict(self, response: Any) -> BeautifulSoup:
        self.assertEqual(response.status_code, 409)
        return BeautifulSoup(response.content, "html.parser")

    def overtaken(self, **new: Any) -> QueryDict:
        """The form as it was before the colleague saved."""
        data = self.open()
        theirs = self.open(self.colleague)
        self.save(theirs, self.colleague, **{"summary": THEIRS, **new})
        return data


class TwoBrowsersTests(StaleCase):
    def test_the_second_save_is_refused_with_both_texts(self) -> None:
        data = self.overtaken()
        for action in ("draft", "submit", "publish alone"):
            page = self.conflict(self.save(data, action=action, summary=MINE))
            table = page.select_one('[aria-labelledby="conflict"]').get_text(" ")
            for text in (MINE, THEIRS, "colleague", "Kort beskrivning"):
                self.assertIn(text, table)
            self.assertIn(MINE, page.select_one('[name="summary"]').decode())
            self.assertEqual(self.newest().summary, THEIRS)
        self.assertIsNone(self.newest().current_workflow_state)

    def test_sent_once_more_it_is_saved_on_top(self) -> None:
        response = self.save(self.overtaken(), summary=MINE)
        again = admin_forms.form_of(response.content.decode())
        self.assertEqual(self.save(again).status_code, 302)
        self.assertEqual(self.newest().summary, MINE)

    def test_autosave_waits_for_her_decision(self) -> None:
        page = self.conflict(self.save(self.overtaken(), summary=MINE))
        form = page.select_one("#page-edit-form")
        self.assertNotIn("w-autosave", form["data-controller"])
        self.assertEqual(form["data-w-unsaved-force-value"], "true")

    def test_the_other_version_is_one_link_away(self) -> None:
        page = self.conflict(self.save(self.overtaken(), summary=MINE))
        links = [a["href"] for a in page.select('[aria-labelledby="conflict"] a')]
        self.assertEqual(links, [self.url])

    def test_facts_and_choices_that_differ_are_shown(self) -> None:
        data = self.overtaken(phone="035-13 71 11", group=["children"])
        response = self.save(data, phone="035-13 72 22")
        page = self.conflict(response)
        text = page.select_one('[aria-labelledby="conflict"]').get_text(" ")
        for part in ("035-13 71 11", "035-13 72 22", "Målgrupp"):
            self.assertIn(part, text)

    def test_what_cannot_be_saved_is_kept_as_typed_too(self) -> None:
        response = self.save(self.overtaken(), summary=MINE, phone="ingen siffra")
        page = self.conflict(response)
        self.assertEqual(page.select_one('[name="phone"]')["value"], "ingen siffra")
        self.assertIn(MINE, page.select_one('[name="summary"]').decode())

    def test_her_own_other_window_is_called_so(self) -> None:
        first, second = self.open(), self.open()
        self.save(second, summary=THEIRS)
        page = self.conflict(self.save(first, summary=MINE))
        self.assertIn("Du själv sparade i ett annat fönster", page.get_text())

    def test_reverting_on_an_old_screen_is_refused_too(self) -> None:
        old = self.newest().latest_revision
        self.save(self.open(), summary="Emellan")
        self.client.force_login(self.editor)
        url = reverse(
            "wagtailadmin_pages:revisions_revert", args=[self.page.pk, old.pk]
        )
        data = admin_forms.read_form(self.client, url)
        self.save(self.open(self.colleague), self.colleague, summary=THEIRS)
        self.client.force_login(self.editor)
        page = self.conflict(admin_forms.send(self.client, url, data=data))
        links = [a["href"] for a in page.select('[aria-labelledby="conflict"] a')]
        self.assertEqual(links, [self.url])
        self.assertEqual(self.newest().summary, THEIRS)

    def test_a_save_between_the_question_and_the_answer_is_noticed(self) -> None:
        for action in ("draft", "submit"):
            with mock.patch.object(
                GuardedRevisions, "_refuse_stale", side_effect=StaleSaveError("Nyss.")
            ):
                response = self.save(self.open(), action=action, summary=MINE)
            page = self.conflict(response)
            self.assertIn(MINE, page.select_one('[name="summary"]').decode())


class AutosaveTests(StaleCase):
    def autosave(self, data: QueryDict, by: Any, **new: Any) -> Any:
        data = data.copy()
        data.update(new)
        self.client.force_login(by)
        return self.client.post(self.url, data, headers={"Accept": "application/json"})

    def test_autosave_goes_on_working_and_is_seen_by_the_manual_save(self) -> None:
        mine, theirs = self.open(), self.open(self.colleague)
        first = self.autosave(theirs, self.colleague, summary=THEIRS)
        self.assertEqual(first.status_code, 200, first.content)
        stale = self.autosave(mine, self.editor, summary=MINE)
        self.assertEqual(stale.status_code, 400)
        self.assertEqual(stale.json()["error_code"], "invalid_revision")
        page = self.conflict(self.save(mine, summary=MINE))
        self.assertIn(THEIRS, page.get_text())

    def test_her_own_autosave_is_no_stranger(self) -> None:
        data = self.open()
        made = self.autosave(data, self.editor, summary="Ett").json()
        data["overwrite_revision_id"] = str(made["revision_id"])
        again = self.autosave(data, self.editor, summary="Två")
        self.assertEqual(again.json()["revision_id"], made["revision_id"])
        self.assertEqual(self.save(data, summary=MINE).status_code, 302)
        self.assertEqual(self.newest().summary, MINE)

    def test_a_race_is_wagtails_own_answer(self) -> None:
        data = self.open()
        with mock.patch.object(
            GuardedRevisions, "_refuse_stale", side_effect=StaleSaveError("Nyss.")
        ):
            response = self.autosave(data, self.editor, summary=MINE)
        self.assertEqual(response.status_code, 400)
        self.assertEqual(response.json()["error_code"], "invalid_revision")


class MeanwhileTests(StaleCase):
    def test_sent_back_by_a_moderator(self) -> None:
        data = self.open()
        state = self.submit()
        decisions.send_back(state.pk, self.moderator, reason="Skriv vilken dag.")
        page = self.conflict(self.save(data, summary=MINE, action="submit"))
        self.assertIn(MINE, page.select_one('[name="summary"]').decode())
        fresh = self.open()
        self.assertEqual(
            self.save(fresh, summary=MINE, action="submit").status_code, 302
        )
        state.refresh_from_db()
        self.assertEqual(state.status, state.STATUS_IN_PROGRESS)

    def test_submitted_and_so_locked(self) -> None:
        data = self.open()
        self.submit(by=self.colleague)
        page = self.conflict(self.save(data, summary=MINE))
        conflict = page.select_one('[aria-labelledby="conflict"]')
        self.assertIn("Du kan inte spara nu", conflict.get_text())
        self.assertEqual(conflict.select("button"), [])
        self.assertIn(MINE, page.get_text())

    def test_locked_by_somebody(self) -> None:
        data = self.open()
        SupportOfferingPage.objects.filter(pk=self.page.pk).update(
            locked=True, locked_by=self.moderator
        )
        response = self.save(data, summary=MINE)
        self.assertContains(response, MINE)
        self.assertNotEqual(self.newest().summary, MINE)

    def test_deleted(self) -> None:
        data = self.open()
        self.client.force_login(self.admin)
        self.client.post(reverse("wagtailadmin_pages:delete", args=[self.page.pk]))
        response = self.save(data, summary=MINE)
        self.assertContains(response, MINE, status_code=404)
        self.assertContains(response, "Kort beskrivning", status_code=404)
        self.assertContains(response, "Vi pratar.", status_code=404)
        self.assertNotContains(response, "csrf", status_code=404, html=True)

    def test_an_address_that_never_was_says_nothing_of_others(self) -> None:
        self.client.force_login(self.editor)
        url = reverse("wagtailadmin_pages:edit", args=[987654])
        response = self.client.post(url, {"title": "<script>x</script>"})
        self.assertNotContains(response, "<script>x", status_code=404)
        self.assertEqual(self.client.get(url).status_code, 404)


class HelpLineTests(WordsCase):
    names = "helpline"

    def test_a_stale_form_of_a_help_line_is_refused_alike(self) -> None:
        line = HelpLine.objects.get(code="bris")
        self.save(line, number="0")
        old = HelpLine.objects.get(code="bris").latest_revision
        opened = {
            "loaded_revision_id": old.pk,
            "loaded_revision_created_at": old.created_at.isoformat(),
        }
        self.save(line, by=self.other, number="116 112")
        for action in ("", "submit"):
            response = self.save(line, action, extra=opened, number="116 113")
            self.assertContains(response, "116 112", status_code=409)
            self.assertContains(response, "116 113", status_code=409)
        page = HelpLine.objects.get(code="bris")
        draft = page.get_latest_revision_as_object()
        self.assertEqual(draft.number, "116 112")
        new = page.latest_revision
        opened = {
            "loaded_revision_id": new.pk,
            "loaded_revision_created_at": new.created_at.isoformat(),
        }
        response = self.save(line, extra=opened, number="116 113")
        self.assertEqual(response.status_code, 302)

    def test_a_race_is_noticed(self) -> None:
        line = HelpLine.objects.get(code="bris")
        self.save(line, number="0")
        with mock.patch.object(
            GuardedRevisions, "_refuse_stale", side_effect=StaleSaveError("Nyss.")
        ):
            response = self.save(line, "submit", number="116 113")
        self.assertContains(response, "116 113", status_code=409)
