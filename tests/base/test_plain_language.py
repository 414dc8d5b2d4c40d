"""LIX counts as Björnsson did, and what is advised is really in the text."""

import pytest

from hm_site.base import plain_language
from hm_site.base.plain_language import (
    lix,
    long_sentences,
    official_words,
    sentences,
    very_long_words,
    words,
)

# Ten words, two sentences, two words of more than six letters: 10/2 + 100·2/10.
EASY = "Vi ses på torsdag. Du får fika och prata svenska."
# Seven words, one sentence, five long: 7/1 + 100·5/7.
HARD = "Kommunens arbetsmarknadsinsatser bedrivs genom samverkan mellan parterna."


def test_lix_is_words_by_sentence_and_the_share_of_long_words():
    assert (len(words(EASY)), len(sentences(EASY)), lix(EASY)) == (10, 2, 25)
    assert (len(words(HARD)), len(sentences(HARD)), lix(HARD)) == (7, 1, 78)


def test_a_word_is_long_from_seven_letters():
    assert lix("sex sex sexsex sexsex") == 4
    assert lix("sju sju sjusjus sexsex") == 4 + 25


def test_a_text_without_words_has_no_index():
    for text in ("", "  \n ", "… – !", "https://example.org/en-lang-adress"):
        assert lix(text) is None
        assert sentences(text) == []


def test_addresses_are_no_words():
    text = "Skriv till integration@kommunen.se eller läs www.kommunen.se/stod."
    assert words(text) == ["Skriv", "till", "eller", "läs"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Kom kl. 13.00–15.00 på tisdag.", 1),
        ("Ta med t.ex. Ida eller bl.a. 3 andra.", 1),
        ("Vi har fika, spel m.m. Välkommen!", 1),
        ("Är du orolig? Ring! Vi svarar.", 3),
        ("Ring oss: Vi svarar.", 2),
        ("Språk: arabiska och somaliska.", 1),
        ("Du kommer in\nNågon möter dig", 2),
        ("Han sa ”kom in.” Sedan gick vi.", 2),
    ],
)
def test_where_a_sentence_ends(text, number):
    assert len(sentences(text)) == number


def test_levels_name_what_the_index_means():
    found = [plain_language.level(x) for x in (0, 29, 30, 39, 40, 49, 50, 59, 60, 99)]
    assert found == [
        *["mycket lätt"] * 2,
        *["lätt"] * 2,
        *["medelsvår"] * 2,
        *["svår"] * 2,
        *["mycket svår"] * 2,
    ]


def test_twenty_words_are_not_too_many_and_twenty_one_are():
    twenty = " ".join(["ord"] * 20) + "."
    more = " ".join(["ord"] * 21) + "."
    assert long_sentences(f"{twenty} {more}") == [more]


def test_official_words_come_with_what_people_say():
    text = "Individen erhåller stöd. Vi skall i enlighet med planen erbjuda insatser."
    assert [(x.found, x.instead.split(",")[0]) for x in official_words(text)] == [
        ("individen", "du"),
        ("erhåller", "få"),
        ("skall", "ska"),
        ("i enlighet med", "enligt"),
        ("insatser", "hjälp"),
    ]


def test_everyday_words_that_look_alike_are_left_alone():
    for text in (
        "Skallen gör ont.",
        "Vi fick hej-kort.",
        "Hon ska öva.",
        "Rejält ont.",
    ):
        assert official_words(text) == []


def test_long_compounds_are_named_once_and_proper_names_are_not():
    text = (
        "Vår integrationssamordnare ringer Migrationsverkets handläggare. "
        "Fråga en integrationssamordnare."
    )
    assert very_long_words(text) == ["integrationssamordnare"]


def test_a_long_text_is_counted_whole():
    text = "Vi ses kl. 13 på torsdag, t.ex. Hon kommer. " * 5000
    assert lix(text) is not None
    assert len(sentences(text)) == 5000
