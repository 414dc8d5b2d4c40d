"""The environment chooses the machine, and is told at once when it chose wrongly."""

from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.test import SimpleTestCase, override_settings
from wagtail_localize.machine_translators.deepl import DeepLTranslator
from wagtail_localize.machine_translators.google import GoogleCloudTranslator
from wagtail_localize.machine_translators.libretranslate import LibreTranslator
from wagtail_localize.strings import StringValue

from hm_site.settings import translation as chosen
from hm_site.translation import connectors, services
from hm_site.translation.services import Spoken

from . import machine_server


def setting(name: str, **options: str) -> Any:
    service = chosen._SERVICES.get(name)
    if service:
        service = {**service, "OPTIONS": {**service["OPTIONS"], **options}}
    return override_settings(
        TRANSLATOR=name, WAGTAILLOCALIZE_MACHINE_TRANSLATOR=service
    )


def codes() -> list[str]:
    return [message.id for message in services.check_service()]


class ServiceTests(SimpleTestCase):
    def test_each_named_service_is_one_of_wagtail_localize_s_connectors(self) -> None:
        for name, kind in (
            ("deepl", DeepLTranslator),
            ("google", GoogleCloudTranslator),
            ("libretranslate", LibreTranslator),
        ):
            with self.subTest(name), setting(name):
                self.assertIsInstance(services.service(), kind)

    def test_an_answer_has_a_size(self) -> None:
        with machine_server.running() as machine:
            for size, fits in ((-2, True), (0, False)):
                letters = "a" * (connectors.MAX_ANSWER + size)
                machine.raw = f'"{letters}"'.encode()
                with self.subTest(size):
                    if fits:
                        answer = connectors.post(machine.url, 9, json={"q": []})
                        self.assertEqual(answer, letters)
                    else:
                        with self.assertRaises(connectors.ServiceError):
                            connectors.post(machine.url, 9, json={"q": []})

    def test_deepl_is_asked_as_upstream_asks_it(self) -> None:
        deepl = connectors.DeepLTranslator({"AUTH_KEY": "made-up:fx", "TIMEOUT": 9})
        strings = [StringValue("Ring <b>112</b>"), StringValue("Hej")]
        answer = {"translations": [{"text": "Call <b>112</b>"}, {"text": "Hello"}]}
        with patch.object(connectors, "post", return_value=answer) as post:
            found = deepl.translate(Spoken("sv"), Spoken("en"), strings)
        self.assertEqual([x.data for x in found.values()], ["Call <b>112</b>", "Hello"])
        (url,), request = post.call_args
        self.assertEqual(url, "https://api-free.deepl.com/v2/translate")
        self.assertEqual(request["data"]["text"], ["Ring <b>112</b>", "Hej"])
        self.assertIn("made-up:fx", request["headers"]["Authorization"])

    def test_none_is_no_service_and_no_error(self) -> None:
        with setting("none"):
            self.assertIsNone(services.service())
            self.assertEqual(codes(), [])

    def test_the_tests_themselves_call_nobody(self) -> None:
        self.assertEqual(settings.TRANSLATOR, "none")


class CheckTests(SimpleTestCase):
    def test_a_misspelt_service_is_an_error(self) -> None:
        with setting("deepel"):
            self.assertEqual(codes(), ["hm.E006"])

    def test_a_service_without_its_key_is_an_error(self) -> None:
        with setting("deepl"):
            self.assertEqual(codes(), ["hm.E008"])
        with setting("deepl", AUTH_KEY="made-up"):
            self.assertEqual(codes(), [])

    @override_settings(TRANSLATOR_LANGUAGES=["ar", "xx=yy"])
    def test_a_language_that_the_site_lacks_is_an_error(self) -> None:
        with setting("none"):
            self.assertEqual(codes(), ["hm.E007"])


class LanguageCodeTests(SimpleTestCase):
    @override_settings(TRANSLATOR_LANGUAGES=["ar", " prs=fa-AF"])
    def test_a_language_goes_under_the_service_s_own_code(self) -> None:
        self.assertEqual(services.spoken("prs"), services.Spoken("fa-AF"))
        self.assertEqual(services.spoken("ar"), services.Spoken("ar"))
        self.assertIsNone(services.spoken("ti"))
        self.assertEqual(services.spoken("sv"), services.Spoken("sv"))

    @override_settings(TRANSLATOR_LANGUAGES=[])
    def test_without_a_list_all_languages_go_under_ours(self) -> None:
        self.assertEqual(services.spoken("ti"), services.Spoken("ti"))
