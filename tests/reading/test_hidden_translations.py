"""A room above may hide a translation: then it is hidden everywhere at once."""

from collections.abc import Iterator

import pytest
from django.db.models import Q

from hm_site.base import querysets
from hm_site.base.caches import clear_process_caches
from resources.models import SupportOfferingPage
from tests.factories import offering, organisation, translate

from .reader import Reader

SECRET = "محجوب"


@pytest.fixture
def hidden(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[SupportOfferingPage]:
    page = offering(organisation())
    translation = translate(page, "ar", title=SECRET)
    monkeypatch.setattr(querysets, "_conditions", [])
    querysets.register_condition(lambda: ~Q(pk=translation.pk))
    clear_process_caches()
    yield page
    clear_process_caches()


def test_the_reader_gets_the_swedish_text_and_is_told(
    hidden: SupportOfferingPage,
) -> None:
    shown = Reader().read("/ar/aktorer/kommun-a/samtal-for-nya/")
    assert shown.has_fallback_notice
    assert SECRET not in shown.text
    assert shown.canonical == "/sv/aktorer/kommun-a/samtal-for-nya/"
    assert set(shown.alternates) == {"sv", "x-default"}


@pytest.mark.parametrize(
    "path", ["/ar/hitta-stod/", "/ar/aktorer/kommun-a/", "/sitemap.xml"]
)
def test_no_list_shows_it(hidden: SupportOfferingPage, path: str) -> None:
    text = Reader().get(path).content.decode()
    assert SECRET not in text
    assert "/ar/aktorer/kommun-a/samtal-for-nya/" not in text or path != "/sitemap.xml"


def test_the_search_does_not_know_its_words(hidden: SupportOfferingPage) -> None:
    assert Reader().read(f"/ar/sok/?q={SECRET}").soup.select(".hit") == []


def test_the_swedish_page_is_never_hidden(hidden: SupportOfferingPage) -> None:
    querysets.register_condition(lambda: Q(pk__in=[]))
    clear_process_caches()
    assert Reader().read("/sv/aktorer/kommun-a/samtal-for-nya/").h1 == hidden.title
