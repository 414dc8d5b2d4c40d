"""What is asked of the directory: chips, links, and what stands in the address."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup
from django.test import TestCase

from hm_site.base import labels
from resources.directory import swedish_key
from tests import factories

DIRECTORY = "/sv/hitta-stod/"


def test_swedish_letters_sort_after_z() -> None:
    words = ["Övning", "Ärligt", "Åka", "zon", "Apa"]
    assert sorted(words, key=swedish_key) == ["Apa", "zon", "Åka", "Ärligt", "Övning"]


class Asking(TestCase):
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
