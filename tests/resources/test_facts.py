"""What a card and a fact box say about an offering, in the reader's language."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from django.utils.translation import gettext

from hm_site import languages
from hm_site.base import caches, formats, labels
from resources.facts import OfferingFacts, offering_facts
from resources.models import OfferingStatus, SupportOfferingPage
from tests.factories import offering, organisation, unsaved_offering

pytestmark = pytest.mark.django_db

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MONDAY = datetime(2026, 11, 23, 10, tzinfo=STOCKHOLM)
TODAY = MONDAY.date()
SAMPLE = ("sv", "ar", "ti", "ru")
OTHERS = SAMPLE[1:]
ISOLATED = "\u2066{}\u2069"


def facts(
    page: SupportOfferingPage, code: str = "sv", now: datetime = MONDAY, **options: Any
) -> OfferingFacts:
    with translation.override(code):
        return offering_facts(page, now, **options)


def row(found: OfferingFacts, key: str) -> Any:
    return next(x for x in [*found.rows, *found.extra] if x.key == key)


def said(found: OfferingFacts, key: str) -> list[str]:
    """The main lines and the smaller ones."""
    line = row(found, key)
    return [text.text for text in (*line.value, *line.details)]


def in_language(code: str, message: str) -> str:
    with translation.override(code):
        return gettext(message)


def with_status(page: SupportOfferingPage, **values: Any) -> SupportOfferingPage:
    page.status_row = OfferingStatus(**values)
    return page


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
        (0, 120, ""),
        (18, None, "från 18 år"),
        (None, 12, "till och med 12 år"),
        (16, 25, "16–25 år"),
        (18, 18, "18 år"),
    ],
)
def test_ages_in_swedish(low: int | None, high: int | None, swedish: str) -> None:
    page = unsaved_offering(age_min=low, age_max=high, terms={"group": ["women"]})
    (text,) = row(facts(page), "who").value
    if low == 0:
        assert "Kvinnor" in text.text
    else:
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


# -------------------------------------------------------------------------- weekdays
def test_weekdays_with_the_same_hours_are_one_line() -> None:
    page = unsaved_offering(sessions=[{"weekday": 3}, {"weekday": 1}])
    assert said(facts(page), "when") == ["Tisdagar och torsdagar 13.00–15.00"]
    for code in OTHERS:
        assert len(said(facts(page, code), "when")) == 1


def test_other_hours_and_other_weeks_are_lines_of_their_own() -> None:
    page = unsaved_offering(
        sessions=[
            {"weekday": 0},
            {"weekday": 1, "start": time(9), "end": time(10)},
            {"weekday": 2, "every": "two-weeks", "first": date(2026, 11, 25)},
        ]
    )
    lines = said(facts(page), "when")
    assert len(lines) == 3
    assert any(line.endswith("varannan vecka") for line in lines)


def test_every_day_of_the_week_is_said_in_two_words() -> None:
    page = unsaved_offering(sessions=[{"weekday": n} for n in range(7)])
    assert said(facts(page), "when") == ["Alla dagar 13.00–15.00"]


def test_a_single_date_is_a_date() -> None:
    once = {"weekday": 4, "every": "once", "first": date(2026, 11, 27)}
    page = unsaved_offering(sessions=[once])
    assert said(facts(page), "when") == ["27 november 13.00–15.00"]


def test_hours_keep_their_order_from_right_to_left() -> None:
    page = unsaved_offering(sessions=[{"weekday": 1}])
    for code in SAMPLE:
        (line,) = said(facts(page, code), "when")
        clock = formats.time_range(time(13), time(15), code)
        right_to_left = languages.get(code).is_rtl
        assert (ISOLATED.format(clock) if right_to_left else clock) in line


def test_without_hours_one_books_or_asks() -> None:
    booked = unsaved_offering(terms={"access": ["appointment"]})
    assert said(facts(booked), "when") == ["Du bokar en tid"]
    assert said(facts(unsaved_offering()), "when") == ["Fråga när det passar"]


def test_a_rule_that_contradicts_itself_is_left_out() -> None:
    page = unsaved_offering(
        sessions=[
            {"weekday": 1},
            {"weekday": 2, "every": "two-weeks"},  # which of the two?
        ]
    )
    assert said(facts(page), "when") == ["Tisdagar 13.00–15.00"]


# -------------------------------------------------------------------------- validity
@pytest.mark.parametrize("code", SAMPLE)
def test_the_first_and_the_last_day_are_told(code: str) -> None:
    page = unsaved_offering(valid_from=date(2026, 12, 1), valid_to=date(2027, 6, 30))
    text = " ".join(said(facts(page, code), "when"))
    assert formats.date_long(date(2026, 12, 1), code) in text
    assert formats.date_long(date(2027, 6, 30), code) in text


def test_a_first_day_that_has_passed_is_no_news() -> None:
    page = unsaved_offering(valid_from=TODAY - timedelta(days=1))
    assert "Börjar" not in " ".join(said(facts(page), "when"))


def test_what_is_over_says_so_from_the_day_after() -> None:
    page = unsaved_offering(valid_to=TODAY, sessions=[{"weekday": 0}])
    found = facts(page)
    assert not found.is_over
    assert "Till och med 23 november 2026" in said(found, "when")
    after = facts(page, now=MONDAY + timedelta(days=1))
    assert after.is_over
    assert "Slutade 23 november 2026" in said(after, "when")
    assert after.sessions == []


# ---------------------------------------------------------------------- next meetings
def test_the_next_five_meetings_are_listed_with_the_first_marked() -> None:
    page = unsaved_offering(sessions=[{"weekday": 1}])
    found = facts(page).sessions
    assert [x["date"] for x in found] == [
        "24 november",
        "1 december",
        "8 december",
        "15 december",
        "22 december",
    ]
    assert [x["is_next"] for x in found] == [True, False, False, False, False]
    assert {x["weekday"] for x in found} == {"Tisdag"}
    assert {x["time"] for x in found} == {"13.00–15.00"}


def test_a_meeting_that_goes_on_now_is_still_the_next() -> None:
    page = unsaved_offering(sessions=[{"weekday": 0}])
    during = MONDAY.replace(hour=14)
    assert facts(page, now=during).sessions[0]["date"] == "23 november"
    assert facts(page, now=MONDAY.replace(hour=15)).sessions[0]["date"] == "30 november"


def test_no_meeting_falls_in_a_pause_and_the_pause_is_told() -> None:
    page = unsaved_offering(
        sessions=[{"weekday": 1}], pauses=[(date(2026, 12, 1), date(2026, 12, 8))]
    )
    found = facts(page)
    assert [x["date"] for x in found.sessions][:2] == ["24 november", "15 december"]
    assert found.pauses == ["Ingen träff 1–8 december 2026"]
    later = facts(page, now=datetime(2026, 12, 9, tzinfo=STOCKHOLM))
    assert later.pauses == []


@pytest.mark.parametrize("code", OTHERS)
def test_meetings_and_pauses_are_told_in_the_readers_language(code: str) -> None:
    page = unsaved_offering(
        sessions=[{"weekday": 1}], pauses=[(date(2026, 12, 1), date(2026, 12, 8))]
    )
    found = facts(page, code)
    first = found.sessions[0]
    assert first["date"] == formats.day_month(date(2026, 11, 24), code)
    assert first["weekday"].casefold() == (
        formats.weekday_name(date(2026, 11, 24), code).casefold()
    )
    span = formats.date_range(date(2026, 12, 1), date(2026, 12, 8), code)
    assert span in found.pauses[0]


@pytest.mark.parametrize(
    ("now", "offsets"),
    [
        (datetime(2027, 3, 22, tzinfo=STOCKHOLM), ["+01:00", "+02:00"]),
        (datetime(2027, 10, 25, tzinfo=STOCKHOLM), ["+02:00", "+01:00"]),
    ],
)
def test_meetings_keep_their_hour_when_the_clocks_change(
    now: datetime, offsets: list[str]
) -> None:
    page = unsaved_offering(sessions=[{"weekday": 2}])
    found = facts(page, now=now).sessions[:2]
    assert {x["time"] for x in found} == {"13.00–15.00"}
    assert [x["iso"][-6:] for x in found] == offsets
    assert {x["iso"][11:16] for x in found} == {"13:00"}


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


# ---------------------------------------------------------------------------- capacity
@pytest.mark.parametrize(
    ("capacity", "tone"),
    [("waiting-time", "plain"), ("full", "warn"), ("paused", "warn"), ("ended", "bad")],
)
@pytest.mark.parametrize("code", SAMPLE)
def test_each_capacity_has_its_words_and_its_tone(
    capacity: str, tone: str, code: str
) -> None:
    found = facts(with_status(unsaved_offering(), capacity=capacity), code)
    assert found.capacity is not None
    assert found.capacity["tone"] == tone
    assert found.capacity["code"] == capacity
    assert found.capacity["label"] == labels.label("capacity", capacity, code).label
    assert found.ended == (capacity == "ended")


def test_open_needs_no_word() -> None:
    assert facts(with_status(unsaved_offering(), capacity="open")).capacity is None
    assert facts(unsaved_offering()).capacity is None
    assert not facts(unsaved_offering()).ended


@pytest.mark.parametrize(
    ("code", "weeks", "text"),
    [
        ("sv", 1, "ungefär 1 vecka"),
        ("sv", 3, "ungefär 3 veckor"),
        ("ru", 1, "1 недел"),
        ("ru", 3, "3 недел"),
        ("ru", 5, "5 недель"),
        ("ti", 3, "3"),
        ("ar", 3, "3 أسابيع"),
        ("ar", 11, "11 أسبوعً"),
    ],
)
def test_waiting_time_is_counted_by_each_languages_rules(
    code: str, weeks: int, text: str
) -> None:
    page = with_status(unsaved_offering(), capacity="waiting-time", waiting_weeks=weeks)
    found = facts(page, code).capacity
    assert found is not None
    assert text in found["detail"]


# --------------------------------------------------------------------------- freshness
def checked(on: date | None, **values: Any) -> SupportOfferingPage:
    return with_status(unsaved_offering(), checked_on=on, **values)


@pytest.mark.parametrize(
    ("on", "tone"),
    [
        (TODAY, "ok"),
        (date(2026, 5, 24), "ok"),  # a day short of six months
        (date(2026, 5, 23), "warn"),
        (date(2020, 1, 1), "warn"),
    ],
)
@pytest.mark.parametrize("code", SAMPLE)
def test_what_nobody_checked_for_six_months_says_so(
    on: date, tone: str, code: str
) -> None:
    found = facts(checked(on), code).checked
    assert found is not None
    assert found["tone"] == tone
    if tone == "ok":
        assert formats.date_short(on, code) in found["text"]
    else:
        assert formats.date_short(on, code) not in found["text"]


def test_the_age_of_a_check_is_told_in_whole_months() -> None:
    found = facts(checked(date(2026, 4, 25))).checked
    assert found is not None
    assert found["text"] == "Inte kontrollerad på 6 månader"
    month_end = facts(
        checked(date(2026, 8, 31)), now=MONDAY.replace(2027, 2, 28)
    ).checked
    assert month_end is not None
    assert month_end["tone"] == "ok"


def test_what_was_never_checked_claims_nothing() -> None:
    assert facts(checked(None)).checked is None
    assert facts(unsaved_offering()).checked is None


def test_the_check_tells_how_by_whom_and_when_next() -> None:
    page = offering(
        organisation(title="Kommun A"),
        status={
            "checked_on": TODAY,
            "checked_how": "phone",
            "next_check": date(2027, 5, 23),
        },
    )
    found = facts(page).checked
    assert found is not None
    how = labels.label("check-method", "phone", "sv").label
    assert found["detail"] == (f"{how}, av Kommun A. Nästa kontroll senast 23 maj 2027")
    late = facts(page, now=datetime(2027, 6, 1, tzinfo=STOCKHOLM)).checked
    assert late is not None
    assert "Nästa kontroll" not in late["detail"]


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
