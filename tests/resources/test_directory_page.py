"""The directory as readers get it, in Swedish and in Arabic."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import transaction

from hm_site import languages
from hm_site.base.caches import bump_version, clear_process_caches
from resources.models import DirectoryPage, SupportOfferingPage
from tests.factories import home, offering, organisation, story, translate
from tests.reading.reader import Reader, Shown

pytestmark = pytest.mark.django_db

PATHS = {code: f"/{code}/hitta-stod/" for code in ("sv", "ar", "so", "ru")}


@pytest.fixture(scope="module")
def _built(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Built once, in a transaction around the tests' own."""
    with django_db_blocker.unblock(), transaction.atomic():
        build()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def five(_built: None, db: None) -> None:
    """Five offerings; two on a page make three pages."""
    clear_process_caches()


def build() -> None:
    owner = organisation("kommun-a", title="Kommun A")
    for number in range(5):
        terms = {
            "municipality": ["halmstad"] if number else ["laholm", "halmstad"],
            "language": ["sv", "ar"] if number % 2 else ["so"],
            "concern": ["sleep"] if number == 4 else ["worry"],
        }
        offering(owner, f"Stöd {number}", terms=terms, age_min=13 if number else 65)


@pytest.fixture
def two_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("resources.directory.PAGE_SIZE", 2)


def context(path: str) -> dict:
    response = Reader().get(path)
    assert response.status_code == 200
    return response.context


def read(path: str) -> Shown:
    return Reader().read(path)


def titles(shown: Shown) -> list[str]:
    return [tag.get_text(strip=True) for tag in shown.soup.select(".results h3")]


def count_text(shown: Shown) -> str:
    return " ".join(shown.tag("#res h2").get_text(" ").split())


def pairs(url: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(url).query)


# ---------------------------------------------------------------------- the count
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/sv/hitta-stod/", "5 stöd"),
        ("/sv/hitta-stod/?municipality=laholm", "1 stöd Laholm"),
        (
            "/sv/hitta-stod/?municipality=halmstad&language=ar",
            "2 stöd Halmstad · arabiska",
        ),
        ("/sv/hitta-stod/?municipality=hylte", "Inget stöd passar alla dina val"),
    ],
)
def test_the_heading_counts_and_says_what_was_chosen(path, said):
    assert count_text(read(path)) == said


def test_the_count_has_the_plural_of_the_readers_language():
    shown = {
        number: count_text(read(f"{PATHS['ru']}?{query}"))
        for number, query in (
            (1, "municipality=laholm"),
            (2, "language=ar"),
            (5, ""),
        )
    }
    forms = {number: text.split()[1] for number, text in shown.items()}
    assert all(text.startswith(f"{number} ") for number, text in shown.items())
    assert len(set(forms.values())) > 1
    assert "stöd" not in forms.values()


def test_an_arabic_reader_gets_the_same_offerings_in_her_own_words():
    page = DirectoryPage.objects.sources().get()
    translate(page, "ar", title="ابحث عن الدعم", intro="كل الدعم في هالاند.")
    swedish, arabic = context(PATHS["sv"]), context(PATHS["ar"])
    assert [c.title.text for c in arabic["cards"]] == [
        c.title.text for c in swedish["cards"]
    ]
    assert arabic["count"] == swedish["count"] == 5
    shown = read(PATHS["ar"])
    assert (shown.lang, shown.dir) == ("ar", "rtl")
    assert "كل الدعم في هالاند." in shown.main
    assert [label.get_text(strip=True) for label in shown.soup.select("legend")][0] == (
        "البلدية"
    )
    assert "هالمستاد" in shown.main
    for word in ("Kommun", "Halmstad ·", "Visa stöd", "Filtrera", "För vem", "Gratis"):
        assert word not in shown.main.replace("Kommun A", "")


def test_an_untranslated_card_says_that_its_text_is_swedish():
    shown = read(PATHS["ar"])
    assert shown.language_of("Stöd 1") == ("sv", "ltr")
    assert all(card.untranslated for card in context(PATHS["ar"])["cards"])
    assert not any(card.untranslated for card in context(PATHS["sv"])["cards"])


def test_a_translated_card_is_in_the_readers_language():
    page = offering(title="Samtal")
    translate(page, "ar", title="محادثة", summary="تتحدث مع شخص يصغي إليك.")
    cards = context(PATHS["ar"])["cards"]
    (card,) = [card for card in cards if not card.untranslated]
    assert (card.title.text, card.title.lang) == ("محادثة", "ar")
    assert card.summary.text == "تتحدث مع شخص يصغي إليك."
    assert card.url == f"/ar/aktorer/kommun-a/{page.slug}/"


# ------------------------------------------------------------------------ the form
def test_the_form_repeats_what_was_chosen():
    path = "/sv/hitta-stod/?municipality=laholm&online=1&age=70&q=st%C3%B6d&sort=name"
    shown = read(path)
    checked = {
        (str(box["name"]), str(box["value"]))
        for box in shown.soup.select("#filters input[type=checkbox][checked]")
    }
    assert checked == {("municipality", "laholm"), ("online", "1")}
    assert shown.tag("#filters [name=age]")["value"] == "70"
    assert shown.tag("#filters [name=q]")["value"] == "stöd"
    assert shown.tag("#filters")["action"] == "/sv/hitta-stod/"


def test_the_order_is_chosen_beside_the_list():
    shown = read("/sv/hitta-stod/?sort=name")
    chosen = shown.soup.select("#sort option[selected]")
    assert [option["value"] for option in chosen] == ["name"]
    assert shown.tag("#sort")["form"] == "filters"
    assert titles(shown) == [f"Stöd {number}" for number in range(5)]


def test_words_find_titles():
    offering(title="Tuppkamning på torsdagar")
    assert titles(read("/sv/hitta-stod/?q=tuppkamning")) == ["Tuppkamning på torsdagar"]
    assert titles(read("/sv/hitta-stod/?q=tuppkamning&municipality=laholm")) == []


def test_an_age_that_was_zero_stays_in_the_field():
    shown = read("/sv/hitta-stod/?age=0")
    assert shown.tag("#filters [name=age]")["value"] == "0"
    assert count_text(shown) == "Inget stöd passar alla dina val"


# ---------------------------------------------------------------------- the pages
def test_pages_keep_every_choice(two_a_page):
    query = "municipality=halmstad&language=so&language=ar&sort=name"
    pager = context(f"/sv/hitta-stod/?{query}&page=2")["pager"]
    assert (pager.number, pager.pages_count) == (2, 3)
    chosen = parse_qsl(query)
    assert pairs(pager.previous) == chosen
    assert pairs(pager.next) == [*chosen, ("page", "3")]
    shown = read(f"/sv/hitta-stod/?{query}&page=2")
    assert shown.tag("nav.pager [rel=next]")["href"] == pager.next
    assert shown.tag("nav.pager [aria-current=page]").get_text(strip=True).endswith("2")


def test_every_offering_is_on_one_page(two_a_page):
    pages = [titles(read(f"/sv/hitta-stod/?sort=name&page={n}")) for n in (1, 2, 3)]
    assert pages == [["Stöd 0", "Stöd 1"], ["Stöd 2", "Stöd 3"], ["Stöd 4"]]


def test_links_stay_in_the_readers_language(two_a_page):
    shown = read("/ar/hitta-stod/?municipality=halmstad&page=2")
    hrefs = [
        str(link["href"])
        for link in shown.soup.select(".pager a, .chips a, .results a")
    ]
    assert len(hrefs) > 5
    assert {href.split("/")[1] for href in hrefs} == {"ar"}


@pytest.mark.parametrize(
    ("asked", "shown_page"),
    [("0", 1), ("-3", 1), ("99", 3), ("9" * 21, 3), ("%D9%A2", 2), ("x", 1)],
)
def test_a_page_that_does_not_exist_is_the_nearest(two_a_page, asked, shown_page):
    found = context(f"/sv/hitta-stod/?page={asked}")
    assert found["pager"].number == shown_page
    assert found["count"] == 5
    assert len(found["cards"]) == (1 if shown_page == 3 else 2)


def test_one_page_needs_no_page_numbers():
    assert context(PATHS["sv"])["pager"] is None
    assert read(PATHS["sv"]).soup.select_one("nav.pager") is None


# ------------------------------------------------------------------ search engines
@pytest.mark.parametrize(
    ("query", "robots"),
    [
        ("", ""),
        ("sort=name", ""),
        ("page=2", ""),
        ("page=%D9%A2", ""),
        ("utm_source=x", ""),
        ("municipality=halmstad", "noindex"),
        ("age=20", "noindex"),
        ("q=stöd", "noindex"),
        ("online=1", "noindex"),
        ("day=mon", "noindex"),
        ("municipality=lund", "noindex"),
        ("sort=random", "noindex"),
        ("page=4", "noindex"),
        ("page=0", "noindex"),
        ("page=-1", "noindex"),
        ("page=x", "noindex"),
        ("age=300", "noindex"),
    ],
)
def test_only_the_plain_list_is_indexed(two_a_page, query, robots):
    assert read(f"/sv/hitta-stod/?{query}").robots == robots


@pytest.mark.parametrize("query", ["municipality=halmstad&page=2", "concern=x", "q=a"])
def test_the_canonical_address_holds_no_choices(two_a_page, query):
    assert read(f"/sv/hitta-stod/?{query}").canonical == "/sv/hitta-stod/"


# ------------------------------------------------------------------------ odd input
def test_an_unknown_choice_is_a_chip_that_can_be_taken_away():
    shown = read("/sv/hitta-stod/?municipality=laholm&concern=%3Cscript%3Ealert(1)")
    assert "<script>alert" not in shown.html
    (chip,) = shown.soup.select(".chip--odd")
    assert "okänt filter: ”<script>alert(1)”" in " ".join(chip.get_text().split())
    assert chip["href"] == "/sv/hitta-stod/?municipality=laholm"
    assert titles(shown) == ["Stöd 0"]


def test_at_most_five_unknown_choices_are_shown():
    query = "&".join(f"concern=x{number}" for number in range(40))
    shown = read(f"/sv/hitta-stod/?{query}")
    assert len(shown.soup.select(".chip--odd")) == 5
    assert count_text(shown) == "5 stöd"


def test_five_hundred_values_are_answered():
    query = "&".join(["municipality=laholm"] * 250 + ["language=x"] * 250)
    shown = read(f"/sv/hitta-stod/?{query}")
    assert titles(shown) == ["Stöd 0"]
    assert len(shown.soup.select(".chip:not(.chip--odd)")) == 1


# ---------------------------------------------------------------------------- empty
def test_an_empty_list_offers_ways_out():
    path = "/sv/hitta-stod/?municipality=laholm&concern=sleep&sort=name"
    found = context(path)
    assert (found["count"], list(found["cards"])) == (0, [])
    assert {(o["label"], o["count"]) for o in found["empty_options"]} == {
        ("Laholm", 1),
        ("Sömn", 1),
    }
    shown = read(path)
    links = [str(link["href"]) for link in shown.soup.select("#res .options a")]
    assert set(links) == {
        "/sv/hitta-stod/?municipality=laholm&sort=name",
        "/sv/hitta-stod/?concern=sleep&sort=name",
    }
    for link in links:
        assert count_text(read(link)).startswith("1 stöd")


def test_an_empty_directory_is_a_page_too():
    SupportOfferingPage.objects.update(live=False)
    bump_version()
    shown = read(PATHS["sv"])
    assert count_text(shown) == "Inget stöd passar alla dina val"
    assert titles(shown) == []


# ---------------------------------------------------------------- every language
def form_words(shown: Shown) -> list[str]:
    """Headings, field labels, orders and chips, in the order of the page."""
    tags = shown.soup.select(
        "#filters legend, #filters label:not(.tick), #sort option, a.chip"
    )
    return [list(tag.stripped_strings)[-1] for tag in tags]


@pytest.mark.parametrize("code", [x.code for x in languages.LANGUAGES])
def test_facets_chips_and_orders_are_translated(code):
    query = "?municipality=halmstad&age=20&sort=x"
    words = form_words(read(f"/{code}/hitta-stod/{query}"))
    source = form_words(read(f"/sv/hitta-stod/{query}"))
    assert len(words) == len(source) > 12
    if languages.get(code).cldr != "sv":
        # Latin-script languages share a name such as Halmstad and little else.
        same = [a for a, b in zip(words, source, strict=True) if a == b]
        assert set(same) <= {"Halmstad"}


def test_stories_and_drafts_are_no_support():
    story(title="Ett gott exempel")
    offering(title="Utkast", live=False)
    shown = read(PATHS["sv"])
    assert count_text(shown) == "5 stöd"
    assert "Utkast" not in shown.text
    assert "Ett gott exempel" not in shown.main


def test_the_start_page_counts_the_same():
    shown = read(home().url)
    tiles = {
        str(link["href"]): " ".join(link.get_text(" ").split())
        for link in shown.soup.select('a[href*="municipality="]')
    }
    assert "5" in tiles["/sv/hitta-stod/?municipality=halmstad"]
    assert "1" in tiles["/sv/hitta-stod/?municipality=laholm"]
