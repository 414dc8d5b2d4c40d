"""A reader finds what there is, in her own words."""

import pytest

from hm_site import languages
from resources.models import SupportOfferingPage
from tests.factories import offering, organisation, translate

from .conftest import ABOUT, ASLEEP, ORGANISATION, STORY, TALK

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]


@pytest.mark.parametrize(
    ("code", "query"),
    [
        ("sv", "oro"),
        ("sv", "kurator"),
        ("ar", "حديث"),
        ("ar", "مرشدة"),
        ("ti", "ዕላል"),
        ("ti", "ሰላም"),
        ("fa", "آرامش"),
        ("ru", "разговор"),
    ],
)
def test_words_of_her_own_language(searcher, code, query):
    answer = searcher.ask(code, query)
    assert answer.paths[0] == TALK
    assert answer.hits[0].note == ""
    assert answer.hits[0].lang is None


@pytest.mark.parametrize("code", [x.code for x in languages.LANGUAGES])
def test_swedish_words_in_every_language(searcher, code):
    assert TALK in searcher.finds(code, "kurator")
    assert ASLEEP in searcher.finds(code, "andning")


@pytest.mark.parametrize(
    ("code", "query"),
    [
        ("sv", "sömn"),
        ("sv", "sömnlös"),
        ("sv-simple", "sova"),
        ("en", "sleep"),
        ("ar", "النوم"),  # sleep: the label
        ("ar", "أرق"),  # insomnia: a search word
        ("ar", "كوابيس"),  # nightmares
        ("ti", "ድቃስ"),  # sleep
        ("ti", "ድቃስ ምስኣን"),  # insomnia: "missing sleep"
    ],
)
def test_words_of_the_vocabulary_find_what_nobody_has_translated(searcher, code, query):
    answer = searcher.ask(code, query)
    assert ASLEEP in answer.paths
    assert TALK not in answer.paths


def test_a_swedish_word_of_the_vocabulary_finds_it_in_any_language(searcher):
    assert ASLEEP in searcher.finds("ti", "sömn")


@pytest.mark.parametrize(
    ("code", "query", "path"),
    [
        ("sv", "KURATOR", TALK),
        ("sv", "cafeet", TALK),  # Caféet
        ("sv", "oppna famnen", ORGANISATION),  # Öppna famnen
        ("sv", "SÖMN", ASLEEP),
        ("sv", "somn", ASLEEP),
        ("ar", "نوم", ASLEEP),  # without the article
        ("ar", "بالنوم", ASLEEP),  # "with the sleep"
        ("ar", "ارق", ASLEEP),  # alef without hamza
        ("ar", "الأرق", ASLEEP),  # with the article
        ("ar", "الارق", ASLEEP),  # both
        ("ar", "نَوْم", ASLEEP),  # with vowel marks
        ("ar", "نـــوم", ASLEEP),  # stretched
        ("ar", "الهدوء", TALK),  # the title has a vowel mark
        ("ar", "هدوء", TALK),
        ("ar", "مدرسه", TALK),  # ه for ة, without the article
        ("ar", "المدرسة", TALK),
        ("ar", "مرشده", TALK),
        ("fa", "گفتوگو", TALK),  # without the zero-width non-joiner
        ("fa", "ارامش", TALK),  # without the madda
        ("fa", "آرامش", TALK),
        ("ru", "надежде", TALK),  # е for ё
        ("ru", "НАДЁЖДЕ", TALK),
    ],
)
def test_case_marks_articles_and_letter_variants_make_no_difference(
    searcher, code, query, path
):
    assert path in searcher.finds(code, query)


@pytest.mark.parametrize("query", ["under", "en", "i halmstad"])
def test_small_words_count_as_words_in_both_databases(searcher, query):
    """English stop words ("under" is one) are ordinary words in our languages."""
    offering(
        organisation("kommun-c"), "Stöd under hösten i Halmstad", summary="En dag."
    )
    assert "aktorer/kommun-c/stod-under-hosten-i-halmstad/" in searcher.finds(
        "sv", query
    )


def test_all_words_must_meet(searcher):
    assert searcher.finds("sv", "samtal oro") == [TALK]
    assert searcher.finds("sv", "samtal andning") == []


def test_all_types_of_pages_are_found(searcher):
    assert STORY in searcher.finds("sv", "skolan")
    assert ORGANISATION in searcher.finds("sv", "famnen")
    assert ABOUT in searcher.finds("sv", "vilka")
    assert "hitta-stod/" in searcher.finds("sv", "hitta")


@pytest.mark.parametrize("code", ["sv", "ar", "ti"])
@pytest.mark.parametrize("query", ["oro", "samtal", "sömn", "kurator"])
def test_a_page_is_one_hit_however_many_roads_lead_to_it(searcher, code, query):
    answer = searcher.ask(code, query)
    assert answer.hits
    assert len(set(answer.paths)) == len(answer.paths)


@pytest.mark.parametrize("code", [x.code for x in languages.LANGUAGES])
def test_hits_stay_in_the_readers_language(searcher, code):
    for query in ("kurator", "andning", "vilka", "famnen"):
        hits = searcher.ask(code, query).hits
        assert hits
        assert all(hit.path.startswith(f"/{code}/") for hit in hits)


@pytest.mark.parametrize(("code", "note"), [("ar", True), ("ti", True), ("sv", False)])
def test_an_untranslated_hit_says_that_it_is_swedish(searcher, code, note):
    hit = next(x for x in searcher.ask(code, "andning").hits if "lugna" in x.path)
    assert bool(hit.note) is note
    assert hit.lang == ("sv" if note else None)
    assert hit.title == "Lugna kvällar"


def test_a_swedish_word_leads_to_the_translated_title(searcher):
    hit = next(x for x in searcher.ask("ar", "kurator").hits if "oro" in x.path)
    assert hit.title == "حديث عن الهُدوء"
    assert hit.note == ""


def test_the_translation_comes_before_what_only_the_vocabulary_knows(searcher):
    """أرق stands in the search words of sleep; a translated text that says it wins."""
    words = offering(None, "Kvällsgrupp", terms={"concern": ["body"]})
    translate(words, "ar", title="مجموعة الأرق", summary="")
    paths = searcher.finds("ar", "أرق")
    assert paths.index("aktorer/kommun-a/kvallsgrupp/") < paths.index(ASLEEP)


def test_the_directory_finds_the_same(searcher):
    html = searcher.client.get("/ar/hitta-stod/", {"q": "الأرق"}).content.decode()
    assert f"/ar/{ASLEEP}" in html
    assert f"/ar/{TALK}" not in html


def test_a_changed_text_is_found_at_once(searcher):
    page = SupportOfferingPage.objects.sources().get(slug="lugna-kvallar")
    page.summary = "Nu övar vi trollkonster."
    page.save_revision().publish()
    assert ASLEEP in searcher.finds("sv", "trollkonster")
    assert ASLEEP not in searcher.finds("sv", "andning")


def test_more_hits_than_a_page_holds_can_all_be_reached(searcher):
    owner = organisation("kommun-d")
    for number in range(17):
        offering(owner, f"Kanotgrupp {number}", summary="Kanot.")
    first, second = (searcher.ask("sv", "kanot", page=n) for n in ("1", "2"))
    assert (len(first.hits), len(second.hits)) == (15, 2)
    assert set(first.paths).isdisjoint(second.paths)
    assert searcher.ask("sv", "kanot", page="99").paths == second.paths


def test_no_hits_offer_a_way_on(searcher):
    answer = searcher.ask("ar", "zzzz")
    assert answer.hits == []
    assert answer.soup.select(".needs a[href^='/ar/hitta-stod/?concern=']")


def test_an_empty_search_is_an_invitation(searcher):
    answer = searcher.ask("sv", "   ")
    assert (answer.status, answer.count, answer.hits) == (200, "", [])
