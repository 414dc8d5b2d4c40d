"""A machine drafts in the background and decides nothing, whatever it answers."""

from contextlib import suppress
from typing import Any
from unittest.mock import patch

from django.core.exceptions import ValidationError
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from hm_site.base.chores import Failure
from hm_site.translation import machine, policies, work
from hm_site.translation.models import LanguagePolicy, MachineJob, MachineUse
from hm_site.translation.segments import source_segments
from hm_site.translation.states import State
from tests import factories

from .machine_case import MachineCase
from .machine_server import running, said, settings_for, translated


class DraftsTests(MachineCase):
    def test_the_translator_asks_and_gets_drafts_later(self) -> None:
        self.client.force_login(self.translator)
        url = reverse("translation_machine", args=[self.source.pk, "ar"])
        self.client.post(url)
        self.assertEqual(self.machine.asked, [])
        self.assertEqual(self.cell().state, State.MISSING)
        self.run_chore()
        self.assertEqual(self.cell().state, State.MACHINE)
        self.assertFalse(work.missing(self.fresh(), "ar"))
        self.assertIsNone(self.target())
        self.assertEqual(self.run_chore(), [])

    def test_what_a_person_wrote_is_left_alone(self) -> None:
        first = source_segments(self.source)[0]
        work.write(first, "ar", "بخط اليد", self.translator)
        machine.ask(self.source, "ar", self.translator)
        self.run_chore()
        row = work.texts(self.source, "ar")[(first.context_id, first.string_id)]
        self.assertEqual(row.data, "بخط اليد")

    def test_what_a_person_writes_while_it_answers_is_left_alone(self) -> None:
        first = source_segments(self.source)[0]

        real = machine._answers

        def meanwhile(*asked: Any) -> Any:
            answers = real(*asked)
            work.write(first, "ar", "بخط اليد", self.translator)
            return answers

        machine.ask(self.source, "ar", self.translator)
        with patch.object(machine, "_answers", meanwhile):
            self.run_chore()
        row = work.texts(self.source, "ar")[(first.context_id, first.string_id)]
        self.assertEqual((row.data, row.translation_type), ("بخط اليد", "manual"))
        self.assertFalse(work.missing(self.fresh(), "ar"))

    def test_asking_needs_the_language(self) -> None:
        url = reverse("translation_machine", args=[self.source.pk, "ar"])
        for user in (self.editor, factories.member("translator", "fa")):
            self.client.force_login(user)
            self.client.post(url)
        self.assertFalse(MachineJob.objects.exists())

    def test_easy_swedish_is_written_by_people(self) -> None:
        with self.assertRaises(machine.MachineError):
            machine.ask(self.source, "sv-simple", self.translator)

    def test_a_draft_is_sent_to_review_as_a_machine_s_until_confirmed(self) -> None:
        machine.ask(self.source, "ar", self.translator)
        self.run_chore()
        self.submit()
        texts = work.texts(self.source, "ar").values()
        self.assertTrue(all(row.translation_type == "machine" for row in texts))
        state = self.target().current_workflow_state
        self.client.force_login(self.reviewer)
        page = self.client.get(reverse("translation_review", args=[state.pk]))
        self.assertContains(page, "maskinell, ogranskad")


class MisbehavingTests(MachineCase):
    def failed(self) -> MachineJob:
        machine.ask(self.source, "ar", self.translator)
        lines = self.run_chore()
        self.assertTrue(any(isinstance(line, Failure) for line in lines))
        return MachineJob.objects.get()

    def test_rubbish_errors_and_half_answers_save_nothing(self) -> None:
        cases: dict[str, dict[str, Any]] = {
            "error": {"status": 500},
            "no JSON": {"raw": b"<html>busy</html>"},
            "fewer": {"answer": lambda texts: translated(texts)[:-1]},
            "another shape": {"answer": lambda texts: {"a": 1}},
            "names": {"answer": lambda texts: dict(zip(texts, texts, strict=True))},
            "letters": {"answer": lambda texts: "ابتث"[: len(texts)]},
            "numbers": {"answer": lambda texts: [1 for _ in texts]},
            "script": {"answer": lambda texts: ["<script>x</script>"] * len(texts)},
            "too long": {"answer": lambda texts: ["ع" * 100_000] * len(texts)},
            "empty": {"answer": lambda texts: [""] * len(texts)},
            "slow": {"slow": True},
            "a letter at a time": {"pause": 0.1},
        }
        for name, behaviour in cases.items():
            with self.subTest(name):
                usual = dict(vars(self.machine))
                for key, value in behaviour.items():
                    setattr(self.machine, key, value)
                job = self.failed()
                self.assertTrue(job.error)
                self.assertIsNone(job.done_at)
                self.assertFalse(work.texts(self.source, "ar"))
                MachineJob.objects.all().delete()
                vars(self.machine).update(usual)

    def test_texts_and_key_go_to_no_other_server(self) -> None:
        with running() as other:
            self.machine.elsewhere = f"{other.url}/translate"
            job = self.failed()
            self.assertEqual(other.asked, [])
        self.assertIn("svarade inte", job.error)

    def test_a_machine_that_is_down_is_asked_again_later(self) -> None:
        with override_settings(**settings_for("http://127.0.0.1:9")):
            job = self.failed()
        self.assertEqual(job.attempts, 1)
        self.assertGreater(job.next_try, timezone.now())
        self.run_chore()
        job.refresh_from_db()
        self.run_chore()
        MachineJob.objects.update(next_try=timezone.now())
        self.run_chore()
        self.assertFalse(work.missing(self.fresh(), "ar"))

    def test_one_bad_text_stops_no_other(self) -> None:
        def answer(texts: list[str]) -> list[str]:
            return ["<img src=x onerror=y>", *translated(texts[1:])]

        self.machine.answer = answer
        machine.ask(self.source, "ar", self.translator)
        self.run_chore()
        self.assertEqual(len(work.missing(self.fresh(), "ar")), 1)
        self.assertIsNotNone(MachineJob.objects.get().done_at)

    def test_a_first_batch_without_use_stops_no_second(self) -> None:
        first = source_segments(self.source)[0].string.data
        self.machine.answer = lambda texts: [
            "" if text == first else said(text) for text in texts
        ]
        machine.ask(self.source, "ar", self.translator)
        with patch.object(machine, "BATCH", 1):
            self.run_chore()
        lacking = [x.string.data for x in work.missing(self.fresh(), "ar")]
        self.assertEqual(lacking, [first])

    def test_an_error_in_one_page_stops_no_other(self) -> None:
        other = factories.offering(self.ours, "Promenad")
        real = machine.work_on

        def broken(job: MachineJob, *args: Any) -> int:
            if job.page_id == self.source.pk:
                raise RuntimeError
            return real(job, *args)

        for page in (self.source, other):
            machine.ask(page, "ar", self.translator)
        with (
            patch.object(machine, "work_on", broken),
            self.assertLogs("hm_site.translation.machine", "ERROR"),
        ):
            self.run_chore()
        self.assertFalse(work.missing(other, "ar"))
        self.assertEqual(MachineJob.objects.get(page=self.source).attempts, 1)

    def test_a_title_longer_than_its_field_is_no_text_for_it(self) -> None:
        LanguagePolicy.objects.create(language="ar", show_machine=True)
        self.machine.answer = lambda texts: ["ع" * 300, *translated(texts[1:])]
        machine.ask(self.source, "ar", self.translator)
        self.assertFalse(any(isinstance(x, Failure) for x in self.run_chore()))
        missing = work.missing(self.fresh(), "ar")
        self.assertEqual([x.context.path for x in missing], ["title"])
        with self.assertRaisesMessage(ValidationError, "högst 255 tecken. Den har 300"):
            work.write(missing[0], "ar", "ع" * 300, self.translator)

    def test_a_draft_that_cannot_be_shown_stops_no_other(self) -> None:
        LanguagePolicy.objects.create(language="ar", show_machine=True, showing_after=0)
        other = factories.offering(self.ours, "Sovgrupp")
        for page in (self.source, other):
            machine.ask(page, "ar", self.translator)
        shown = machine.show_if_allowed

        def breaks(source: Any, language: str) -> bool:
            if source.pk == self.source.pk:
                raise work.WorkError("Översättningen går inte att spara.")
            return shown(source, language)

        with patch.object(machine, "show_if_allowed", breaks):
            lines = [*self.run_chore(), *policies.chore(timezone.now())]
        self.assertTrue(any(isinstance(line, Failure) for line in lines))
        self.assertTrue(work.target_of(other, "ar").live)
        self.assertIsNone(LanguagePolicy.objects.get().showing_after)

    def test_the_month_s_budget_is_kept_and_the_next_one_begun(self) -> None:
        now = timezone.now()
        machine.ask(self.source, "ar", self.translator)
        with self.left(10):
            for day in range(9):
                list(machine.chore(now + timezone.timedelta(days=day / 10)))
            job = MachineJob.objects.get()
            self.assertIn("slut", job.error)
            self.assertEqual(job.attempts, 0)
            self.assertEqual(self.machine.asked, [])
            self.assertEqual(machine.left_of_budget("ar"), 10)
            begins = machine.waits_until(job, now)
            self.assertEqual(begins, machine.next_month(now))
            self.assertEqual(begins.day, 1)
        list(machine.chore(now + timezone.timedelta(days=32)))
        self.assertFalse(work.missing(self.fresh(), "ar"))

    def test_a_budget_raised_in_the_month_is_noticed(self) -> None:
        other = factories.offering(self.ours, "Sovgrupp")
        for page in (self.source, other):
            machine.ask(page, "ar", self.translator)
        with self.left(10):
            self.assertEqual(len(self.run_chore()), 2)
            # Those that wait are not asked about, one by one, every few minutes.
            with self.assertNumQueries(2):
                self.assertEqual(self.run_chore(), [])
        self.run_chore()
        self.assertFalse(work.missing(self.fresh(), "ar"))
        self.assertFalse(work.missing(other, "ar"))
        self.assertFalse(MachineJob.objects.exclude(waits_for=None).exists())

    def test_a_text_that_no_month_has_room_for_is_left_to_people(self) -> None:
        long = factories.offering(self.ours, "Långt " * 12)
        lengths = [len(x.string.data) for x in source_segments(long)]
        self.assertEqual(lengths[0], max(lengths))
        machine.ask(long, "ar", self.translator)
        with override_settings(TRANSLATOR_BUDGET=lengths[0] - 1):
            for month in range(4):
                list(
                    machine.chore(timezone.now() + timezone.timedelta(days=32 * month))
                )
            lacking = [x.string.data for x in work.missing(long, "ar")]
            self.assertEqual(lacking, [long.title])
            self.assertIsNotNone(MachineJob.objects.get().done_at)
            self.client.force_login(self.translator)
            edit = reverse("translation_edit", args=[long.pk, "ar"])
            self.assertContains(self.client.get(edit), "Skriv den själv")
            # Who asks again hears it at once, and not that the machine writes.
            ask = reverse("translation_machine", args=[long.pk, "ar"])
            answer = self.client.post(ask, follow=True)
            self.assertContains(answer, "Skriv den själv", 2)
            self.assertNotContains(answer, "skriver utkast om några minuter")
        self.client.post(ask)
        self.run_chore()
        self.assertFalse(work.missing(long, "ar"))

    def test_a_sentence_in_two_places_is_sent_and_counted_once(self) -> None:
        self.change_source(
            who_for="<p>Vi pratar.</p>", what_happens="<p>Vi pratar.</p>"
        )
        machine.ask(self.fresh(), "ar", self.translator)
        self.run_chore()
        self.assertFalse(work.missing(self.fresh(), "ar"))
        sent = [text for texts in self.machine.asked for text in texts]
        self.assertEqual(sent.count("Vi pratar."), 1)
        self.assertEqual(MachineUse.objects.get().characters, sum(map(len, sent)))

    def test_what_the_budget_has_room_for_is_drafted(self) -> None:
        machine.ask(self.source, "ar", self.translator)
        lengths = [len(x.string.data) for x in source_segments(self.source)]
        with self.left(sum(lengths[:2]) + 1):
            self.run_chore()
            self.assertEqual(machine.left_of_budget("ar"), 1)
        self.assertEqual(len(work.missing(self.fresh(), "ar")), len(lengths) - 2)

    def test_who_asks_hears_that_the_budget_is_used_up_and_when_it_goes_on(
        self,
    ) -> None:
        self.client.force_login(self.translator)
        url = reverse("translation_machine", args=[self.source.pk, "ar"])
        day = date_format(machine.next_month(), "j F")
        with self.left(10):
            answer = self.client.post(url, follow=True)
            self.assertContains(answer, "utrymme för maskinöversättning till arabiska")
            self.assertContains(answer, f"Den fortsätter {day}")
            self.assertNotContains(answer, "skriver utkast om några minuter")
        edit = reverse("translation_edit", args=[self.source.pk, "ar"])
        self.assertContains(self.client.get(edit), "fortsätter om några minuter")

    def test_a_machine_that_gave_up_can_be_asked_again(self) -> None:
        machine.ask(self.source, "ar", self.translator)
        MachineJob.objects.update(attempts=machine.MAX_ATTEMPTS, error="Den svarar ej.")
        self.client.force_login(self.translator)
        url = reverse("translation_edit", args=[self.source.pk, "ar"])
        page = self.client.get(url)
        self.assertContains(page, "Maskinen har gett upp: Den svarar ej.")
        ask = reverse("translation_machine", args=[self.source.pk, "ar"])
        self.assertContains(page, ask)
        self.client.post(ask)
        self.run_chore()
        self.assertFalse(work.missing(self.fresh(), "ar"))

    def test_a_service_that_is_down_keeps_no_other_chore_waiting(self) -> None:
        for number in range(4):
            page = factories.offering(self.ours, f"Stöd {number}")
            machine.ask(page, "ar", self.translator)
        self.machine.status = 500
        self.run_chore()
        self.assertEqual(len(self.machine.asked), machine.PATIENCE)
        self.assertEqual(MachineJob.objects.filter(attempts=0).count(), 2)

    def slow_run(self, seconds: float) -> list[Any]:
        """One of a machine whose answers take so long each."""
        began = len(self.machine.asked)
        now = timezone.now() + timezone.timedelta(days=1)
        return list(
            machine.chore(now, lambda: seconds * (len(self.machine.asked) - began))
        )

    def test_a_slow_one_leaves_the_rest_of_its_queue_to_the_next_run(self) -> None:
        for number in range(4):
            page = factories.offering(self.ours, f"Stöd {number}")
            machine.ask(page, "ar", self.translator)
        with override_settings(TRANSLATOR_SECONDS=60):
            for done in (3, 4):
                self.slow_run(25)
                jobs = MachineJob.objects.exclude(done_at=None)
                self.assertEqual((jobs.count(), len(self.machine.asked)), (done, done))

    def test_it_goes_on_in_the_middle_of_a_page(self) -> None:
        LanguagePolicy.objects.create(language="ar", show_machine=True)
        machine.ask(self.source, "ar", self.translator)
        with (
            override_settings(TRANSLATOR_SECONDS=60),
            patch.object(machine, "BATCH", 1),
        ):
            self.slow_run(60)
            self.assertEqual(len(work.texts(self.source, "ar")), 1)
            self.assertIsNone(MachineJob.objects.get().done_at)
            while work.missing(self.fresh(), "ar"):
                self.slow_run(60)
        self.assertTrue(self.target().live)
        self.assertIsNotNone(MachineJob.objects.get().done_at)

    def test_a_page_withdrawn_meanwhile_ends_the_job(self) -> None:
        machine.ask(self.source, "ar", self.translator)
        self.fresh().unpublish()
        self.run_chore()
        self.assertEqual(self.machine.asked, [])
        self.assertIsNotNone(MachineJob.objects.get().done_at)


class TwoRunsTests(MachineCase):
    """An operator starts the chores while they run already."""

    def test_a_page_is_drafted_and_paid_for_once(self) -> None:
        real = machine._answers

        def meanwhile(*asked: Any) -> Any:
            self.assertEqual(self.run_chore(), [])
            return real(*asked)

        machine.ask(self.source, "ar", self.translator)
        with patch.object(machine, "_answers", meanwhile):
            self.run_chore()
        self.assertEqual(len(self.machine.asked), 1)
        self.assertFalse(work.missing(self.fresh(), "ar"))

    def test_together_they_keep_to_the_budget(self) -> None:
        other = factories.offering(self.ours, "Sovgrupp")
        real, runs = machine._next_batch, iter([self.run_chore])

        def meanwhile(*asked: Any) -> Any:
            batch = real(*asked)
            for run in runs:
                run()
            return batch

        for page in (self.source, other):
            machine.ask(page, "ar", self.translator)
        budget = max(
            sum(len(x.string.data) for x in source_segments(page))
            for page in (self.source, other)
        )
        with (
            override_settings(TRANSLATOR_BUDGET=budget),
            patch.object(machine, "_next_batch", meanwhile),
        ):
            self.run_chore()
        self.assertLessEqual(MachineUse.objects.get().characters, budget)
        sent = sum(len(text) for texts in self.machine.asked for text in texts)
        self.assertEqual(sent, MachineUse.objects.get().characters)

    def test_what_a_killed_run_had_goes_on_after_a_while(self) -> None:
        machine.ask(self.source, "ar", self.translator)
        with (
            patch.object(machine, "_answers", side_effect=SystemExit),
            self.assertRaises(SystemExit),
        ):
            self.run_chore()
        self.assertEqual(self.run_chore(), [])
        later = timezone.now() + timezone.timedelta(days=1, minutes=5)
        list(machine.chore(later))
        self.assertFalse(work.missing(self.fresh(), "ar"))

    def test_what_is_killed_each_time_is_not_paid_for_without_end(self) -> None:
        job = machine.ask(self.source, "ar", self.translator)
        with patch.object(machine, "_answers", side_effect=SystemExit) as killed:
            for hour in range(48):
                with suppress(SystemExit):
                    list(machine.chore(timezone.now() + timezone.timedelta(hours=hour)))
        self.assertEqual(killed.call_count, machine.MAX_ATTEMPTS)
        job.refresh_from_db()
        self.assertTrue(machine.gave_up(job))
        self.client.force_login(self.translator)
        edit = reverse("translation_edit", args=[self.source.pk, "ar"])
        self.assertContains(self.client.get(edit), "avbruten varje gång")

    def test_what_goes_on_later_counts_no_attempt(self) -> None:
        job = machine.ask(self.source, "ar", self.translator)
        with patch.object(machine, "BATCH", 1):
            times = iter([0, 0, 999])
            list(machine.chore(timezone.now(), lambda: next(times)))
        job.refresh_from_db()
        self.assertEqual((job.attempts, job.done_at), (0, None))
        self.assertTrue(self.machine.asked)
