"""The strategy: what was decided, for how long, and every kind of block."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from hm_site.base import labels
from home.blocks import StrategyBody
from home.models import StrategyPage
from tests.factories import offering, strategy, translate
from tests.reading.reader import Reader, Shown

pytestmark = pytest.mark.django_db

BODY = [
    ("text", {"heading": "Textrubrik", "text": "<p>Löptext <b>fet</b>.</p>"}),
    (
        "steps",
        {
            "heading": "Stegrubrik",
            "identify": "Se behoven.",
            "renew": "Prova nytt.",
            "learn": "Lär av varandra.",
        },
    ),
    (
        "prerequisites",
        {
            "heading": "Grundrubrik",
            "whole_of_society": "Alla hjälps åt.",
            "needs_based": "Efter behov.",
            "knowledge_support": "Med kunskap.",
            "cost_effectiveness": "Till rimlig kostnad.",
            "collaboration": "Över gränser.",
        },
    ),
    (
        "pyramid",
        {
            "heading": "Pyramidrubrik",
            "intro": "Fyra lager.",
            "level_1": "Trygghet för alla.",
            "level_2": "Stöd i grupp.",
            "level_3": "Riktat stöd.",
            "level_4": "Vård.",
        },
    ),
    (
        "sources",
        {
            "heading": "Källrubrik",
            "sources": [
                {
                    "title": "Riktlinjer",
                    "by": "IASC",
                    "year": "2007",
                    "url": "https://example.org/riktlinjer",
                },
                {"title": "Samtal", "by": "", "year": "", "url": ""},
            ],
        },
    ),
]
HEADINGS = [value["heading"] for _kind, value in BODY]


def context(page: StrategyPage, code: str = "sv") -> dict[str, Any]:
    response = Reader().get(path(page, code))
    assert response.status_code == 200
    return response.context


def read(page: StrategyPage, code: str = "sv") -> Shown:
    return Reader().read(path(page, code))


def path(page: StrategyPage, code: str = "sv") -> str:
    return page.url.replace("/sv/", f"/{code}/")


def state(page: StrategyPage) -> str:
    return read(page).tag(".factbox .badge").get_text(strip=True)


def day(offset: int) -> date:
    return timezone.localdate() + timedelta(days=offset)


# ---------------------------------------------------------------------- decision
def test_the_brief_says_what_was_decided():
    page = strategy(
        deciding_body="Region Halland",
        case_number="RS210845",
        proposed_on=date(2022, 3, 1),
        decided_on=date(2022, 9, 14),
        valid_from=date(2023, 1, 1),
        valid_to=date(2099, 12, 31),
        note_for_editors="Fråga om datumet.",
    )
    rows = {
        row["label"]: [value.text for value in row["values"]]
        for row in context(page)["brief"]
    }
    assert rows == {
        "Beslutas av": ["Region Halland"],
        "Diarienummer": ["RS210845"],
        "Förslag": ["1 mars 2022"],
        "Beslut": ["14 september 2022"],
        "Gäller": ["1 januari 2023–31 december 2099"],
    }
    assert "Fråga om datumet" not in read(page).text
    arabic = read(page, "ar")
    assert "14 سبتمبر 2022" in arabic.main
    assert arabic.language_of("Region Halland") == ("sv", "ltr")


def test_what_is_not_known_is_left_out():
    rows = context(strategy())["brief"]
    assert [row["label"] for row in rows] == ["Beslutas av"]


@pytest.mark.parametrize(
    ("decided", "begins", "ends", "said"),
    [
        (None, None, None, "Förslag"),
        (-9, None, None, "Gäller nu"),
        (-9, 1, None, "Beslutad"),
        (None, 1, None, "Förslag"),
        (-9, 0, 0, "Gäller nu"),
        (-9, None, -1, "Har löpt ut"),
    ],
)
def test_the_state_follows_the_days(decided, begins, ends, said):
    names = ("decided_on", "valid_from", "valid_to")
    days = zip(names, (decided, begins, ends), strict=True)
    fields = {name: day(n) for name, n in days if n is not None}
    assert state(strategy(**fields)) == said


def test_a_decided_strategy_says_when_it_begins():
    page = strategy(decided_on=day(-9), valid_from=date(2099, 1, 1))
    assert "Beslutad Börjar 1 januari 2099" in read(page).main
    assert "1 يناير 2099" in read(page, "ar").tag(".factbox").get_text()


def test_an_end_without_a_beginning_is_told():
    rows = context(strategy(valid_to=date(2099, 12, 31)))["brief"]
    valid = {row["label"]: row["values"][0].text for row in rows}["Gäller"]
    assert valid == "Till och med 31 december 2099"


# --------------------------------------------------------------- the one that is meant
def test_the_menu_leads_to_the_strategy_in_force():
    strategy("Gammal strategi", decided_on=day(-900), valid_to=day(-1))
    strategy("Kommande strategi", decided_on=day(-9), valid_from=day(9))
    current = strategy("Gällande strategi", decided_on=day(-9), valid_from=day(-2))
    strategy("Hemlig strategi", live=False, decided_on=day(-1), valid_from=day(-1))
    shown = Reader().read("/sv/")
    assert shown.tag('#staff ~ p a[href*="strategi"]')["href"] == current.url
    footer = [str(a["href"]) for a in shown.soup.select("footer a")]
    assert current.url in footer
    assert not [x for x in footer if "strategi" in x and x != current.url]


def test_without_a_strategy_in_force_the_proposal_is_meant():
    strategy("Gammal strategi", decided_on=day(-900), valid_to=day(-1))
    proposed = strategy("Ny strategi")
    shown = Reader().read("/ar/")
    assert shown.soup.select(f'footer a[href="{path(proposed, "ar")}"]')


# ----------------------------------------------------------------------- expired
def test_an_expired_strategy_says_so_and_names_its_successor():
    new = strategy("Ny strategi")
    old = strategy("Gammal strategi", valid_to=date(2020, 12, 31), successor=new)
    shown = read(old)
    assert "Strategin har löpt ut" in shown.main
    assert "Strategin slutade gälla 31 december 2020." in shown.main
    link = shown.tag(".notice a")
    assert (link["href"], link.get_text(strip=True)) == (new.url, "Ny strategi")
    arabic = read(old, "ar")
    assert "31 ديسمبر 2020" in arabic.tag(".notice").get_text()
    assert arabic.tag(".notice a")["href"] == path(new, "ar")
    assert arabic.language_at(arabic.tag(".notice a bdi")) == ("sv", "ltr")
    translate(new, "ar", title="استراتيجية جديدة")
    assert read(old, "ar").tag(".notice a").get_text(strip=True) == "استراتيجية جديدة"


def test_a_strategy_in_force_has_no_notice():
    new = strategy("Ny strategi", live=False)
    page = strategy(decided_on=day(-9), valid_to=day(0), successor=new)
    assert not context(page)["expired"]
    assert "Strategin har löpt ut" not in read(page).main


@pytest.mark.parametrize("how", ["draft", "unpublished", "expired"])
def test_a_successor_that_is_not_published_is_not_named(how):
    new = strategy("Hemlig efterträdare", live=how != "draft")
    old = strategy("Gammal strategi", valid_to=day(-1), successor=new)
    if how == "unpublished":
        new.unpublish()
    if how == "expired":
        new.expire_at = timezone.now() - timedelta(minutes=1)
        new.save()
    assert context(old)["successor"] is None
    assert "Hemlig efterträdare" not in read(old).main


# ------------------------------------------------------------------------ blocks
def test_every_kind_of_block_is_tried_here():
    assert [kind for kind, _value in BODY] == list(StrategyBody().child_blocks)


def test_blocks_are_headed_and_listed_on_top():
    page = strategy(body=BODY)
    found = context(page)
    assert [block["anchor"] for block in found["blocks"]] == [
        f"del-{number}" for number in range(1, 6)
    ]
    shown = read(page)
    for number, heading in enumerate(HEADINGS, 1):
        assert shown.tag(f"h2#del-{number}").get_text(strip=True) == heading
        entry = shown.tag(f'.toc a[href="#del-{number}"]')
        assert entry.get_text(strip=True) == heading


def test_text_keeps_its_form():
    assert read(strategy(body=BODY)).tag("main .prose b").get_text() == "fet"


def test_the_three_steps_have_the_vocabularys_names():
    shown = read(strategy(body=BODY))
    items = [li.get_text(" ", strip=True) for li in shown.soup.select("ol.walk > li")]
    with translation.override("sv"):
        words = [x.label for x in labels.labels("model-step")]
    texts = ["Se behoven.", "Prova nytt.", "Lär av varandra."]
    assert items == [f"{a} {b}" for a, b in zip(words, texts, strict=True)]


def test_five_prerequisites_have_icon_name_and_text():
    shown = read(strategy(body=BODY))
    items = shown.soup.select("ul.pre > li")
    assert len(items) == 5
    assert [li.p.get_text(strip=True) for li in items] == list(BODY[2][1].values())[1:]
    with translation.override("sv"):
        words = [x.label for x in labels.labels("prerequisite")]
    assert [li.h3.get_text(strip=True) for li in items] == words
    assert all(li.svg is not None for li in items)


def test_the_pyramid_stands_on_its_first_level():
    page = strategy(body=BODY)
    (block,) = [b for b in context(page)["blocks"] if b["kind"] == "pyramid"]
    assert [level["number"] for level in block["levels"]] == ["4", "3", "2", "1"]
    assert [level["together"] for level in block["levels"]] == [
        False,
        True,
        True,
        False,
    ]
    items = read(page).soup.select(".pyr ol > li")
    texts = ["Vård.", "Riktat stöd.", "Stöd i grupp.", "Trygghet för alla."]
    for item, text in zip(items, texts, strict=True):
        assert item.get_text(strip=True).endswith(text)


def test_sources_link_where_they_can():
    shown = read(strategy(body=BODY))
    heading = shown.tag("#del-5")
    linked, plain = heading.find_next("ul").select("li")
    assert linked.a["href"] == "https://example.org/riktlinjer"
    assert " ".join(linked.get_text().split()) == "Riktlinjer. IASC, 2007."
    assert plain.a is None
    assert plain.get_text(strip=True) == "Samtal."


def test_an_untranslated_strategy_is_swedish_prose_under_the_readers_words():
    shown = read(strategy(body=BODY), "ar")
    assert (shown.lang, shown.dir) == ("ar", "rtl")
    assert shown.has_fallback_notice
    texts = [
        *HEADINGS,
        "Löptext",
        "Se behoven.",
        "Alla hjälps åt.",
        "Fyra lager.",
        "Vård.",
        "Riktlinjer",
    ]
    for text in texts:
        assert shown.language_of(text) == ("sv", "ltr"), text
    with translation.override("ar"):
        names = [
            labels.label(*term).label
            for term in (
                ("model-step", "identify"),
                ("prerequisite", "collaboration"),
                ("level", "4"),
            )
        ]
    for name in names:
        assert shown.language_of(name)[0] == "ar", name


def test_a_translated_strategy_keeps_its_facts_and_has_its_own_body():
    page = strategy(case_number="RS210845", valid_to=date(2020, 12, 31))
    translate(
        page,
        "ar",
        title="الاستراتيجية",
        summary="ملخص",
        body=[("text", {"heading": "لماذا", "text": "<p>لأن.</p>"})],
    )
    shown = read(page, "ar")
    assert not shown.has_fallback_notice
    assert shown.h1 == "الاستراتيجية"
    assert shown.language_of("لأن.") == ("ar", "rtl")
    assert "RS210845" in shown.main
    assert "31 ديسمبر 2020" in shown.main
    assert "Därför." not in shown.text


def test_the_strategy_counts_what_there_is_now():
    page = strategy()
    assert "Läget just nu" not in read(page).main
    offering(title="Samtal")
    offering(title="Utkast", live=False)
    shown = read(page)
    assert "I dag finns 1 stöd i länet." in shown.main
    assert context(page, "ar")["directory_url"] == "/ar/hitta-stod/"
    assert context(page, "ar")["stories_url"] == "/ar/goda-exempel/"
