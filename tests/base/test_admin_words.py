"""Editors meet Swedish: also where Wagtail's own Swedish catalogue has nothing."""

import gettext
import json
import re
from pathlib import Path

import polib
import pytest
import wagtail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from hm_site.base.management.commands.messages import WAGTAILS_WORDS, catalogues
from tests import factories

UPSTREAM = Path(wagtail.__file__).parent
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|</?\w+")


@pytest.mark.parametrize("path", WAGTAILS_WORDS, ids=lambda path: path.name)
def test_wagtail_still_lacks_what_we_add(path: Path) -> None:
    """Guard: a message that fails here has been translated or dropped by Wagtail."""
    known, translated = set(), set()
    for app in (".", "admin", "images", "documents"):
        for code, found in (("en", known), ("sv", translated)):
            file = UPSTREAM / app / "locale" / code / "LC_MESSAGES" / path.name
            if file.exists():
                rows = polib.pofile(str(file))
                found |= {e.msgid for e in rows if code == "en" or e.translated()}
    ours = {entry.msgid for entry in polib.pofile(str(path))}
    assert ours - known == set()
    assert ours & translated == set()


@pytest.mark.parametrize("path", WAGTAILS_WORDS, ids=lambda path: path.name)
def test_our_words_hold_what_the_english_ones_hold(path: Path) -> None:
    for entry in polib.pofile(str(path)):
        for text in filter(None, [entry.msgstr, *entry.msgstr_plural.values()]):
            told = set(PLACEHOLDER.findall(text))
            assert told <= set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))


def test_what_is_said_about_saving_is_swedish() -> None:
    with translation.override("sv"):
        paused = translation.gettext("Autosave is paused")
        others = translation.ngettext(
            "One other user is currently viewing",
            "%(num_user)s other users are currently viewing",
            2,
        )
    assert paused == "Det sparas inte automatiskt just nu"
    assert others == "%(num_user)s andra har sidan öppen"


@pytest.mark.django_db
def test_what_scripts_say_about_saving_is_swedish() -> None:
    client = Client()
    client.force_login(factories.admin())
    answer = client.get(reverse("wagtailadmin_javascript_catalog"))
    words = answer.content.decode()
    for text in ("Dina ändringar är sparade automatiskt.", "Sparar automatiskt"):
        assert json.dumps(text).strip('"') in words


def test_every_catalogue_says_how_its_language_counts() -> None:
    for _code, path in catalogues():
        for file in (path, path.with_suffix(".mo")):
            assert b"Plural-Forms: nplurals=" in file.read_bytes(), file
    dari = next(path for code, path in catalogues() if code == "prs")
    with dari.with_suffix(".mo").open("rb") as file:
        rule = gettext.GNUTranslations(file).plural  # type: ignore[attr-defined]
    assert [rule(n) for n in (0, 1, 2)] == [0, 0, 1]
