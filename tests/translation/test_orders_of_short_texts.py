"""Short texts are ordered, taken and fulfilled as pages are, by the same people."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file

from hm_site.base.caches import clear_process_caches
from hm_site.base.chores import Failure
from hm_site.base.models import HmDocument, HmImage, Term, TermLabel
from hm_site.organisations.models import Notice
from hm_site.translation import batches, orders
from hm_site.translation.models import TranslationBatch, TranslationOrder
from hm_site.translation.short_texts.kinds import KINDS, Item
from tests import factories

from .short_case import ShortCase

Priority = TranslationOrder.Priority


def ordered() -> set[tuple[tuple[str, int], str]]:
    return {(order.key, order.language) for order in TranslationOrder.objects.all()}


class OrderCase(ShortCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.coordinator = factories.member("coordinator")

    @property
    def item(self) -> Item:
        found = KINDS[self.kind].item(self.pk)
        assert found is not None
        return found

    def place(self, *codes: str, **wish: Any) -> int:
        return orders.place_text(self.item, codes or ("ar",), orders.Wish(**wish), None)

    def order(self, language: str = "ar") -> TranslationOrder:
        return TranslationOrder.objects.get(language=language)


class OneOrderTests(OrderCase):
    def test_ordering_again_changes_what_is_wanted_and_keeps_who_has_it(self) -> None:
        self.assertEqual(self.place("ar", "ti", "sv", "xx", note="Snart."), 2)
        orders.take(self.order(), self.translator)
        due = timezone.localdate() + timedelta(days=3)
        self.assertEqual(self.place("ar", priority=Priority.URGENT, due=due), 0)
        order = self.order()
        self.assertEqual(
            (order.priority, order.due, order.note, order.taken_by),
            (Priority.URGENT, due, "", self.translator),
        )

    def test_an_order_is_of_a_page_or_of_a_short_text(self) -> None:
        page = factories.offering(factories.organisation("kommun-a"), "Stöd")
        for columns in (
            {},
            {"page": page, "text_kind": "ord", "text_pk": 1},
            {"page": page, "text_kind": "ord"},
            {"text_kind": "ord"},
            {"text_pk": 1},
        ):
            with (
                self.subTest(columns),
                self.assertRaises(IntegrityError),
                transaction.atomic(),
            ):
                TranslationOrder.objects.create(language="ar", **columns)

    def test_it_ends_when_readers_have_the_text_as_it_is(self) -> None:
        self.place("ar", "ti")
        self.send()
        self.assertEqual(len(ordered()), 2)
        self.approve()
        self.assertEqual(ordered(), {(self.item.key, "ti")})

    def test_a_text_that_is_old_when_it_goes_out_ends_none(self) -> None:
        self.send()
        self.change_swedish("Vila")
        self.place()
        self.approve()  # of what the new Swedish word did not mean
        self.assertEqual(ordered(), {(self.item.key, "ar")})

    def test_it_ends_when_the_swedish_becomes_again_what_readers_have(self) -> None:
        self.forget("ti")
        self.send()
        self.approve()
        swedish = TermLabel.objects.get(term=self.term, language="sv")
        before = swedish.label
        for label, wanted in (("Vila", True), (before, False)):
            swedish.refresh_from_db()
            swedish.label = label
            swedish.save_revision().publish(skip_permission_checks=True)
            if wanted:
                self.place("ar", "ti")
            self.assertEqual((self.item.key, "ar") in ordered(), wanted)
        self.assertEqual(ordered(), {(self.item.key, "ti")})

    def test_it_goes_with_what_has_the_text_and_no_other_does(self) -> None:
        image = HmImage.objects.create(
            title="Bild", description="En bild", file=get_test_image_file("a.png")
        )
        document = HmDocument(title="Blankett")
        document.file.save("b.txt", ContentFile(b"text"))
        term = Term.objects.create(vocabulary="concern", code="ny")
        rows = [("bild", image), ("dokument", document), ("ord", term)]
        for kind, thing in rows:
            for pk in (thing.pk, thing.pk + 1000):
                TranslationOrder.objects.create(
                    text_kind=kind, text_pk=pk, language="ar"
                )
        for number, (kind, thing) in enumerate(rows, 1):
            gone = ((kind, thing.pk), "ar")
            thing.delete()
            self.assertNotIn(gone, ordered())
            self.assertEqual(len(ordered()), 6 - number)


class PeopleTests(OrderCase):
    def post(self, user: Any, action: str, language: str = "ar", **data: str) -> Any:
        self.client.force_login(user)
        return self.client.post(self.url(action, language), data)

    def taken(self) -> int:
        return TranslationOrder.objects.exclude(taken_by=None).count()

    def test_each_role_may_do_its_own_and_no_more(self) -> None:
        self.place("ar", "ti")
        colleague = factories.member("translator", "ar", "colleague-ar")
        strangers = (
            factories.member("translator", "ti"),
            factories.editor(factories.organisation("kommun-a")),
            factories.moderator(),
            factories.member("staff-reader"),
            factories.person("nobody"),
        )
        for stranger in (*strangers, self.reviewer, self.coordinator):
            self.post(stranger, "take")
            self.assertEqual(self.taken(), 0, stranger)
        answer = self.post(self.translator, "take")
        self.assertRedirects(answer, self.url())
        self.assertEqual(self.taken(), 1)
        for stranger in (*strangers, colleague, self.reviewer):
            self.post(stranger, "release")
            self.assertEqual(self.taken(), 1, stranger)
            self.post(stranger, "cancel")
            self.assertEqual(len(ordered()), 2, stranger)
        self.post(self.translator, "release")
        self.assertEqual(self.taken(), 0)
        self.post(self.translator, "cancel")
        self.assertEqual(len(ordered()), 2)
        self.post(self.coordinator, "cancel")
        self.assertEqual(ordered(), {(self.item.key, "ti")})

    def test_who_has_no_part_in_the_language_is_told_nothing_of_the_order(self) -> None:
        self.place()
        for stranger in (factories.member("translator", "ti"), factories.moderator()):
            for action in ("take", "release", "cancel"):
                answer = self.post(stranger, action)
                self.assertEqual(answer["Location"], "/admin/", (stranger, action))

    def test_a_reader_is_sent_to_sign_in(self) -> None:
        self.place()
        for action in ("take", "release", "cancel"):
            answer = self.client.post(self.url(action))
            self.assertIn("/admin/login/", answer["Location"])
        self.assertEqual((self.taken(), len(ordered())), (0, 1))

    def test_of_two_who_take_it_the_second_is_told_who_has_it(self) -> None:
        self.place()
        colleague = factories.member("translator", "ar", "colleague-ar")
        self.post(self.translator, "take")
        answer = self.post(colleague, "take", next=self.url())
        self.assertEqual(answer["Location"], self.url())
        self.assertContains(
            self.client.get(self.url()), "translator-ar har redan tagit"
        )

    def test_what_is_not_there_is_not_found(self) -> None:
        self.client.force_login(self.admin)
        for action in ("take", "release", "cancel"):
            for url in (
                self.url(action),  # nobody has ordered it
                self.url(action, pk=10**9),
                self.url(action).replace("/ord/", "/lag/"),
            ):
                self.assertEqual(self.client.post(url).status_code, 404, url)
                self.assertEqual(self.client.get(url).status_code, 405, url)

    def test_the_form_shows_the_order_to_all_who_may_see_it(self) -> None:
        due = timezone.localdate() - timedelta(days=1)
        self.place(priority=Priority.URGENT, due=due, note="Före jul.")
        self.client.force_login(self.translator)
        shown = self.client.get(self.url())
        for words in ("Brådskande", "försenad", "Före jul.", "Jag tar den"):
            self.assertContains(shown, words)
        self.post(self.translator, "take")
        self.assertContains(self.client.get(self.url()), "Tagen av translator-ar")
        self.client.force_login(self.reviewer)
        other = self.client.get(self.url())
        self.assertContains(other, "Tagen av translator-ar")
        self.assertNotContains(other, self.url("release"))
        self.client.force_login(self.coordinator)
        self.assertContains(self.client.get(self.url()), self.url("cancel"))

    def test_the_form_leads_the_coordinator_to_an_order_of_it(self) -> None:
        self.client.force_login(self.translator)
        self.assertNotContains(self.client.get(self.url()), "Beställ översättning")
        self.client.force_login(self.coordinator)
        self.assertContains(
            self.client.get(self.url()), f"text=ord-{self.pk}#order-form"
        )
        desk = self.client.get(
            reverse("translation_desk"), {"kind": "ord", "text": f"ord-{self.pk}"}
        )
        self.assertContains(desk, f'value="ord-{self.pk}" form="order" checked')


class BatchTests(OrderCase):
    def post(self, query: str = "", **data: Any) -> TranslationBatch | None:
        self.client.force_login(data.pop("user", self.coordinator))
        data = {"languages": ["ar", "ti"], "priority": "1", "everything": "", **data}
        self.client.post(reverse("translation_order") + query, data)
        return TranslationBatch.objects.order_by("pk").last()

    def run_chore(self) -> list[Any]:
        return list(batches.chore(timezone.now()))

    def told(self) -> list[str]:
        rows = Notice.objects.filter(person=self.translator)
        return list(rows.values_list("text", flat=True))

    def test_what_is_ticked_is_ordered_and_what_is_made_up_never(self) -> None:
        page = factories.offering(factories.organisation("kommun-a"), "Stöd")
        ticked = [f"ord-{self.pk}", "ord-999999", "lag-1", "x", f"bild-{self.pk}"]
        batch = self.post(text=ticked, page=[page.pk])
        self.assertEqual((batch.pages, batch.texts), ([page.pk], [["ord", self.pk]]))
        self.forget()
        self.forget("ti")
        self.run_chore()
        self.assertEqual(
            ordered(),
            {
                (key, code)
                for key in (("", page.pk), self.item.key)
                for code in ("ar", "ti")
            },
        )
        self.assertEqual(
            self.told(), ["1 sida och 1 kort text är beställda på arabiska."]
        )

    def test_all_means_all_that_the_filters_show(self) -> None:
        batch = self.post("?kind=hjalplinje", everything="1")
        lines = [list(item.key) for item in KINDS["hjalplinje"].items()]
        self.assertEqual((batch.pages, batch.texts), ([], lines))
        self.forget()
        batch = self.post("?kind=ord&state=missing&language=ar", everything="1")
        self.assertEqual(batch.texts, [["ord", self.pk]])

    def test_nobody_but_coordinators_orders(self) -> None:
        for user in (self.translator, self.reviewer, factories.moderator()):
            self.assertIsNone(self.post(user=user, text=[f"ord-{self.pk}"]))

    def test_what_readers_have_is_not_ordered(self) -> None:
        self.forget("ti")
        self.post(text=[f"ord-{self.pk}"])
        self.run_chore()
        self.assertEqual(ordered(), {(self.item.key, "ti")})
        self.assertEqual(self.told(), [])

    def test_killed_half_way_it_goes_on_where_it_was(self) -> None:
        TermLabel.objects.filter(term__vocabulary="concern", language="ar").delete()
        batch = self.post("?kind=ord&q=Besvär", everything="1", languages=["ar"])
        place, calls = orders.place_text, []

        def killed(item: Item, *rest: Any) -> int:
            calls.append(item)
            if len(calls) == 3:
                raise KeyboardInterrupt
            return place(item, *rest)

        orders.place_text = killed
        try:
            with self.assertRaises(KeyboardInterrupt):
                self.run_chore()
        finally:
            orders.place_text = place
        batch.refresh_from_db()
        self.assertEqual((batch.done, len(ordered())), (2, 2))
        self.run_chore()
        batch.refresh_from_db()
        self.assertEqual((batch.done, batch.ordered, len(ordered())), (9, 9, 9))
        self.assertEqual(self.told(), ["9 korta texter är beställda på arabiska."])

    def test_a_text_that_is_gone_stops_no_other(self) -> None:
        self.forget()
        texts = [("ord", 10**6), ("lag", 1), self.item.key]
        batch = batches.ask([], ["ar"], orders.Wish(), None, texts=texts)
        lines = self.run_chore()
        self.assertEqual(len([x for x in lines if isinstance(x, Failure)]), 2)
        self.assertEqual(ordered(), {(self.item.key, "ar")})
        self.client.force_login(self.coordinator)
        shown = self.client.get(reverse("translation_batch", args=[batch.pk]))
        self.assertContains(shown, "Texten visas inte för läsare längre.", 2)
        self.assertContains(shown, "3 av 3 korta texter, 1 ny beställning")
        self.assertNotContains(shown, "XLIFF")  # which is for pages

    def test_a_batch_says_of_what_it_is(self) -> None:
        for pages, texts, words in (
            ([1], [], "0 av 1 sidor"),
            ([], [("ord", 1)], "0 av 1 korta texter"),
            ([1], [("ord", 1)], "0 av 2 sidor och korta texter"),
        ):
            batch = batches.ask(pages, ["ar"], orders.Wish(), None, texts=texts)
            self.client.force_login(self.coordinator)
            shown = self.client.get(reverse("translation_batch", args=[batch.pk]))
            self.assertContains(shown, words)

    def test_a_text_costs_the_same_few_queries_whatever_there_is(self) -> None:
        def cost(*codes: str) -> int:
            batch = batches.ask([], codes, orders.Wish(), None, texts=[self.item.key])
            clear_process_caches()
            with CaptureQueriesContext(connection) as found:
                batches.step(batch.pk)
            return len(found)

        for code in ("ar", "ti", "fa"):
            self.forget(code)
        few = cost("ar")
        terms = Term.objects.bulk_create(
            Term(vocabulary="concern", code=f"ny-{n}", order=n) for n in range(50)
        )
        TermLabel.objects.bulk_create(
            TermLabel(term=term, language="sv", label=term.code) for term in terms
        )
        self.assertEqual(cost("ar", "ti", "fa"), few)
        self.assertLess(few, 20)
