"""A page form whose stream field did not arrive whole: told, and nothing is lost."""

from collections.abc import Callable
from itertools import product

import pytest
from django.http import QueryDict
from django.test import Client

from hm_site.base.models import BasePage
from tests import admin_forms, factories
from tests.home.test_strategy_page import BODY

pytestmark = pytest.mark.django_db


BROKEN = [
    ("body-count", None),
    ("body-count", "många"),
    ("body-count", "7"),
    ("body-0-type", None),
    ("body-0-deleted", None),
    ("body-0-order", "x"),
]


@pytest.mark.parametrize(
    "build",
    [factories.information, lambda: factories.strategy(body=BODY)],
    ids=["information", "strategy"],
)
def test_what_is_saved_stays(client: Client, build: Callable[[], BasePage]) -> None:
    page = build()
    client.force_login(factories.admin())
    url = admin_forms.edit_url(page)
    whole = admin_forms.read_form(client, url)
    for (field, value), action in product(BROKEN, ["draft", "publish"]):
        changes = {"title": "Nytt namn", field: value}
        response = admin_forms.send(client, url, changes, action=action, data=whole)
        assert "kom inte fram" in admin_forms.errors(response)["body"][0], field
        assert response.context["form"]["title"].value() == "Nytt namn"
        shown = response.context["form"]["body"].value()
        assert shown.get_prep_value() == page.body.get_prep_value()  # type: ignore[attr-defined]
        after = type(page).objects.get(pk=page.pk)
        assert (after.title, after.latest_revision_id) == (
            page.title,
            page.latest_revision_id,
        )


def test_the_whole_form_is_saved(client: Client) -> None:
    """Otherwise the test above could not fail."""
    client.force_login(factories.admin())
    url = admin_forms.edit_url(factories.information())
    assert admin_forms.send(client, url, {"title": "Nytt namn"}).status_code == 302


def test_a_new_page_is_told_too(client: Client) -> None:
    client.force_login(factories.admin())
    url = admin_forms.create_url(type(factories.information()), factories.home())
    data = QueryDict(mutable=True)
    data.update({"title": "Ny", "slug": "ny"})
    response = client.post(url, data)
    assert "kom inte fram" in response.context["form"].errors["body"][0]
