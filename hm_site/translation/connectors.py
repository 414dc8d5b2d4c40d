"""wagtail-localize's connectors, with an end to what a service may answer.

Upstream (`wagtail_localize.machine_translators`) waits TIMEOUT seconds for each piece
of an answer, however many pieces come; takes an answer of any size; and follows a
redirect with the texts, and for LibreTranslate the key, to wherever it leads. Google's
own client bounds what it takes and follows nothing, but has patience for minutes.
"""

import json
import threading
from collections.abc import Callable
from typing import Any, TypeVar

import requests
from wagtail_localize.machine_translators import deepl, libretranslate
from wagtail_localize.strings import StringValue

# Bytes of one answer: many times a batch of texts (`machine.BATCH`). Google's client
# draws the line here too.
MAX_ANSWER = 4 * 1024 * 1024

Answer = TypeVar("Answer")


class ServiceError(Exception):
    """The service answered what is no answer."""


def within(seconds: float, ask: Callable[[], Answer]) -> Answer:
    """What `ask` returns or raises; TimeoutError when it has not by then.

    No timeout of a socket ends an answer that comes a letter at a time, in its headers
    say. What takes too long is left behind in a thread that ends with the process, so
    this is for short ones: the chores.
    """
    results: list[Answer] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(ask())
        except BaseException as error:  # noqa: BLE001 - raised below, by who waits
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not results:
        raise TimeoutError
    return results[0]


def post(url: str, timeout: float, **request: Any) -> Any:
    """The JSON that a service answers with (the rest as in `requests.post`).

    Raises ServiceError for another status than 200, a redirect included, and for too
    much; requests' own errors; ValueError for what is no JSON.
    """
    with requests.post(
        url, timeout=timeout, stream=True, allow_redirects=False, **request
    ) as response:
        if response.status_code != requests.codes.ok:
            raise ServiceError(f"status {response.status_code}")
        body = bytearray()
        for piece in response.iter_content(64 * 1024):
            body += piece
            if len(body) > MAX_ANSWER:
                raise ServiceError(f"more than {MAX_ANSWER} bytes")
    return json.loads(body)


class DeepLTranslator(deepl.DeepLTranslator):
    def translate(
        self, source_locale: Any, target_locale: Any, strings: list[StringValue]
    ) -> dict[StringValue, StringValue]:
        answer = post(
            self.get_api_endpoint(),
            data=self.get_parameters(source_locale, target_locale, strings),
            headers=self.get_headers(),
            timeout=self.options["TIMEOUT"],
        )
        texts = [translation["text"] for translation in answer["translations"]]
        return _beside(strings, texts)


class LibreTranslator(libretranslate.LibreTranslator):
    def translate(
        self, source_locale: Any, target_locale: Any, strings: list[StringValue]
    ) -> dict[StringValue, StringValue]:
        answer = post(
            f"{self.get_api_endpoint()}/translate",
            json={
                "q": [string.data for string in strings],
                "source": self.language_code(source_locale.language_code),
                "target": self.language_code(target_locale.language_code),
                "api_key": self.options["API_KEY"],
                "format": "html",
            },
            timeout=self.get_timeout(),
        )
        return _beside(strings, answer["translatedText"])


def _beside(strings: list[StringValue], texts: Any) -> dict[StringValue, StringValue]:
    """Raises ServiceError for what is no list, ValueError for one of another length:
    an object's names and a word's letters would be taken for texts."""
    if not isinstance(texts, list):
        raise ServiceError(type(texts).__name__)
    found = map(StringValue, texts)
    return dict(zip(strings, found, strict=True))
