"""What is withdrawn is gone at once, in every language and from every list."""

from typing import Any

import pytest

from resources.models import SupportOfferingPage
from tests.factories import (
    information,
    offering,
    organisation,
    story,
    strategy,
    translate,
)

from .editing import delete, expire, fresh, publish, withdraw
from .reader import ALL, SAMPLE, Reader

EACH_ENDING = pytest.mark.parametrize(
    "ending", [withdraw, expire, delete], ids=lambda function: function.__name__
)
PATH = "aktorer/kommun-a/samtal-for-nya/"


@EACH_ENDING
@pytest.mark.parametrize("state", ["none", "draft", "live"])
def test_a_withdrawn_page_is_404_in_every_language(
    reader: Reader, db: None, ending: Any, state: str
):
    talk = offering(organisation())
    if state != "none":
        for code in ("ar", "ti"):
            translate(talk, code, live=state == "live", title="titel")
    for code in SAMPLE:
        reader.read(f"/{code}/{PATH}")
    ending(talk)
    for code in ALL:
        response = reader.get(f"/{code}/{PATH}")
        assert response.status_code == 404, code
        text = response.content.decode()
        assert talk.title not in text
        assert "titel" not in text


def test_a_page_that_expires_later_is_shown_until_then(reader: Reader, db: None):
    talk = offering(organisation())
    talk.expire_at = "2999-01-01T00:00:00Z"
    talk.save()
    assert reader.status(f"/ar/{PATH}") == 200


def test_an_expiry_that_strayed_onto_a_translation_plays_no_part(
    reader: Reader, db: None
):
    talk = offering(organisation())
    live = translate(talk, "ar", title="حديث")
    expire(live)
    assert reader.read(f"/ar/{PATH}").h1 == "حديث"


def test_a_page_published_again_is_back_with_its_translations(reader: Reader, db: None):
    talk = offering(organisation())
    translate(talk, "ar", title="حديث")
    withdraw(talk)
    publish(talk)
    assert reader.read(f"/ar/{PATH}").h1 == "حديث"
    assert reader.read(f"/ti/{PATH}").h1 == talk.title


@pytest.mark.parametrize("make", [organisation, offering, story, strategy, information])
def test_deleting_a_page_deletes_its_translations(db: None, make: Any):
    page = make()
    keys = [translate(page, code, live=code == "ar").pk for code in ("ar", "ti")]
    assert type(page).objects.filter(pk__in=keys).count() == 2
    delete(page)
    assert not type(page).objects.filter(translation_key=page.translation_key).exists()


def test_deleting_an_organisation_deletes_translations_of_all_below(db: None):
    first, second = organisation("kommun-a"), organisation("kommun-b")
    talk, kept = offering(first), offering(second, "Kvar")
    live = translate(talk, "ar")
    # Even where the translation hangs below another organisation.
    live.move(translate(second, "ar"), pos="last-child")
    translate(kept, "ar")
    delete(first)
    left = SupportOfferingPage.objects.all()
    assert {p.translation_key for p in left} == {kept.translation_key}
    assert len(left) == 2


def test_deleting_a_translation_leaves_the_page(reader: Reader, db: None):
    talk = offering(organisation())
    live = translate(talk, "ar", title="حديث")
    delete(live)
    shown = reader.read(f"/ar/{PATH}")
    assert shown.h1 == talk.title
    assert shown.has_fallback_notice


@pytest.mark.parametrize("state", ["none", "draft", "live"])
def test_a_new_page_with_the_slug_of_a_deleted_one_has_nothing_of_it(
    reader: Reader, db: None, state: str
):
    parent = organisation()
    talk = offering(parent)
    if state != "none":
        for code in ("ar", "ti"):
            translate(talk, code, live=state == "live", title=f"gammal-{code}")
    delete(talk)
    new = offering(fresh(parent), "Nytt stöd", slug=talk.slug)
    for code in SAMPLE:
        shown = reader.read(f"/{code}/{PATH}")
        assert shown.h1 == new.title
        assert shown.canonical == f"/sv/{PATH}"
    translate(new, "ar", title="جديد")
    assert reader.read(f"/ar/{PATH}").h1 == "جديد"
