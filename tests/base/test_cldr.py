"""Babel and CLDR: what they still lack, and that neither spoils the other."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from babel import localedata

from hm_site.base import cldr

from .locale_samples import CODES, samples

ROOT = Path(__file__).resolve().parents[2]


def in_new_process(code: str) -> dict[str, str]:
    run = subprocess.run(
        [sys.executable, "-c", f"import json\nfrom babel import Locale\n{code}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(run.stdout)


BABEL_SPOILT = (
    "Locale('ps').days['stand-alone']['wide']\n"
    "sv = Locale('sv').days['stand-alone']['wide'][0]\n"
)


def test_babel_still_mixes_up_locales():
    """Guard: when this fails, babel#1234 is cured and _OwnLocale can go."""
    shown = in_new_process(BABEL_SPOILT + "print(json.dumps({'sv': sv}))")
    assert shown == {"sv": "دونۍ"}


def test_our_answers_do_not_depend_on_what_babel_was_asked_before():
    expected = {code: samples(code) for code in CODES}
    shown = in_new_process(
        BABEL_SPOILT
        + "for one in ('he', 'ckb', 'ti', 'ar'):\n"
        + "    for kind in ('months', 'days'):\n"
        + "        for names in getattr(Locale(one), kind).values():\n"
        + "            dict(names)\n"
        + "from tests.base import locale_samples as t\n"
        + "print(json.dumps({code: t.samples(code) for code in reversed(t.CODES)}))"
    )
    assert shown == expected


def test_we_do_not_spoil_babel_for_others():
    shown = in_new_process(
        "from tests.base import locale_samples as t\n"
        "for code in t.CODES:\n"
        "    t.samples(code)\n"
        "sv = Locale('sv')\n"
        "print(json.dumps({'day': sv.days['stand-alone']['wide'][0],\n"
        "                  'month': sv.months['stand-alone']['wide'][1]}))"
    )
    assert shown == {"day": "måndag", "month": "januari"}


def without_local_data(identifier: str, monkeypatch) -> localedata.LocaleDataDict:
    monkeypatch.setattr(cldr, "_LOCAL", {})
    return cldr._OwnLocale(identifier)._data


def leaves(tree, path=()):
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from leaves(value, (*path, key))
        else:
            yield (*path, key), value


@pytest.mark.parametrize("identifier", list(cldr._LOCAL))
def test_cldr_still_lacks_what_we_add(identifier, monkeypatch):
    """Guard: when this fails, CLDR has caught up and the local entry can go."""
    ours = cldr._LOCAL[identifier]
    theirs = without_local_data(identifier, monkeypatch)
    still_needed = set()
    for path, value in leaves(ours):
        upstream = theirs
        for key in path:
            upstream = upstream.get(key) if upstream is not None else None
        upstream = getattr(upstream, "pattern", upstream)
        if upstream != value:
            still_needed.add(path[0])
    assert still_needed == set(ours)


@pytest.mark.parametrize("identifier", list(cldr.LANGUAGE_NAMES))
def test_our_names_of_languages_differ_from_cldr(identifier):
    """Guard: a name that CLDR has learnt can go."""
    known = cldr._cldr_locale(identifier).languages
    for code, name in cldr.LANGUAGE_NAMES[identifier].items():
        assert known.get("fa_AF" if code == "prs" else code) != name


@pytest.mark.parametrize("code", CODES)
def test_weekdays_need_no_stand_alone_form(code):
    days = cldr.locale_of(code).days
    assert dict(days["stand-alone"]["wide"]) == dict(days["format"]["wide"])
