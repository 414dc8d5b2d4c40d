"""What the editor gives a translator beside the empty fields."""

from typing import Any

from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Page

from hm_site.translation import editor, work
from hm_site.translation.states import State
from tests import factories

from .desk_case import DeskCase


class EditorCase(DeskCase):
    language = "ar"

    def setUp(self) -> None:
        self.client.force_login(self.translator)
        self.url = reverse("translation_edit", args=[self.source.pk, "ar"])

    def page(self) -> Any:
        return BeautifulSoup(self.client.get(self.url).content, "html.parser")


class SeenBeforeItIsSentInTests(EditorCase):
    def test_a_page_that_was_never_sent_in_is_seen_and_leaves_nothing(self) -> None:
        url = reverse("translation_preview", args=[self.source.pk, "ar"])
        self.assertFalse(self.page().find("a", href=url))
        self.write_all(mark="ط")
        self.assertTrue(self.page().find("a", href=url))
        pages = set(Page.objects.values_list("pk", flat=True))
        answer = self.client.get(url)
        self.assertContains(answer, "ط")
        self.assertContains(answer, 'dir="rtl"')
        self.assertEqual(set(Page.objects.values_list("pk", flat=True)), pages)
        self.assertIsNone(self.target())
        self.submit()
        self.assertContains(self.client.get(url), "ط")

    def test_others_do_not_see_it(self) -> None:
        self.write_all()
        url = reverse("translation_preview", args=[self.source.pk, "ar"])
        for person in (self.editor, factories.member("translator", "fa")):
            self.client.force_login(person)
            self.assertEqual(self.client.get(url).status_code, 302, person)


class FieldTests(EditorCase):
    def test_paragraphs_of_one_field_are_told_apart_and_say_their_swedish(self) -> None:
        paragraphs = "<p>Ring först.</p><p>Kom sedan.</p>"
        self.change_source(what_happens=paragraphs)
        page = self.page()
        fields = page.select("textarea")
        names = [
            page.find(id=x["aria-labelledby"]).get_text(" ", strip=True) for x in fields
        ]
        self.assertEqual(len(set(names)), len(names))
        for line, field in zip(editor.lines(self.fresh(), "ar"), fields, strict=True):
            said = " ".join(
                page.find(id=one).get_text()
                for one in field["aria-describedby"].split()
            )
            self.assertIn(line.segment.string.as_value().render_text(), said)

    def test_one_begins_from_the_text_as_it_was_and_has_to_confirm_it(self) -> None:
        self.publish_translation(mark="ط")
        self.change_source(summary="Du får ett samtal till.")
        self.client.force_login(self.translator)
        (line,) = [x for x in editor.lines(self.fresh(), "ar") if x.old_text]
        button = self.page().find("button", value=f"{line.name}:old")
        self.assertIn("Utgå från den", button.get_text())
        data = {"use": button["value"], line.name: "", f"{line.name}-was": ""}
        self.client.post(self.url, data)
        (again,) = [x for x in editor.lines(self.fresh(), "ar") if x.name == line.name]
        self.assertEqual(again.value, line.old_text)
        self.assertTrue(again.unsure)
        self.assertEqual(self.cell().state, State.OUTDATED)
        page = self.page()
        self.assertIn("1 är att läsa och bekräfta", page.get_text())
        self.assertIn("Till nästa text att läsa", page.get_text())
        self.assertFalse(page.find("button", value=f"{line.name}:old"))

    def test_what_is_written_is_not_taken_for_the_old_one(self) -> None:
        self.publish_translation(mark="ط")
        self.change_source(summary="Du får ett samtal till.")
        (line,) = [x for x in editor.lines(self.fresh(), "ar") if x.old_text]
        work.write(line.segment, "ar", "كلام جديد", self.translator)
        data = {"use": f"{line.name}:old", line.name: "x", f"{line.name}-was": ""}
        self.client.force_login(self.translator)
        self.client.post(self.url, data)
        (again,) = [x for x in editor.lines(self.fresh(), "ar") if x.name == line.name]
        self.assertEqual(again.value, "كلام جديد")

    def test_the_guide_stands_where_easy_swedish_is_written(self) -> None:
        guide = reverse("translation_easy_swedish")
        self.assertNotContains(self.client.get(self.url), guide)
        self.client.force_login(factories.member("translator", "sv-simple"))
        url = reverse("translation_edit", args=[self.source.pk, "sv-simple"])
        self.assertContains(self.client.get(url), guide)

    def test_sent_in_too_early_it_says_what_is_saved(self) -> None:
        line = editor.lines(self.source, "ar")[0]
        data = {line.name: "ط", f"{line.name}-was": "", "submit": "1"}
        answer = self.client.post(self.url, data)
        self.assertContains(answer, "Det du skrev är sparat", status_code=422)
