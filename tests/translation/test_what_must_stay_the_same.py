"""Numbers, phones, addresses, names and letters of a translation are compared."""

from hm_site.translation import fidelity

from .desk_case import DeskCase


class FidelityTests(DeskCase):
    def test_what_must_stay_the_same_is_missed(self) -> None:
        source = (
            "Ring 035-13 70 00 eller mejla a@b.se före kl. 13.30 hos Migrationsverket."
        )
        good = "اتصل 035-137000 أو a@b.se قبل ١٣:٣٠ في Migrationsverket."
        self.assertEqual(fidelity.advice(source, good, "ar"), [])
        bad = "اتصل قبل 14:30"
        tips = " ".join(fidelity.advice(source, bad, "ar"))
        for word in ("0351370000"[:9], "a@b.se", "13.30", "14.30", "Migrationsverket"):
            self.assertIn(word, tips)

    def test_what_is_put_in_counts_too(self) -> None:
        for text, tip in {
            "اتصل 035-99 99 99": "Telefonnumret 035999999 finns inte i den svenska",
            "اكتب a@b.se": "Adressen a@b.se finns inte i den svenska texten.",
        }.items():
            (said_of,) = fidelity.advice("Ring eller skriv till oss.", text, "ar")
            self.assertIn(tip, said_of)

    def test_a_number_may_be_written_as_one_calls_from_abroad(self) -> None:
        tips = fidelity.advice("Ring 035-13 70 00 nu.", "اتصل +46 35-13 70 00", "ar")
        self.assertEqual(tips, [])

    def test_other_letters_are_noticed_but_for_names(self) -> None:
        said_of = fidelity.advice("Du får prata med oss.", "You may talk to us.", "ar")
        self.assertEqual(said_of, ["Texten är inte skriven med arabiska bokstäver."])
        said_of = fidelity.advice("Gå till BVC.", "BVC من فضلك", "ar")
        self.assertEqual(said_of, [])
        self.assertEqual(fidelity.advice("Lugna steg", "Lugna steg", "ar"), [])

    def test_names_of_organisations_stay(self) -> None:
        tips = fidelity.advice("Kom till Kommun a.", "تعال إلى البلدية.", "ar")
        self.assertEqual(tips, ["Namnet ”Kommun a” ska stå kvar på svenska."])

    def test_a_text_left_in_swedish_is_noticed(self) -> None:
        text = "Du pratar med någon som lyssnar."
        said = ["Texten är densamma som den svenska."]
        self.assertEqual(fidelity.advice(text, f"<b>{text}</b>", "ar"), said)
        self.assertEqual(fidelity.advice("Lugna steg", "Lugna steg", "ar"), [])

    def test_ways_of_writing_the_same_are_no_faults(self) -> None:
        for source, text in (
            ("Ring 035-13 70 00.", "اتصل \u2068035-13\u00a070\u00a000\u2069."),
            ("Ring 035–13 70 00.", "اتصل 035\u201113 70 00."),
            ("Vi har 2,5 timmar.", "لدينا ٢٫٥ ساعة."),
            ("Det kostar 1 500 kronor.", "التكلفة ١٬٥٠٠ كرونة."),
            ("Det kostar 1 500 kronor.", "التكلفة 1,500 كرونة."),
            ("Öppet 08.00–16.30.", "مفتوح ٨:٠٠–١٦:٣٠."),
            ("Läs på https://a.se, tack.", "اقرأ على https://a.se، شكرا."),
            ("Läs mer på https://a.se/b.", "اقرأ المزيد على https://a.se/b"),
        ):
            with self.subTest(source):
                self.assertEqual(fidelity.advice(source, text, "ar"), [])

    def test_hours_that_were_turned_round_are_noticed(self) -> None:
        source = "Öppet 13–15 och 08.00–16.30, för barn 0–5 år."
        for text, tips in (
            ("مفتوح ١٥–١٣ و ٨:٠٠–١٦:٣٠ للأطفال ٠-٥.", ["13-15 har blivit 15-13."]),
            (
                "مفتوح 13–15 و 16:30 - 8:00 للأطفال 0–5.",
                ["08.00-16.30 har blivit 16:30 - 8:00."],
            ),
            ("للأطفال 0–5: مفتوح 8:00–16:30 و 13-15.", []),
        ):
            with self.subTest(text):
                self.assertEqual(fidelity.advice(source, text, "ar"), tips)
        both = "Från 13–15 till 15–13."
        self.assertEqual(fidelity.advice(both, "من 15–13 إلى 13–15.", "ar"), [])

    def test_another_address_is_noticed_without_www_too(self) -> None:
        tips = fidelity.advice("Läs mer på halland.se.", "اقرأ على halland.com.", "ar")
        self.assertEqual(
            tips,
            [
                "Adressen halland.se saknas.",
                "Adressen halland.com finns inte i den svenska texten.",
            ],
        )
