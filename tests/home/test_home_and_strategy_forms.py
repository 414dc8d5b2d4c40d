"""Forms of the start page and the strategy."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from hm_site.base import labels
from home.forms import MAX_ENTRANCES
from home.models import HomePage, StrategyPage
from home.structure import ENTRANCES
from tests import admin_forms, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client(client: Client) -> Client:
    client.force_login(factories.admin())
    return client


def test_the_start_page_has_at_most_eight_entrances(admin_client: Client) -> None:
    home = factories.home()
    codes = labels.codes("concern")
    assert len(codes) > MAX_ENTRANCES
    url = admin_forms.edit_url(home)
    refused = admin_forms.send(
        admin_client, url, {"entrances": codes}, action="publish"
    )
    assert admin_forms.errors(refused)["entrances"] == ["Välj högst 8."]
    assert set(HomePage.objects.get(pk=home.pk).codes("concern")) == set(ENTRANCES)
    fewer = admin_forms.send(
        admin_client, url, {"entrances": ["sleep", "grief"]}, action="publish"
    )
    assert fewer.status_code == 302
    context = admin_client.get("/ar/").context
    assert [x["code"] for x in context["entrances"]] == ["sleep", "grief"]


def test_a_start_page_without_entrances_stays_a_draft(admin_client: Client) -> None:
    url = admin_forms.edit_url(factories.home())
    refused = admin_forms.send(admin_client, url, {"entrances": None}, action="publish")
    assert "Välj minst ett" in admin_forms.errors(refused)["entrances"][0]
    draft = admin_forms.send(admin_client, url, {"entrances": None})
    assert draft.status_code == 302


def test_entrances_lead_to_the_directory_with_one_choice_made(client: Client) -> None:
    page = client.get("/sv/")
    for entrance in page.context["entrances"]:
        listed = client.get(entrance["url"])
        (chip,) = listed.context["chips"]
        assert str(chip.label).casefold() == str(entrance["label"]).casefold()
        assert not chip.odd


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        (
            {"valid_from": "2026-01-01", "valid_to": "2025-12-31"},
            "valid_to",
            "slutar gälla innan den börjar",
        ),
        ({"decided_on": "2026-13-01"}, "decided_on", "giltigt datum"),
        ({"case_number": "x" * 61}, "case_number", "som mest 60 tecken"),
        ({"summary": "x" * 251}, "summary", "som mest 250 tecken"),
    ],
)
def test_a_strategy_says_what_is_wrong(
    admin_client: Client, changes: dict[str, Any], field: str, message: str
) -> None:
    page = factories.strategy()
    before = StrategyPage.objects.values().get(pk=page.pk)
    response = admin_forms.send(
        admin_client, admin_forms.edit_url(page), changes, action="publish"
    )
    assert message in " ".join(admin_forms.errors(response)[field])
    assert message in admin_forms.shown_messages(response)
    assert StrategyPage.objects.values().get(pk=page.pk) == before


def test_a_strategy_does_not_replace_itself(admin_client: Client) -> None:
    page = factories.strategy(valid_to=date(2024, 12, 31))
    url = admin_forms.edit_url(page)
    response = admin_forms.send(admin_client, url, {"successor": page.pk})
    assert "ersätta sig själv" in admin_forms.errors(response)["successor"][0]
    other = factories.strategy("Nästa strategi")
    accepted = admin_forms.send(
        admin_client, url, {"successor": other.pk}, action="publish"
    )
    assert accepted.status_code == 302
    assert "Nästa strategi" in admin_client.get(page.get_url()).content.decode()


def test_a_note_for_editors_is_for_editors(client: Client) -> None:
    page = factories.strategy(note_for_editors="Kvittens saknas")
    for code in ("sv", "ar"):
        address = f"/{code}/{page.slug}/"
        assert "Kvittens saknas" not in client.get(address).content.decode()
