"""The strategy owner begins the next strategy, and owns nothing else below the home."""

from django.test import TestCase
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from home.models import InformationPage, StrategyPage
from tests import admin_forms, factories

URL = "/admin/strategi/ny/"


class NewStrategyTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.now = factories.strategy()
        cls.owner = factories.member("strategy-owner")
        cls.organisation = factories.organisation()

    def setUp(self) -> None:
        self.client.force_login(self.owner)

    def test_she_gets_a_draft_that_she_edits_and_sends_to_review(self) -> None:
        response = self.client.post(URL, {"title": "Strategi 2027"})
        page = StrategyPage.objects.get(title="Strategi 2027")
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        self.assertRedirects(response, edit)
        self.assertFalse(page.live)
        self.assertEqual(page.get_parent().pk, factories.home().pk)
        admin_forms.send(
            self.client, edit, {"summary": "Så gör vi nu."}, action="publish alone"
        )
        self.assertFalse(StrategyPage.objects.get(pk=page.pk).live)
        admin_forms.send(self.client, edit, action="publish")
        page = StrategyPage.objects.get(pk=page.pk)
        self.assertTrue(page.live)
        self.assertEqual(page.summary, "Så gör vi nu.")

    def test_the_page_that_is_in_force_leads_there(self) -> None:
        edit = reverse("wagtailadmin_pages:edit", args=[self.now.pk])
        self.assertContains(self.client.get(edit), URL)
        self.client.force_login(factories.moderator())
        self.assertNotContains(self.client.get(edit), URL)

    def test_the_same_title_twice_is_two_addresses(self) -> None:
        for _ in range(2):
            self.client.post(URL, {"title": self.now.title})
        slugs = StrategyPage.objects.values_list("slug", flat=True)
        self.assertEqual(len(set(slugs)), 3)

    def test_a_title_that_is_none_is_refused_and_kept(self) -> None:
        for title in ("", "   ", "…!?", "x" * 300, "a\0b"):
            response = self.client.post(URL, {"title": title})
            self.assertEqual(response.status_code, 422, title)
        self.assertEqual(StrategyPage.objects.count(), 1)

    def test_she_adds_nothing_else_and_nowhere_else(self) -> None:
        home, before = factories.home(), Page.objects.count()
        for model, parent in (
            (StrategyPage, home),
            (InformationPage, home),
            (type(self.organisation), self.organisation.get_parent()),
        ):
            url = admin_forms.create_url(model, parent)
            self.assertEqual(self.client.post(url, {"title": "X"}).status_code, 302)
        self.assertEqual(Page.objects.count(), before)
        rows = GroupPagePermission.objects.filter(group__user=self.owner)
        self.assertEqual(
            {(row.page_id, row.permission.codename) for row in rows},
            {(self.now.pk, "change_page")},
        )

    def test_nobody_else_begins_one(self) -> None:
        for person in (
            factories.editor(self.organisation),
            factories.moderator(),
            factories.member("coordinator"),
            factories.member("staff-reader"),
        ):
            self.client.force_login(person)
            self.client.get(URL)
            self.client.post(URL, {"title": "Kapad"})
        self.assertEqual(StrategyPage.objects.count(), 1)
