"""The normal form of words: the same in every thread, in every spelling."""

import sys
import threading

import pytest

from hm_site.base import search_text
from hm_site.base.search_text import fold, normalise, words


@pytest.fixture
def hasty_threads():
    """Threads that change places between almost any two instructions."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


def test_threads_do_not_disturb_each_others_stems(hasty_threads, monkeypatch):
    """Stemmers hold state; readers search while editors publish."""
    monkeypatch.setattr(search_text, "stem", search_text.stem.__wrapped__)
    texts = ["مدرسة الأطفال في المدينة " * 5, "المدرسون يتحدثون في البيوت " * 5]
    expected = [words(text, "ar") for text in texts]
    found: list[object] = []

    def stem_all(text: str) -> None:
        for _ in range(25):
            try:
                found.append(words(text, "ar"))
            except Exception as error:  # noqa: BLE001 - what a reader would see as 500
                found.append(error)

    threads = [
        threading.Thread(target=stem_all, args=(texts[n % 2],)) for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer for answer in found if answer not in expected] == []


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("النوم", "نوم", "ar"),
        ("أرق", "ارق", "ar"),
        ("مدرسة", "مدرسه", "ar"),
        ("مُعَلِّم", "معلم", "ar"),
        ("مشكی", "مشكي", "fa"),
        ("کمک", "كمك", "fa"),
        ("می‌خوابم", "میخوابم", "fa"),
        ("یارمەتی", "يارمهتي", "ckb"),
        ("CAFÉ", "cafe", "sv"),
        ("ångest", "ANGEST", "sv"),
        ("ёлка", "елка", "ru"),
        ("о’хрім", "охрім", "uk"),
        ("Straße", "strasse", "en"),
    ],
)
def test_spellings_that_mean_the_same(one, other, code):
    assert normalise(one, code) == normalise(other, code)


def test_short_i_is_a_letter_of_its_own_in_russian():
    assert fold("й") != fold("и")


def test_the_article_goes_only_where_a_word_remains():
    assert words("الله", "ar") != [""]
    assert all(words("ال لل بال", "ar"))


def test_markup_separates_words_and_is_no_word():
    assert normalise("<p>en</p><p>två</p>", "ti") == "en tva"
