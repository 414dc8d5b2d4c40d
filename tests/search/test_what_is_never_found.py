"""Drafts, withdrawn and expired pages, and what only staff may read."""

import pytest
from django.utils import timezone
from wagtail.models import Page

from hm_site import languages
from resources.models import SupportOfferingPage
from tests.factories import translate

from .conftest import OVER, SECRET, TALK

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]

CODES = [x.code for x in languages.LANGUAGES]
# Words that stand in the hidden pages' texts, Arabic titles, and their vocabulary.
QUERIES = [
    SECRET,
    "utkast",
    "avpublicerat",
    "återkallat",
    "utgånget",
    "förbi",
    "avslutat",
    "سري",
    "مخفي",
    "مسودة",
    "منتهي",
    "حزن",
    "الحزن",
    "sorg",
    "sörja",
    "ሓዘን",
]


@pytest.mark.parametrize("code", CODES)
def test_nothing_hidden_is_found(searcher, code):
    for query in QUERIES:
        answer = searcher.ask(code, query)
        assert answer.status == 200
        assert not [x for x in answer.hits if SECRET in x.path + x.title], query


@pytest.mark.parametrize("code", ["sv", "ar"])
@pytest.mark.parametrize("query", ["hemligord", "sorg", "مخفي"])
def test_nothing_hidden_is_found_in_the_directory(searcher, code, query):
    html = searcher.client.get(f"/{code}/hitta-stod/", {"q": query}).content.decode()
    assert f"/{code}/aktorer/kommun-a/{SECRET}" not in html


@pytest.mark.parametrize(
    "word", ["metod", "kriterier", "huset", "gatan", "metod kriterier"]
)
def test_staff_texts_and_hidden_addresses_cannot_be_searched(searcher, word):
    for code in ("sv", "ar"):
        query = " ".join(f"{SECRET}{part}" for part in word.split())
        assert searcher.finds(code, query) == []


def test_no_excerpt_shows_what_was_written_after_publishing(searcher):
    page = SupportOfferingPage.objects.sources().get(slug="lugna-kvallar")
    page.summary = f"{SECRET} ändring"
    page.save_revision()
    assert searcher.finds("sv", "ändring") == []
    assert f"{SECRET} ändring" not in searcher.ask("sv", "andning").html


def test_a_withdrawn_page_is_gone_at_once_in_every_language(searcher):
    assert TALK in searcher.finds("ar", "حديث")
    SupportOfferingPage.objects.sources().get(slug="samtal-om-oro").unpublish()
    for code, query in (("sv", "kurator"), ("ar", "حديث"), ("ti", "ዕላል")):
        assert TALK not in searcher.finds(code, query)


def test_a_withdrawn_translation_leaves_the_swedish_hit(searcher):
    page = SupportOfferingPage.objects.get(
        slug="samtal-om-oro", locale__language_code="ar"
    )
    page.unpublish()
    assert TALK not in searcher.finds("ar", "المقهى")
    hit = next(x for x in searcher.ask("ar", "kurator").hits if x.path == f"/ar/{TALK}")
    assert hit.lang == "sv"
    assert hit.note


def test_a_translation_whose_source_expired_goes_with_it(searcher):
    sources = Page.objects.filter(slug="samtal-om-oro", locale__language_code="sv")
    sources.update(expire_at=timezone.now() + OVER)
    assert TALK not in searcher.finds("ar", "حديث")


def test_a_draft_translation_adds_nothing(searcher):
    source = SupportOfferingPage.objects.sources().get(slug="lugna-kvallar")
    translate(source, "ar", live=False, title=f"{SECRET} أمسيات", summary="أمسيات")
    assert searcher.finds("ar", "أمسيات") == []
    assert SECRET not in "".join(x.title for x in searcher.ask("ar", "andning").hits)
