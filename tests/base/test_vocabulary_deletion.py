"""A term that pages are marked with stays, whichever road its deletion takes."""

import pytest
from django.db.models import ProtectedError
from django.db.transaction import atomic
from django.test import Client
from django.urls import reverse

from hm_site.base.models import Term
from tests.factories import admin, offering, organisation

pytestmark = pytest.mark.django_db
LIST = "wagtailsnippets_base_term:list"


@pytest.fixture
def used() -> Term:
    offering(organisation(), terms={"concern": ["grief"]})
    offering(None, "Utkast", live=False, terms={"concern": ["grief"]})
    return Term.objects.get(vocabulary="concern", code="grief")


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(admin())
    return client


def test_neither_one_nor_many_can_be_deleted(used: Term) -> None:
    with pytest.raises(ProtectedError, match="används av 2 sidor"), atomic():
        used.delete()
    with pytest.raises(ProtectedError), atomic():
        Term.objects.filter(vocabulary="concern").delete()
    assert Term.objects.filter(pk=used.pk).exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_admin_says_how_many_pages_use_it(
    client: Client, used: Term, method: str
) -> None:
    one = reverse("wagtailsnippets_base_term:delete", args=[used.pk])
    many = reverse("wagtail_bulk_action", args=["base", "term", "delete"])
    for address in (one, f"{many}?id={used.pk}"):
        response = getattr(client, method)(address, follow=True)
        assert response.redirect_chain == [(reverse(LIST), 302)]
        assert "används av 2 sidor och kan inte tas bort" in response.content.decode()
        assert Term.objects.filter(pk=used.pk).exists()


def test_a_term_that_nobody_uses_or_sees_can_be_deleted(client: Client) -> None:
    term = Term.objects.create(vocabulary="concern", code="unused", live=False)
    client.post(reverse("wagtailsnippets_base_term:delete", args=[term.pk]))
    assert not Term.objects.filter(pk=term.pk).exists()
