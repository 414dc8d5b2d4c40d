"""A good example: in short, in three steps, what was measured, what came of it."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from hm_site.base import labels
from stories.models import StoryAdoption, StoryOffering, StoryPage
from tests.factories import offering, organisation, story, translate
from tests.reading.reader import Reader, Shown

pytestmark = pytest.mark.django_db

WHOLE = {
    "problem": "<p>Problemtext.</p>",
    "aim": "<p>Måltext.</p>",
    "causes": "<ul><li>Orsakstext.</li></ul>",
    "tried": "<ol><li>Provtext ett.</li><li>Provtext två.</li></ol>",
    "result": "<p>Resultattext.</p>",
    "lessons": "<p>Lärdomstext.</p>",
    "not_repeat": "<p>Ångertext.</p>",
    "do_it_yourself": "<ul><li>Rådtext.</li></ul>",
}


def context(page: StoryPage, code: str = "sv") -> dict[str, Any]:
    response = Reader().get(path(page, code))
    assert response.status_code == 200
    return response.context


def read(page: StoryPage, code: str = "sv") -> Shown:
    return Reader().read(path(page, code))


def path(page: StoryPage, code: str = "sv") -> str:
    return page.url.replace("/sv/", f"/{code}/")


def brief(page: StoryPage, code: str = "sv") -> dict[str, list[str]]:
    return {
        row["label"]: [value.text for value in row["values"]]
        for row in context(page, code)["brief"]
    }


# --------------------------------------------------------------------- in short
def test_the_brief_says_who_where_when_need_and_level():
    page = story(
        organisation("kommun-a", title="Kommun A"),
        terms={
            "municipality": ["laholm", "halmstad"],
            "concern": ["worry", "loneliness"],
            "level": "2",
        },
    )
    with translation.override("sv"):
        worry, lonely, level = (
            labels.label(*term).label
            for term in (
                ("concern", "worry"),
                ("concern", "loneliness"),
                ("level", "2"),
            )
        )
    assert brief(page) == {
        "Vilka": ["Kommun A"],
        "Var": ["Halmstad och Laholm"],
        "När": ["januari 2025 – juni 2025"],
        "Behov": [worry, lonely],
        "Nivå": [f"2. {level}"],
    }
    shown = read(page)
    rows = {
        row.dt.get_text(strip=True): " ".join(row.dd.get_text(" ").split())
        for row in shown.soup.select(".factbox .meta > div")
    }
    assert rows["Var"] == "Halmstad och Laholm"
    assert list(rows) == ["Vilka", "Var", "När", "Behov", "Nivå"]


def test_the_brief_is_in_the_readers_language():
    page = story(organisation("kommun-a", title="Kommun A"))
    found = brief(page, "ar")
    assert list(found.values())[1:3] == [["هالمستاد"], ["يناير 2025 – يونيو 2025"]]
    assert not set(found) & {"Vilka", "Var", "När", "Behov"}
    assert read(page, "ar").language_of("Kommun A") == ("sv", "ltr")


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2025, 3, 2), date(2025, 3, 30), ["mars 2025"]),
        (date(2024, 11, 1), date(2025, 2, 1), ["november 2024 – februari 2025"]),
        (date(2025, 3, 2), None, ["mars 2025"]),
        (None, date(2025, 3, 2), ["mars 2025"]),
        (None, None, None),
    ],
)
def test_the_period_is_said_in_months(start, end, said):
    page = story(period_start=start, period_end=end)
    assert brief(page).get("När") == said


def test_the_whole_county_is_said_in_two_words():
    six = ["kungsbacka", "varberg", "falkenberg", "hylte", "halmstad", "laholm"]
    assert brief(story(terms={"municipality": six}))["Var"] == ["Hela Halland"]


# ------------------------------------------------------------------------- steps
def test_three_steps_hold_their_sections_in_order():
    page = story(**WHOLE)
    steps = context(page)["steps"]
    assert [(s["number"], s["code"], s["anchor"]) for s in steps] == [
        (1, "identify", "steg-1"),
        (2, "renew", "steg-2"),
        (3, "learn", "steg-3"),
    ]
    assert [[x.heading for x in s["sections"]] for s in steps] == [
        ["Problemet", "Målet", "Orsakerna"],
        ["Vad vi provade"],
        [
            "Resultatet",
            "Det här tar vi med oss",
            "Det skulle vi inte göra om",
            "Gör det själv",
        ],
    ]
    main = read(page).main
    texts = "Problem Mål Orsaks Prov Resultat Lärdoms Ånger Råd".split()
    places = [main.index(f"{text}text") for text in texts]
    assert places == sorted(places)


def test_a_step_leaves_out_what_is_not_told():
    page = story(problem="<p>Problemtext.</p>", result="")
    first, _second, third = context(page)["steps"]
    assert [section.heading for section in first["sections"]] == ["Problemet"]
    assert third["sections"] == []
    assert "Målet" not in read(page).main


def test_what_was_tried_is_a_numbered_list():
    shown = read(story(**WHOLE))
    items = shown.soup.select('[aria-labelledby="steg-2"] ol li')
    assert [item.get_text() for item in items] == ["Provtext ett.", "Provtext två."]


def test_an_untranslated_story_is_swedish_within_the_readers_page():
    shown = read(story(**WHOLE), "ar")
    assert shown.has_fallback_notice
    for text in ("Problemtext", "Provtext ett", "Rådtext"):
        assert shown.language_of(text) == ("sv", "ltr")
    with translation.override("ar"):
        heading = labels.label("model-step", "identify").label
    assert shown.tag("#steg-1").get_text(strip=True) == heading
    assert shown.language_of(heading) == ("ar", "rtl")


def test_a_translated_story_is_in_the_readers_language():
    page = story(**WHOLE)
    translate(page, "ar", title="عنوان", summary="ملخص", problem="<p>المشكلة هنا.</p>")
    shown = read(page, "ar")
    assert shown.h1 == "عنوان"
    assert not shown.has_fallback_notice
    assert shown.language_of("المشكلة هنا.") == ("ar", "rtl")
    assert "Problemtext" not in shown.text
    assert context(page, "ar")["lead"].text == "ملخص"


def test_consent_is_for_the_editors_alone():
    page = story(consent="Tolv deltagare sade ja den 3 maj.")
    assert "Tolv deltagare" not in read(page).text
    assert "Tolv deltagare" not in Reader().read("/sv/sok/?q=deltagare").main


def test_an_invented_example_says_so():
    assert "Exempel" in read(story(is_example=True)).tag("main .by").get_text()
    assert read(story(title="Sann")).soup.select_one("main .by") is None


# ---------------------------------------------------------------------- measures
MEASURES = [
    {
        "name": "Deltagare per träff",
        "kind": "outcome",
        "before": "3.00",
        "after": "12.50",
        "unit": "persons",
    },
    {
        "name": "Dagar i kö",
        "kind": "balancing",
        "before": "1400",
        "after": "0",
        "unit": "days",
    },
]


def test_measures_show_before_and_after_with_the_readers_numbers():
    page = story(measures=MEASURES)
    first, second = context(page)["measures"]
    assert (first["before"], first["after"]) == ("3", "12,5")
    assert (second["before"], second["after"]) == ("1\u00a0400", "0")
    assert [first["unit"], second["unit"]] == ["personer", "dagar"]
    english, _other = context(page, "en")["measures"]
    assert (english["after"], english["name"].lang) == ("12.5", "sv")
    assert english["unit"] not in {"personer", "persons", ""}


def test_measures_stand_in_the_third_step():
    shown = read(story(measures=MEASURES), "ar")
    rows = shown.soup.select('[aria-labelledby="steg-3"] .measures > li')
    assert len(rows) == 2
    assert shown.language_of("Deltagare per träff") == ("sv", "ltr")
    assert read(story(title="Utan mått")).soup.select(".measures") == []


# ------------------------------------------------------------ what came of it
def test_only_published_offerings_came_out_of_the_work():
    owner = organisation()
    page = story(owner)
    live = offering(owner, "Publicerat stöd")
    waiting = offering(owner, "Utkast till stöd", live=False)
    withdrawn = offering(owner, "Indraget stöd")
    for found in (waiting, live, withdrawn):
        StoryOffering.objects.create(page=page, offering=found)
    withdrawn.unpublish()
    assert [o["title"].text for o in context(page)["offerings"]] == ["Publicerat stöd"]
    shown = read(page)
    assert "Utkast till stöd" not in shown.text
    assert "Indraget stöd" not in shown.text
    live.unpublish()
    assert context(page)["offerings"] == []
    assert read(page).soup.select_one("#led") is None


def test_offerings_are_named_and_linked_in_the_readers_language():
    page = story()
    one, two = offering(title="Samtal"), offering(title="Sång")
    translate(one, "ar", title="محادثة")
    for found in (one, two):
        StoryOffering.objects.create(page=page, offering=found)
    rows = context(page, "ar")["offerings"]
    assert [(row["title"].text, row["title"].lang) for row in rows] == [
        ("محادثة", "ar"),
        ("Sång", "sv"),
    ]
    assert {row["url"].split("/")[1] for row in rows} == {"ar"}


def test_only_live_organisations_have_taken_it_up():
    page = story(organisation("kommun-a"))
    live = organisation("kommun-b", title="Kommun B")
    waiting = organisation("kommun-c", title="Kommun C", live=False)
    for found in (waiting, live):
        StoryAdoption.objects.create(page=page, organisation=found)
    assert [(a["name"].text, a["url"]) for a in context(page)["adopted"]] == [
        ("Kommun B", "/sv/aktorer/kommun-b/")
    ]
    shown = read(page)
    assert "Kommun C" not in shown.text
    assert "Tagits upp i" in shown.main
    live.unpublish()
    shown = read(page)
    assert "Kommun B" not in shown.text
    assert "Tagits upp i" not in shown.main


# -------------------------------------------------------------------------- list
def test_the_list_shows_published_stories_newest_first():
    owner = organisation()
    for title, end in (("Äldre", date(2024, 5, 1)), ("Nyare", date(2025, 5, 1))):
        story(owner, title, period_start=date(2024, 1, 1), period_end=end)
    story(owner, "Utan tid", period_start=None, period_end=None)
    story(owner, "Utkast", live=False)
    shown = Reader().read("/sv/goda-exempel/")
    heads = [tag.get_text(strip=True) for tag in shown.soup.select("main h3")]
    assert heads == ["Nyare", "Äldre", "Utan tid"]


def test_a_card_says_how_far_the_work_has_come():
    story(title="Tre steg", **WHOLE)
    story(title="Två steg", result="")
    cards = Reader().get("/sv/goda-exempel/").context["cards"]
    assert {card.title.text: card.steps_done for card in cards} == {
        "Tre steg": 3,
        "Två steg": 2,
    }


@pytest.mark.parametrize(
    ("asked", "number", "robots"),
    [("", 1, ""), ("2", 2, "noindex"), ("99", 2, "noindex"), ("x", 1, "")],
)
def test_pages_of_the_list_are_clamped(monkeypatch, asked, number, robots):
    monkeypatch.setattr("stories.story_view.PAGE_SIZE", 2)
    for title in ("A", "B", "C"):
        story(title=title)
    found = Reader().get(f"/sv/goda-exempel/?page={asked}").context
    assert (found["pager"].number, found["robots"]) == (number, robots)
