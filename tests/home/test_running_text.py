"""The blocks of a body as plain sections."""

from django.test import TestCase

from tests import factories


class RunningTextTests(TestCase):
    def test_a_block_with_nothing_to_say_in_a_language_is_left_out(self) -> None:
        said = ("text", {"heading": "Vilka", "text": "<p>Vi är flera.</p>"})
        page = factories.information(body=[said, ("text", {"heading": "", "text": ""})])
        self.assertEqual([x.heading for x in page.running_text()], ["Vilka"])

    def test_one_without_text_keeps_its_heading(self) -> None:
        page = factories.information(body=[("text", {"heading": "Vilka", "text": ""})])
        self.assertEqual([str(x.heading) for x in page.running_text()], ["Vilka"])
