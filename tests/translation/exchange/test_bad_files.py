"""A file that is not as it should be: said by line, nothing written, never a 500."""

import io
import zipfile
from typing import Any
from unittest.mock import patch

import polib
from django.urls import reverse

from hm_site.translation import work
from hm_site.translation.exchange import packing
from hm_site.translation.exchange.models import ImportFile
from hm_site.translation.segments import source_segments
from resources.models import SupportOfferingPage
from tests import factories

from .case import ExchangeCase, unzipped, zipped

SCRIPT = "<script>alert(1)</script>"


class UnreadableTests(ExchangeCase):
    def assertSays(self, words: str, found: list[str]) -> None:
        self.assertIn(words, " ".join(found))

    def test_files_that_are_none(self) -> None:
        po, xliff = self.fetched(), self.fetched("xliff")
        cases: dict[str, tuple[bytes, str]] = {
            "blank": (b" \n\n", "Filen är tom."),
            "picture": (b"\x89PNG\r\n\x1a\n\0\0", "inte sparad som UTF-8"),
            "latin 1": (
                self.filled(po, summary="åäö").encode("latin-1"),
                ": Filen är inte sparad som UTF-8",
            ),
            "torn UTF-16": (po.encode("utf-16")[:-1], "inte sparad som UTF-8"),
            "holes": (po.encode().replace(b"Du", b"\0u"), "tomma tecken"),
            "letters by their numbers": (
                self.filled(po, summary="N").replace('"N"', r'"\330\271"').encode(),
                "bokstäver skrivna som koder",
            ),
            "prose": (b"Hej!\n", "1: Filen är trasig"),
            "a path": (b"/etc/passwd", "1: Filen är trasig"),
            "a web page": (b"<!DOCTYPE html><html></html>", "DTD"),
            "other XML": (b"<a/>", "inte XLIFF 1.2"),
            "no XML": (b"<a", "trasig"),
            "XLIFF 2.0": (
                b'<xliff version="2.0" srcLang="sv" trgLang="ar" '
                b'xmlns="urn:oasis:names:tc:xliff:document:2.0"><file id="f"/></xliff>',
                "inte XLIFF 1.2",
            ),
            "no document": (
                b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>',
                "inte XLIFF 1.2",
            ),
            "header alone": (po.split("\n\n")[0].encode(), "inga texter"),
            "PO cut in a word": (
                self.filled(po, summary="abc").split("abc")[0].encode() + b"ab",
                "avklippt",
            ),
            "PO cut in a plural": (
                b'msgid ""\nmsgstr ""\n#: x\nmsgid "a"\nmsgid_plural "b"',
                "avklippt",
            ),
            "PO cut between texts": (
                po[: po.rindex("\n\n")].encode() + b"\n",
                "avklippt: den sista texten saknas",
            ),
            "XLIFF cut": (xliff[: len(xliff) // 2].encode(), "avklippt"),
            "XLIFF cut at the end": (xliff[:-4].encode(), "avklippt"),
        }
        for name, (data, words) in cases.items():
            with self.subTest(name):
                self.assertSays(words, self.problems(data, name))

    def test_empty_and_missing_and_too_large_files_stay_with_the_form(self) -> None:
        self.assertSays("Filen är tom.", self.problems(b""))
        with patch.object(packing, "MAX_BYTES", 10):
            self.assertSays("för stor", self.problems(b"x" * 11))
        url = reverse("translation_language_files", args=["ar"])
        answer = self.client.post(url)
        self.assertContains(answer, "Välj en fil.", status_code=422)
        self.assertFalse(ImportFile.objects.exists())

    def test_entities_are_not_resolved(self) -> None:
        xliff = self.fetched("xliff").partition("?>")[2]
        for dtd in (
            '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
            '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        ):
            for encoding in ("utf-8", "utf-16"):
                self.assertSays("DTD", self.problems((dtd + xliff).encode(encoding)))
        unknown = xliff.replace("<source>", "<source>&e;", 1)
        self.assertSays("går inte att läsa som XML", self.problems(unknown))

    def test_deep_and_wide_documents_are_refused_at_once(self) -> None:
        deep = '<g id="b1">' * 5000 + "x" + "</g>" * 5000
        target = f"</source><target>{deep}</target>"
        xliff = self.fetched("xliff").replace("</source>", target, 1)
        self.assertSays("går inte att läsa", self.problems(xliff))
        bold = "<b>" * 2500 + "x" + "</b>" * 2500
        self.assertTrue(work.problem_with(self.entry("summary").segment, bold))
        for text, words in (
            (bold, "formatering som inte får finnas"),
            ("<b " * 6000, "formatering som inte får finnas"),
            ("<b>" * 30 + "x" + "</b>" * 30, "för många lager"),
        ):
            po = self.filled(self.fetched(), summary=text)
            self.assertSays(words, self.problems(po))


class ArchiveTests(ExchangeCase):
    def test_archives_that_are_none_or_lie(self) -> None:
        good = zipped(**{"a.po": self.filled(self.fetched(), summary="نص")})
        locked = bytearray(good)
        for mark in (b"PK\x03\x04", b"PK\x01\x02"):
            locked[good.index(mark) + (6 if mark[2] == 3 else 8)] |= 1
        patched = bytearray(good)
        for mark in (b"PK\x03\x04", b"PK\x01\x02"):
            patched[good.index(mark) + (6 if mark[2] == 3 else 8)] |= 0x20
        bent = bytearray(good)
        bent[60] ^= 0xFF
        odd = io.BytesIO()
        with zipfile.ZipFile(odd, "w", zipfile.ZIP_LZMA) as archive:
            archive.writestr("a.po", self.fetched())
        cases = {
            "cut": (good[:-30], "trasig eller avklippt"),
            "nothing": (zipped(), "Zip-filen är tom."),
            "no name": (good.replace(b"a.po", b"\0.po"), "varken PO eller"),
            "other files": (zipped(**{"word/document.xml": b"x"}), "varken PO eller"),
            "an archive in it": (zipped(**{"b.zip": good}), "varken PO eller XLIFF"),
            "locked": (bytes(locked), "lösenord"),
            "patched": (bytes(patched), "trasig"),
            "bent": (bytes(bent), "trasig"),
            "odd": (odd.getvalue(), "ovanligt packad"),
        }
        for name, (data, words) in cases.items():
            with self.subTest(name):
                self.assertIn(words, " ".join(self.problems(data, "a.zip")))

    def test_bombs_are_not_unpacked(self) -> None:
        zeros = zipped(**{"a.po": b"0" * (packing.MAX_UNPACKED + 1)})
        self.assertLess(len(zeros), 100_000)
        self.assertIn("när den packas upp", self.problems(zeros, "a.zip")[0])
        many = zipped(**{f"{n}.po": b"x" for n in range(packing.MAX_FILES + 1)})
        self.assertIn("fler än", self.problems(many, "a.zip")[0])
        # The list of contents says that it is small.
        size = (packing.MAX_UNPACKED + 1).to_bytes(4, "little")
        liar = zeros.replace(size, (100).to_bytes(4, "little"))
        self.assertTrue(self.problems(liar, "a.zip"))

    def test_one_bad_file_keeps_all_out(self) -> None:
        files = unzipped(self.whole())
        name = next(name for name in files if "samtal" in name)
        files[name] = self.filled(files[name].decode(), summary="نص").encode()
        files["ny.po"] = b"?"
        found = self.problems(zipped(**files), "a.zip")
        self.assertEqual(len(found), 1)

    def test_names_in_an_archive_are_only_names(self) -> None:
        po = self.filled(self.fetched(), summary="نص")
        archive = zipped(**{"../../../tmp/<b>x.po": po})
        answer = self.hand_in(archive, "a.zip")
        self.assertEqual(answer.context["plan"].problems, [])
        self.read_in(answer)
        self.assertEqual(self.written(), {"summary": "نص"})


class TextTests(ExchangeCase):
    def test_markup_that_must_not_be(self) -> None:
        for text, words in {
            SCRIPT: "formatering som inte får finnas",
            '<img src=x onerror="x">': "inte stängd",
            '<b onclick="x()">x</b>': "formatering som inte får finnas",
            '<a href="javascript:x">x</a>': "formatering som inte får finnas",
            '<a id="a9">x</a>': "Länkarna ska vara samma",
            "<b>x": "<b> är inte stängd",
            "x</b>": "har ingen början",
            "<b><i>x</b></i>": "har ingen början",
            "x <b": "avklippt",
            "x <!-- y -->": "kommentarer",
            "<?php x ?>": "får inte finnas",
            '<![CDATA[><a href="https://a.se/">x</a>]]>': "får inte finnas",
            "<![x y>": "får inte finnas",
            "<b><b>x</b></b>": "formatering som inte får finnas",
            "x\x01y": "styrtecken",
            "x" * (work.MAX_TEXT + 1): "för lång",
        }.items():
            with self.subTest(text[:30]):
                po = self.filled(self.fetched(), summary=text)
                line = po[: po.index(":summary:")].count("\n")
                (found,) = self.problems(po)
                self.assertIn(words, found)
                self.assertAlmostEqual(int(found.split(":")[0]), line, delta=8)

    def test_markup_in_elements_that_must_not_be(self) -> None:
        xliff = self.fetched("xliff")
        for inner, words in {
            SCRIPT: "Taggen <script> hör inte",
            "&lt;script&gt;x&lt;/script&gt;": "HTML-kod",
            '<g id="script1">x</g>': "hör inte till texten",
            '<g id="a9">x</g>': "Länkarna ska vara samma",
            '<x id="b1"/>': "är trasig",
            '<ph id="1">&lt;b&gt;</ph>': "hör inte till texten",
        }.items():
            with self.subTest(inner):
                turned = xliff.replace(
                    "</source>", f"</source><target>{inner}</target>", 1
                )
                (found,) = self.problems(turned)
                self.assertIn(words, found)
                self.assertNotEqual(found.split(":")[0], "0")

    def test_segments_and_comments_of_other_programs_are_no_markup(self) -> None:
        target = '<target><mrk mtype="seg" mid="0">نص</mrk><!-- x --></target>'
        xliff = self.fetched("xliff").replace("</source>", f"</source>{target}", 1)
        (change,) = self.hand_in(xliff, "a.xlf").context["plan"].changes
        self.assertEqual(change.text, "نص")

    def test_a_link_that_is_lost_is_missed(self) -> None:
        linked = self.entry_with_link()
        po = self.fetched(page=self.hard)
        file = polib.pofile(po)
        next(x for x in file if x.msgid == linked).msgstr = "بدون"
        (found,) = self.problems(str(file))
        self.assertIn("En länk saknas: a1, a2", found)

    def entry_with_link(self) -> str:
        texts = [s.string.data for s in source_segments(self.hard)]
        return next(text for text in texts if "<a" in text)

    def test_texts_of_nothing_here(self) -> None:
        po = self.filled(self.fetched(), summary="نص")
        cases = {
            po.replace(":summary:", ":strange:"): "okänd",
            po + '\nmsgctxt "x"\nmsgid "y"\nmsgstr "z"\n': "okänd",
            po + '\nmsgid "y"\nmsgstr "z"\n': "okänd",
            po + "\n" + po.split("\n\n")[2] + "\n": "två gånger",
            po.replace('msgid "Du pratar', 'msgid "Du skriker'): "ändrad i filen",
            po + '\nmsgid "y"\nmsgid_plural "z"\nmsgstr[0] "å"\n': "okänd",
        }
        for data, words in cases.items():
            with self.subTest(words):
                self.assertIn(words, " ".join(self.problems(data)))
        extra = po + '\nmsgctxt "x"\nmsgid "y"\nmsgstr ""\n'
        self.assertEqual(self.hand_in(extra).context["plan"].problems, [])

    def test_a_file_in_another_language_is_refused(self) -> None:
        po = self.filled(self.fetched(), summary="نص")
        for said in ("fa", "fa-AF", "sv", "xx", "", "sv-simple"):
            data = po.replace("Language: ar", f"Language: {said}")
            self.assertIn("fel språk", " ".join(self.problems(data)), said)
        xliff = self.fetched("xliff")
        other = xliff.replace('target-language="ar"', 'target-language="so"')
        self.assertIn("fel språk", " ".join(self.problems(other)))
        for same in ("ar-SA", "AR", "ar_EG"):
            data = po.replace("Language: ar", f"Language: {same}")
            self.assertEqual(self.hand_in(data).context["plan"].problems, [], same)


class MeanwhileTests(ExchangeCase):
    def file_and_page(self) -> tuple[str, Any]:
        return self.filled(self.fetched(), summary="نص"), self.source

    def test_a_page_s_address_takes_no_other_page_s_texts(self) -> None:
        po, _page = self.file_and_page()
        found = self.problems(po, page=self.hard)
        self.assertEqual(len(found), 1)
        self.assertIn("en annan sida", found[0])

    def test_the_swedish_text_was_changed_meanwhile(self) -> None:
        po, _page = self.file_and_page()
        self.change_source(summary="Nu med en kurator.")
        self.client.force_login(self.translator)
        (found,) = self.problems(po)
        self.assertIn("Den svenska texten har ändrats", found)

    def test_a_colleague_has_written_the_text_meanwhile(self) -> None:
        po, _page = self.file_and_page()
        unit = self.entry("summary")
        colleague = factories.member("translator", "ar", "colleague")
        work.write(unit.segment, "ar", "زميل", colleague)
        (found,) = self.problems(po)
        self.assertIn("En kollega har ändrat texten", found)
        # Without the program's note nobody knows what she had seen.
        bare = "\n".join(x for x in po.split("\n") if "hm:" not in x)
        self.assertIn("kollega har skrivit", self.problems(bare)[0])
        # Her own newer text and a machine's draft are hers to write over.
        work.write(unit.segment, "ar", "أقدم", self.translator)
        self.assertTrue(self.hand_in(po).context["plan"].ready)

    def test_what_changes_between_looking_and_pressing_stops_it_all(self) -> None:
        po = self.filled(self.fetched(), summary="نص", title="عنوان")
        answer = self.hand_in(po)
        colleague = factories.member("translator", "ar", "colleague")
        work.write(self.entry("title").segment, "ar", "زميل", colleague)
        again = self.read_in(answer)
        self.assertContains(again, "Något har ändrats", status_code=409)
        self.assertContains(again, "En kollega har ändrat texten", status_code=409)
        self.assertEqual(self.written(), {"title": "زميل"})

    def test_only_what_was_looked_at_is_read_in(self) -> None:
        """Nothing is wrong with a machine's draft; but she has not seen it."""
        po = self.filled(self.fetched(), summary="نص")
        answer = self.hand_in(po)
        draft = self.entry("summary").segment
        work.write(draft, "ar", "آلة", None, machine="m")
        again = self.read_in(answer)
        self.assertContains(again, "Läs in 1 text", status_code=409)
        self.assertEqual(self.written(), {"summary": "آلة"})
        self.read_in(again)
        self.assertEqual(self.written(), {"summary": "نص"})

    def test_pressing_twice_does_it_once(self) -> None:
        po, _page = self.file_and_page()
        answer = self.hand_in(po)
        self.read_in(answer)
        self.assertEqual(self.read_in(answer).status_code, 404)
        self.assertEqual(self.written(), {"summary": "نص"})

    def test_a_text_that_fails_in_the_middle_undoes_the_rest(self) -> None:
        po = self.filled(self.fetched(), summary="نص", title="عنوان")
        answer, write, calls = self.hand_in(po), work.write, []

        def failing(*args: Any, **kwargs: Any) -> Any:
            calls.append(args)
            if len(calls) == 2:
                raise RuntimeError
            return write(*args, **kwargs)

        self.client.raise_request_exception = False
        with patch.object(work, "write", failing):
            self.read_in(answer)
        self.assertEqual(self.written(), {})
        self.assertEqual(ImportFile.objects.count(), 1)

    def test_a_page_that_moved_is_still_the_same(self) -> None:
        po, _page = self.file_and_page()
        other = factories.organisation("kommun-b")
        self.fresh().move(other, pos="last-child")
        self.assertTrue(self.hand_in(po).context["plan"].ready)

    def test_a_page_that_was_withdrawn_or_deleted_is_told_without_its_name(
        self,
    ) -> None:
        po, _page = self.file_and_page()
        url = reverse("translation_page_files", args=[self.source.pk, "ar"])
        answer = self.hand_in(po)
        SupportOfferingPage.objects.get(pk=self.source.pk).unpublish()
        again = self.client.get(answer.request["PATH_INFO"])
        self.assertContains(again, "inte publicerad längre")
        self.assertNotContains(again, "Samtal för nya")
        self.assertIn("inte publicerad", self.problems(po)[0])
        for address in (url, f"{url}hamta/?kind=po"):
            gone = self.client.get(address, follow=True)
            self.assertContains(gone, "inte publicerad längre")
            self.assertNotContains(gone, "Samtal för nya")
        answer = self.hand_in(po)
        SupportOfferingPage.objects.get(pk=self.source.pk).delete()
        again = self.client.get(answer.request["PATH_INFO"])
        self.assertContains(again, "finns inte längre")
        self.assertEqual(self.client.get(url).status_code, 404)
