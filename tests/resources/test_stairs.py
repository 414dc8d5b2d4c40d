"""Stairs: yes, no, or nobody has said."""

from importlib import import_module

from django.apps import apps
from django.test import TestCase

from resources.models import OfferingPlace, SupportOfferingPage
from tests import factories
from tests.admin_forms import edit_url, read_form

migration = import_module("resources.migrations.0005_unticked_is_unknown")


class StairsTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.ours = factories.organisation("kommun-a")
        cls.page = factories.offering(cls.ours, live=False, places=[{}])

    def draft(self) -> SupportOfferingPage:
        page = SupportOfferingPage.objects.get(pk=self.page.pk)
        return page.get_latest_revision_as_object()

    def test_the_form_takes_three_answers_and_begins_with_none(self) -> None:
        self.client.force_login(factories.editor(self.ours))
        for posted, kept in (("", None), ("True", True), ("False", False)):
            form = read_form(self.client, edit_url(self.page))
            if not posted:
                self.assertEqual(form["places-0-step_free"], "")
            form["places-0-step_free"] = posted
            self.client.post(edit_url(self.page), form)
            self.assertIs(self.draft().places.get().step_free, kept)

    def test_what_nobody_ticked_is_forgotten_in_rows_and_versions(self) -> None:
        OfferingPlace.objects.update(step_free=False)
        draft = SupportOfferingPage.objects.get(pk=self.page.pk)
        draft.save_revision()
        migration.forget(apps, None)
        self.assertIsNone(OfferingPlace.objects.get().step_free)
        self.assertIsNone(self.draft().places.get().step_free)
        migration.untick(apps, None)
        self.assertIs(OfferingPlace.objects.get().step_free, False)
        self.assertIs(self.draft().places.get().step_free, False)
