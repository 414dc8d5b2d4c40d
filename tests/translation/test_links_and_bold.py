"""Translators and reviewers see links and bold, not the marks that carry them."""

from django.test import SimpleTestCase
from django.urls import reverse

from hm_site.translation import fidelity, work
from hm_site.translation.markings import as_read, markings
from hm_site.translation.segments import source_segments
from resources.models import SupportOfferingPage
from tests import factories

from .desk_case import DeskCase

SHOWN = (
    '<span class="hm-link">mer</span><span class="hm-link-number">'
    '<span class="w-sr-only" lang="sv"> länk </span>1</span>'
)


class ShowingTests(SimpleTestCase):
    def test_marks_become_what_they_mean(self) -> None:
        text = 'Läs <a id="a1">mer</a> &amp; <strong>nu</strong>.<br/>Kom <i>in</i>'
        self.assertEqual(
            as_read(text), f"Läs {SHOWN} &amp; <b>nu</b>.<br>Kom <i>in</i>"
        )

    def test_nothing_in_a_text_becomes_code(self) -> None:
        for text, shown in {
            "1 < 2": "1 &lt; 2",
            "&lt;b&gt;": "&lt;b&gt;",
            '"x" {0} %s': "&quot;x&quot; {0} %s",
            "{<b>{}</b>}": "{<b>{}</b>}",
            "<script>alert(1)</script>": "alert(1)",
            "<img src=x onerror=y>": "",
            '<a id="a1" href="javascript:x">mer</a>': SHOWN,
            "<!-- dolt -->": "&lt;!-- dolt --&gt;",
        }.items():
            self.assertEqual(as_read(text), shown)

    def test_what_no_editor_makes_is_shown_too(self) -> None:
        self.assertIn("x", as_read("<b>" * 3000 + "x" + "</b>" * 3000))

    def test_a_translator_is_told_what_to_write(self) -> None:
        found = markings('<b>A</b> <a id="a2">b</a> <a id="a1">c</a> <b>d</b>')
        self.assertEqual(
            [(x.name, x.start, x.end, x.words) for x in found],
            [
                ("fet", "<b>", "</b>", ""),
                ("länk 2", '<a id="a2">', "</a>", "b"),
                ("länk 1", '<a id="a1">', "</a>", "c"),
            ],
        )


class ScreensTests(DeskCase):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.linked = factories.offering(
            cls.ours,
            "Länkad",
            what_happens='<p>Läs <a href="https://x.org">mer</a></p>',
        )
        cls.url = reverse("translation_edit", args=[cls.linked.pk, "ar"])
        for segment in source_segments(cls.linked):
            text = segment.string.data.replace("mer", "المزيد")
            work.write(segment, "ar", text, cls.translator)

    def test_the_editor_shows_the_link_and_how_to_keep_it(self) -> None:
        self.client.force_login(self.translator)
        page = self.client.get(self.url)
        self.assertContains(page, f"Läs {SHOWN}")
        self.assertContains(page, "Läs " + SHOWN.replace("mer", "المزيد"))
        self.assertContains(page, "Länk 1: ”mer”")
        self.assertContains(page, "&lt;a id=&quot;a1&quot;&gt;<span>orden</span>")
        # The field has the mark itself.
        self.assertContains(
            page, "Läs &lt;a id=&quot;a1&quot;&gt;المزيد&lt;/a&gt;</text"
        )

    def test_without_links_there_is_no_word_of_them(self) -> None:
        self.client.force_login(self.translator)
        url = reverse("translation_edit", args=[self.source.pk, "ar"])
        for word in ("Så skrivs länkar", "Så läses den"):
            self.assertNotContains(self.client.get(url), word)

    def test_the_reviewer_sees_the_link_on_both_sides(self) -> None:
        page = SupportOfferingPage.objects.get(pk=self.linked.pk)
        work.submit(page, "ar", self.translator)
        state = work.target_of(page, "ar").current_workflow_state
        self.client.force_login(self.reviewer)
        answer = self.client.get(reverse("translation_review", args=[state.pk]))
        self.assertContains(answer, f"Läs {SHOWN}")
        self.assertContains(answer, "Läs " + SHOWN.replace("mer", "المزيد"))
        self.assertNotContains(answer, "id=&quot;a1")

    def test_a_lost_link_is_told(self) -> None:
        source = 'Läs <a id="a1">mer</a>'
        self.assertEqual(
            fidelity.faults(source, "اقرأ", "ar"), ["Länk 1 (”mer”) saknas."]
        )
        self.assertEqual(fidelity.faults(source, 'اقرأ <a id="a1">ا</a>', "ar"), [])
