"""A sentence that readers have already is offered; nothing is filled in by itself."""

from typing import Any

from django.test import SimpleTestCase
from django.urls import reverse

from hm_site.base import caches
from hm_site.organisations.review.models import Approval
from hm_site.translation import editor, memory, work
from hm_site.translation.models import PublishedSegment, PublishedSentence
from hm_site.translation.segments import source_segments
from resources.models import SupportOfferingPage
from tests import factories

from .desk_case import DeskCase

WHOLE = "Du pratar med någon som lyssnar."
SWEDISH = "Alla är välkomna. Kom som du är. Vi bjuder på te."
ARABIC = "الجميع مرحب بهم. تعال كما أنت. نقدم الشاي."


class SentencesTests(SimpleTestCase):
    def test_a_text_is_split_where_sentences_end(self) -> None:
        for text, number in (
            (SWEDISH, 3),
            (ARABIC, 3),
            ("هل تنام؟ اتصل بنا.", 2),
            ("ድምጺ ኣሎ። ንዓ።", 2),
            ("Vi ses kl. 10. Ring t.ex. 1177 om du är sjuk.", 2),
            ("Öppet 13.30 hos oss, bl.a. på tisdagar.", 1),
            ("", 1),
        ):
            self.assertEqual(len(memory.sentences(text)), number, text)

    def test_sentences_are_paired_only_where_it_is_plain_which_is_which(self) -> None:
        self.assertEqual(len(memory.pairs(SWEDISH, ARABIC)), 3)
        self.assertEqual(memory.pairs(SWEDISH, "الجميع مرحب بهم. نقدم الشاي."), [])

    def test_a_link_stays_with_its_sentence(self) -> None:
        linked = 'Läs <a id="a1">mer här. Vi</a> ses. Välkommen.'
        foreign = 'اقرأ <a id="a1">المزيد. نلتقي</a> هنا. أهلا.'
        self.assertEqual(memory.pairs(linked, foreign), [("Välkommen.", "أهلا.")])
        one = 'Läs <a id="a1">mer</a>. Kom.'
        self.assertEqual(
            memory.pairs(one, 'اقرأ <a id="a1">المزيد</a>. تعال.')[0][1],
            'اقرأ <a id="a1">المزيد</a>.',
        )
        self.assertEqual(len(memory.pairs(one, "اقرأ المزيد. تعال.")), 1)


class OffersCase(DeskCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        theirs = factories.organisation("kommun-b")
        cls.other = factories.offering(
            theirs, "Kafé", summary=WHOLE, who_for=f"<p>{SWEDISH}</p>"
        )
        cls.translated = factories.translate(
            cls.other, "ar", summary="تتحدث مع من يستمع.", who_for=f"<p>{ARABIC}</p>"
        )

    def offers(self, text: str, language: str = "ar") -> list[memory.Offer]:
        return memory.offers([text], language)[text]


class OffersTests(OffersCase):
    def test_the_same_text_of_another_organisation_is_offered_with_its_place(
        self,
    ) -> None:
        (offer,) = self.offers(WHOLE)
        self.assertEqual(offer.text, "تتحدث مع من يستمع.")
        self.assertEqual((offer.pages, offer.title), (1, "Kafé"))
        self.assertTrue(offer.published_at)
        self.assertEqual(self.offers(WHOLE, "fa"), [])

    def test_what_is_not_published_is_not_offered(self) -> None:
        draft = factories.offering(self.ours, "Utkast", summary="Hemligt ord.")
        segment = next(
            s for s in source_segments(draft) if s.string.data == "Hemligt ord."
        )
        work.write(segment, "ar", "سر.", self.translator)
        self.assertEqual(self.offers("Hemligt ord."), [])
        for page in (self.translated, self.other):
            with self.subTest(page.locale.language_code):
                type(page).objects.filter(pk=page.pk).update(live=False)
                self.assertEqual(self.offers(WHOLE), [])
                type(page).objects.filter(pk=page.pk).update(live=True)
        PublishedSegment.objects.update(machine=True)
        self.assertEqual(self.offers(WHOLE), [])

    def test_what_stayed_swedish_is_no_translation(self) -> None:
        PublishedSegment.objects.filter(string__data=WHOLE).update(text=WHOLE)
        self.assertEqual(self.offers(WHOLE), [])

    def test_approved_texts_come_first_then_those_on_most_pages(self) -> None:
        for number in (1, 2):
            page = factories.offering(self.ours, f"Fler {number}", summary=WHOLE)
            factories.translate(page, "ar", summary="من يستمع إليك.")
        first, second = self.offers(WHOLE)
        self.assertEqual((first.text, first.pages), ("من يستمع إليك.", 2))
        self.write_all(mark="ع")
        self.approve(self.submit())
        approved = self.offers(WHOLE)[0]
        self.assertTrue(approved.reviewed)
        self.assertEqual(approved.text, f"ع {WHOLE}")

    def test_sentences_are_offered_where_the_text_as_a_whole_is_new(self) -> None:
        (offer,) = self.offers("Kom som du är. Ring först.")
        self.assertEqual((offer.source, offer.whole), ("Kom som du är.", False))
        self.assertEqual(offer.text, "تعال كما أنت.")

    def test_when_all_sentences_are_known_they_make_a_whole(self) -> None:
        whole, *parts = self.offers("Kom som du är. Alla är välkomna.")
        self.assertEqual(whole.text, "تعال كما أنت. الجميع مرحب بهم.")
        self.assertEqual((whole.whole, len(parts)), (True, 2))

    def test_a_new_wording_is_remembered_with_the_old_translation(self) -> None:
        self.source = self.other
        self.change_source(Approval.WORDING, who_for=f"<p>{SWEDISH[:-3]}kaffe.</p>")
        found = PublishedSentence.objects.filter(source="Vi bjuder på kaffe.")
        self.assertEqual([row.text for row in found], ["نقدم الشاي."])

    def test_any_number_of_texts_takes_three_queries(self) -> None:
        texts = [WHOLE, SWEDISH, *(f"Text {n}. Och mer." for n in range(40))]
        memory.offers(texts[:1], "ar")
        caches.pin_version(caches.read_version())  # as in a request
        with self.assertNumQueries(3):
            memory.offers(texts, "ar")


class UsingThemTests(OffersCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        SupportOfferingPage.objects.filter(pk=cls.source.pk).update(
            who_for="<p>Kom som du är. Ring först.</p>"
        )

    def lines(self) -> dict[str, editor.Line]:
        found = editor.lines(self.fresh(), "ar")
        editor.attach_offers(found, "ar")
        return {line.segment.context.path: line for line in found}

    def post(self, data: dict[str, str]) -> Any:
        self.client.force_login(self.translator)
        url = reverse("translation_edit", args=[self.source.pk, "ar"])
        return self.client.post(url, data)

    def test_the_editor_shows_them_in_their_direction(self) -> None:
        self.client.force_login(self.translator)
        url = reverse("translation_edit", args=[self.source.pk, "ar"])
        page = self.client.get(url)
        self.assertContains(
            page,
            '<p class="hm-offers__text" lang="ar" dir="rtl">تتحدث مع من يستمع.</p>',
            html=True,
        )
        self.client.force_login(self.reviewer)
        self.assertNotContains(self.client.get(url), "hm-offers")

    def test_using_one_saves_it_and_all_else_that_was_typed(self) -> None:
        lines = self.lines()
        line, title = lines["summary"], lines["title"]
        data = {title.name: "عنوان", line.name: "شيء آخر"}
        data["use"] = f"{line.name}:{line.offers[0].key}"
        answer = self.post({**data, "submit": "1"})
        self.assertTrue(answer["Location"].endswith(f"#{line.name}-label"))
        now = self.lines()
        self.assertEqual(now["summary"].was, "تتحدث مع من يستمع.")
        self.assertEqual(now["title"].was, "عنوان")
        self.assertEqual(now["summary"].offers, [])
        self.assertFalse(now["summary"].machine)

    def test_a_sentence_goes_after_what_stands_there(self) -> None:
        line = next(x for p, x in self.lines().items() if p.startswith("who_for"))
        use = f"{line.name}:{line.offers[0].key}"
        self.post({line.name: "اتصل أولا.", "use": use})
        now = next(x for p, x in self.lines().items() if p.startswith("who_for"))
        self.assertEqual(now.was, "اتصل أولا. تعال كما أنت.")

    def test_an_offer_that_is_gone_loses_nothing(self) -> None:
        line = self.lines()["summary"]
        use = f"{line.name}:{line.offers[0].key}"
        self.translated.unpublish()
        for odd in (use, "text-0:x", "\0", ":", f"{line.name}:"):
            was = self.lines()["summary"].was
            typed = {line.name: f"نص {len(odd)}", f"{line.name}-was": was}
            answer = self.post({**typed, "use": odd})
            self.assertEqual(answer.status_code, 302, odd)
        self.assertEqual(self.lines()["summary"].was, f"نص {len(odd)}")
