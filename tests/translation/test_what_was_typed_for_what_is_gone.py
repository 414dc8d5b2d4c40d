"""A form whose Swedish page, word or review is gone shows what was typed in it."""

from typing import Any

from django.test import TestCase
from django.urls import reverse
from wagtail.actions.delete_page import DeletePageAction

from hm_site.base.models import Term
from hm_site.translation import editor, work
from hm_site.translation.segments import source_segments
from resources.models import SupportOfferingPage
from tests import factories

from .desk_case import DeskCase
from .short_case import ShortCase

TYPED = "ع محادثة <b>\nسطر"


class Gone(TestCase):
    def assert_shown(self, answer: Any, *texts: str) -> None:
        self.assertContains(answer, "finns inte längre", status_code=404)
        self.assertContains(answer, "Ingenting är sparat.", status_code=404)
        for text in texts:
            self.assertContains(answer, text, status_code=404)


class DeletedPageTests(DeskCase, Gone):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        first, second = source_segments(cls.source)[:2]
        name = editor.field_name(second)
        cls.typed = {
            "csrfmiddlewaretoken": "token",
            editor.field_name(first): "",
            name: TYPED,
            f"{name}-was": "hemligt",
            f"{name}-confirm": "1",
            "submit": "1",
        }
        cls.url = reverse("translation_edit", args=[cls.source.pk, "ar"])
        # By a command: people withdraw what readers have had.
        page = SupportOfferingPage.objects.get(pk=cls.source.pk)
        DeletePageAction(page, factories.admin()).execute(skip_permission_checks=True)

    def test_the_translator_gets_her_texts_back(self) -> None:
        self.client.force_login(self.translator)
        answer = self.client.post(self.url, self.typed)
        self.assert_shown(
            answer,
            '<dd lang="ar" dir="rtl">ع محادثة &lt;b&gt;<br>سطر</dd>',
            "admin tog bort det",
            reverse("translation_desk"),
        )
        self.assertEqual(len(answer.context["typed"]), 1)
        for word in ("hemligt", "Samtal för nya"):
            self.assertNotContains(answer, word, status_code=404)

    def test_others_hear_nothing_of_the_page(self) -> None:
        for user in (self.reviewer, self.editor, factories.member("translator", "fa")):
            self.client.force_login(user)
            answer = self.client.post(self.url, self.typed)
            self.assertNotContains(answer, "tog bort det", status_code=404)

    def test_a_reviewer_s_reason_comes_back(self) -> None:
        url = reverse("translation_send_back", args=[10**9])
        self.client.force_login(self.reviewer)
        answer = self.client.post(url, {"reason": "Fel ord för stöd."})
        self.assert_shown(answer, "Fel ord för stöd.")


class WithdrawnWordTests(ShortCase, Gone):
    def test_the_translator_gets_her_texts_back(self) -> None:
        data = self.form(label="النعاس", keywords="أرق\nنوم")
        Term.objects.filter(pk=self.pk).update(active=False)
        self.client.force_login(self.translator)
        answer = self.client.post(self.url(), data)
        self.assert_shown(answer, '<dd lang="ar" dir="rtl">النعاس</dd>', "أرق<br>نوم")
        self.assertEqual(len(answer.context["typed"]), 2)

    def test_a_reviewer_s_reason_comes_back(self) -> None:
        Term.objects.filter(pk=self.pk).update(active=False)
        self.client.force_login(self.reviewer)
        answer = self.client.post(self.url("send_back"), {"reason": "Fel ord."})
        self.assert_shown(answer, "Fel ord.")


class WithdrawnPageTests(DeskCase):
    def test_what_cannot_be_saved_is_shown_and_the_rest_is_saved(self) -> None:
        first, second = source_segments(self.source)[:2]
        kept, refused = editor.field_name(first), editor.field_name(second)
        SupportOfferingPage.objects.get(pk=self.source.pk).unpublish()
        self.client.force_login(self.translator)
        url = reverse("translation_edit", args=[self.source.pk, "ar"])
        data = {kept: "ع محادثة", refused: "ع <script>", f"{refused}-was": ""}
        answer = self.client.post(
            url, {**data, f"text-1{first.context_id}-{first.string_id}": "ع borta"}
        )
        self.assertContains(answer, "1 text som du skrev är sparad", status_code=409)
        self.assertContains(answer, "ع &lt;script&gt;", status_code=409)
        self.assertContains(answer, "ع borta", status_code=409)
        self.assertNotContains(answer, "ع محادثة", status_code=409)
        self.assertNotContains(answer, "Samtal för nya", status_code=409)
        (row,) = work.texts(self.fresh(), "ar").values()
        self.assertEqual(row.data, "ع محادثة")
