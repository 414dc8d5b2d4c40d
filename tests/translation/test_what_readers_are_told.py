"""Outdated and machine-made translations say so; vital ones are not shown at all."""

from datetime import time, timedelta

from django.utils import timezone, translation

from hm_site.base.caches import clear_process_caches
from hm_site.organisations.review.models import Approval
from hm_site.translation import machine, work
from hm_site.translation.models import LanguagePolicy, PublishedTranslation
from hm_site.translation.segments import source_segments
from hm_site.translation.states import State
from resources.models import OfferingSession, SupportOfferingPage

from . import machine_server
from .desk_case import DeskCase

NEWER = "Den svenska texten är nyare"
MACHINE = "En maskin har översatt texten"
MISSING = "Den här texten är inte översatt till ditt språk än"
UPDATING = "Översättningen till ditt språk uppdateras"


class NotesCase(DeskCase):
    def path(self) -> str:
        return str(self.fresh().url_path.split("/", 2)[2])

    def read(self, code: str = "ar") -> str:
        return self.client.get(f"/{code}/{self.path()}").content.decode()

    def said(self, message: str, code: str = "ar") -> str:
        with translation.override(code):
            return translation.gettext(message)

    def show_unread(self) -> None:
        LanguagePolicy.objects.create(language="ar", show_machine=True)
        for segment in source_segments(self.source):
            text = machine_server.said(segment.string.data)
            work.write(segment, "ar", text, None, machine="test")
        self.assertTrue(machine.show_if_allowed(self.source, "ar"))

    def make_vital(self) -> None:
        SupportOfferingPage.objects.filter(pk=self.source.pk).update(risk_class="vital")


class NotesTests(NotesCase):
    def test_a_current_translation_needs_no_note(self) -> None:
        self.publish_translation()
        page = self.read()
        self.assertIn("ع Samtal för nya", page)
        self.assertNotIn("notes", page.split("<main")[1].split("</main")[0][:400])

    def test_an_outdated_ordinary_one_is_shown_with_its_date(self) -> None:
        self.publish_translation()
        self.change_source(summary="Nu med en kurator.")
        page = self.read()
        self.assertIn("ع Samtal för nya", page)
        self.assertIn(self.said(NEWER), page)
        self.assertIn('hreflang="sv"', page)

    def test_an_outdated_vital_one_falls_back_everywhere(self) -> None:
        self.make_vital()
        self.publish_translation()
        self.assertIn("ع Samtal för nya", self.read())
        self.change_source(summary="Nu med en kurator.")
        page = self.read()
        self.assertNotIn("ع Samtal för nya", page)
        self.assertIn("Nu med en kurator.", page)
        # And says why: she may have read it in Arabic yesterday.
        self.assertIn(self.said(UPDATING), page)
        self.assertNotIn(self.said(MISSING), page)
        sheet = self.client.get(f"/ar/bredvid/{self.path()}").content.decode()
        self.assertIn(self.said(UPDATING), sheet)
        self.assertIn(self.said(MISSING, "ti"), self.read("ti"))
        listed = self.client.get("/ar/hitta-stod/").content.decode()
        self.assertNotIn("ع Samtal för nya", listed)
        self.assertIn("Samtal för nya", listed)

    def test_a_vital_one_that_nobody_has_read_is_missing_and_not_behind(self) -> None:
        self.show_unread()
        self.make_vital()
        self.change_source(summary="Nu med en kurator.")
        page = self.read()
        self.assertIn(self.said(MISSING), page)
        self.assertNotIn(self.said(UPDATING), page)

    def test_a_vital_one_with_a_new_wording_stays(self) -> None:
        self.make_vital()
        self.publish_translation()
        self.change_source(Approval.WORDING, summary="Du pratar med en som lyssnar.")
        self.assertIn("ع Samtal för nya", self.read())

    def test_a_machine_s_text_says_so_until_it_has_been_reviewed(self) -> None:
        self.show_unread()
        self.assertIn(self.said(MACHINE), self.read())
        self.assertEqual(self.cell().state, State.MACHINE)
        self.approve(self.submit())
        self.assertNotIn(self.said(MACHINE), self.read())
        self.assertEqual(self.cell().state, State.PUBLISHED)
        row = PublishedTranslation.objects.get(page_key=self.source.translation_key)
        self.assertEqual(row.reviewed_by, self.reviewer)


class ListsTests(NotesCase):
    def test_a_machine_s_text_is_labelled_in_lists_too(self) -> None:
        self.show_unread()
        for url in ("/ar/hitta-stod/", "/ar/aktorer/kommun-a/", "/ar/sok/?q=Samtal"):
            with self.subTest(url):
                page = self.client.get(url).content.decode()
                self.assertIn(self.said(MACHINE), page)
        swedish = self.client.get("/sv/hitta-stod/").content.decode()
        self.assertNotIn(MACHINE, swedish)
        self.approve(self.submit())
        page = self.client.get("/ar/hitta-stod/").content.decode()
        self.assertNotIn(self.said(MACHINE), page)


class SheetTests(DeskCase):
    def fallback(self) -> str:
        with translation.override("ar"):
            return translation.gettext(MISSING)

    def sheet(self, code: str = "ar") -> str:
        path = self.fresh().url_path.split("/", 2)[2]
        return self.client.get(f"/{code}/bredvid/{path}")

    def test_both_languages_stand_beside_each_other(self) -> None:
        self.publish_translation()
        page = self.sheet().content.decode()
        for text in ("Samtal för nya", "ع Samtal för nya", "035-13 70 00"):
            self.assertIn(text, page)
        self.assertIn('lang="ar" dir="rtl"', page)
        self.assertIn('lang="sv" dir="ltr"', page)
        self.assertIn("noindex", page)

    def test_the_swedish_page_leads_to_the_sheets_that_there_are(self) -> None:
        path = self.fresh().url_path.split("/", 2)[2]
        swedish, sheet = f"/sv/{path}", f'href="/ar/bredvid/{path}"'
        self.assertNotContains(self.client.get(swedish), "/bredvid/")
        self.publish_translation()
        clear_process_caches()
        page = self.client.get(swedish)
        self.assertContains(page, sheet)
        self.assertNotContains(page, "/ti/bredvid/")
        self.assertContains(self.client.get(f"/ar/{path}"), sheet)

    def test_coming_dates_and_breaks_stand_in_both(self) -> None:
        day = timezone.localdate() + timedelta(days=10)
        OfferingSession.objects.create(
            page=self.fresh(), weekday=day.weekday(), start=time(18), end=time(20)
        )
        clear_process_caches()
        page = self.sheet().content.decode()
        for code in ("sv", "ar"):
            with translation.override(code):
                self.assertIn(translation.gettext("Kommande träffar"), page)

    def test_without_a_translation_the_facts_still_stand_in_both(self) -> None:
        page = self.sheet().content.decode()
        with translation.override("ar"):
            self.assertIn(translation.gettext("Var"), page)
        self.assertIn(self.fallback(), page)

    def test_swedish_readers_are_led_to_the_page(self) -> None:
        self.assertEqual(self.sheet("sv").status_code, 302)

    def test_withdrawn_and_made_up_pages_have_no_sheet(self) -> None:
        self.assertEqual(self.client.get("/ar/bredvid/").status_code, 404)
        self.assertEqual(self.client.get("/ar/bredvid/%ff/../x/").status_code, 404)
        self.source.unpublish()
        self.assertEqual(self.sheet().status_code, 404)
