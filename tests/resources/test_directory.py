"""The directory: filters, counts, chips, order, pages, and what it lists at once."""

import random
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from bs4 import BeautifulSoup
from django.http import QueryDict
from django.test import TestCase
from django.utils import timezone, translation

from hm_site.base import labels
from hm_site.base.models import Term
from hm_site.base.vocabulary import BY_CODE
from resources.directory import ordered, swedish_key
from resources.filters import (
    FLAG_FACETS,
    PAGE_SIZE,
    VOCABULARY_FACETS,
    DirectoryQuery,
    facets,
)
from resources.freshness import rules
from resources.index import FAR, WEEKDAYS, directory_index
from resources.models import OfferingStatus, SupportOfferingPage
from tests import factories

Chosen = dict[str, list[str]]
DIRECTORY = "/sv/hitta-stod/"
OFFERINGS = 30


def some(rng: random.Random, vocabulary: str, most: int) -> list[str]:
    codes = BY_CODE[vocabulary].codes
    return rng.sample(codes, rng.randint(1, min(most, len(codes))))


def varied_offerings(parents: list[Any]) -> None:
    """Offerings of all kinds, the same each time."""
    rng = random.Random(2026)  # noqa: S311 - repeatable data, no secret
    today = timezone.localdate()
    for number in range(OFFERINGS):
        low = rng.choice([None, 0, 13, 18, 65])
        factories.offering(
            rng.choice(parents),
            f"Stöd {number}",
            terms={
                "municipality": some(rng, "municipality", 3),
                "language": some(rng, "language", 5),
                "concern": some(rng, "concern", 3),
                "activity": some(rng, "activity", 2),
                "group": some(rng, "group", 3),
                "access": some(rng, "access", 2),
                "cost": rng.choice(BY_CODE["cost"].codes),
                "level": rng.choice(BY_CODE["level"].codes),
            },
            places=[
                {"step_free": rng.random() < 0.5} for _ in range(rng.randint(0, 2))
            ],
            sessions=[
                {"weekday": day} for day in rng.sample(range(7), rng.randint(0, 3))
            ],
            age_min=low,
            age_max=rng.choice([None, (low or 0) + 12]),
            online=rng.random() < 0.3,
            interpreter=rng.random() < 0.5,
            childcare=rng.random() < 0.3,
            status={"checked_on": today - timedelta(days=rng.randint(0, 400))},
        )


class Counting(TestCase):
    """What the index says, against asking every page one by one."""

    @classmethod
    def setUpTestData(cls) -> None:
        parents = [factories.organisation(f"kommun-{x}") for x in "ab"]
        varied_offerings(parents)
        cls.hidden = [
            factories.offering(parents[0], "Utkast", live=False),
            factories.offering(
                parents[0],
                "Förbi",
                valid_to=timezone.localdate() - timedelta(days=1),
            ),
            factories.offering(parents[0], "Avslutat", status={"capacity": "ended"}),
        ]
        cls.pages = [
            page
            for page in SupportOfferingPage.objects.sources().order_by("path")
            if page.pk not in {x.pk for x in cls.hidden}
        ]
        cls.has = {page.pk: cls.values_of(page) for page in cls.pages}
        cls.translated = factories.translate(cls.pages[0], "ar")

    # ------------------------------------------------------------- the naive way
    @staticmethod
    def values_of(page: SupportOfferingPage) -> set[tuple[str, str]]:
        """Every (facet, value) that the page has, each age included."""
        low = 0 if page.age_min is None else page.age_min
        high = 200 if page.age_max is None else page.age_max
        places = list(page.places.all())
        flags = {
            "online": page.online,
            "interpreter": page.interpreter,
            "childcare": page.childcare,
            "stepfree": bool(places) and all(place.step_free for place in places),
        }
        return {
            *((term.vocabulary, term.code) for term in page.terms.all()),
            *((name, "1") for name, has in flags.items() if has),
            *(("day", WEEKDAYS[x.weekday]) for x in page.sessions.all()),
            *(("age", str(age)) for age in range(low, high + 1)),
        }

    def found(self, chosen: Chosen) -> set[int]:
        return {
            pk
            for pk, has in self.has.items()
            if all(
                any((facet, value) in has for value in values)
                for facet, values in chosen.items()
            )
        }

    # --------------------------------------------------------------- the index's way
    @staticmethod
    def query(chosen: Chosen) -> DirectoryQuery:
        params = QueryDict(mutable=True)
        for name, values in chosen.items():
            params.setlist(name, values)
        return DirectoryQuery(params, DIRECTORY)

    def listed(self, chosen: Chosen) -> set[int]:
        index = directory_index()
        bits = index.all
        for facet_bits in self.query(chosen).bits_by_facet(index).values():
            bits &= facet_bits
        return {entry.pk for entry in ordered(index, bits, "soon")}

    def counts(self, chosen: Chosen) -> dict[tuple[str, str], int]:
        return {
            (option.name, option.value): option.count
            for facet in facets(self.query(chosen), directory_index())
            for option in (*facet.options, *facet.more)
        }

    def values(self) -> Iterable[tuple[str, str]]:
        for name in VOCABULARY_FACETS:
            yield from ((name, code) for code in BY_CODE[name].codes)
        yield from ((name, "1") for name in FLAG_FACETS)
        yield from (("day", day) for day in WEEKDAYS)

    def test_without_a_filter_all_that_is_published_and_open_is_listed(self) -> None:
        assert self.listed({}) == {page.pk for page in self.pages}
        assert len(self.pages) == OFFERINGS

    def test_each_value_alone_finds_what_has_it(self) -> None:
        for name, value in self.values():
            assert self.listed({name: [value]}) == self.found({name: [value]}), (
                name,
                value,
            )

    def test_each_age_finds_what_is_open_to_it(self) -> None:
        for age in (0, 1, 12, 13, 17, 18, 25, 30, 64, 65, 77, 78, 120):
            chosen = {"age": [str(age)]}
            assert self.listed(chosen) == self.found(chosen), age

    def test_two_values_of_a_facet_widen_and_two_facets_narrow(self) -> None:
        wide = self.listed({"municipality": ["halmstad", "laholm"]})
        assert wide == (
            self.listed({"municipality": ["halmstad"]})
            | self.listed({"municipality": ["laholm"]})
        )
        narrow = self.listed({"municipality": ["halmstad"], "cost": ["free"]})
        assert narrow == (
            self.listed({"municipality": ["halmstad"]})
            & self.listed({"cost": ["free"]})
        )

    def test_every_count_is_what_choosing_it_would_give(self) -> None:
        """Also for combinations, of all kinds, chosen by chance but always the same."""
        rng = random.Random(7)  # noqa: S311 - repeatable choices, no secret
        everything = list(self.values())
        for _ in range(25):
            chosen: Chosen = {}
            for name, value in rng.sample(everything, rng.randint(0, 3)):
                chosen.setdefault(name, []).append(value)
            if rng.random() < 0.4:
                chosen["age"] = [str(rng.randint(0, 90))]
            assert self.listed(chosen) == self.found(chosen), chosen
            for (name, value), count in self.counts(chosen).items():
                others = {k: v for k, v in chosen.items() if k != name}
                expected = len(self.found({**others, name: [value]}))
                assert count == expected, (chosen, name, value)

    def test_an_option_that_nothing_has_is_not_offered_unless_chosen(self) -> None:
        unused = [
            (name, value)
            for name, value in self.values()
            if not self.found({name: [value]})
        ]
        offered = self.counts({})
        assert not set(unused) & set(offered)
        term = Term.objects.create(vocabulary="concern", code="unused", order=99)
        labels_before = labels.codes("concern")
        assert term.code in labels_before
        assert ("concern", "unused") not in self.counts({})
        assert self.counts({"concern": ["unused"]})["concern", "unused"] == 0

    def test_translations_are_not_counted_beside_their_source(self) -> None:
        with translation.override("ar"):
            assert self.listed({}) == {page.pk for page in self.pages}

    # ----------------------------------------------------------------- as readers see
    def test_the_page_shows_the_number_and_the_chosen_words(self) -> None:
        chosen = {"municipality": ["halmstad"], "language": ["ar"]}
        response = self.client.get(DIRECTORY, chosen)
        assert response.context["count"] == len(self.found(chosen))
        assert response.context["count_where"] == "Halmstad · arabiska"

    def test_pages_hold_twelve_and_every_offering_stands_on_one(self) -> None:
        seen: list[str] = []
        last = -(-OFFERINGS // PAGE_SIZE)
        for number in range(1, last + 1):
            response = self.client.get(DIRECTORY, {"page": number})
            cards = response.context["cards"]
            assert len(cards) <= PAGE_SIZE
            seen += [card.url for card in cards]
            pager = response.context["pager"]
            assert pager.number == number
            assert (pager.previous is None) == (number == 1)
            assert (pager.next is None) == (number == last)
        assert len(seen) == len(set(seen)) == OFFERINGS

    def test_pages_keep_the_filters_and_the_order(self) -> None:
        response = self.client.get(
            DIRECTORY, {"interpreter": "1", "sort": "name", "childcare": "0"}
        )
        pager = response.context["pager"]
        if pager is not None:
            query = parse_qs(urlsplit(pager.next).query)
            assert query == {"interpreter": ["1"], "sort": ["name"], "page": ["2"]}
        everything = self.client.get(DIRECTORY, {"sort": "checked"}).context["pager"]
        assert parse_qs(urlsplit(everything.next).query) == {
            "sort": ["checked"],
            "page": ["2"],
        }

    def test_a_page_that_is_not_there_is_the_nearest_that_is(self) -> None:
        last = -(-OFFERINGS // PAGE_SIZE)
        for asked, shown in (
            ("0", 1),
            ("99", last),
            ("1" * 25, last),
            ("٢", 2),  # digits of the reader's own
            ("-1", 1),
            ("två", 1),
            ("1" * 26, 1),
            ("", 1),
            ("2.5", 1),
        ):
            with self.subTest(asked):
                response = self.client.get(DIRECTORY, {"page": asked})
                assert response.status_code == 200
                assert response.context["pager"].number == shown
                noindex = asked not in {"", "٢"}
                assert (response.context["robots"] == "noindex") == noindex

    def test_three_orders(self) -> None:
        by_name = [card.title.text for card in self.all_cards("name")]
        assert by_name == sorted(by_name, key=swedish_key)
        pages = {page.title: page for page in self.pages}
        checked = [
            pages[card.title.text].status_row.checked_on
            for card in self.all_cards("checked")
        ]
        assert checked == sorted(checked, reverse=True)
        now = timezone.now()
        places = []
        for card in self.all_cards("soon"):
            page = pages[card.title.text]
            coming = page.next_occurrences(now, count=1)
            unchecked = (page.status_row.months_unchecked() or 0) >= rules.SUNK
            places.append((unchecked, coming[0].start if coming else FAR))
        assert places == sorted(places)
        assert {unchecked for unchecked, _start in places} == {True, False}

    def all_cards(self, order: str) -> list[Any]:
        cards: list[Any] = []
        for number in range(1, -(-OFFERINGS // PAGE_SIZE) + 1):
            response = self.client.get(DIRECTORY, {"sort": order, "page": number})
            cards += response.context["cards"]
        return cards


def test_swedish_letters_sort_after_z() -> None:
    words = ["Övning", "Ärligt", "Åka", "zon", "Apa"]
    assert sorted(words, key=swedish_key) == ["Apa", "zon", "Åka", "Ärligt", "Övning"]


class Asking(TestCase):
    """Chips, links and what stands in the address."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.organisation = factories.organisation()
        cls.page = factories.offering(
            cls.organisation,
            "Samtal i Halmstad",
            terms={"language": ["ar"], "municipality": ["halmstad"]},
            age_min=18,
            sessions=[{"weekday": 1}],
        )
        cls.other = factories.offering(
            cls.organisation,
            "Träning i Laholm",
            terms={"language": ["ti"], "municipality": ["laholm"]},
            interpreter=True,
        )

    def get(self, query: Any = None, code: str = "sv") -> Any:
        response = self.client.get(f"/{code}/hitta-stod/", query or {})
        assert response.status_code == 200
        return response

    def titles(self, query: Any) -> set[str]:
        return {card.title.text for card in self.get(query).context["cards"]}

    def chips(self, query: Any, code: str = "sv") -> list[Any]:
        return self.get(query, code).context["chips"]

    def test_every_choice_is_a_chip_that_takes_it_away(self) -> None:
        query = {
            "municipality": ["halmstad", "laholm"],
            "interpreter": "1",
            "day": "tue",
            "age": "20",
            "q": "samtal",
        }
        chips = self.chips(query)
        assert [chip.label for chip in chips] == [
            "Halmstad",
            "Laholm",
            "Tolk kan bokas",
            "Tisdag",
            "20 år",
            "”samtal”",
        ]
        given = [
            (name, value)
            for name, values in query.items()
            for value in ([values] if isinstance(values, str) else values)
        ]
        for chip, taken in zip(chips, given, strict=True):
            left = parse_qsl(urlsplit(chip.url).query)
            assert sorted(left) == sorted(pair for pair in given if pair != taken)
            assert self.client.get(chip.url).status_code == 200

    def test_a_removal_link_keeps_the_order_and_forgets_the_page(self) -> None:
        (chip, _rest) = self.chips(
            {"language": ["ar", "ti"], "sort": "name", "page": "1"}
        )
        assert parse_qsl(urlsplit(chip.url).query) == [
            ("language", "ti"),
            ("sort", "name"),
        ]

    def test_chips_speak_the_readers_language(self) -> None:
        for code in ("ar", "ti", "ru"):
            (chip,) = self.chips({"municipality": "halmstad"}, code)
            assert chip.label == labels.label("municipality", "halmstad", code).label
            assert chip.url == f"/{code}/hitta-stod/"

    def test_what_is_unknown_is_ignored_and_shown(self) -> None:
        for name, value in (
            ("language", "xx"),
            ("municipality", "stockholm"),
            ("interpreter", "2"),
            ("day", "tisdag"),
            ("age", "121"),
            ("age", "vuxen"),
            ("sort", "bäst"),
            ("page", "-1"),
        ):
            with self.subTest(f"{name}={value}"):
                response = self.get({name: value})
                assert response.context["count"] == 2
                (chip,) = response.context["chips"]
                assert chip.odd
                assert value in chip.label
                assert chip.url == DIRECTORY
                assert response.context["robots"] == "noindex"
                assert value in response.content.decode()

    def test_a_thousand_odd_values_are_a_handful_of_chips(self) -> None:
        query = "&".join(f"concern=x{number}" for number in range(1000))
        response = self.client.get(f"{DIRECTORY}?{query}")
        assert response.status_code == 200
        assert len(response.context["chips"]) <= 5

    def test_odd_values_are_cut_cleaned_and_escaped(self) -> None:
        for value in (
            "<script>alert(1)</script>",
            "x" * 5000,
            "\u202e\u0000gnat",
            "%00",
        ):
            response = self.get({"concern": value})
            assert b"<script>alert" not in response.content
            assert all(len(chip.label) < 80 for chip in response.context["chips"])

    def test_repeating_a_value_changes_nothing(self) -> None:
        query = "&".join(["language=ar"] * 500)
        response = self.client.get(f"{DIRECTORY}?{query}")
        assert [chip.label for chip in response.context["chips"]] == ["arabiska"]
        assert response.context["count"] == 1

    def test_names_that_are_no_filter_are_ignored(self) -> None:
        response = self.get({"utm_source": "x", "legal": "asylum-seeker", "": "y"})
        assert response.context["count"] == 2
        assert response.context["chips"] == []

    def test_only_the_plain_directory_is_for_search_engines(self) -> None:
        assert self.get().context["robots"] == ""
        for query in ({"language": "ar"}, {"q": "samtal"}, {"age": "3"}):
            assert self.get(query).context["robots"] == "noindex"
            assert "noindex" in self.get(query).content.decode()

    def test_what_is_chosen_is_ticked_in_the_form(self) -> None:
        soup = BeautifulSoup(
            self.get({"language": "ar", "interpreter": "1", "age": "20"}).content,
            "html.parser",
        )
        ticked = {(box["name"], box["value"]) for box in soup.select("input[checked]")}
        assert {("language", "ar"), ("interpreter", "1")} <= ticked
        assert soup.select_one('input[name="age"]')["value"] == "20"

    def test_the_form_sends_every_choice_once(self) -> None:
        soup = BeautifulSoup(self.get({"language": "ar"}).content, "html.parser")
        form = next(x for x in soup.select("form") if x.select('[name="language"]'))
        sent = [
            (field["name"], field.get("value"))
            for field in form.select("input[name]")
            if field.get("type") != "checkbox" or field.has_attr("checked")
        ]
        assert sent.count(("language", "ar")) == 1

    def test_nothing_found_says_what_there_is_instead(self) -> None:
        query = {"language": "ar", "municipality": "laholm", "age": "20"}
        response = self.get(query)
        assert response.context["count"] == 0
        options = response.context["empty_options"]
        assert options
        for option in options:
            listed = self.client.get(option["url"]).context
            assert listed["count"] == option["count"] > 0
        counts = [option["count"] for option in options]
        assert counts == sorted(counts, reverse=True)

    def test_when_one_choice_is_to_blame_all_support_is_offered(self) -> None:
        factories.offering(self.organisation, "Utan tolk")
        response = self.get({"q": "finnsinteallshär"})
        (option,) = response.context["empty_options"]
        assert option["url"] == DIRECTORY
        assert option["count"] == 3

    def test_a_child_a_woman_of_twenty_and_nobody_too_old(self) -> None:
        assert self.titles({"age": "17"}) == {"Träning i Laholm"}
        assert self.titles({"age": "18"}) == {"Samtal i Halmstad", "Träning i Laholm"}
        assert self.titles({"age": "١٨"}) == self.titles({"age": "18"})

    def test_free_text_narrows_the_list(self) -> None:
        assert self.titles({"q": "laholm träning"}) == {"Träning i Laholm"}
        both = self.get({"q": "träning", "municipality": "halmstad"})
        assert both.context["count"] == 0

    def test_names_sort_by_the_title_that_is_shown(self) -> None:
        factories.translate(self.page, "en", title="Walk and talk")
        factories.translate(self.other, "en", title="Exercise")
        response = self.get({"sort": "name"}, "en")
        titles = [card.title.text for card in response.context["cards"]]
        assert titles == ["Exercise", "Walk and talk"]


class AtOnce(TestCase):
    """No change of content or status waits for a cache."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.organisation = factories.organisation()
        cls.page = factories.offering(cls.organisation, "Ett stöd")
        cls.other = factories.offering(cls.organisation, "Ett annat")

    def listed(self, code: str = "sv", **query: Any) -> list[str]:
        response = self.client.get(f"/{code}/hitta-stod/", query)
        return sorted(card.title.text for card in response.context["cards"])

    def after(self, change: Callable[[SupportOfferingPage], Any]) -> list[str]:
        """What is listed before (both) and after the change."""
        assert self.listed() == ["Ett annat", "Ett stöd"]
        change(SupportOfferingPage.objects.get(pk=self.page.pk))
        return self.listed()

    def test_unpublishing_takes_it_off_and_publishing_puts_it_back(self) -> None:
        assert self.after(lambda page: page.unpublish()) == ["Ett annat"]
        self.page.refresh_from_db()
        self.page.save_revision().publish()
        assert self.listed() == ["Ett annat", "Ett stöd"]

    def test_deleting_takes_it_off(self) -> None:
        assert self.after(lambda page: page.delete()) == ["Ett annat"]

    def test_a_draft_changes_nothing(self) -> None:
        def draft(page: SupportOfferingPage) -> None:
            page.title = "Nytt namn"
            page.terms = []
            page.save_revision()

        assert self.after(draft) == ["Ett annat", "Ett stöd"]
        assert len(self.listed(concern="worry")) == 2

    def test_new_facts_count_when_they_are_published(self) -> None:
        assert self.listed(concern="sleep") == []

        def publish(page: SupportOfferingPage) -> None:
            page.title = "Sömnskola"
            page.terms = factories.page_terms(
                {**factories.OFFERING_TERMS, "concern": ["sleep"]}
            )
            page.save_revision().publish()

        assert self.after(publish) == ["Ett annat", "Sömnskola"]
        assert self.listed(concern="sleep") == ["Sömnskola"]
        assert self.listed(concern="worry") == ["Ett annat"]

    def test_ended_takes_it_off_and_open_puts_it_back(self) -> None:
        def status(capacity: str) -> None:
            OfferingStatus.objects.update_or_create(
                page=self.page, defaults={"capacity": capacity}
            )

        assert self.after(lambda page: status("ended")) == ["Ett annat"]
        for capacity in ("open", "full", "waiting-time", "paused"):
            status(capacity)
            assert self.listed() == ["Ett annat", "Ett stöd"], capacity

    def test_what_is_over_is_off_though_its_page_remains(self) -> None:
        def over(page: SupportOfferingPage) -> None:
            page.valid_to = timezone.localdate() - timedelta(days=1)
            page.save_revision().publish()

        assert self.after(over) == ["Ett annat"]
        address = f"/sv/aktorer/kommun-a/{self.page.slug}/"
        response = self.client.get(address)
        assert response.status_code == 200
        assert response.context["ended"]

    def test_what_has_expired_is_off_before_any_scheduler_has_run(self) -> None:
        def expire(page: SupportOfferingPage) -> None:
            page.expire_at = timezone.now() - timedelta(minutes=1)
            page.save()

        assert self.after(expire) == ["Ett annat"]
        address = f"/sv/aktorer/kommun-a/{self.page.slug}/"
        assert self.client.get(address).status_code == 404

    def test_a_translated_title_is_there_when_it_is_published(self) -> None:
        assert self.listed("ar") == ["Ett annat", "Ett stöd"]
        made = factories.translate(self.page, "ar", title="دعم")
        assert self.listed("ar") == ["Ett annat", "دعم"]
        made.unpublish()
        assert self.listed("ar") == ["Ett annat", "Ett stöd"]

    def test_a_moved_page_is_listed_under_its_new_owner(self) -> None:
        other = factories.organisation("kommun-b")
        self.page.move(other, pos="last-child")
        response = self.client.get("/sv/hitta-stod/")
        card = next(x for x in response.context["cards"] if x.title.text == "Ett stöd")
        assert card.organisation.text == "Kommun b"
        assert card.url == "/sv/aktorer/kommun-b/ett-stod/"

    def test_a_renamed_term_is_renamed_everywhere(self) -> None:
        label = Term.objects.get(vocabulary="concern", code="worry").labels.get(
            language="sv"
        )
        label.label = "Oroliga tankar"
        label.save()
        page = self.client.get("/sv/hitta-stod/").content.decode()
        assert "Oroliga tankar" in page

    def test_days_follow_the_sessions_that_are_still_to_come(self) -> None:
        past = datetime.combine(date(2020, 1, 7), time(13)).date()  # a Tuesday
        factories.offering(
            self.organisation,
            "Förbi på tisdagar",
            sessions=[{"weekday": 1, "first": past, "last": past}, {"weekday": 2}],
        )
        assert self.listed(day="wed") == ["Förbi på tisdagar"]
        assert self.listed(day="tue") == []
