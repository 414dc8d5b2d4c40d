"""What the directory lists and counts, against asking every page one by one."""

import random
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

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
from resources.models import SupportOfferingPage
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
        Term.objects.create(vocabulary="concern", code="unused", order=99)
        assert "unused" in labels.codes("concern")
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
