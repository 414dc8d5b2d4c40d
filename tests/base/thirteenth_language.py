"""Run in a process of its own by `test_thirteenth_language`: one row and one catalogue
more, then `sync_site` on a copy of the database, then a reader.

Arguments: the database's address, the folder with the catalogue. Writes what was
found as JSON.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from hm_site import languages

# Spoken in Halland, written from right to left, unknown to Django.
ROW = languages.Language(
    code="haz",
    tag="haz",
    endonym="هزارگی",
    name_sv="hazaragi",
    name_en="Hazaragi",
    direction="rtl",
    cldr="fa_AF",
    stemmer="persian",
    status="offered",
    og_locale="fa_AF",
    interpreter_sv="hazaragi",
)
WORD = "خانه"  # what the catalogue says for "Start"
TITLE = "خوش آمدید"  # and for the title of the home page


def start(database: str, folder: str) -> None:
    """What adding the row to the table does, done before Django starts."""
    languages.LANGUAGES = (*languages.LANGUAGES, ROW)
    languages.BY_CODE[ROW.code] = ROW
    os.environ["DATABASE_URL"] = database
    os.environ["DJANGO_SETTINGS_MODULE"] = "hm_site.settings.test"
    from hm_site.settings import base

    base.LOCALE_PATHS.append(Path(folder))
    import django

    django.setup()


def look() -> dict[str, Any]:
    from django.core.checks import run_checks
    from django.core.management import call_command
    from django.test import Client
    from wagtail.models import Locale, Page

    from home.models import HomePage
    from resources.models import DirectoryPage
    from tests.factories import offering, organisation

    page = offering(organisation())
    call_command("sync_site", verbosity=0)
    call_command("sync_site", check=True, verbosity=0)
    locale = Locale.objects.get(language_code=ROW.code)
    home = HomePage.objects.get(locale=locale)
    drafts = Page.objects.filter(locale=locale, live=False).count()
    client = Client(HTTP_HOST="testserver")
    path = page.url_path.removeprefix("/sv/")
    shown = {
        below: client.get(f"/{ROW.code}/{below}")
        for below in ("", "hitta-stod/", "aktorer/", "sok/?q=samtal", path)
    }
    return {
        "checks": [error.id for error in run_checks(tags=["hm"])],
        "home": [home.title, home.live, home.alias_of_id],
        "drafts": drafts,
        "directory": DirectoryPage.objects.filter(locale=locale).count(),
        "status": {below: answer.status_code for below, answer in shown.items()},
        "html": {below: answer.content.decode() for below, answer in shown.items()},
        "start": client.get("/", HTTP_ACCEPT_LANGUAGE="haz-AF,en;q=0.3")["Location"],
        "missing": client.get(f"/{ROW.code}/finns-inte/").content.decode(),
        "swedish": client.get("/sv/").content.decode(),
        "sitemap": client.get("/sitemap.xml").content.decode(),
        "robots": client.get("/robots.txt").content.decode(),
    }


if __name__ == "__main__":
    start(*sys.argv[1:])
    sys.stdout.write(json.dumps(look()))
