"""Which sentence of a new version was which of the old one."""

from django.test import SimpleTestCase

from hm_site.base.text_changes import Change, Text, changes, harmless


def texts(*data: str, path: str = "what_happens") -> list[Text]:
    return [Text(path, one) for one in data]


def told(before: list[Text], after: list[Text]) -> list[tuple[str, str]]:
    """(old, new) of each change; "" where there is none."""
    return [
        (x.old.data if x.old else "", x.new.data if x.new else "")
        for x in changes(before, after)
    ]


def only(before: list[Text], after: list[Text]) -> Change:
    (change,) = changes(before, after)
    return change


class PairingTests(SimpleTestCase):
    def test_what_stays_is_not_told(self) -> None:
        before = texts("Kom in.", "Vi lyssnar.")
        self.assertEqual(told(before, before), [])

    def test_a_changed_text_belongs_to_what_stood_there(self) -> None:
        self.assertEqual(
            told(texts("Kom in.", "Ring oss."), texts("Kom in.", "Skriv till oss.")),
            [("Ring oss.", "Skriv till oss.")],
        )

    def test_among_added_ones_the_most_alike_is_the_changed_one(self) -> None:
        self.assertEqual(
            told(
                texts("Hej.", "Kom på måndag."),
                texts("Vi bjuder på te.", "Hej.", "Kom på tisdag."),
            ),
            [("", "Vi bjuder på te."), ("Kom på måndag.", "Kom på tisdag.")],
        )

    def test_two_that_changed_places_and_a_comma_keep_their_own(self) -> None:
        self.assertEqual(
            told(
                texts("Ring oss nu.", "Kom hit på måndagar."),
                texts("Kom hit på måndag.", "Ring oss nu!"),
            ),
            [
                ("Kom hit på måndagar.", "Kom hit på måndag."),
                ("Ring oss nu.", "Ring oss nu!"),
            ],
        )

    def test_one_that_took_anothers_place_alone_is_that_one_changed(self) -> None:
        self.assertEqual(
            told(texts("Hej.", "Kom hit."), texts("Hej.", "Öppet jämt.")),
            [("Kom hit.", "Öppet jämt.")],
        )

    def test_what_is_gone_comes_last(self) -> None:
        self.assertEqual(
            told(texts("Kom in.", "Ring oss."), texts("Kom in nu.")),
            [("Kom in.", "Kom in nu."), ("Ring oss.", "")],
        )

    def test_nothing_alike_is_new_and_gone(self) -> None:
        self.assertEqual(
            told(texts("Kom in."), texts("Öppet för alla.", "Ingen anmälan.")),
            [("", "Öppet för alla."), ("", "Ingen anmälan."), ("Kom in.", "")],
        )

    def test_one_that_moved_and_was_mended_is_the_same(self) -> None:
        before = [*texts("Hej."), *texts("Kom på måndag.", path="other")]
        change = only(before, [*texts("Hej."), *texts("Kom på måndag!", path="third")])
        self.assertTrue(change.moved)
        self.assertTrue(change.is_judged)

    def test_of_two_made_into_one_the_second_goes_the_way_of_the_first(self) -> None:
        both = "Kom in och sätt dig. Ring oss på måndag."
        one, gone = changes(
            texts("Kom in och sätt dig.", "Ring oss på måndag."), texts(both)
        )
        self.assertEqual((gone.new, gone.beside), (None, one.new))
        self.assertFalse(gone.is_judged)
        self.assertEqual(harmless([one, gone], [one.key]), [one, gone])
        self.assertEqual(harmless([one, gone], [gone.key]), [])

    def test_of_one_cut_in_two_as_well(self) -> None:
        both = "Kom in och sätt dig. Ring oss på måndag."
        one, new = changes(
            texts(both), texts("Kom in och sätt dig.", "Ring oss på måndag.")
        )
        self.assertEqual((new.old, new.beside), (None, one.old))
        self.assertEqual(harmless([one, new], [one.key]), [one, new])

    def test_a_word_found_in_another_text_is_judged_by_itself(self) -> None:
        change = changes(texts("Vi lagar mat."), texts("Vi lagar något.", "Mat"))[1]
        self.assertEqual((change.new and change.new.data, change.beside), ("Mat", None))

    def test_a_heading_whose_words_went_elsewhere_is_changed(self) -> None:
        before = [*texts("Samtal", path="title"), *texts("Hej då.", path="summary")]
        after = [*texts("Grupp", path="title"), *texts("Samtal", path="summary")]
        self.assertEqual(
            told(before, after),
            [("Samtal", "Grupp"), ("Samtal", "Samtal"), ("Hej då.", "")],
        )

    def test_a_text_that_stands_twice_counts_once(self) -> None:
        self.assertEqual(
            told(texts("Hej.", "Hej."), texts("Hallå.", "Hallå.")),
            [("Hej.", "Hallå.")],
        )

    def test_one_of_two_that_is_changed_is_no_new_text(self) -> None:
        first = ("Kom in i värmen.", "Mellan dem.")
        before = texts(*first, first[0])
        for last, was in (("Kom in i värmen nu.", first[0]), ("Det är stängt.", "")):
            self.assertEqual(told(before, texts(*first, last)), [(was, last)])

    def test_of_three_alike_two_are_changed(self) -> None:
        one, other = "Kom in i värmen nu.", "Kom in i värmen du."
        was = "Kom in i värmen."
        for after in ((one, other), (one, was, other)):
            before = texts(*[was] * len(after))
            found = told(before, texts(*after))
            self.assertEqual(found, [(was, one), (was, other)], after)

    def test_one_of_two_goes_into_what_stood_beside_it(self) -> None:
        same, beside = "Kom in i värmen.", "Det finns kaffe hos oss."
        after = texts(same, f"{beside} {same}")
        changed, copy = changes(texts(same, beside, same), after)
        self.assertEqual(
            (changed.old, changed.new), (Text("what_happens", beside), after[1])
        )
        self.assertEqual((copy.old, copy.beside), (after[0], after[1]))
        self.assertFalse(copy.is_judged)

    def test_fields_are_kept_apart(self) -> None:
        before = [*texts("Samtal", path="title"), *texts("Samtal för dig")]
        after = [*texts("Samtal nu", path="title"), *texts("Samtal för dig")]
        self.assertEqual(told(before, after), [("Samtal", "Samtal nu")])

    def test_a_long_page_takes_no_long_time(self) -> None:
        before = texts(*(f"Nummer {n} i en lång text." for n in range(300)))
        after = texts(*(f"Helt annat stycke {n}." for n in range(301)))
        self.assertEqual(len([x for x in changes(before, after) if x.new]), 301)


class WhatNobodyHasToJudgeTests(SimpleTestCase):
    def test_bold_is_form(self) -> None:
        change = only(texts("Ring nu."), texts("<b>Ring</b> nu."))
        self.assertTrue(change.same_words)

    def test_steps_in_another_order_are_moved(self) -> None:
        change = only(texts("Ring.", "Kom in."), texts("Kom in.", "Ring."))
        self.assertTrue(change.moved)
        self.assertTrue(change.same_words)

    def test_a_paragraph_in_another_field_is_moved(self) -> None:
        change = only(
            [*texts("Kom in."), *texts("Ring oss.", "Ta med kaffe.", path="who_for")],
            [*texts("Kom in.", "Ring oss."), *texts("Ta med kaffe.", path="who_for")],
        )
        self.assertTrue(change.moved)
        self.assertTrue(change.same_words)
        self.assertEqual(change.path, "what_happens")

    def test_a_copy_is_new(self) -> None:
        change = only(
            texts("Ring oss."), [*texts("Ring oss."), *texts("Ring oss.", path="x")]
        )
        self.assertIsNone(change.old)
        self.assertFalse(change.same_words)

    def test_a_link_taken_away_is_form(self) -> None:
        change = only(texts('Läs <a id="a1">mer</a>.'), texts("Läs mer."))
        self.assertTrue(change.same_words)

    def test_a_new_link_is_judged(self) -> None:
        change = only(texts("Läs mer."), texts('Läs <a id="a1">mer</a>.'))
        self.assertTrue(change.relinked)
        self.assertFalse(change.same_words)

    def test_one_link_of_two_taken_away_too(self) -> None:
        """The other is numbered anew: in a translation it would lead elsewhere."""
        before = '<a id="a1">Läs</a> <a id="a2">mer</a>.'
        change = only(texts(before), texts('Läs <a id="a1">mer</a>.'))
        self.assertTrue(change.relinked)
        self.assertFalse(change.same_words)

    def test_other_words_around_the_same_link(self) -> None:
        change = only(
            texts('Läs <a id="a1">mer</a>.'), texts('Läs gärna <a id="a1">mer</a>.')
        )
        self.assertFalse(change.relinked or change.same_words)


class KeyTests(SimpleTestCase):
    def test_it_names_the_place_the_old_and_the_new(self) -> None:
        one = only(texts("Ring."), texts("Ring oss."))
        self.assertEqual(one.key, only(texts("Ring."), texts("Ring oss.")).key)
        others = [
            only(texts("Ring!"), texts("Ring oss.")),
            only(texts("Ring."), texts("Ring oss!")),
            only(texts("Ring.", path="x"), texts("Ring oss.", path="x")),
            only(texts(), texts("Ring oss.")),
            only(texts("Ring."), texts()),
        ]
        self.assertEqual(len({one.key, *(x.key for x in others)}), 6)
