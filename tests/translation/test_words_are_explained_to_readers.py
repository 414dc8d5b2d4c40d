"""Hard words of a page stand below it, in the reader's language, without a script."""

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hm_site.base.caches import clear_process_caches
from hm_site.translation.models import GlossaryRendering, GlossaryTerm
from tests import factories

from .glossary_case import GlossaryCase, known_term


class ReadingCase(GlossaryCase):
    def read(self, code: str = "ar", page: Any = None) -> str:
        path = (page or self.fresh()).url_path.split("/", 2)[2]
        return Client().get(f"/{code}/{path}").content.decode()

    def words(self, code: str = "ar", page: Any = None) -> str:
        _before, found, rest = self.read(code, page).partition('<section class="words"')
        return rest.partition("</section>")[0] if found else ""


class ExplainedTests(ReadingCase):
    def test_the_explanation_is_in_the_reader_s_language_with_the_swedish_word(
        self,
    ) -> None:
        found = self.words()
        self.assertIn("شخصان يتحدثان.", found)
        self.assertIn('<bdi lang="sv" dir="ltr">samtal</bdi>', found)
        self.assertNotIn("Två som pratar.", found)
        self.assertIn("<details>", found)
        self.publish_translation()
        self.assertIn("شخصان يتحدثان.", self.words())

    def test_in_swedish_it_is_plain(self) -> None:
        found = self.words("sv")
        self.assertIn("Två som pratar.", found)
        self.assertNotIn("<bdi", found)

    def test_without_an_approved_explanation_it_is_swedish_and_says_so(self) -> None:
        swedish = '<bdi lang="sv" dir="ltr">Två som pratar.</bdi>'
        self.assertIn(swedish, self.words("fa"))
        GlossaryRendering.objects.update(live=False)
        clear_process_caches()
        found = self.words()
        self.assertIn(swedish, found)
        self.assertNotIn("محادثة", found)

    def test_no_words_no_heading(self) -> None:
        GlossaryTerm.objects.update(active=False)
        clear_process_caches()
        self.assertEqual(self.words(), "")

    def test_a_change_of_word_or_page_is_seen_at_once(self) -> None:
        self.assertIn("شخصان يتحدثان.", self.words())
        row = GlossaryRendering.objects.get()
        row.explanation = "كلام."
        row.save()
        self.assertIn("كلام.", self.words())
        known_term("kris", explanation="Det är svårt.")
        self.assertNotIn("Det är svårt.", self.words())
        self.change_source(summary="Om du är i kris.")
        self.assertIn("Det är svårt.", self.words())

    def test_it_costs_no_query_once_it_is_known(self) -> None:
        def queries() -> int:
            with CaptureQueriesContext(connection) as found:
                self.read()
            return len(found)

        queries()
        known = queries()
        GlossaryTerm.objects.update(active=False)
        clear_process_caches()
        queries()
        self.assertEqual(queries(), known)

    def test_stories_information_and_the_strategy_have_them_too(self) -> None:
        for page in (
            factories.story(self.ours, "Samtal hjälpte"),
            factories.information("Om samtal"),
            factories.strategy("Samtal i länet"),
        ):
            clear_process_caches()
            self.assertIn("شخصان يتحدثان.", self.words(page=page), page)
        self.assertEqual(self.words(page=self.ours), "")

    def test_markup_in_a_word_is_text(self) -> None:
        known_term("lyssnar", explanation="<script>alert(1)</script>")
        self.assertIn("&lt;script&gt;", self.words("sv"))
