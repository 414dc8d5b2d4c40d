"""Fetch a file, change it as an outside program would, hand it in."""

import io
import zipfile
from typing import Any

import polib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hm_site.translation import work
from hm_site.translation.exchange import packing, units
from hm_site.translation.exchange.models import ImportFile
from hm_site.translation.models import Submission
from hm_site.translation.segments import source_segments
from tests import factories
from tests.translation.desk_case import DeskCase

# All that a text may hold: links, bold, line breaks, quotes, ampersands, signs that
# look like markup, hard spaces, direction marks.
HARD = (
    "<p>Ring <b>oss</b> &amp; fråga: är 3 &lt; 5? &quot;Ja&quot;.</p>"
    '<p>Läs <a href="https://example.org/a?b=1&amp;c=2">här</a> och '
    '<a href="https://example.org/d"><b>där</b></a>.<br/>Ny rad\u00a0kl.\u00a013.</p>'
    "<ul><li>Backslash \\n, citat ”så” och 'så'</li><li>Samma</li><li>Samma</li></ul>"
)
RTL = "\u200fاتصل \u2066+46 35\u2069 \\ “بنا” {0} %s 100\u00a0%\u2028نهاية"


class ExchangeCase(DeskCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.hard = factories.offering(
            cls.ours, 'Fika & prat "utan" <krav>', what_happens=HARD, who_for=HARD
        )

    def setUp(self) -> None:
        self.client.force_login(self.translator)

    # ------------------------------------------------------------------ fetching
    def fetched(self, kind: str = "po", page: Any = None) -> str:
        page = page or self.source
        self.client.force_login(self.translator)
        url = reverse("translation_page_fetch", args=[page.pk, "ar"])
        return self.client.get(url, {"kind": kind}).content.decode()

    def whole(self, kind: str = "po", part: str = "everything") -> bytes:
        url = reverse("translation_language_fetch", args=["ar"])
        return self.client.get(url, {"kind": kind, "part": part}).content

    def entry(self, path: str, page: Any = None) -> units.Unit:
        (sheet,) = units.sheets([page or self.source], "ar")
        return next(u for u in sheet.units if u.segment.context.path == path)

    # -------------------------------------------------------------- changing a file
    def filled(self, po: str, **texts: str) -> str:
        """A PO file with these texts at these places, by another program's hand."""
        file = polib.pofile(po)
        for path, text in texts.items():
            entry = next(x for x in file if f":{path}:" in x.msgctxt)
            entry.msgstr = text
        return str(file)

    # ------------------------------------------------------------------ handing in
    def hand_in(self, data: str | bytes, name: str = "a.po", page: Any = None) -> Any:
        """The page that says what would happen."""
        url = (
            reverse("translation_page_files", args=[page.pk, "ar"])
            if page
            else reverse("translation_language_files", args=["ar"])
        )
        content = data.encode() if isinstance(data, str) else data
        file = SimpleUploadedFile(name, content)
        return self.client.post(url, {"file": file}, follow=True)

    def read_in(self, answer: Any) -> Any:
        """Press the button on that page."""
        return self.client.post(
            answer.request["PATH_INFO"],
            {"signature": answer.context["plan"].signature},
            follow=True,
        )

    def problems(self, data: str | bytes, name: str = "a.po", page: Any = None) -> Any:
        """What is said of a file that must not be read in; nothing is."""
        before = self.written()
        answer = self.hand_in(data, name, page)
        self.assertNotContains(answer, "Läs in 1", status_code=answer.status_code)
        if "plan" not in answer.context:
            self.assertEqual(answer.status_code, 422)
            return list(answer.context["hand_in"].errors["file"])
        found = answer.context["plan"].problems
        self.assertTrue(found, "no problem was found")
        self.read_in(answer)
        self.assertEqual(self.written(), before)
        self.assertFalse(Submission.objects.exists())
        ImportFile.objects.all().delete()
        return [f"{x.line}: {x.text}" for x in found]

    def written(self, page: Any = None) -> dict[str, str]:
        """Place → what is written there."""
        page = page or self.source
        rows, found = work.texts(page, "ar"), dict[str, str]()
        for segment in source_segments(page):
            row = rows.get((segment.context_id, segment.string_id))
            if row is not None:
                before = found.get(segment.context.path)
                found[segment.context.path] = (
                    f"{before}|{row.data}" if before else row.data
                )
        return found


def zipped(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


FORMATS = tuple(packing.FORMATS)
