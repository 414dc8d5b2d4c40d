"""A thirteenth language: one row in the table and its catalogue, nothing else."""

import contextlib
import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.db import connection

from home.structure import HOME_TITLE
from tests.reading.reader import FALLBACK_NOTICE

from .thirteenth_language import ROW, TITLE, WORD

ROOT = Path(__file__).resolve().parents[2]
NOTICE = "این متن هنوز ترجمه نشده است"


def catalogue(folder: Path) -> None:
    messages = Catalog(locale="fa_AF")
    messages.add("Start", WORD)
    messages.add(HOME_TITLE, TITLE)
    messages.add(FALLBACK_NOTICE, NOTICE)
    target = folder / ROW.code / "LC_MESSAGES"
    target.mkdir(parents=True)
    with (target / "django.mo").open("wb") as file:
        write_mo(file, messages)


@pytest.fixture(scope="module")
def found(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any
) -> dict[str, Any]:
    """What the other process found in a copy of the site with its twelve languages."""
    folder = tmp_path_factory.mktemp("thirteenth")
    catalogue(folder / "locale")
    copy = folder / "site.sqlite3"
    with django_db_blocker.unblock():
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(copy)) as target:
            connection.connection.backup(target)
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.base.thirteenth_language",
            f"sqlite:///{copy}",
            str(folder / "locale"),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    result: dict[str, Any] = json.loads(run.stdout)
    return result


pytestmark = pytest.mark.sqlite  # the other process works on a copy of the file


def test_every_address_answers_under_its_prefix(found: dict[str, Any]):
    assert set(found["status"].values()) == {200}
    assert found["checks"] == []


def test_its_direction_and_tag_stand_on_every_page(found: dict[str, Any]):
    for html in (*found["html"].values(), found["missing"]):
        assert '<html lang="haz" dir="rtl">' in html


def test_sync_site_makes_its_home_live_and_the_other_pages_drafts(
    found: dict[str, Any],
):
    assert found["home"] == [TITLE, True, None]
    assert found["directory"] == 1
    assert found["drafts"] >= 3
    assert TITLE in found["html"][""]


def test_interface_words_come_from_its_catalogue_and_the_rest_is_swedish(
    found: dict[str, Any],
):
    assert WORD in found["html"]["hitta-stod/"]
    assert "Hitta stöd" in found["html"]["hitta-stod/"]


def test_an_untranslated_page_falls_back_with_a_notice(found: dict[str, Any]):
    html = found["html"]["aktorer/kommun-a/samtal-for-nya/"]
    assert NOTICE in html
    assert '<bdi lang="sv" dir="ltr">Samtal för nya</bdi>' in html
    assert "”Jag behöver tolk på hazaragi.”" in html


def test_a_browser_that_asks_for_it_gets_it(found: dict[str, Any]):
    assert found["start"] == "/haz/"


def test_every_page_offers_it(found: dict[str, Any]):
    for html in (found["swedish"], found["missing"]):
        assert '<bdi lang="haz" dir="rtl">هزارگی</bdi>' in html
    assert 'hreflang="haz"' in found["swedish"]
    assert "/haz/" in found["sitemap"]
    assert "Disallow: /haz/sok/" in found["robots"]


def test_it_needs_no_migration():
    """The choices of a field must not name the languages one by one."""
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys\n"
            "from tests.base.thirteenth_language import start\n"
            "start('sqlite://:memory:', '.')\n"
            "from django.core.management import call_command\n"
            "call_command('makemigrations', check=True, dry_run=True)\n",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
