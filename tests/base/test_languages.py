"""The table of languages: complete, consistent, and enough for Django."""

import subprocess
import sys
from pathlib import Path

import pytest
import snowballstemmer
from babel import localedata
from django.conf import global_settings
from django.conf.locale import LANG_INFO

from hm_site import languages

ROOT = Path(__file__).resolve().parents[2]


def test_the_twelve_stand_in_the_order_readers_see():
    assert [language.code for language in languages.LANGUAGES] == [
        "sv",
        "sv-simple",
        "en",
        "ar",
        "fa",
        "prs",
        "ps",
        "ckb",
        "so",
        "ti",
        "uk",
        "ru",
    ]


def test_exactly_one_language_is_the_source():
    sources = [language for language in languages.LANGUAGES if language.is_source]
    assert sources == [languages.BY_CODE[languages.SOURCE]]


def test_codes_tags_and_endonyms_are_unique():
    for field in ("code", "tag", "endonym", "name_sv", "name_en"):
        values = [getattr(language, field) for language in languages.LANGUAGES]
        assert len(set(values)) == len(values), field


@pytest.mark.parametrize("language", languages.LANGUAGES, ids=lambda row: row.code)
def test_each_row_is_complete(language):
    assert localedata.exists(language.cldr)
    assert language.stemmer in {"", *snowballstemmer.algorithms()}
    assert language.og_locale.partition("_")[2].isupper()
    assert language.direction in ("ltr", "rtl")
    assert language.dir == language.direction
    for field in ("endonym", "name_sv", "name_en"):
        assert getattr(language, field).strip()


def test_every_language_but_swedish_names_its_interpreter():
    without = [row.code for row in languages.LANGUAGES if not row.interpreter_sv]
    assert without == ["sv", "sv-simple"]


def test_right_to_left_agrees_with_the_script():
    assert languages.rtl_codes() == ["ar", "fa", "prs", "ps", "ckb"]
    for language in languages.LANGUAGES:
        arabic_script = any(
            "\u0600" <= letter <= "\u06ff" for letter in language.endonym
        )
        assert language.is_rtl is arabic_script


def test_an_unknown_code_means_the_source_language():
    assert languages.get("ti").name_en == "Tigrinya"
    assert languages.get("xx") is languages.BY_CODE["sv"]
    assert languages.get("") is languages.BY_CODE["sv"]


def test_django_gets_codes_with_endonyms():
    pairs = languages.django_languages()
    assert pairs[0] == ("sv", "svenska")
    assert pairs[3] == ("ar", "العربية")
    assert len(pairs) == 12


def test_registration_adds_what_django_lacks_and_changes_nothing_else(monkeypatch):
    ours = {row.code for row in languages.LANGUAGES}
    lacking = {"sv-simple", "prs", "ps", "so", "ti"}
    stock = {code: info for code, info in LANG_INFO.items() if code not in lacking}
    info = {code: dict(entry) for code, entry in stock.items()}
    monkeypatch.setattr("django.conf.locale.LANG_INFO", info)

    bidi = languages.register_with_django()

    assert {code for code in info if code not in stock} == lacking
    assert {code: info[code] for code in stock} == stock
    assert ours <= set(info)
    assert info["prs"] == {
        "bidi": True,
        "code": "prs",
        "name": "Dari",
        "name_local": "دری",
    }
    assert info["ti"]["bidi"] is False
    assert bidi == [*global_settings.LANGUAGES_BIDI, "prs", "ps"]

    before = {code: dict(entry) for code, entry in info.items()}
    assert languages.register_with_django() == bidi
    assert info == before


def test_settings_can_import_the_table_before_django_is_configured():
    code = (
        "import sys\n"
        "from hm_site import languages\n"
        "assert 'django' not in sys.modules and 'babel' not in sys.modules\n"
        "languages.register_with_django()\n"
        "from django.conf import settings\n"
        "assert not settings.configured\n"
        "import hm_site.base.formats, resources.schedule\n"
        "assert not settings.configured\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
