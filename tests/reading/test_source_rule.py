"""Facts and dates belong to the Swedish page; a translation knows its source."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from home.models import InformationPage, StrategyPage
from resources.models import SupportOfferingPage
from tests.factories import information, offering, story, strategy, translate

LATER = datetime(2999, 1, 1, tzinfo=UTC)


def invalid_offering(page: SupportOfferingPage) -> None:
    page.age_min, page.age_max = 20, 10
    page.valid_from, page.valid_to = date(2027, 1, 1), date(2026, 1, 1)


def invalid_strategy(page: StrategyPage) -> None:
    page.valid_from, page.valid_to = date(2027, 1, 1), date(2026, 1, 1)


def invalid_story(page: Any) -> None:
    page.period_start, page.period_end = date(2027, 1, 1), date(2026, 1, 1)


INVALID = (
    (offering, invalid_offering),
    (strategy, invalid_strategy),
    (story, invalid_story),
)


@pytest.mark.parametrize(("make", "spoil"), INVALID)
def test_facts_are_validated_on_swedish_pages_only(db: None, make: Any, spoil: Any):
    page = make()
    copy = translate(page, "ar")
    spoil(copy)
    copy.full_clean()
    copy.save_revision().publish()
    spoil(page)
    with pytest.raises(ValidationError):
        page.full_clean()


def test_a_translation_keeps_no_dates_of_publishing(db: None):
    copy = translate(information(), "ar")
    copy.go_live_at = copy.expire_at = LATER
    copy.full_clean()
    assert (copy.go_live_at, copy.expire_at) == (None, None)


def test_a_swedish_page_keeps_its_dates_of_publishing(db: None):
    page = information()
    page.expire_at = LATER
    page.full_clean()
    assert page.expire_at == LATER


def test_the_source_of_a_translation_is_the_swedish_page(db: None):
    page = information()
    copy = translate(page, "ar")
    assert copy.source == page
    assert not copy.is_source
    assert page.is_source
    assert InformationPage.objects.sources().get() == page
