"""Texts with line breaks, however their sender writes these, can be worked on."""

import html
import re

from django.urls import reverse
from wagtail_localize.models import StringTranslation

from hm_site.translation import editor, machine, work
from hm_site.translation.segments import source_segments

from .machine_server import said
from .test_machines_help import MachineCase

# What a page holds of a form, whose values arrive with the line breaks of the web.
FIELD = re.compile(
    r'<(?:textarea name="(text-[^"]*)"[^>]*>(.*?)</textarea>'
    r'|input type="hidden" name="(text-[^"]*)" value="([^"]*)")',
    re.S,
)


class LineEndTests(MachineCase):
    def setUp(self) -> None:
        super().setUp()
        self.url = reverse("translation_edit", args=[self.source.pk, "ar"])
        self.first = editor.field_name(source_segments(self.source)[1])

    def form(self) -> dict[str, str]:
        """As a browser sends it back."""
        self.client.force_login(self.translator)
        found = FIELD.findall(self.client.get(self.url).content.decode())
        return {
            area or hidden: re.sub(r"\r\n|\r|\n", "\r\n", html.unescape(text or value))
            for area, text, hidden, value in found
        }

    def rows(self) -> list[StringTranslation]:
        return list(work.texts(self.source, "ar").values())

    def by_people(self) -> list[str]:
        return [row.data for row in self.rows() if row.translation_type == "manual"]

    def drafted(self, line_end: str) -> None:
        self.machine.answer = lambda texts: [
            said(text).replace(" ", line_end, 1) for text in texts
        ]
        machine.ask(self.source, "ar", self.translator)
        self.run_chore()

    def test_a_machine_s_text_can_be_changed(self) -> None:
        for line_end in ("\r\n", "\r"):
            with self.subTest(line_end):
                for row in self.rows():
                    row.delete()
                self.drafted(line_end)
                answer = self.client.post(self.url, {**self.form(), self.first: "ع"})
                self.assertRedirects(answer, self.url)
                self.assertEqual(self.by_people(), ["ع"])

    def test_and_confirmed(self) -> None:
        self.drafted("\r\n")
        data = self.form()
        confirmed = {f"{name}-confirm": "1" for name in data if "-was" not in name}
        self.assertRedirects(self.client.post(self.url, data | confirmed), self.url)
        self.assertEqual(len(self.by_people()), len(self.rows()))

    def test_so_can_one_that_was_stored_with_others(self) -> None:
        self.drafted("\n")
        for row in self.rows():
            row.data = row.data.replace("\n", "\r\n")
            row.save()
        answer = self.client.post(self.url, {**self.form(), self.first: "ع"})
        self.assertRedirects(answer, self.url)
        self.assertEqual(self.by_people(), ["ع"])
