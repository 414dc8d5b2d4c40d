"""Five editors at once on one machine: gunicorn as in the container, and SQLite.

Each signs in, reads her page's form and saves it by hand, again and again, as a browser
would. The server is a program of its own, with the settings of the demo without DEBUG:
those of production but for HTTPS.
"""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection
from wagtail.models import Revision

from resources.models import SupportOfferingPage
from tests import admin_forms, factories
from tests.factories.people import PASSWORD
from tests.mail_server import free_port

EDITORS, SAVES = 5, 15
PATIENCE = 60  # seconds; machines are shared

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pages() -> list[SupportOfferingPage]:
    """One live page for each editor, all of one organisation."""
    ours = factories.organisation("kommun-a")
    # The suite's fast hashes mean nothing to the server.
    password = PBKDF2PasswordHasher().encode(PASSWORD, "salt")
    pages = []
    for number in range(EDITORS):
        editor = factories.editor(ours, f"editor-{number}")
        editor.password = password
        editor.save()
        pages.append(factories.offering(ours, f"Samtal {number}"))
    return pages


@pytest.fixture
def database(pages: list[SupportOfferingPage], tmp_path: Path) -> Path:
    """A copy of what the test has made; thrown away with its directory."""
    path = tmp_path / "site.sqlite3"
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
    return path


@pytest.fixture
def server(database: Path, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of a running site, and the file that it writes its log to."""
    port, log = free_port(), tmp_path / "server.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            ["/bin/sh", str(settings.BASE_DIR / "deploy" / "entrypoint.sh"), "serve"],
            cwd=settings.BASE_DIR,
            env={
                "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
                "DJANGO_SETTINGS_MODULE": "hm_site.settings.dev",
                "DEBUG": "0",
                "DATABASE_URL": f"sqlite:///{database}",
                "MEDIA_ROOT": str(tmp_path / "media"),
                "WEB_HOST": "127.0.0.1",
                "WEB_PORT": str(port),
            },
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_it_answers(address, process, log)
        yield address, log
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_it_answers(
    address: str, process: subprocess.Popen[bytes], log: Path
) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            if browser().get(f"{address}/healthz", timeout=PATIENCE).ok:
                return
        except requests.RequestException:  # it does not listen yet
            time.sleep(0.1)
    pytest.fail(f"the server does not answer:\n{log.read_text()}")


def browser() -> requests.Session:
    """Asks the server itself, whatever proxy this machine uses."""
    session = requests.Session()
    session.trust_env = False
    return session


class Editor:
    """One browser, signed in."""

    def __init__(self, address: str, name: str) -> None:
        self.address, self.browser = address, browser()
        self.browser.headers["Referer"] = f"{address}/admin/"
        sign_in = f"{address}/admin/login/"
        token = value("csrfmiddlewaretoken", self.read(sign_in))
        answer = self.browser.post(
            sign_in,
            {
                "csrfmiddlewaretoken": token,
                "username": f"{name}@example.org",
                "password": PASSWORD,
            },
            timeout=PATIENCE,
            allow_redirects=False,
        )
        assert answer.status_code == 302, answer.status_code

    def read(self, url: str) -> str:
        answer = self.browser.get(url, timeout=PATIENCE)
        assert answer.status_code == 200, answer.status_code
        assert answer.url == url
        return answer.text

    def save_by_hand(self, page: SupportOfferingPage, times: int) -> None:
        """Each time from the form as it is then, with the version it was read at."""
        url = self.address + admin_forms.edit_url(page)
        html = self.read(url)
        form = admin_forms.form_of(html)
        for number in range(1, times + 1):
            # All that changes in the form; to read the rest again is slow.
            form["loaded_revision_id"] = value("loaded_revision_id", html)
            form["loaded_revision_created_at"] = value(
                "loaded_revision_created_at", html
            )
            form["summary"] = text(number)
            answer = self.browser.post(
                url,
                form.urlencode(),
                headers={
                    "Content-Type": "application/x-www-form-urlencoded",
                    "X-CSRFToken": self.browser.cookies["hm-csrf"],
                },
                timeout=PATIENCE,
                allow_redirects=False,
            )
            assert answer.status_code == 302, (number, answer.status_code)
            assert answer.headers["Location"] == admin_forms.edit_url(page)
            html = self.read(url)
            assert text(number) in html


def value(name: str, html: str) -> str:
    """Of a hidden field."""
    tag = re.search(f'<input[^>]*name="{name}"[^>]*>', html)
    assert tag is not None, name
    found = re.search('value="([^"]*)"', tag[0])
    assert found is not None, name
    return found[1]


def text(number: int) -> str:
    return f"Sparat för {number}:e gången."


def test_seventy_five_saves_by_five_editors_all_succeed(
    server: tuple[str, Path], database: Path, pages: list[SupportOfferingPage]
) -> None:
    address, log = server
    together = threading.Barrier(EDITORS, timeout=PATIENCE)
    errors: list[Exception] = []

    def work(number: int, page: SupportOfferingPage) -> None:
        try:
            editor = Editor(address, f"editor-{number}")
            together.wait()
            editor.save_by_hand(page, SAVES)
        except Exception as error:  # noqa: BLE001 - shown by the assertion
            errors.append(error)

    threads = [
        threading.Thread(target=work, args=(number, page))
        for number, page in enumerate(pages)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    said = log.read_text()
    assert errors == [], said
    assert "Traceback" not in said
    assert "locked" not in said
    assert revisions(database) == {str(page.pk): before(page) + SAVES for page in pages}


def revisions(database: Path) -> dict[str, int]:
    with closing(sqlite3.connect(database)) as site:
        rows = site.execute(
            "SELECT object_id, count(*) FROM wagtailcore_revision"
            " WHERE content LIKE '%Samtal %' GROUP BY object_id"
        )
        return dict(rows.fetchall())


def before(page: SupportOfferingPage) -> int:
    return Revision.objects.for_instance(page).count()
