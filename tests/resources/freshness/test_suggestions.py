"""Something has changed: a draft under moderation, never over anybody's own work."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hm_site.organisations.models import Notice
from hm_site.organisations.review import decisions
from resources.freshness import sections
from resources.models import CheckRound, FreshnessSuggestion, SupportOfferingPage
from tests import factories

from .case import FreshnessCase, chore, days_ago

PAGE = "/sv/aktorer/kommun-a/samtal-i-kyrkan/"
UNCHANGED = {"phone": "035-13 70 00", "email": "samtal@example.org"}


class SuggestionCase(FreshnessCase):
    def suggest(self, **data: str) -> Any:
        return self.press(self.path("changed"), **{**UNCHANGED, **data})

    def suggestion(self) -> FreshnessSuggestion:
        return FreshnessSuggestion.objects.get()

    def readers_page(self) -> str:
        return Client().get(PAGE).content.decode()

    def draft(self, title: str = "Redaktörens rubrik") -> None:
        page = self.fresh()
        page.title = title
        page.save_revision(user=self.editor)


class UnderModerationTests(SuggestionCase):
    def test_readers_see_it_when_a_moderator_has_approved(self) -> None:
        before = self.readers_page()
        response = self.suggest(phone="0346-88 60 00", message="Nytt nummer")
        self.assertEqual(response.status_code, 302)
        self.assertEqual(self.readers_page(), before)
        page = self.fresh()
        state = page.current_workflow_state
        self.assertIsNone(state.requested_by)
        self.assertIsNone(page.get_latest_revision().user)
        # The moderator is told whose words they are.
        self.client.force_login(self.moderator)
        review = self.client.get(reverse("review_item", args=[state.pk]))
        self.assertContains(review, "förslag från stödets kontakt")
        self.assertContains(review, "Inskickad av stödets kontakt, senast ändrad av")
        self.assertNotContains(review, "okänd")
        self.assertContains(review, "Nytt nummer")
        shown = decisions.version(page.get_latest_revision())
        self.client.post(reverse("review_approve", args=[state.pk]), {"shown": shown})
        self.assertIn("0346-88 60 00", self.readers_page())
        # The contact looked at everything, so it counts as checked.
        self.assertEqual(self.status().checked_on, timezone.localdate())
        self.assertEqual(self.suggestion().state, "done")

    def test_a_moderator_who_is_the_contact_does_not_approve_herself(self) -> None:
        """Nor after a colleague has mended a word in her draft."""
        SupportOfferingPage.objects.update(email=self.moderator.email.upper())
        other = factories.moderator("moderator-b")
        chore(timezone.now() + timedelta(days=4))
        changed = self.path("changed", CheckRound.objects.get())
        self.press(changed, phone="0346-88 60 00", email=self.moderator.email)
        state = self.fresh().current_workflow_state
        for mended in (False, True):
            if mended:
                self.fresh().get_latest_revision_as_object().save_revision(user=other)
            revision = self.fresh().get_latest_revision()
            with self.assertRaises(decisions.DecisionError):
                decisions.approve(
                    state.pk, self.moderator, shown=decisions.version(revision)
                )
        third = factories.moderator("moderator-c")
        decisions.approve(state.pk, third, shown=decisions.version(revision))
        self.assertEqual(self.fresh().phone, "0346-88 60 00")

    def test_the_editors_are_told_what_the_contact_wrote(self) -> None:
        self.suggest(link="https://ny.example.org", times="Torsdagar 17–19")
        notice = Notice.objects.get(person=self.editor)
        self.assertIn("Torsdagar 17–19", notice.text)
        self.client.force_login(self.editor)
        shown = self.client.get(notice.url)
        self.assertContains(shown, "https://ny.example.org")
        self.assertContains(shown, "Torsdagar 17–19")

    def test_what_is_sent_back_goes_to_the_editors(self) -> None:
        self.suggest(phone="0346-88 60 00")
        state = self.fresh().current_workflow_state
        decisions.send_back(state.pk, self.moderator, reason="Fel riktnummer")
        texts = Notice.objects.filter(person=self.editor).values_list("text", flat=True)
        self.assertTrue(any("Fel riktnummer" in text for text in texts))

    def test_nobody_is_asked_again_while_it_waits(self) -> None:
        self.suggest(message="Ring inte på fredagar")
        chore()
        self.assertEqual(self.mails(), [])


class InTheWayTests(SuggestionCase):
    def assert_only_kept(self) -> None:
        newest = self.fresh().get_latest_revision().pk
        self.suggest(phone="0346-88 60 00")
        self.assertEqual(self.fresh().get_latest_revision().pk, newest)
        suggestion = self.suggestion()
        self.assertEqual((suggestion.state, suggestion.revision), ("waiting", None))
        self.assertEqual(suggestion.facts, {"phone": "0346-88 60 00"})
        (row,) = sections.suggestions(self.editor).rows
        self.assertEqual(row.badge, "väntar på redaktör")

    def test_an_editors_draft_is_not_covered(self) -> None:
        self.draft()
        self.assert_only_kept()

    def test_a_running_review_is_not_disturbed(self) -> None:
        page = self.fresh()
        page.get_workflow().start(page, self.editor)
        self.assert_only_kept()

    def test_words_alone_wait_for_a_person(self) -> None:
        newest = self.fresh().get_latest_revision().pk
        self.suggest(times="Nu på biblioteket")
        self.assertEqual(self.fresh().get_latest_revision().pk, newest)
        self.assertEqual(self.suggestion().state, "waiting")

    def test_the_editor_takes_it_over_into_her_draft(self) -> None:
        self.draft()
        self.suggest(phone="0346-88 60 00")
        self.client.force_login(self.editor)
        url = reverse("freshness_suggestion_take", args=[self.suggestion().pk])
        response = self.client.post(url)
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        self.assertRedirects(response, edit)
        draft = self.fresh().get_latest_revision_as_object()
        self.assertEqual(draft.phone, "0346-88 60 00")
        self.assertEqual(draft.title, "Redaktörens rubrik")
        self.assertNotIn("0346-88 60 00", self.readers_page())
        # A second press, or a colleague's, makes no second draft.
        newest = self.fresh().get_latest_revision().pk
        self.client.post(url)
        self.assertEqual(self.fresh().get_latest_revision().pk, newest)

    def test_done_in_another_way(self) -> None:
        self.suggest(times="Nu på biblioteket")
        self.client.force_login(self.editor)
        url = reverse("freshness_suggestion_finish", args=[self.suggestion().pk])
        self.client.post(url)
        self.assertIsNone(sections.suggestions(self.editor))
        FreshnessSuggestion.objects.update(
            handled_at=timezone.now() - timedelta(days=91)
        )
        chore()
        self.assertFalse(FreshnessSuggestion.objects.exists())


class WhoMayTests(SuggestionCase):
    def test_another_organisation_neither_sees_nor_takes_it(self) -> None:
        self.draft()
        self.suggest(phone="0346-88 60 00", message="Kvittenblom")
        stranger = factories.editor(factories.organisation("kommun-b"))
        people = [stranger, factories.member("translator", "ar")]
        names = ("", "_take", "_finish")
        for person in people:
            self.client.force_login(person)
            for name in names:
                url = reverse(
                    f"freshness_suggestion{name}", args=[self.suggestion().pk]
                )
                for send in (self.client.get, self.client.post):
                    response = send(url)
                    self.assertIn(response.status_code, {302, 403, 405})
                    self.assertNotIn(b"Kvittenblom", response.content)
        self.assertEqual(self.suggestion().state, "waiting")
        self.assertIsNone(sections.suggestions(stranger))


class FormTests(SuggestionCase):
    def refused(self, words: str, **data: str) -> None:
        response = self.suggest(**data)
        self.assertEqual(response.status_code, 422)
        self.assertContains(response, words, status_code=422)
        for value in data.values():
            self.assertContains(response, value, status_code=422)
        self.assertFalse(FreshnessSuggestion.objects.exists())
        self.assertFalse(CheckRound.objects.exclude(answer="").exists())

    def test_what_is_wrong_is_told_and_what_was_written_stays(self) -> None:
        text = "Vi har flyttat"
        self.refused("inget telefonnummer", phone="ring oss", message=text)
        self.refused("hel e-postadress", email="samtal(at)example", message=text)
        self.refused("hel webbadress", link="javascript:alert(1)", message=text)
        self.refused("har redan varit", valid_to=str(days_ago(1)), message=text)
        self.refused("minst ett sätt", phone="", email="")
        self.refused("Du har inte ändrat något", phone="035-13 70 00")
        self.refused("2027-05-31", valid_to="nästa vår")

    def test_hostile_posts_are_errors_or_kept_as_text(self) -> None:
        path = self.path("changed")
        for data in (
            {"phone": "\0"},
            {"message": "x" * 5000},
            {"capacity": "ended"},
            {"valid_to": "9" * 500},
        ):
            with self.subTest(str(data)[:40]):
                response = self.press(path, **{**UNCHANGED, **data})
                self.assertEqual(response.status_code, 422)
        self.press(path, **UNCHANGED, message="<script>alert(1)</script>")
        self.client.force_login(self.editor)
        url = reverse("freshness_suggestion", args=[self.suggestion().pk])
        self.assertNotContains(self.client.get(url), "<script>alert(1)")

    def test_nothing_but_the_offered_facts_can_be_set(self) -> None:
        self.suggest(phone="0346-88 60 00", title="Kapat", risk_class="vital", slug="x")
        draft = self.fresh().get_latest_revision_as_object()
        self.assertEqual(draft.title, "Samtal i kyrkan")
        self.assertEqual((draft.risk_class, draft.slug), ("ordinary", self.page.slug))

    def test_a_page_that_is_wrong_elsewhere_waits_for_its_editor(self) -> None:
        SupportOfferingPage.objects.update(age_min=20, age_max=10)
        self.assertEqual(self.suggest(phone="0346-88 60 00").status_code, 302)
        self.assertEqual(self.suggestion().state, "waiting")
