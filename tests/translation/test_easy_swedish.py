"""Easy Swedish: people write it, with a guide beside them and advice on each text."""

from django.test import SimpleTestCase, TestCase
from django.urls import reverse

from hm_site.translation import easy_swedish, fidelity
from tests import factories

LONG = (
    "Du kan ringa till oss på telefon varje dag om du vill prata med någon som lyssnar."
)


def advice(text: str, source: str = "Du är välkommen.") -> str:
    return " ".join(easy_swedish.advice(source, text, "sv-simple"))


class AdviceTests(SimpleTestCase):
    def test_a_long_sentence_is_named_by_how_it_starts(self) -> None:
        self.assertIn("17 ord i en mening", advice(f"<p>Hej!</p><p>{LONG}</p>"))
        self.assertIn("Du kan ringa till oss på", advice(LONG))

    def test_short_plain_sentences_need_no_advice(self) -> None:
        self.assertEqual(advice("Du kan ringa oss. Vi lyssnar &amp; hjälper."), "")

    def test_official_and_long_words_are_named(self) -> None:
        found = advice("Anmälan erfordras till sjukvårdsrådgivningens mottagning.")
        self.assertIn("”erfordras” är ett svårt ord", found)
        self.assertIn("sjukvårdsrådgivningens", found)

    def test_a_copy_of_the_swedish_is_no_easy_swedish(self) -> None:
        self.assertIn("densamma", advice(f"<b>{LONG}</b>", LONG))
        self.assertEqual(advice("Röda Korset", "Röda Korset"), "")

    def test_other_languages_are_not_measured(self) -> None:
        self.assertEqual(easy_swedish.advice("Hej", LONG, "en"), [])

    def test_the_editor_s_checks_ask_it(self) -> None:
        self.assertIn(easy_swedish.advice, fidelity.CHECKS)


class GuideTests(TestCase):
    def test_all_who_translate_may_read_it_and_nobody_else(self) -> None:
        url = reverse(easy_swedish.GUIDE)
        self.client.force_login(factories.member("translator", "sv-simple"))
        self.assertContains(self.client.get(url), "Så skriver du lätt svenska")
        self.client.force_login(factories.editor(factories.organisation("kommun-a")))
        self.assertNotEqual(self.client.get(url).status_code, 200)
