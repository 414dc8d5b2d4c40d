"""A LibreTranslate-compatible server on loopback that speaks real HTTP.

It "translates" by writing each word with Arabic letters behind a mark, and misbehaves
on request.
"""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MARK = "م"
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzåäö", "ابجدهوزحطيكلمنسعفصقرشتثخذضظغة"
)
_TAG = re.compile(r"(<[^>]*>)")


def said(text: str) -> str:
    """What the machine makes of a text; tags and numbers stay."""
    parts = _TAG.split(text)
    words = (x if x.startswith("<") else x.lower().translate(_LETTERS) for x in parts)
    return f"{MARK} {''.join(words)}"


def translated(texts: list[str]) -> list[str]:
    return [said(text) for text in texts]


class Machine:
    """`answer` makes the list of texts from the list that came; `asked` counts them."""

    def __init__(self) -> None:
        self.answer: Callable[[list[str]], Any] = translated
        self.status = 200
        self.raw: bytes | None = None
        # Seconds between two letters of an answer.
        self.pause = 0.0
        # Where each question is sent on to.
        self.elsewhere = ""
        self.wait = threading.Event()
        self.slow = False
        self.asked: list[list[str]] = []
        self.url = ""


@contextmanager
def running() -> Iterator[Machine]:
    machine = Machine()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            machine.asked.append(body["q"])
            if machine.slow:
                machine.wait.wait(5)
            data = {"translatedText": machine.answer(body["q"])}
            self.send_response(307 if machine.elsewhere else machine.status)
            self.send_header("Content-Type", "application/json")
            if machine.elsewhere:
                self.send_header("Location", machine.elsewhere)
            self.end_headers()
            self.say(machine.raw or json.dumps(data).encode())

        def say(self, answer: bytes) -> None:
            step = 1 if machine.pause else len(answer)
            with suppress(ConnectionError):  # whoever asked has left
                for start in range(0, len(answer), step):
                    self.wfile.write(answer[start : start + step])
                    if machine.wait.wait(machine.pause):
                        return

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    machine.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield machine
    finally:
        machine.wait.set()
        server.shutdown()
        server.server_close()
        thread.join()


def settings_for(url: str, timeout: float = 5) -> dict[str, Any]:
    """What `hm_site/settings/translation.py` makes of TRANSLATOR=libretranslate."""
    return {
        "WAGTAILLOCALIZE_MACHINE_TRANSLATOR": {
            "CLASS": "hm_site.translation.connectors.LibreTranslator",
            "OPTIONS": {"LIBRETRANSLATE_URL": url, "API_KEY": "", "TIMEOUT": timeout},
        },
        "TRANSLATOR_TIMEOUT": timeout,
    }
