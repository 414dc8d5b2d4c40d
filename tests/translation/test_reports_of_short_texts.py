"""Reports on translations count short texts too, apart from the pages."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hm_site.base.caches import clear_process_caches
from hm_site.base.models import Term, TermLabel
from hm_site.translation import orders
from hm_site.translation.models import TranslationOrder
from hm_site.translation.short_texts.kinds import KINDS, items_of
from tests import factories
from tests.report_files import ReportReader

from .short_case import ShortCase

COVERAGE = "report_translation_coverage"
DEBT = "report_translation_debt"
THROUGHPUT = "report_translation_throughput"


class TextReportCase(ReportReader, ShortCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.coordinator = factories.member("coordinator", name="coordinator")

    def coverage(self, by: Any = None, **query: Any) -> dict[str, dict[str, str]]:
        """Sort → the row of Arabic."""
        found = self.rows(COVERAGE, by or self.coordinator, **query)
        return {row["Sort"]: row for row in found if row["Språk"] == "Arabiska"}

    def debt(self, by: Any = None, **query: Any) -> list[dict[str, str]]:
        """What Arabic lacks of short texts."""
        query = {"kind": "korta", **query}
        found = self.rows(DEBT, by or self.coordinator, **query)
        return [row for row in found if row["Språk"] == "Arabiska"]


class CoverageTests(TextReportCase):
    def test_pages_and_short_texts_are_rows_of_their_own(self) -> None:
        self.forget()
        rows, texts = self.coverage(), len(items_of(KINDS))
        self.assertEqual(list(rows), ["Sidor", "Korta texter"])
        row = rows["Korta texter"]
        self.assertEqual(
            (row["På svenska"], row["Publicerade"], row["Saknas"]),
            (str(texts), str(texts - 1), "1"),
        )
        self.assertEqual(row["Publicerat, procent"], str(100 * (texts - 1) // texts))

    def test_a_kind_is_one_of_pages_or_of_short_texts(self) -> None:
        rows = self.coverage(kind="hjalplinje")
        lines = len(KINDS["hjalplinje"].items())
        self.assertEqual(list(rows), ["Hjälplinjer"])
        self.assertEqual(rows["Hjälplinjer"]["På svenska"], str(lines))
        text = self.read(COVERAGE, self.coordinator, kind="hjalplinje")
        self.assertIn(f"{lines} korta texter finns att översätta.", text)
        self.assertIn(f"{reverse(DEBT)}?language=ar&amp;kind=hjalplinje", text)
        self.assertNotIn("svenska sidor", text)

    def test_short_texts_are_never_vital_and_words_are_nobody_s(self) -> None:
        ours = factories.organisation("kommun-a")
        self.assertEqual(list(self.coverage(organisation=ours.pk)), ["Sidor"])
        self.assertEqual(self.coverage(risk="vital"), {})
        self.assertIn("Korta texter", self.coverage(risk="ordinary"))


class DebtTests(TextReportCase):
    def test_what_is_missing_and_what_is_outdated_is_named(self) -> None:
        self.assertEqual(self.debt(), [])
        self.change_swedish("Vila")
        (row,) = self.debt()
        self.assertEqual(
            (row["Svensk text"], row["Sort"], row["Läge"], row["Riskklass"]),
            ("Vila", "Ordlistor", "inaktuell", "vanlig"),
        )
        self.forget()
        (row,) = self.debt(state="missing")
        self.assertEqual((row["Läge"], row["Pågår"]), ("saknas", ""))
        self.assertEqual(self.debt(state="outdated"), [])
        self.send()
        (row,) = self.debt()
        self.assertEqual(row["Pågår"], "väntar på granskning")

    def test_an_order_shows_how_urgent_it_is(self) -> None:
        self.forget()
        wish = orders.Wish(TranslationOrder.Priority.URGENT)
        orders.place_text(KINDS["ord"].item(self.pk), ["ar"], wish, None)
        self.assertEqual(self.debt()[0]["Prioritet"], "brådskande")

    def test_only_who_may_open_the_form_is_led_there(self) -> None:
        self.forget()
        for person, led in ((self.translator, True), (factories.moderator(), False)):
            text = self.read(DEBT, person, kind="korta")
            self.assertEqual(self.url() in text, led)
            self.assertIn("Sömn", text)

    def test_another_language_s_translator_gets_no_row(self) -> None:
        self.forget()
        self.assertEqual(self.debt(factories.member("translator", "ti")), [])


class ThroughputTests(TextReportCase):
    def test_it_says_that_it_counts_pages(self) -> None:
        text = self.read(THROUGHPUT, self.coordinator)
        self.assertIn("Räknade är sidor.", text)


class CostTests(TextReportCase):
    def test_more_short_texts_ask_no_more(self) -> None:
        self.forget()
        self.client.force_login(self.coordinator)

        def queries(name: str) -> int:
            self.client.get(reverse(name))
            clear_process_caches()
            with CaptureQueriesContext(connection) as seen:
                self.client.get(reverse(name))
            return len(seen)

        before = [queries(name) for name in (COVERAGE, DEBT)]
        terms = Term.objects.bulk_create(
            Term(vocabulary="concern", code=f"ny-{n}", order=n) for n in range(60)
        )
        TermLabel.objects.bulk_create(
            TermLabel(term=term, language=code, label=term.code, source_text="gammalt")
            for term in terms
            for code in ("sv", "ti")
        )
        self.assertEqual([queries(name) for name in (COVERAGE, DEBT)], before)
