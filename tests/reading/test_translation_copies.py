"""A translation is a draft with prose alone: no facts, no alias, no dates."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import models
from wagtail.models import Locale, Page

from hm_site.base.caches import clear_process_caches
from hm_site.base.models import BasePage
from resources.models import OfferingStatus, SupportOfferingPage
from stories.models import StoryAdoption, StoryOffering
from tests.factories import (
    information,
    offering,
    organisation,
    story,
    strategy,
    translate,
)
from tests.plugins.database import Shelf

LATER = datetime(2999, 1, 1, tzinfo=UTC)


def arabic() -> Locale:
    return Locale.objects.get(language_code="ar")


def build() -> dict[str, int]:
    """Pages of every type below the home, each with all its facts filled in."""
    owner = organisation(kind="ngo")
    for draft in owner.get_translations():  # it brings them with it
        draft.delete()
    owner.refresh_from_db()
    talk = offering(
        owner,
        sessions=[{"weekday": 1}],
        pauses=[(date(2027, 1, 1), date(2027, 1, 6))],
        age_min=3,
        age_max=6,
        online=True,
        interpreter=True,
        childcare=True,
        cost_amount=100,
        email="stod@example.org",
        link="https://example.org/",
        valid_from=date(2026, 1, 1),
        valid_to=date(2027, 1, 1),
        funding_ends=date(2027, 1, 1),
        hide_address=True,
        risk_class="vital",
        is_example=True,
        expire_at=LATER,
        method="Metod",
    )
    OfferingStatus.objects.update_or_create(page=talk, defaults={"capacity": "full"})
    tale = story(
        owner,
        measures=[{"name": "Deltagare", "before": 1, "after": 2}],
        is_example=True,
        expire_at=LATER,
    )
    tale.offerings = [StoryOffering(offering=talk)]
    tale.adoptions = [StoryAdoption(organisation=owner)]
    tale.save_revision().publish()
    plan = strategy(
        case_number="RS1",
        decided_on=date(2026, 1, 1),
        proposed_on=date(2025, 1, 1),
        valid_from=date(2026, 1, 1),
        valid_to=date(2027, 1, 1),
        note_for_editors="Kolla.",
        expire_at=LATER,
    )
    plan.successor = strategy("Nästa")
    plan.save_revision().publish()
    about = information(expire_at=LATER)
    return {p._meta.model_name: p.pk for p in (owner, talk, tale, plan, about)}


@pytest.fixture(scope="module")
def _built(shelf: Shelf) -> Iterator[dict[str, int]]:
    with shelf.holding(build) as built:
        yield built


@pytest.fixture
def full(_built: dict[str, int], db: None) -> dict[str, BasePage]:
    """Model name → page."""
    clear_process_caches()
    return {name: Page.objects.get(pk=pk).specific for name, pk in _built.items()}


TYPES = (
    "organisationpage",
    "supportofferingpage",
    "storypage",
    "strategypage",
    "informationpage",
)


def empty(field: models.Field[Any, Any]) -> Any:
    return field.get_default() if field.has_default() else (None if field.null else "")


@pytest.mark.parametrize("name", TYPES)
def test_the_copy_holds_prose_and_no_fact(full: dict[str, BasePage], name: str):
    source = full[name]
    copy = type(source).objects.get(
        pk=source.copy_for_translation(arabic(), copy_parents=True).pk
    )
    for prose in ("title", *source.prose_fields):
        assert getattr(copy, prose) == getattr(source, prose), prose
    for fact in source.source_only_fields():
        field = source._meta.get_field(fact)
        value = getattr(source, fact)
        if field.one_to_many:
            if fact != "terms" or source.vocabularies:
                assert value.count() > 0, f"the test fills no {fact}"
            assert getattr(copy, fact).count() == 0, fact
        else:
            assert getattr(copy, fact) == empty(field), fact


@pytest.mark.parametrize("name", TYPES)
def test_the_copy_is_a_draft_and_no_alias(full: dict[str, BasePage], name: str):
    for alias in (False, True):
        copy = full[name].copy_for_translation(
            Locale.objects.get(language_code="ar" if alias else "ti"),
            copy_parents=True,
            alias=alias,
        )
        assert not copy.live
        assert copy.alias_of is None
        assert copy.first_published_at is None
        assert copy.translation_key == full[name].translation_key
        assert copy.slug == full[name].slug


def test_missing_parents_become_drafts(full: dict[str, BasePage]):
    copy = full["supportofferingpage"].copy_for_translation(
        arabic(), copy_parents=True, alias=True
    )
    for parent in copy.get_ancestors().filter(depth__gt=2):
        assert not parent.live
        assert parent.alias_of is None
        assert parent.locale == arabic()
        assert parent.specific.terms.count() == 0


def test_a_translation_has_no_status_row(full: dict[str, BasePage]):
    copy = full["supportofferingpage"].copy_for_translation(arabic(), copy_parents=True)
    assert not OfferingStatus.objects.filter(page=copy).exists()


def test_nothing_in_the_site_is_an_alias(full: dict[str, BasePage]):
    for page in full.values():
        translate(page, "ar")
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_the_librarys_own_road_copies_no_facts_and_publishes_nothing(
    full: dict[str, BasePage],
):
    from wagtail_localize.operations import translate_object

    page = full["supportofferingpage"]
    translate_object(page, [arabic()])
    copy = SupportOfferingPage.objects.get(
        translation_key=page.translation_key, locale=arabic()
    )
    assert (copy.phone, copy.age_min, copy.terms.count()) == ("", None, 0)
    assert copy.expire_at is None
    assert not copy.live
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_updating_from_the_source_brings_no_facts_either(full: dict[str, BasePage]):
    from wagtail_localize.models import Translation, TranslationSource
    from wagtail_localize.operations import translate_object

    page = full["supportofferingpage"]
    translate_object(page, [arabic()])
    page.phone = "0346-88 60 00"
    page.save_revision().publish()
    TranslationSource.objects.get_for_instance(page).update_from_db()
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=arabic()
    )
    translation.save_target(publish=False)
    copy = SupportOfferingPage.objects.get(
        translation_key=page.translation_key, locale=arabic()
    )
    latest = copy.get_latest_revision_as_object()
    for version in (copy, latest):
        assert (version.phone, version.age_min, version.terms.count()) == ("", None, 0)
        assert version.expire_at is None
