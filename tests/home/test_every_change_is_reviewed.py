"""Nobody approves blindly: what a form can change, the review page shows.

Walks every field of every page type's form: a new field fails here until it is shown.
"""

from typing import Any

from bs4 import BeautifulSoup
from django.test import TestCase
from django.urls import reverse
from wagtail.images import get_image_model

from hm_site.base.caches import clear_process_caches
from hm_site.organisations.review.changes import changed_facts, changed_texts
from home.models import StrategyPage
from resources.models import SupportOfferingPage
from stories.models import StoryPage
from tests import factories, images

from .page_types import BUILDERS
from .version_changes import copy, every_change, with_rows

SOURCES = {
    "heading": "Källor",
    "sources": [{"title": "Riktlinjer", "by": "", "year": "", "url": "https://a.se/"}],
}


class VersionCase(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.moderator = factories.moderator()
        cls.editor = factories.editor(factories.organisation("kommun-b"))
        get_image_model().objects.create(title="Logotyp", file=images.png())
        cls.pages = {model: build() for model, build in BUILDERS.items()}
        factories.strategy("En annan strategi")
        factories.offering(title="Ett annat stöd")

    def review(self, page: Any) -> BeautifulSoup:
        """Of the newest draft, as a moderator opens it."""
        page = type(page).objects.get(pk=page.pk)
        state = page.get_workflow().start(page, self.editor)
        self.client.force_login(self.moderator)
        answer = self.client.get(reverse("review_item", args=[state.pk]))
        self.assertEqual(answer.status_code, 200)
        return BeautifulSoup(answer.content, "html.parser")

    def compare(self, page: Any) -> dict[str, str]:
        """Label → what Wagtail's compare page shows of it."""
        self.client.force_login(self.moderator)
        address = "wagtailadmin_pages:revisions_compare"
        answer = self.client.get(reverse(address, args=[page.pk, "live", "latest"]))
        rows = BeautifulSoup(answer.content, "html.parser").select("main tbody tr")
        return {
            row.select_one(".title-wrapper").get_text().strip(" :\n"): row.select_one(
                ".comparison"
            ).get_text(" ", strip=True)
            for row in rows
            if row.select_one(".comparison")
        }


class EveryChangeTests(VersionCase):
    def test_each_change_alone_is_told(self) -> None:
        for model, page in self.pages.items():
            before = with_rows(page)
            for name, change in every_change(page):
                after = copy(before)
                change(after)
                with self.subTest(model.__name__, field=name):
                    told = [
                        *changed_texts(before, after),
                        *changed_facts(before, after),
                    ]
                    self.assertTrue(told)
                    for row in told:
                        self.assertNotEqual(row.old, row.new)
            self.assertEqual(changed_facts(before, copy(before)), [])

    def test_all_of_them_at_once_stand_on_the_page_and_on_the_compare_page(
        self,
    ) -> None:
        for model, page in self.pages.items():
            before = with_rows(page)
            before.save_revision().publish()
            clear_process_caches()
            live = model.objects.get(pk=page.pk)
            after = copy(live)
            for name, change in every_change(page):
                if not name.endswith("(none)"):
                    change(after)
            after.save_revision(user=self.editor)
            told = [*changed_texts(live, after), *changed_facts(live, after)]
            shown = self.review(live).select(".hm-versions")
            pairs = [
                [" ".join(side.get_text(" ").split()) for side in row.select("div")]
                for row in shown
            ]
            compared = self.compare(live)
            for row in told:
                with self.subTest(model.__name__, label=row.label):
                    old = " ".join(f"Nu {row.old or 'Fanns inte förut.'}".split())
                    new = " ".join(f"Förslag {row.new or 'Borttagen.'}".split())
                    self.assertIn([old, new], pairs)
            self.assertTrue(told)
            labels = {row.label.split(":")[0] for row in told}
            with self.subTest(model.__name__):
                self.assertEqual(labels - set(compared), set())
                for text in compared.values():
                    for word in ("None", "True", "False"):
                        self.assertNotIn(word, text)


class WhatWordsDoNotTellTests(VersionCase):
    """Links, lists and order change without a word being another."""

    def told(self, before: Any, after: Any) -> str:
        self.assertEqual(changed_texts(before, after), [])
        (fact,) = changed_facts(before, after)
        return f"{fact.label} | {fact.old} | {fact.new}"

    def test_a_link_that_leads_elsewhere(self) -> None:
        before = self.pages[SupportOfferingPage].get_latest_revision_as_object()
        before.who_for = '<p>Läs <a href="https://gott.se/">mer</a>.</p>'
        after = copy(before)
        after.who_for = before.who_for.replace("gott", "ont")
        told = self.told(before, after)
        self.assertIn("mer → https://gott.se/ | mer → https://ont.se/", told)

    def test_steps_that_are_no_longer_numbered(self) -> None:
        before = self.pages[StoryPage].get_latest_revision_as_object()
        after = copy(before)
        after.tried = before.tried.replace("ol>", "ul>")
        self.assertIn("numrerad lista | punktlista", self.told(before, after))

    def test_blocks_in_another_order_and_where_a_source_leads(self) -> None:
        page = factories.strategy(
            "Med källor",
            body=[
                ("text", {"heading": "Varför", "text": "<p>Därför.</p>"}),
                ("sources", SOURCES),
            ],
        )
        before = page.get_latest_revision_as_object()
        after = copy(before)
        after.body = list(before.body.raw_data)[::-1]
        self.assertIn("Källor: Källor", self.told(before, after))
        after = copy(before)
        after.body[1].value["sources"][0]["url"] = "https://b.se/"
        self.assertIn("https://b.se/", self.told(before, after))

    def test_of_many_rows_those_that_differ(self) -> None:
        places = [{"name": "Torget"}, {"name": "Skolan"}, {"name": "Hamnen"}]
        page = factories.offering(title="Tre platser", places=places)
        before = page.get_latest_revision_as_object()
        after = copy(before)
        rows = list(after.places.all())
        rows[1].street = "Nygatan 4"
        after.places = rows
        told = self.told(before, after)
        self.assertEqual(told.count("Skolan"), 2)
        self.assertEqual(told.count("(oförändrade: 2)"), 2)
        self.assertNotIn("Torget", told)

    def test_rows_in_another_order(self) -> None:
        places = [{"name": "Först"}, {"name": "Sedan"}]
        page = factories.offering(title="Två platser", places=places)
        before = page.get_latest_revision_as_object()
        after = copy(before)
        after.places = list(before.places.all())[::-1]
        self.assertIn("Platser", self.told(before, after))


class NewPageTests(VersionCase):
    def test_everything_stands_there_with_its_label(self) -> None:
        for model in (SupportOfferingPage, StoryPage, StrategyPage):
            page = self.pages[model]
            model.objects.filter(pk=page.pk).update(live=False)
            version = with_rows(page)
            for name, change in every_change(page):
                if not name.endswith("(none)"):
                    change(version)
            version.save_revision(user=self.editor)
            told = [*changed_texts(None, version), *changed_facts(None, version)]
            seen = " ".join(self.review(page).get_text(" ").split())
            for row in told:
                with self.subTest(model.__name__, label=row.label):
                    self.assertIn(row.label, seen)
                    self.assertIn(" ".join(row.new.split()), seen)
