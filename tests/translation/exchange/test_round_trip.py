"""What goes out comes back the same, and only what somebody wrote is written."""

import re
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hm_site.translation import states, work
from hm_site.translation.exchange import keeping, packing, selection, units
from hm_site.translation.exchange.models import ImportFile
from hm_site.translation.models import PublishedTranslation, TranslationOrder
from hm_site.translation.segments import source_segments
from tests import factories

from .case import FORMATS, RTL, ExchangeCase, unzipped, zipped


class RoundTripTests(ExchangeCase):
    def test_nothing_is_lost_on_the_way_out_and_back(self) -> None:
        """Every text of every published page, with a translation full of pitfalls."""
        pages = [page.specific for page in selection.published()]
        for page in pages:
            for segment in source_segments(page):
                work.write(segment, "ar", f"{RTL} {segment.string.data}", None)
        for kind in FORMATS:
            for sheet in units.sheets(pages, "ar"):
                format_ = packing.FORMATS[kind]
                content = packing.parse("x", format_.write(sheet))
                self.assertEqual(len(content.units), len(sheet.units))
                for sent, back in zip(sheet.units, content.units, strict=True):
                    with self.subTest(kind, text=sent.text):
                        self.assertEqual(back.fault, "")
                        self.assertEqual(back.id, sent.id)
                        self.assertEqual(back.mark, sent.mark)
                        self.assertEqual(units.digest(back.text), sent.mark.shown)
                        self.assertEqual(
                            units.digest(back.source), units.digest(sent.source)
                        )

    def test_a_file_that_nobody_touched_changes_nothing(self) -> None:
        self.write_all()
        for kind in FORMATS:
            answer = self.hand_in(self.fetched(kind))
            plan = answer.context["plan"]
            self.assertEqual((plan.changes, plan.problems), ([], []), kind)
            self.assertEqual(plan.unchanged, len(work.texts(self.source, "ar")))

    def test_new_and_changed_texts_become_drafts_and_no_more(self) -> None:
        self.write_all()
        before = self.written()
        po = self.filled(self.fetched(), summary='جديد & "آخر"\nسطر')
        answer = self.hand_in(po)
        self.assertContains(answer, "Läs in 1 text")
        self.assertEqual(self.written(), before)
        self.read_in(answer)
        self.assertEqual(self.written(), {**before, "summary": 'جديد & "آخر"\nسطر'})
        self.assertEqual(self.cell().state, states.State.DRAFT)
        self.assertIsNone(self.target())
        self.assertFalse(ImportFile.objects.exists())
        published = PublishedTranslation.objects.filter(language="ar")
        key = self.source.translation_key
        self.assertFalse(published.filter(page_key=key).exists())
        row = next(x for x in work.texts(self.source, "ar").values() if "آخر" in x.data)
        self.assertEqual(row.last_translated_by, self.translator)

    def test_xliff_keeps_links_and_bold_as_elements(self) -> None:
        for segment in source_segments(self.hard):
            work.write(segment, "ar", segment.string.data, self.translator)
        file = self.fetched("xliff", self.hard)
        self.assertIn('<g id="a1" ctype="link">här</g>', file)
        self.assertIn('<x id="br1" ctype="lb"/>', file)
        self.assertIn("Fika &amp; prat", file)
        self.assertNotIn("&amp;amp;", file)
        turned = re.sub(r"(<target[^>]*>)Läs <", r"\1اقرأ <", file)
        answer = self.hand_in(turned, "a.xlf", self.hard)
        self.assertEqual(answer.context["plan"].problems, [])
        self.read_in(answer)
        self.assertIn("اقرأ <a", " ".join(self.written(self.hard).values()))

    def test_outside_programs_write_files_in_their_own_way(self) -> None:
        """Windows line ends, byte order marks, UTF-16, another order."""
        self.write_all()
        for kind in FORMATS:
            file = self.fetched(kind).replace("ع Du", "غ Du")
            if kind == "po":
                head, *entries = file.strip().split("\n\n")
                turned = "\n\n".join([head, *reversed(entries)]) + "\n"
            else:
                entries = re.findall(r"<trans-unit.*?</trans-unit>", file, re.S)
                start, end = file.index(entries[0]), file.rindex("</body>")
                turned = file[:start] + "".join(reversed(entries)) + file[end:]
            sixteen = turned.replace('encoding="UTF-8"', 'encoding="UTF-16"')
            for data in (
                turned.encode(),
                turned.replace("\n", "\r\n").encode(),
                turned.encode("utf-8-sig"),
                sixteen.encode("utf-16"),
                sixteen.encode("utf-16-le"),
                sixteen.encode(),  # says UTF-16 and is none
            ):
                with self.subTest(kind, begins=data[:50]):
                    plan = self.hand_in(data).context["plan"]
                    self.assertEqual(plan.problems, [])
                    self.assertEqual({x.text[:1] for x in plan.changes}, {"غ"})
                    ImportFile.objects.all().delete()

    def test_a_zip_holds_one_file_for_each_page(self) -> None:
        files = unzipped(self.whole("po"))
        self.assertEqual(len(files), len({*files}))
        self.assertGreater(len(files), 2)
        name = next(name for name in files if "samtal" in name)
        files[name] = self.filled(files[name].decode(), summary="نص").encode()
        answer = self.hand_in(
            zipped(**files, **{"__MACOSX/x": b"?", "a/.DS_Store": b"?"}), "a.zip"
        )
        self.assertEqual(answer.context["plan"].problems, [])
        self.read_in(answer)
        self.assertEqual(self.written(), {"summary": "نص"})


class StatesTests(ExchangeCase):
    def machine_draft(self) -> None:
        for segment in source_segments(self.source):
            work.write(segment, "ar", f"م {segment.string.data}", None, machine="m")

    def machine_s(self) -> int:
        rows = work.texts(self.source, "ar").values()
        return sum(row.translation_type == "machine" for row in rows)

    def test_a_machine_s_text_is_unsure_until_the_mark_is_taken_away(self) -> None:
        self.machine_draft()
        total = self.machine_s()
        po, xliff = self.fetched(), self.fetched("xliff")
        self.assertEqual(po.count("#, fuzzy"), total)
        self.assertEqual(xliff.count('state="needs-review-translation"'), total)
        for untouched in (po, xliff):
            self.assertFalse(self.hand_in(untouched).context["plan"].changes)
        answer = self.hand_in(po.replace("#, fuzzy\n", "", 1))
        self.assertContains(answer, "bekräftad\n")
        self.read_in(answer)
        self.assertEqual(self.machine_s(), total - 1)
        one = xliff.replace("needs-review-translation", "final", 2)
        self.read_in(self.hand_in(one))
        self.assertEqual(self.machine_s(), total - 2)

    def test_an_old_text_comes_along_but_is_not_taken_for_a_new_one(self) -> None:
        self.publish_translation()
        self.change_source(summary="Nu med en kurator.")
        old = "Du pratar med någon som lyssnar."
        po, xliff = self.fetched(), self.fetched("xliff")
        self.assertIn(f'#| msgid "{old}"', po)
        self.assertIn(f"<source>{old}</source>", xliff.split("<alt-trans")[1])
        self.assertIn("Ny innebörd", po)
        self.assertEqual(po.count("fuzzy"), 1)
        for untouched in (po, xliff):
            plan = self.hand_in(untouched).context["plan"]
            self.assertEqual((plan.changes, plan.problems), ([], []))
        # She finds that it still says the same.
        answer = self.hand_in(po.replace("#, fuzzy\n", ""))
        self.assertEqual(len(answer.context["plan"].changes), 1)
        self.read_in(answer)
        self.assertEqual(work.missing(self.fresh(), "ar"), [])

    def test_a_text_taken_out_of_the_file_stays_as_it_is(self) -> None:
        self.write_all()
        before = self.written()
        plan = self.hand_in(self.filled(self.fetched(), summary="")).context["plan"]
        self.assertEqual((plan.empty, plan.changes, plan.problems), (1, [], []))
        self.assertEqual(self.written(), before)

    def test_texts_say_where_they_stand(self) -> None:
        for kind in FORMATS:
            file = self.fetched(kind)
            self.assertIn("Samtal för nya: ", file)
            self.assertIn("/sv/aktorer/kommun-a/samtal-for-nya/", file)


class ChoosingTests(ExchangeCase):
    def test_orders_go_out_the_most_urgent_first(self) -> None:
        TranslationOrder.objects.create(page=self.hard, language="ar", priority=2)
        TranslationOrder.objects.create(page=self.source, language="ar", priority=1)
        TranslationOrder.objects.create(page=self.source, language="fa", priority=1)
        names = list(unzipped(self.whole(part="ordered")))
        self.assertEqual(len(names), 2)
        self.assertIn("samtal", names[0])
        self.publish_translation()
        self.client.force_login(self.translator)
        self.assertIn(b"msgid", self.whole(part="ordered"))

    def test_what_is_done_or_under_review_does_not_go_out(self) -> None:
        self.write_all()
        self.submit()
        self.assertFalse([x for x in unzipped(self.whole()) if "samtal" in x])

    def test_drafts_in_swedish_never_go_out(self) -> None:
        factories.offering(self.ours, "Hemligt utkast", live=False)
        changed = self.fresh()
        changed.title = "Hemlig rubrik"
        changed.save_revision()
        everything = b"".join(unzipped(self.whole()).values())
        self.assertNotIn(b"Hemlig", everything)
        self.assertNotIn(b"hemlig", everything)

    def test_with_nothing_to_do_there_is_no_file(self) -> None:
        answer = self.client.get(
            reverse("translation_language_fetch", args=["ar"]),
            {"kind": "po", "part": "ordered"},
            follow=True,
        )
        self.assertContains(answer, "Det finns inget att översätta just nu.")

    def test_a_choice_that_does_not_exist_is_told(self) -> None:
        for url in (
            reverse("translation_language_fetch", args=["ar"]),
            reverse("translation_page_fetch", args=[self.source.pk, "ar"]),
        ):
            answer = self.client.get(url, {"kind": "exe", "part": "x"})
            self.assertEqual(answer.status_code, 422)

    def test_the_number_of_queries_does_not_grow_with_the_pages(self) -> None:
        pages = [self.source, self.hard, *self.more(4)]
        units.sheets(pages, "ar")  # their texts are read
        with CaptureQueriesContext(connection) as one:
            units.sheets(pages[:1], "ar")
        with CaptureQueriesContext(connection) as many:
            units.sheets(pages, "ar")
        self.assertEqual(len(many), len(one))

    def more(self, number: int) -> list[Any]:
        return [factories.offering(self.ours, f"Stöd {n}") for n in range(number)]


class ForgettingTests(ExchangeCase):
    def test_files_are_kept_for_a_day_and_few_of_each_person(self) -> None:
        for _ in range(keeping.MAX_KEPT + 2):
            self.hand_in(self.fetched())
        self.assertEqual(ImportFile.objects.count(), keeping.MAX_KEPT)
        call_command("chores", "translation-files", verbosity=0)
        self.assertEqual(ImportFile.objects.count(), keeping.MAX_KEPT)
        ImportFile.objects.update(handed_in_at=timezone.now() - keeping.KEPT * 2)
        call_command("chores", "translation-files", verbosity=0)
        self.assertFalse(ImportFile.objects.exists())

    def test_a_file_can_be_thrown_away(self) -> None:
        answer = self.hand_in(self.filled(self.fetched(), summary="نص"))
        self.client.post(answer.request["PATH_INFO"], {"discard": "1"})
        self.assertFalse(ImportFile.objects.exists())
        self.assertEqual(self.written(), {})
