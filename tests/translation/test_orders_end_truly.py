"""An order stands for what readers lack: none for what they have, none lost before."""

from typing import Any
from unittest.mock import patch

from django.utils import timezone

from hm_site.base.chores import Failure
from hm_site.organisations.models import Notice
from hm_site.translation import batches, machine, orders, work
from hm_site.translation.models import (
    LanguagePolicy,
    TranslationBatch,
    TranslationOrder,
)
from hm_site.translation.segments import source_segments
from hm_site.translation.states import State
from tests import factories

from . import machine_server
from .desk_case import DeskCase


class TrueOrdersTests(DeskCase):
    def test_more_than_a_batch_holds_is_refused_and_nothing_cut(self) -> None:
        with (
            patch.object(batches, "MAX_PAGES", 1),
            self.assertRaisesMessage(orders.OrderError, "högst 1 sidor"),
        ):
            batches.ask([1, 2], ["ar"], orders.Wish(), None)
        self.assertFalse(TranslationBatch.objects.exists())

    def test_a_swedish_page_that_says_again_what_readers_have_ends_the_order(
        self,
    ) -> None:
        self.publish_translation()
        before = self.fresh().summary
        self.change_source(summary="Nu med en kurator.")
        self.run_batch("ar")
        self.assertEqual(self.ordered(), {(self.source.pk, "ar")})
        self.change_source(summary=before)
        self.assertEqual(self.ordered(), set())

    def test_who_has_taken_it_meanwhile_keeps_it(self) -> None:
        self.run_batch("ar")
        order = TranslationOrder.objects.get()
        orders.take(order, self.translator)
        stale = TranslationOrder.objects.get()
        second = factories.member("translator", "ar", "second")
        TranslationOrder.objects.update(taken_by=second)
        with self.assertRaises(orders.OrderError):
            orders.release(stale, self.translator)
        self.assertEqual(TranslationOrder.objects.get().taken_by, second)

    def ordered(self) -> set[tuple[int, str]]:
        rows = TranslationOrder.objects.values_list("page_id", "language")
        return set(rows)

    def run_batch(self, *codes: str, **kwargs: Any) -> Any:
        pages = kwargs.pop("pages", [self.source.pk])
        batch = batches.ask(pages, codes, orders.Wish(), None, **kwargs)
        self.lines = list(batches.chore(timezone.now()))
        batch.refresh_from_db()
        return batch

    def test_what_readers_have_is_not_ordered(self) -> None:
        self.publish_translation()
        batch = self.run_batch("ar", "ti")
        self.assertEqual(self.ordered(), {(self.source.pk, "ti")})
        self.assertEqual((batch.done, batch.ordered), (1, 1))
        told = Notice.objects.filter(person=self.translator)
        self.assertFalse(told.filter(text__contains="beställ").exists())

    def test_what_is_outdated_is_ordered(self) -> None:
        self.publish_translation()
        self.change_source(summary="Nu med en kurator.")
        self.run_batch("ar")
        self.assertEqual(self.ordered(), {(self.source.pk, "ar")})

    def test_a_machine_s_text_that_nobody_has_read_ends_no_order(self) -> None:
        LanguagePolicy.objects.create(language="ar", show_machine=True)
        self.run_batch("ar")
        for segment in source_segments(self.source):
            words = machine_server.said(segment.string.data)
            work.write(segment, "ar", words, None, machine="Maskin")
        self.assertTrue(machine.show_if_allowed(self.fresh(), "ar"))
        self.assertEqual(self.cell().state, State.MACHINE)
        self.assertEqual(self.ordered(), {(self.source.pk, "ar")})
        # It is what a coordinator may still ask to have read.
        self.run_batch("ar")
        self.assertEqual(len(self.ordered()), 1)

    def test_a_translation_that_is_outdated_when_it_goes_out_ends_no_order(
        self,
    ) -> None:
        self.run_batch("ar")
        self.write_all()
        state = self.submit()
        self.change_source(summary="Nu med en kurator.")
        self.approve_as_it_changes(state)
        self.assertEqual(self.cell().state, State.OUTDATED)
        self.assertEqual(self.ordered(), {(self.source.pk, "ar")})

    def test_whatever_breaks_on_one_page_stops_no_other(self) -> None:
        other = factories.offering(self.ours, "Kaffe på torsdagar")
        place = orders.place

        def broken(page: int, *rest: Any) -> int:
            if page == self.source.pk:
                raise ValueError("a secret of the program")
            return place(page, *rest)

        with patch.object(orders, "place", broken):
            batch = self.run_batch("ar", pages=[self.source.pk, other.pk])
        self.assertEqual(self.ordered(), {(other.pk, "ar")})
        self.assertIsNotNone(batch.finished_at)
        self.assertTrue(any(isinstance(line, Failure) for line in self.lines))
        self.assertNotIn("secret", str(batch.problems))
