"""Reports on translations: true figures, each language to those it concerns."""

from datetime import timedelta
from importlib import import_module
from typing import Any

from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hm_site.base.caches import clear_process_caches
from hm_site.organisations.review.models import Approval
from hm_site.translation.models import (
    SourceChange,
    TranslationOrder,
    TranslationPublication,
)
from tests import factories
from tests.report_files import ReportReader

from .desk_case import DeskCase

COVERAGE = "report_translation_coverage"
DEBT = "report_translation_debt"
THROUGHPUT = "report_translation_throughput"
REPORTS = (COVERAGE, DEBT, THROUGHPUT)
DAYS = "Dagar från svenskt godkännande, median"
FORMULA = '=HYPERLINK("http://x";"Öppna")'


class ReportCase(ReportReader, DeskCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.coordinator = factories.member("coordinator", name="coordinator")

    def of(self, name: str, **query: Any) -> list[dict[str, str]]:
        """Rows of Arabic that the coordinator gets."""
        found = self.rows(name, self.coordinator, **query)
        return [row for row in found if row["Språk"] == "Arabiska"]

    def debt(self, **query: Any) -> dict[str, str] | None:
        """The row of the case's page in Arabic."""
        title = self.fresh().title
        found = [row for row in self.of(DEBT, **query) if row["Svensk text"] == title]
        return found[0] if found else None

    def days_ago(self, days: int) -> None:
        """As if all that was published so far had been earlier."""
        for model in (SourceChange, TranslationPublication):
            for row in model.objects.filter(page_key=self.source.translation_key):
                for field in model._meta.fields:
                    value = getattr(row, field.attname)
                    if field.get_internal_type() == "DateTimeField" and value:
                        setattr(row, field.attname, value - timedelta(days=days))
                row.save()


class ScopeTests(ReportCase):
    def spoken(self, name: str, by: Any) -> set[str]:
        return {row["Språk"] for row in self.rows(name, by)}

    def test_who_answers_for_all_sees_all_languages(self) -> None:
        owner = factories.member("strategy-owner")
        for person in (self.coordinator, self.moderator, owner, factories.admin()):
            for name in REPORTS:
                self.assertEqual(len(self.spoken(name, person)), 11, (person, name))

    def test_translators_and_reviewers_get_rows_of_their_languages_alone(self) -> None:
        both = factories.member("translator", "so", "both")
        both.groups.add(*self.reviewer.groups.all())
        for name in REPORTS:
            self.assertEqual(self.spoken(name, self.translator), {"Arabiska"})
            self.assertEqual(self.spoken(name, self.reviewer), {"Arabiska"})
            self.assertEqual(self.spoken(name, both), {"Arabiska", "Somaliska"})
            for query in ({"language": "so"}, {"language": "so", "export": "csv"}):
                text = self.read(name, self.translator, **query)
                self.assertNotIn("omaliska", text)
                self.assertIn("Arabiska", text)

    def test_others_reach_no_report_and_see_no_entry(self) -> None:
        for person in (self.editor, factories.member("staff-reader")):
            self.client.force_login(person)
            for name in REPORTS:
                for suffix, query in (
                    ("", {}),
                    ("_results", {}),
                    ("", {"export": "csv"}),
                ):
                    response = self.client.get(reverse(name + suffix), query)
                    self.assertEqual(response.status_code, 302, (person, name))
                menu = self.client.get("/admin/", follow=True)
                self.assertNotContains(menu, reverse(name))
        self.client.force_login(self.translator)
        for name in REPORTS:
            self.assertContains(self.client.get("/admin/"), reverse(name))

    def test_what_is_not_live_in_swedish_is_named_nowhere(self) -> None:
        hidden = factories.organisation("hemlig", live=False)
        factories.offering(hidden, "Hemligt utkast", live=False)
        for person in (self.coordinator, self.translator):
            for name in REPORTS:
                for suffix in ("", "_results"):
                    self.client.force_login(person)
                    response = self.client.get(reverse(name + suffix))
                    self.assertNotContains(response, "emlig")

    def test_only_who_may_open_the_editor_is_led_there(self) -> None:
        address = reverse("translation_edit", args=[self.source.pk, "ar"])
        for person, led in ((self.translator, True), (self.moderator, False)):
            text = self.read(DEBT, person, language="ar")
            self.assertEqual(address in text, led)
            self.assertIn("Samtal för nya", text)


class CoverageTests(ReportCase):
    def counts(self, **query: Any) -> dict[str, str]:
        return self.of(COVERAGE, **query)[0]

    def test_each_swedish_page_is_counted_once_in_the_state_it_has(self) -> None:
        kind = self.source.content_type_id
        factories.offering(self.ours, "En till")
        self.assertEqual(self.counts(kind=kind)["På svenska"], "2")
        self.assertEqual(self.counts(kind=kind)["Saknas"], "2")
        self.write_all()
        self.assertEqual(self.counts(kind=kind)["Utkast"], "1")
        state = self.submit()
        self.assertEqual(self.counts(kind=kind)["I granskning"], "1")
        self.approve(state)
        row = self.counts(kind=kind)
        self.assertEqual(row["Publicerade"], "1")
        self.assertEqual(row["Publicerat, procent"], "50")
        self.change_source(summary="Något helt annat.")
        row = self.counts(kind=kind)
        self.assertEqual((row["Publicerade"], row["Inaktuella"]), ("0", "1"))
        self.assertEqual(row["Saknas"], "1")

    def test_filters_narrow_the_pages(self) -> None:
        theirs = factories.organisation("kommun-b")
        factories.offering(theirs, "Livsviktig", risk_class="vital")
        for query, number in (
            ({"organisation": theirs.pk}, 2),
            ({"organisation": theirs.pk, "kind": self.source.content_type_id}, 1),
            ({"risk": "vital"}, 1),
            ({"organisation": self.ours.pk, "risk": "ordinary"}, 2),
        ):
            self.assertEqual(self.counts(**query)["På svenska"], str(number), query)
        self.assertEqual(self.of(COVERAGE, organisation=self.ours.pk, risk="vital"), [])

    def test_a_language_leads_to_what_it_lacks(self) -> None:
        text = self.read(COVERAGE, self.coordinator)
        self.assertIn(f'href="{reverse(DEBT)}?language=ar"', text)

    def test_the_figures_are_said_in_words(self) -> None:
        kind = self.source.content_type_id
        self.publish_translation()
        text = self.read(COVERAGE, self.coordinator, kind=kind)
        self.assertIn("1 svensk sida finns att översätta.", text)
        self.assertIn("Mest är publicerat på arabiska (100 procent)", text)


class DebtTests(ReportCase):
    def test_what_was_never_translated_lacks_since_it_is_in_swedish(self) -> None:
        self.days_ago(30)
        row = self.debt()
        assert row is not None
        self.assertEqual((row["Läge"], row["Dagar"]), ("saknas", "30"))
        self.assertEqual(row["Pågår"], "")
        day = timezone.localdate() - timedelta(days=30)
        self.assertEqual(row["Sedan"], f"{day:%Y-%m-%d}")
        self.write_all()
        self.assertEqual(self.debt()["Pågår"], "utkast")

    def test_what_is_published_lacks_nothing(self) -> None:
        self.publish_translation()
        self.assertIsNone(self.debt())

    def test_an_outdated_one_lags_since_the_first_change_it_does_not_say(self) -> None:
        self.publish_translation()
        self.days_ago(20)
        self.change_source(summary="Något helt annat.")
        self.days_ago(7)
        self.change_source(what_happens="<p>Vi dricker te.</p>")
        row = self.debt()
        self.assertEqual((row["Läge"], row["Dagar"]), ("inaktuell", "7"))

    def test_a_new_wording_is_no_change(self) -> None:
        self.publish_translation()
        self.days_ago(20)
        self.change_source(kind=Approval.WORDING, summary="Du pratar med någon!")
        self.assertIsNone(self.debt())
        self.days_ago(3)
        self.change_source(summary="Något helt annat.")
        self.assertEqual(self.debt()["Dagar"], "0")

    def test_a_change_published_while_the_translation_waits_is_not_in_it(self) -> None:
        self.write_all()
        state = self.submit()
        self.change_source(summary="Något helt annat.")
        self.approve_as_it_changes(state)
        self.days_ago(4)
        row = self.debt()
        self.assertEqual((row["Läge"], row["Dagar"]), ("inaktuell", "4"))

    def test_one_that_was_taken_away_lacks_since_then(self) -> None:
        self.publish_translation()
        self.days_ago(20)
        self.withdraw_translation()
        clear_process_caches()
        row = self.debt()
        self.assertEqual((row["Läge"], row["Dagar"]), ("saknas", "0"))

    def test_the_vital_come_first_then_the_oldest(self) -> None:
        self.days_ago(30)
        factories.offering(self.ours, "Kris", risk_class="vital")
        kind = self.source.content_type_id
        factories.offering(self.ours, "Ny")
        titles = [row["Svensk text"] for row in self.of(DEBT, kind=kind)]
        self.assertEqual(titles, ["Kris", "Samtal för nya", "Ny"])
        vital = self.of(DEBT, risk="vital")
        self.assertEqual([row["Riskklass"] for row in vital], ["livsviktig"])

    def test_an_order_shows_how_urgent_it_is(self) -> None:
        TranslationOrder.objects.create(
            page=self.source, language="ar", priority=1, due="2030-01-31"
        )
        row = self.debt()
        self.assertEqual(
            (row["Prioritet"], row["Klar senast"]), ("brådskande", "2030-01-31")
        )
        self.assertEqual(row["Aktör"], "Kommun a")

    def test_it_is_filtered_by_state_language_and_organisation(self) -> None:
        self.publish_translation()
        self.change_source(summary="Något helt annat.")
        for query, found in (
            ({"state": "outdated"}, True),
            ({"state": "missing"}, False),
            ({"language": "ar"}, True),
            ({"language": "so"}, False),
            ({"organisation": self.ours.pk}, True),
            ({"organisation": factories.organisation("kommun-b").pk}, False),
        ):
            self.assertEqual(bool(self.debt(**query)), found, query)


class ThroughputTests(ReportCase):
    def figures(self, **query: Any) -> tuple[str, str, str]:
        """Of offerings: set-up publishes the start page in every language."""
        query = {"kind": self.source.content_type_id, **query}
        row = self.of(THROUGHPUT, **query)[0]
        self.assertEqual(
            row["Publicerade på tolv månader"],
            str(sum(int(v) for k, v in row.items() if k[:2] == "20")),
        )
        return row[DAYS], row["Varav mätta"], row["Publicerade på tolv månader"]

    def test_days_run_from_the_swedish_approval_to_publication(self) -> None:
        self.assertEqual(self.figures(), ("", "0", "0"))
        self.days_ago(10)
        self.publish_translation()
        self.assertEqual(self.figures(), ("10", "1", "1"))

    def test_a_later_change_is_answered_from_its_own_approval(self) -> None:
        self.days_ago(40)
        self.publish_translation()
        self.change_source(summary="Något helt annat.")
        self.days_ago(5)
        self.change_source(what_happens="<p>Vi dricker te.</p>")
        self.days_ago(1)
        self.publish_translation("ب")
        # 40 days for the first, 6 for the older of the two changes.
        self.assertEqual(self.figures(), ("23", "2", "2"))

    def test_polishing_counts_and_is_not_measured(self) -> None:
        self.days_ago(10)
        self.publish_translation()
        self.days_ago(10)
        self.publish_translation("ب")
        self.assertEqual(self.figures(), ("10", "1", "2"))

    def test_what_a_command_publishes_is_not_measured(self) -> None:
        factories.translate(self.fresh(), "ar")
        self.assertEqual(self.figures(), ("", "0", "1"))

    def test_what_was_published_stays_published(self) -> None:
        self.publish_translation()
        target = self.target()
        self.assertEqual(self.figures()[2], "1")
        self.assertEqual(self.figures(risk="ordinary")[2], "1")
        self.assertEqual(self.figures(risk="vital")[2], "0")
        target.unpublish()
        self.assertEqual(self.figures()[2], "1")

    def test_each_publication_counts_in_its_month(self) -> None:
        self.publish_translation()
        self.days_ago(31 * 3)
        row = self.of(THROUGHPUT, kind=self.source.content_type_id)[0]
        day = timezone.localdate() - timedelta(days=31 * 3)
        self.assertEqual(row[f"{day:%Y-%m}"], "1")
        months = [heading for heading in row if heading[:2] == "20"]
        self.assertEqual(len(months), 12)
        self.assertEqual(months[0], f"{timezone.localdate():%Y-%m}")

    def test_a_year_ago_is_too_long_ago(self) -> None:
        self.publish_translation()
        self.days_ago(370)
        self.assertEqual(self.figures(), ("", "0", "0"))

    def test_the_median_is_said_in_words(self) -> None:
        self.days_ago(10)
        self.publish_translation()
        kind = self.source.content_type_id
        text = self.read(THROUGHPUT, self.coordinator, kind=kind)
        self.assertIn("1 översättning har publicerats de senaste tolv månaderna.", text)
        self.assertIn("Hälften kom ut inom 10 dagar", text)


class UpgradeTests(ReportCase):
    def test_the_time_before_the_history_is_known_as_far_as_it_was_kept(self) -> None:
        self.publish_translation()
        self.change_source(kind=Approval.WORDING, summary="Du pratar med någon!")
        self.change_source(what_happens="<p>Vi dricker te.</p>")
        key = self.source.translation_key
        changes = SourceChange.objects.filter(page_key=key)
        publications = TranslationPublication.objects.filter(page_key=key)
        known = changes.count()
        SourceChange.objects.all().delete()
        TranslationPublication.objects.all().delete()
        name = "hm_site.translation.migrations.0008_history_before_it_was_kept"
        import_module(name).remember(apps, None)
        self.assertEqual(changes.count(), known)
        self.assertIsNone(publications.get(language="ar").source_approved_at)
        self.assertEqual(self.debt()["Läge"], "inaktuell")


class FileTests(ReportCase):
    def test_no_cell_is_a_formula(self) -> None:
        self.change_source(title=FORMULA)
        cells = [cell for row in self.cells(DEBT, self.translator) for cell in row]
        self.assertIn(f"'{FORMULA}", cells)
        self.assertNotIn(FORMULA, cells)

    def test_html_in_a_title_is_text(self) -> None:
        self.change_source(title="<script>alert(1)</script>")
        text = self.read(DEBT, self.translator)
        self.assertNotIn("<script>alert(1)", text)
        self.assertIn("&lt;script&gt;alert(1)", text)

    def test_nonsense_in_the_address_is_no_error(self) -> None:
        for query in (
            {"organisation": "x", "kind": "=1", "risk": "-", "language": "xx"},
            {"state": "draft", "p": "-9", "export": "pdf", "ordering": "--x"},
            {"p": "10" * 20, "language": "sv"},
        ):
            for name in REPORTS:
                self.read(name, self.coordinator, **query)


class QueryTests(ReportCase):
    def queries(self, name: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            self.client.get(reverse(name))
        return len(seen)

    def test_more_pages_in_more_languages_ask_no_more(self) -> None:
        self.publish_translation()
        self.change_source(summary="Något helt annat.")
        self.client.force_login(self.coordinator)
        for name in REPORTS:
            self.client.get(reverse(name))
        before = [self.queries(name) for name in REPORTS]
        theirs = factories.organisation("kommun-b")
        for number in range(3):
            page = factories.offering(theirs, f"Nytt {number}")
            factories.translate(page, "so")
            TranslationOrder.objects.create(page=page, language="ti")
        for name in REPORTS:
            self.client.get(reverse(name))
        self.assertEqual([self.queries(name) for name in REPORTS], before)
