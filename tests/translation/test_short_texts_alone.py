"""No road to readers around the second person, nor into another's language."""

from typing import Any

from django.urls import reverse

from hm_site.base.models import TermLabel
from hm_site.organisations.review import decisions
from tests import factories

from .short_case import ShortCase

# With the texts in the cells.
LISTED = "/admin/oversattning/?kind=ord&q=Sömn&language=ar"


def seen_by_readers() -> list[tuple[Any, ...]]:
    rows = TermLabel.objects.filter(live=True).order_by("pk")
    return list(rows.values_list("pk", "label", "description", "keywords", "language"))


class OwnViewsTests(ShortCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.strangers = {
            "editor": factories.editor(factories.organisation("kommun-a")),
            "moderator": factories.moderator(),
            "translator of another language": factories.member("translator", "ti"),
            "reviewer of another language": factories.member("reviewer", "ti"),
            "coordinator": factories.member("coordinator"),
            "strategy owner": factories.member("strategy-owner"),
            "staff reader": factories.member("staff-reader"),
            "nobody": factories.person("nobody"),
        }

    def test_only_translators_of_the_language_write(self) -> None:
        for name, user in {**self.strangers, "reviewer": self.reviewer}.items():
            with self.subTest(name):
                self.send(user)
                self.assertIsNone(self.row().current_workflow_state)

    def test_only_reviewers_of_the_language_decide(self) -> None:
        self.send()
        before = seen_by_readers()
        state = self.row().current_workflow_state
        for name, user in {**self.strangers, "translator": self.translator}.items():
            with self.subTest(name):
                self.approve(user)
                self.client.post(self.url("send_back"), {"reason": "Nej"})
                shown = decisions.version(self.row().latest_revision)
                for road in ("review_approve", "review_send_back"):
                    url = reverse(road, args=[state.pk])
                    self.client.post(url, {"shown": shown, "reason": "Nej"})
                state.refresh_from_db()
                self.assertEqual(state.status, state.STATUS_IN_PROGRESS)
        self.assertEqual(seen_by_readers(), before)

    def test_drafts_are_shown_to_their_language_and_the_coordinator(self) -> None:
        self.send()
        for name, user in self.strangers.items():
            with self.subTest(name):
                self.client.force_login(user)
                answers = [
                    self.client.get(url, follow=True).content.decode()
                    for url in (self.url(), LISTED)
                ]
                shown = any("النعاس" in answer for answer in answers)
                self.assertEqual(shown, name == "coordinator")

    def test_the_swedish_text_and_made_up_things_have_no_form(self) -> None:
        self.client.force_login(self.admin)
        for url in (
            self.url(language="sv"),
            self.url(language="xx"),
            self.url(pk=10**9),
            self.url().replace("/ord/", "/meny/"),
            self.url().replace("/ord/", "/hjalplinje/"),
            self.url().replace("/ord/", "/lag/"),
        ):
            with self.subTest(url):
                self.assertEqual(self.client.get(url).status_code, 404)
                self.assertEqual(self.client.post(url).status_code, 404)

    def test_a_translator_of_one_language_sees_her_column_alone(self) -> None:
        self.client.force_login(self.strangers["translator of another language"])
        for query in ({}, {"language": "ar"}):
            page = self.listed(**query).content.decode()
            self.assertNotIn("/ar/", page.split("<main")[1])


class SnippetRoadsTests(ShortCase):
    """Wagtail's own forms of labels show all languages, the Swedish one too."""

    def roads(self, pk: int) -> list[str]:
        base = "wagtailsnippets_base_termlabel"
        found = [reverse(f"{base}:{name}") for name in ("list", "add")]
        for name in ("edit", "delete", "unpublish", "history", "usage"):
            found.append(reverse(f"{base}:{name}", args=[pk]))
        bulk = reverse("wagtail_bulk_action", args=["base", "termlabel", "delete"])
        return [*found, f"{bulk}?id={pk}"]

    def form_data(self, row: TermLabel) -> dict[str, Any]:
        return {
            "term": row.term_id,
            "language": row.language,
            "label": "Kapad",
            "description": "",
            "keywords": "",
            "action-publish": "1",
            "action-submit": "1",
        }

    def test_translators_and_reviewers_have_none_of_them(self) -> None:
        before = seen_by_readers()
        for user in (self.translator, self.reviewer):
            self.client.force_login(user)
            for code in ("sv", "ti", "ar"):
                row = self.row(code)
                for url in self.roads(row.pk):
                    with self.subTest(user=user.username, url=url):
                        for answer in (
                            self.client.get(url),
                            self.client.post(url, self.form_data(row)),
                        ):
                            self.assertRedirects(answer, "/admin/")
                self.assertFalse(self.row(code).has_unpublished_changes)
        self.assertEqual(seen_by_readers(), before)

    def test_the_step_of_a_review_opens_no_other_row(self) -> None:
        self.send()
        before = seen_by_readers()
        self.client.force_login(self.reviewer)
        for code in ("sv", "ti"):
            row = self.row(code)
            url = reverse("wagtailsnippets_base_termlabel:edit", args=[row.pk])
            self.client.post(url, self.form_data(row))
            self.assertFalse(self.row(code).has_unpublished_changes)
        # Her own language's, while it waits at her step: then somebody else decides.
        url = reverse("wagtailsnippets_base_termlabel:edit", args=[self.row().pk])
        self.client.post(url, self.form_data(self.row()))
        self.approve(self.reviewer)
        self.assertEqual(seen_by_readers(), before)
