"""Sites of several sizes, measured once: what every kind of page costs in each."""

from typing import Any

import pytest
from django.db import transaction

from hm_site import languages
from hm_site.base.caches import clear_process_caches
from hm_site.base.page_costs import Cost, measure
from tests.factories.many import Size, build

TWO = ("sv", "ar")
TWELVE = tuple(language.code for language in languages.LANGUAGES)
# The source, one from right to left, one with a web font, one in Cyrillic.
MEASURED = ("sv", "ar", "ti", "uk")
SIZES = {
    "one card": Size(organisations=2, offerings=1, stories=1, languages=TWO),
    "thirty cards": Size(organisations=1, offerings=30, stories=30, languages=TWO),
    "twelve languages": Size(organisations=2, offerings=2, stories=2, languages=TWELVE),
    "two thousand offerings": Size(
        organisations=50, offerings=40, stories=2, languages=TWO, indexed=False
    ),
}
Costs = dict[tuple[str, str], Cost]


@pytest.fixture(scope="session")
def measured(django_db_setup: None, django_db_blocker: Any) -> dict[str, Costs]:
    """Size → (kind of page, language) → cost. Every size is built and undone again."""
    result: dict[str, Costs] = {}
    with django_db_blocker.unblock():
        for name, size in SIZES.items():
            with transaction.atomic():
                clear_process_caches()
                build(size)
                chosen = tuple(code for code in MEASURED if code in size.languages)
                result[name] = {(c.page, c.language): c for c in measure(chosen, 0)}
                transaction.set_rollback(True)
            clear_process_caches()
    return result
