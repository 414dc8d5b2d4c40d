"""What each language calls itself and the others."""

import unicodedata

import pytest

from hm_site import languages
from hm_site.base import formats

from .locale_samples import CODES, SCRIPT

# The spoken languages of the vocabulary.
SPOKEN = (
    "ar fa prs ps ckb kmr so ti am uk ru en sv sv-simple tr bs sq fr es pl sw ur om"
)


@pytest.mark.parametrize("code", CODES)
def test_every_spoken_language_has_its_own_name_in_the_right_script(code):
    names = {spoken: formats.language_name(spoken, code) for spoken in SPOKEN.split()}
    assert len(set(names.values())) == len(names)
    for spoken, name in names.items():
        assert name != spoken
        letters = [letter for letter in name if letter.isalpha()]
        assert all(unicodedata.name(it).startswith(SCRIPT[code]) for it in letters)


@pytest.mark.parametrize("code", CODES)
def test_a_language_calls_itself_by_its_endonym(code):
    assert formats.language_name(code, code) == languages.get(code).endonym


@pytest.mark.parametrize(
    ("spoken", "reader", "expected"),
    [
        ("ps", "sv", "pashto"),
        ("prs", "sv", "dari"),
        ("ti", "sv-simple", "tigrinska"),
        ("am", "sv-simple", "amhariska"),
        ("ckb", "sv", "kurdiska (sorani)"),
        ("kmr", "sv", "kurdiska (kurmanji)"),
        ("sv-simple", "sv", "lätt svenska"),
        ("sv", "sv-simple", "svenska"),
        ("prs", "en", "Dari"),
        ("sq", "en", "Albanian"),
        ("sv", "ar", "السويدية"),
        ("prs", "fa", "دری"),
        ("fa", "prs", "فارسی"),
        ("prs", "ckb", "دەری"),
        ("prs", "so", "Daari"),
        ("fa", "so", "Faarisi"),
        ("uk", "ru", "украинский"),
    ],
)
def test_names_of_languages(spoken, reader, expected):
    assert formats.language_name(spoken, reader) == expected


def test_a_language_nobody_can_name_is_shown_by_its_code():
    assert formats.language_name("qzz", "ar") == "qzz"
