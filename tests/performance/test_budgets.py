"""What a reader's page costs: few queries and bytes, however much there is."""

import pytest

from hm_site.base.page_costs import ORDER

from .conftest import MEASURED, SIZES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("size", SIZES)
def test_every_kind_of_page_is_measured(measured, size):
    def kinds(language):
        return {page for page, code in measured[size] if code == language}

    assert kinds("ar") == set(ORDER)
    assert kinds("sv") == set(ORDER) - {"offering, fallback"}


@pytest.mark.parametrize("size", SIZES)
def test_no_page_breaks_a_budget(measured, size):
    assert [line for cost in measured[size].values() for line in cost.broken()] == []


@pytest.mark.parametrize("language", ["sv", "ar"])
@pytest.mark.parametrize("kind", ORDER)
def test_the_number_of_queries_does_not_grow_with_the_site(measured, kind, language):
    counts = {
        size: costs[kind, language].queries
        for size, costs in measured.items()
        if (kind, language) in costs
    }
    assert len(set(counts.values())) <= 1, counts


@pytest.mark.parametrize("kind", ORDER)
def test_no_language_costs_more_queries_than_another(measured, kind):
    """Swedish needs fewer: its prose lies on the page that holds the facts."""
    costs = measured["twelve languages"]
    counts = {code: costs[kind, code].queries for code in MEASURED if code != "sv"}
    assert len(set(counts.values())) == 1, counts


def test_only_tigrinya_pages_fetch_a_font(measured):
    costs = measured["twelve languages"].values()
    assert {cost.language for cost in costs if cost.font} == {"ti"}
    assert all(cost.font for cost in costs if cost.language == "ti")
