"""Coordinators order, translators take; a batch is made in the background."""

from datetime import timedelta
from typing import Any

from django.db import DatabaseError
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from hm_site.base.caches import clear_process_caches
from hm_site.base.chores import Failure
from hm_site.organisations.models import Notice
from hm_site.translation import batches, orders
from hm_site.translation.models import TranslationBatch, TranslationOrder
from tests import factories

from .desk_case import DeskCase

Priority = TranslationOrder.Priority


def ordered() -> dict[tuple[int, str], TranslationOrder]:
    return {(o.page_id, o.language): o for o in TranslationOrder.objects.all()}


def run() -> list[Any]:
    return list(batches.chore(timezone.now()))


class OrderTests(DeskCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.coordinator = factories.member("coordinator", "")
        cls.colleague = factories.member("translator", "ar", "colleague-ar")

    def test_ordering_again_changes_what_is_wanted_and_keeps_who_has_it(self) -> None:
        wish = orders.Wish(note="Snart.")
        made = orders.place(self.source.pk, ["ar", "ti", "sv", "xx"], wish, None)
        self.assertEqual(made, 2)
        order = ordered()[self.source.pk, "ar"]
        orders.take(order, self.translator)
        due = timezone.localdate() + timedelta(days=3)
        again = orders.Wish(Priority.URGENT, due)
        self.assertEqual(orders.place(self.source.pk, ["ar"], again, None), 0)
        order.refresh_from_db()
        self.assertEqual(
            (order.priority, order.due, order.note, order.taken_by),
            (Priority.URGENT, due, "", self.translator),
        )

    def test_of_two_who_take_it_the_second_is_told_who_has_it(self) -> None:
        orders.place(self.source.pk, ["ar"], orders.Wish(), None)
        first = ordered()[self.source.pk, "ar"]
        second = ordered()[self.source.pk, "ar"]
        orders.take(first, self.translator)
        with self.assertRaisesMessage(orders.OrderError, "translator-ar"):
            orders.take(second, self.colleague)
        with self.assertRaises(orders.OrderError):
            orders.release(second, self.colleague)
        orders.release(second, self.coordinator)
        self.assertIsNone(ordered()[self.source.pk, "ar"].taken_by)

    def test_an_order_ends_when_readers_have_the_translation(self) -> None:
        orders.place(self.source.pk, ["ar", "ti"], orders.Wish(), None)
        self.publish_translation()
        self.assertEqual(list(ordered()), [(self.source.pk, "ti")])

    def test_each_role_may_do_its_own_and_no_more(self) -> None:
        orders.place(self.source.pk, ["ar", "ti"], orders.Wish(), None)
        tigrinya = factories.member("translator", "ti")

        def post(user: Any, name: str, language: str = "ar") -> int:
            self.client.force_login(user)
            url = reverse(name, args=[self.source.pk, language])
            self.client.post(url, {"next": "https://evil.example.org/"})
            return TranslationOrder.objects.exclude(taken_by=None).count()

        for stranger in (tigrinya, self.editor, self.moderator, self.reviewer):
            self.assertEqual(post(stranger, "translation_take"), 0, stranger)
        self.assertEqual(post(self.translator, "translation_take"), 1)
        for stranger in (tigrinya, self.editor, self.moderator, self.colleague):
            self.assertEqual(post(stranger, "translation_release"), 1, stranger)
        self.assertEqual(post(self.coordinator, "translation_release"), 0)
        for stranger in (self.translator, self.reviewer, self.moderator, self.editor):
            post(stranger, "translation_cancel")
            self.assertEqual(len(ordered()), 2, stranger)
        post(self.coordinator, "translation_cancel")
        self.assertEqual(list(ordered()), [(self.source.pk, "ti")])

    def test_the_way_back_stays_in_the_desk(self) -> None:
        orders.place(self.source.pk, ["ar"], orders.Wish(), None)
        self.client.force_login(self.coordinator)
        url = reverse("translation_release", args=[self.source.pk, "ar"])
        desk = reverse("translation_desk")
        for given, expected in (
            (f"{desk}?risk=vital", f"{desk}?risk=vital"),
            ("//evil.example.org/", desk),
            (f"https://evil.example.org{desk}", desk),
        ):
            answer = self.client.post(url, {"next": given})
            self.assertEqual(answer["Location"], expected)

    def test_a_reviewer_is_led_to_what_waits(self) -> None:
        url = reverse("translation_review_of", args=[self.source.pk, "ar"])
        self.client.force_login(self.reviewer)
        self.assertIn("/ar/", self.client.get(url)["Location"])
        self.write_all()
        state = self.submit()
        expected = reverse("translation_review", args=[state.pk])
        self.assertEqual(self.client.get(url)["Location"], expected)


class BatchTests(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.ours = factories.organisation("kommun-a")
        cls.coordinator = factories.member("coordinator", "")
        cls.translator = factories.member("translator", "ar")
        cls.pages = [factories.offering(cls.ours, f"Stöd {n}") for n in range(3)]
        cls.draft = factories.offering(cls.ours, "Hemligt utkast", live=False)

    def numbers(self) -> list[int]:
        return [page.pk for page in self.pages]

    def ask(self, pages: list[int] | None = None, **kwargs: Any) -> TranslationBatch:
        codes = kwargs.pop("codes", ["ar", "ti"])
        wish = orders.Wish(Priority.URGENT)
        return batches.ask(
            pages or self.numbers(), codes, wish, self.coordinator, **kwargs
        )

    def test_nothing_is_ordered_before_the_chore_and_everything_after(self) -> None:
        batch = self.ask()
        self.assertFalse(ordered())
        self.assertEqual([str(line)[:20] for line in run()], ["3 done, 6 new orders"])
        self.assertEqual(len(ordered()), 6)
        batch.refresh_from_db()
        self.assertEqual((batch.done, batch.ordered), (3, 6))
        self.assertIsNotNone(batch.finished_at)
        self.assertEqual(run(), [])

    def test_killed_half_way_it_goes_on_where_it_was(self) -> None:
        batch = self.ask()
        place, calls = orders.place, []

        def killed(page: int, *rest: Any) -> int:
            calls.append(page)
            if len(calls) == 2:
                raise KeyboardInterrupt
            return place(page, *rest)

        orders.place = killed
        try:
            with self.assertRaises(KeyboardInterrupt):
                run()
        finally:
            orders.place = place
        batch.refresh_from_db()
        self.assertEqual((batch.done, len(ordered())), (1, 2))
        run()
        batch.refresh_from_db()
        self.assertEqual((batch.done, batch.ordered, len(ordered())), (3, 6, 6))
        told = Notice.objects.filter(person=self.translator)
        self.assertEqual(
            list(told.values_list("text", flat=True)),
            ["3 sidor är beställda på arabiska."],
        )

    def test_a_page_that_cannot_be_ordered_stops_no_other(self) -> None:
        first, second, third = self.pages
        batch = self.ask([first.pk, self.draft.pk, 10**6, third.pk])
        lines = run()
        self.assertEqual(len([x for x in lines if isinstance(x, Failure)]), 2)
        self.assertEqual({page for page, _ in ordered()}, {first.pk, third.pk})
        batch.refresh_from_db()
        self.assertEqual([p["page"] for p in batch.problems], [self.draft.pk, 10**6])
        self.client.force_login(self.coordinator)
        shown = self.client.get(reverse("translation_batch", args=[batch.pk]))
        self.assertContains(shown, "Sidan är inte publicerad längre", 2)
        self.assertNotContains(shown, "Hemligt utkast")

    def test_a_database_error_on_one_page_stops_no_other(self) -> None:
        place = orders.place

        def broken(page: int, *rest: Any) -> int:
            if page == self.pages[0].pk:
                raise DatabaseError("secret of the database")
            return place(page, *rest)

        orders.place = broken
        try:
            batch = self.ask()
            run()
        finally:
            orders.place = place
        batch.refresh_from_db()
        self.assertEqual(batch.problems[0]["text"], "Det blev ett fel i programmet.")
        self.assertEqual(len(ordered()), 4)


class OrderingOnTheDeskTests(BatchTests):
    def post(self, query: str = "", **data: Any) -> Any:
        self.client.force_login(data.pop("user", self.coordinator))
        data = {"languages": ["ar"], "priority": "1", "everything": "", **data}
        return self.client.post(reverse("translation_order") + query, data)

    def chosen(self) -> list[int]:
        return TranslationBatch.objects.get().pages

    def test_the_chosen_pages_are_ordered_and_drafts_never(self) -> None:
        answer = self.post(page=[self.pages[1].pk, self.draft.pk, "x", "٣", "9" * 30])
        batch = TranslationBatch.objects.get()
        self.assertRedirects(answer, reverse("translation_batch", args=[batch.pk]))
        self.assertEqual(batch.pages, [self.pages[1].pk])

    def test_all_means_all_that_the_filters_show(self) -> None:
        self.post("?q=Stöd+2", everything="1")
        self.assertEqual(self.chosen(), [self.pages[2].pk])

    def test_what_is_wrong_is_said_and_kept(self) -> None:
        yesterday = timezone.localdate() - timedelta(days=1)
        for data, told in (
            ({"page": []}, "Bocka för minst en sida eller en kort text."),
            ({"languages": []}, "Välj minst ett språk."),
            ({"languages": ["sv"]}, "sv"),
            ({"due": str(yesterday)}, "Dagen har redan varit."),
            ({"due": "i morgon"}, "Skriv dagen så här"),
            ({"priority": "9"}, "9"),
        ):
            sent = {"page": [self.pages[0].pk], "note": "Före jul", **data}
            with self.subTest(told):
                answer = self.post(**sent)
                self.assertContains(answer, told, status_code=422)
                self.assertContains(answer, "Före jul", status_code=422)
        self.assertFalse(TranslationBatch.objects.exists())

    def test_nobody_but_coordinators_orders_or_sees_a_batch(self) -> None:
        batch = self.ask()
        strangers = (
            self.translator,
            factories.moderator(),
            factories.editor(self.ours),
            factories.member("reviewer", "ar"),
        )
        for user in strangers:
            self.post(user=user, page=[self.pages[0].pk])
            answer = self.client.get(reverse("translation_batch", args=[batch.pk]))
            self.assertNotEqual(answer.status_code, 200, user)
        self.assertEqual(TranslationBatch.objects.count(), 1)

    def test_a_batch_says_how_far_it_has_come(self) -> None:
        batch = self.ask()
        batches.step(batch.pk)
        url = reverse("translation_batch", args=[batch.pk])
        self.client.force_login(self.coordinator)
        half = self.client.get(url)
        self.assertContains(half, '<progress class="hm-batch" value="1" max="3"')
        self.assertContains(half, "hm/admin/batch.js")
        self.assertContains(half, f'<a class="button" href="{url}">Uppdatera</a>')
        run()
        done = self.client.get(url)
        self.assertNotContains(done, "hm/admin/batch.js")
        self.assertNotContains(done, "Uppdatera")


class StoppedBatchTests(BatchTests):
    def stop(self, batch: TranslationBatch, user: Any = None) -> Any:
        self.client.force_login(user or self.coordinator)
        url = reverse("translation_batch_stop", args=[batch.pk])
        return self.client.post(url, follow=True)

    def test_what_is_ordered_stays_and_the_rest_is_not_begun(self) -> None:
        batch = self.ask()
        batches.step(batch.pk)
        # Ordered by somebody else: no part of what this batch came to.
        orders.place(self.pages[2].pk, ["ar"], orders.Wish(), None)
        answer = self.stop(batch)
        self.assertContains(answer, "1 av 3 sidor hann bli klara, med 2 nya")
        self.assertContains(answer, "Stoppad av coordinator")
        self.assertNotContains(answer, "Stoppa beställningen")
        self.assertEqual(run(), [])
        self.assertEqual(
            {page for page, _ in ordered()}, {self.pages[0].pk, self.pages[2].pk}
        )
        told = Notice.objects.filter(person=self.translator)
        self.assertEqual(told.get().text, "1 sida är beställd på arabiska.")

    def test_a_chore_that_is_under_way_stops_before_the_next_page(self) -> None:
        batch = self.ask()
        place = orders.place

        def stopped_meanwhile(page: int, *rest: Any) -> int:
            batches.stop(batch.pk, self.coordinator)
            return place(page, *rest)

        orders.place = stopped_meanwhile
        try:
            run()
        finally:
            orders.place = place
        batch.refresh_from_db()
        self.assertEqual((batch.done, len(ordered())), (1, 2))
        self.assertTrue(batch.stopped)

    def test_before_the_first_page_and_after_the_last(self) -> None:
        batch = self.ask()
        self.assertContains(self.stop(batch), "Ingenting hann beställas.")
        self.assertEqual((run(), ordered()), ([], {}))
        self.assertContains(self.stop(batch), "Beställningen var redan klar.")
        whole = self.ask()
        run()
        self.assertContains(self.stop(whole), "Beställningen var redan klar.")
        whole.refresh_from_db()
        self.assertEqual((whole.stopped, whole.stopped_by), (False, None))

    def test_nobody_but_coordinators_and_administrators_stops_one(self) -> None:
        batch = self.ask()
        for user in (
            self.translator,
            factories.moderator(),
            factories.editor(self.ours),
            factories.member("reviewer", "ar"),
        ):
            self.stop(batch, user)
            batch.refresh_from_db()
            self.assertIsNone(batch.finished_at, user)
        self.client.force_login(self.coordinator)
        url = reverse("translation_batch_stop", args=[batch.pk])
        self.assertEqual(self.client.get(url).status_code, 405)
        self.assertEqual(
            self.client.post(url.replace(str(batch.pk), "0")).status_code, 404
        )
        self.stop(batch, factories.admin())
        batch.refresh_from_db()
        self.assertIsNotNone(batch.finished_at)


class ScaleTests(TestCase):
    def test_two_hundred_pages_in_eleven_languages_are_asked_for_in_one_query(
        self,
    ) -> None:
        """And made in the same few queries for each page, whatever the languages."""
        organisation = factories.organisation("kommun-a")
        user = factories.member("coordinator", "")
        page = factories.offering(organisation, "Stöd")
        codes = ["ar", "fa", "prs", "ps", "ckb", "so", "ti", "uk", "ru", "en"]
        with self.assertNumQueries(1):
            batch = batches.ask(range(1, 201), codes, orders.Wish(), user)
        self.assertEqual(batch.total, 200)
        for few in (codes[:1], codes):
            small = batches.ask([page.pk], few, orders.Wish(), user)
            clear_process_caches()
            with self.assertNumQueries(27):
                batches.step(small.pk)
