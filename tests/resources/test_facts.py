"""What a card and a fact box say about an offering, in the reader's language."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from hm_site import languages
from hm_site.base import caches, labels
from resources.facts import offering_facts
from resources.models import SupportOfferingPage
from tests.factories import offering, unsaved_offering

from .facts_case import ISOLATED, OTHERS, SAMPLE, TODAY, facts, in_language, row, said

pytestmark = pytest.mark.django_db


# -------------------------------------------------------------------- the six rows
@pytest.mark.parametrize("code", [x.code for x in languages.LANGUAGES])
def test_six_questions_are_answered_in_the_same_order_everywhere(code: str) -> None:
    found = facts(unsaved_offering(), code)
    assert [x.key for x in found.rows] == [
        "who",
        "where",
        "when",
        "languages",
        "cost",
        "access",
    ]
    for line in found.rows:
        assert line.label
        assert line.value, line.key
        assert line.icon


@pytest.mark.parametrize("code", OTHERS)
def test_no_row_speaks_swedish_to_other_readers(code: str) -> None:
    page = unsaved_offering(
        places=[],
        online=True,
        interpreter=True,
        age_min=18,
        terms={"access": ["referral"], "referrer": ["psychiatry"], "cost": "fee"},
        cost_amount=Decimal(100),
        sessions=[{"weekday": 1}],
        valid_to=date(2027, 6, 30),
    )
    own, swedish = facts(page, code), facts(page)
    for mine, theirs in zip(own.rows, swedish.rows, strict=True):
        assert mine.label != theirs.label, mine.key
        for text in (*mine.value, *mine.details):
            assert text.code == code, text
        assert {str(x) for x in mine.value}.isdisjoint(str(x) for x in theirs.value)


def test_names_of_places_stay_swedish_and_say_so() -> None:
    page = unsaved_offering(
        places=[
            {
                "name": "Mötesplats Norr",
                "street": "Storgatan 1",
                "city": "Halmstad",
            }
        ]
    )
    for code in SAMPLE:
        line = row(facts(page, code), "where")
        assert [x.text for x in line.value] == ["Mötesplats Norr"]
        assert [x.text for x in line.details] == ["Storgatan 1, Halmstad"]
        assert {x.code for x in (*line.value, *line.details)} == {"sv"}


def test_a_place_tells_the_way_and_every_place_is_told() -> None:
    page = unsaved_offering(
        places=[
            {"name": "Ett", "directions": "Buss 3 till Andersbergs centrum."},
            {"name": "Två", "city": "Laholm"},
        ]
    )
    line = row(facts(page), "where")
    assert [x.text for x in line.value] == ["Ett", "Två"]
    assert "Buss 3 till Andersbergs centrum." in [x.text for x in line.details]


def test_all_municipalities_are_the_whole_county() -> None:
    codes = labels.codes("municipality")
    page = unsaved_offering(places=[], online=True, terms={"municipality": codes})
    for code in SAMPLE:
        assert in_language(code, "Hela Halland") in said(facts(page, code), "where")
    some = unsaved_offering(
        places=[], online=True, terms={"municipality": ["laholm", "varberg"]}
    )
    assert "Varberg och Laholm" in said(facts(some), "where")


# ------------------------------------------------------------------------------ ages
@pytest.mark.parametrize(
    ("low", "high", "swedish"),
    [
        (None, None, ""),
        (0, 120, "till och med 120 år"),
        (18, None, "från 18 år"),
        (None, 12, "till och med 12 år"),
        (16, 25, "16–25 år"),
        (18, 18, "18 år"),
    ],
)
def test_ages_in_swedish(low: int | None, high: int | None, swedish: str) -> None:
    page = unsaved_offering(age_min=low, age_max=high, terms={"group": ["women"]})
    (text,) = row(facts(page), "who").value
    assert text.text == (f"Kvinnor, {swedish}" if swedish else "Kvinnor")


def test_a_span_of_ages_keeps_its_order_from_right_to_left() -> None:
    page = unsaved_offering(age_min=16, age_max=25)
    for code in SAMPLE:
        (text,) = row(facts(page, code), "who").value
        digits = "16–25"
        right_to_left = languages.get(code).is_rtl
        assert (ISOLATED.format(digits) if right_to_left else digits) in text.text


def test_who_without_any_group_is_the_age_alone() -> None:
    page = unsaved_offering(age_min=18, terms={"group": []})
    assert row(facts(page), "who").value[0].text == "Från 18 år"


# -------------------------------------------------------------------------- languages
def test_the_readers_own_language_comes_first() -> None:
    spoken = ["ar", "fa", "ti", "ru", "en", "sv"]
    page = unsaved_offering(terms={"language": spoken})
    for code in SAMPLE:
        (line,) = row(facts(page, code), "languages").value
        own = labels.label("language", code, code).label
        assert line.text.casefold().startswith(own.casefold())


def test_a_long_list_of_languages_is_cut_on_cards_alone() -> None:
    page = unsaved_offering(terms={"language": labels.codes("language")})
    everything = row(facts(page), "languages").value[0].text
    short = row(facts(page, short=True), "languages").value[0].text
    rest = len(labels.codes("language")) - 4
    assert f"{rest} till" in short
    assert "till" not in everything
    assert len(short) < len(everything)


def test_an_interpreter_is_told_beside_or_instead_of_languages() -> None:
    both = row(facts(unsaved_offering(interpreter=True)), "languages")
    assert [x.text for x in both.details] == ["Tolk kan bokas"]
    assert facts(unsaved_offering(interpreter=True)).interpreter
    without = row(facts(unsaved_offering()), "languages")
    assert without.details == []
    none = unsaved_offering(interpreter=True, terms={"language": []})
    assert row(facts(none), "languages").value[0].text == "Tolk kan bokas"


# --------------------------------------------------------------------- cost and access
def test_cost_is_told_with_its_amount() -> None:
    free = said(facts(unsaved_offering()), "cost")
    assert free == [labels.label("cost", "free", "sv").label]
    fee = unsaved_offering(terms={"cost": "fee"}, cost_amount=Decimal("100.00"))
    for code in SAMPLE:
        lines = said(facts(fee, code), "cost")
        assert "100" in lines[1]
        assert lines[0].casefold() == labels.label("cost", "fee", code).label.casefold()


def test_the_last_row_says_whether_a_referral_is_needed() -> None:
    for access, expected in (
        (["drop-in"], "Ingen remiss"),
        (["appointment", "referral"], "Ingen remiss"),
        (["referral"], "Remiss behövs"),
    ):
        page = unsaved_offering(terms={"access": access})
        assert said(facts(page), "access")[0] == expected
    page = unsaved_offering(
        terms={"access": ["referral"], "referrer": ["psychiatry", "health-centre"]}
    )
    who = [
        labels.label("referrer", x, "sv").label for x in ("health-centre", "psychiatry")
    ]
    assert said(facts(page), "access")[-1] == f"Remiss från: {', '.join(who)}"


# ----------------------------------------------------------------------------- contact
def test_phone_mail_and_link_are_given_as_they_are_used() -> None:
    page = unsaved_offering(
        phone="035-13 70 00",
        email="x@example.org",
        link="https://www.example.org/a?b=1",
    )
    found = facts(page, "ar")
    assert found.phone == {"tel": "+4635137000", "display": "035-13 70 00"}
    assert found.email == "x@example.org"
    assert found.link == {
        "url": "https://www.example.org/a?b=1",
        "host": "www.example.org",
    }
    nothing = facts(unsaved_offering(phone=""))
    assert nothing.phone is nothing.link is None
    short = facts(unsaved_offering(phone="1177")).phone
    assert short == {"tel": "1177", "display": "1177"}


def test_the_map_is_a_plain_link_to_the_first_place_that_is_known() -> None:
    spot = {"latitude": Decimal("56.67400"), "longitude": Decimal("12.85700")}
    page = unsaved_offering(places=[{}, spot])
    assert facts(page).map_url == (
        "https://www.openstreetmap.org/?mlat=56.67400&mlon=12.85700"
        "#map=17/56.67400/12.85700"
    )
    assert facts(unsaved_offering()).map_url is None


def test_step_free_means_every_place() -> None:
    def stepfree(*steps: bool | None) -> list[str]:
        places = [{"step_free": free} for free in steps]
        found = facts(unsaved_offering(places=places))
        known = any(row.key == "stepfree" for row in found.extra)
        return said(found, "stepfree") if known else []

    assert stepfree(True) == stepfree(True, True) == ["Inga trappor"]
    assert stepfree(True, False) == stepfree(None, False) == ["Det finns trappor"]
    assert stepfree(None) == stepfree(True, None) == []  # nobody has said
    online = facts(unsaved_offering(places=[], online=True))
    assert "stepfree" not in {x.key for x in online.extra}


def test_facts_of_a_loaded_card_cost_no_query(
    django_assert_num_queries: Any,
) -> None:
    page = offering(sessions=[{"weekday": 1}], status={"checked_on": TODAY})
    page = SupportOfferingPage.objects.with_facts().get(pk=page.pk)
    caches.pin_version(caches.read_version())  # as each request does
    with translation.override("ar"):
        offering_facts(page, short=True)  # fills the caches of the process
        page = SupportOfferingPage.objects.with_facts().get(pk=page.pk)
        with django_assert_num_queries(0):
            offering_facts(page, short=True)
