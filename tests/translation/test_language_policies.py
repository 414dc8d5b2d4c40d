"""An administrator says where a machine's draft is shown; readers notice at once."""

from typing import Any
from unittest.mock import patch

from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from hm_site.base.chores import Failure
from hm_site.translation import machine, policies
from hm_site.translation.models import LanguagePolicy, MachineJob, MachineUse
from tests import factories

from .desk_case import DeskCase
from .machine_server import running, said, settings_for


class PoliciesTests(DeskCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.admin = factories.admin()

    def setUp(self) -> None:
        server = self.enterContext(running())
        chosen = settings_for(server.url)
        chosen["WAGTAILLOCALIZE_MACHINE_TRANSLATOR"]["OPTIONS"]["API_KEY"] = "hemlig"
        self.enterContext(override_settings(**chosen))
        self.client.force_login(self.admin)

    def switch(self, *codes: str) -> Any:
        """As the form sends it: a tick for each of these languages."""
        url = reverse("translation_policies")
        return self.client.post(url, {f"show-{code}": "on" for code in codes})

    def run_chores(self) -> None:
        later = timezone.now() + timezone.timedelta(days=1)
        for chore in (machine.chore, policies.chore):
            list(chore(later))

    def draft(self) -> None:
        machine.ask(self.source, "ar", self.translator)
        self.run_chores()

    def read(self) -> str:
        path = self.fresh().url_path.split("/", 2)[2]
        return self.client.get(f"/ar/{path}").content.decode()

    def test_switching_acts_for_readers_without_another_step(self) -> None:
        self.switch("ar")
        self.draft()
        shown = said("Samtal")
        for codes, seen in (((), False), (("ar",), True)):
            self.switch(*codes)
            page = self.read()
            listed = self.client.get("/ar/hitta-stod/").content.decode()
            self.assertEqual((shown in page, shown in listed), (seen, seen))

    def test_finished_drafts_are_shown_by_the_next_chore(self) -> None:
        self.draft()
        self.assertIsNone(self.target())
        self.switch("ar")
        self.assertIsNone(self.target())  # no person publishes alone
        self.run_chores()
        self.assertIn(said("Samtal"), self.read())
        self.assertIsNone(LanguagePolicy.objects.get(language="ar").showing_after)

    def test_a_killed_chore_goes_on_where_it_was(self) -> None:
        self.draft()
        self.switch("ar")
        job = MachineJob.objects.get()
        LanguagePolicy.objects.update(showing_after=job.pk)
        self.run_chores()
        self.assertIsNone(self.target())

    def test_a_page_that_was_withdrawn_meanwhile_is_not_translated(self) -> None:
        self.draft()
        self.fresh().unpublish()
        self.switch("ar")
        self.run_chores()
        self.assertIsNone(self.target())

    def test_a_draft_that_breaks_holds_up_no_other(self) -> None:
        other = factories.offering(self.ours, "Ett annat")
        self.switch("ar")
        for page in (self.source, other):
            MachineJob.objects.create(page=page, language="ar", done_at=timezone.now())
        with (
            patch.object(machine, "show_if_allowed", side_effect=[ValueError, True]),
            self.assertLogs(policies.logger, "ERROR"),
        ):
            broken, shown = policies.chore(timezone.now())
        self.assertIsInstance(broken, Failure)
        self.assertEqual(shown, f"{other.pk} ar")

    def test_what_a_person_has_reviewed_stays_when_it_is_switched_off(self) -> None:
        self.draft()
        self.approve(self.submit())
        self.assertTrue(self.target().live)
        self.assertIn(said("Samtal"), self.read())

    def test_each_change_is_logged_with_who_made_it(self) -> None:
        self.switch("ar", "ti")
        self.switch("ti")
        entries = ModelLogEntry.objects.filter(action__startswith="hm.translation")
        found = [(entry.action, entry.label, entry.user) for entry in entries]
        self.assertCountEqual(
            found,
            [
                (policies.LOG_ON, "ar", self.admin),
                (policies.LOG_ON, "ti", self.admin),
                (policies.LOG_OFF, "ar", self.admin),
            ],
        )

    def test_easy_swedish_cannot_be_allowed(self) -> None:
        self.switch("sv-simple")
        self.assertFalse(LanguagePolicy.objects.filter(show_machine=True).exists())
        with self.assertRaises(ValueError):
            policies.switch("sv-simple", True, self.admin)
        LanguagePolicy.objects.create(language="sv-simple", show_machine=True)
        self.assertFalse(machine.may_be_shown(self.source, "sv-simple"))
        page = self.client.get(reverse("translation_policies"))
        self.assertContains(page, "Skrivs av människor")
        self.assertContains(page, reverse("translation_easy_swedish"))
        self.assertNotContains(page, "show-sv-simple")

    def test_the_screen_names_the_machine_and_its_use_but_no_key(self) -> None:
        month = machine.this_month()
        MachineUse.objects.create(language="ar", month=month, characters=4321)
        page = self.client.get(reverse("translation_policies"))
        for text in ("LibreTranslate", "4321", f"{month:%Y-%m}", "200000"):
            self.assertContains(page, text)
        for secret in ("hemlig", "127.0.0.1"):
            self.assertNotContains(page, secret)
        with override_settings(WAGTAILLOCALIZE_MACHINE_TRANSLATOR=None):
            page = self.client.get(reverse("translation_policies"))
        self.assertContains(page, "Ingen maskin är inkopplad")

    def test_only_administrators_change_it(self) -> None:
        for user in (
            self.translator,
            self.reviewer,
            self.moderator,
            factories.member("coordinator"),
        ):
            self.client.force_login(user)
            self.switch("ar")
            page = self.client.get(reverse("translation_policies"))
            self.assertRedirects(page, "/admin/")
        self.assertFalse(LanguagePolicy.objects.exists())

    def test_an_odd_form_changes_nothing(self) -> None:
        self.client.post(
            reverse("translation_policies"), {"show-xx": "on", "show-sv": "on"}
        )
        self.assertFalse(LanguagePolicy.objects.exists())
