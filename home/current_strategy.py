"""Which of several published strategies the menu and links lead to."""

from datetime import date

from django.utils import timezone

from hm_site.base.caches import versioned_cache
from hm_site.base.chrome import MenuEntry

from .models import StrategyPage


@versioned_cache
def _by_path() -> dict[str, StrategyPage]:
    """Published Swedish strategies by `url_path` (1 query, cached)."""
    pages = StrategyPage.objects.sources().published().defer("body")
    return {page.url_path: page for page in pages}


def choose(entries: list[MenuEntry]) -> MenuEntry:
    """In force today, the newest first; else one to come or proposed; else the first.

    Asked for every page view, since the day changes and the content version does not.
    """
    today = timezone.localdate()
    known = _by_path()

    def rank(entry: MenuEntry) -> tuple[bool, bool, date]:
        page = known.get(entry.url_path)
        if page is None:
            return (False, False, date.min)
        in_force = page.is_in_force(today)
        begun = page.valid_from or page.decided_on or date.min
        return (in_force, not page.is_expired(today), begun if in_force else date.min)

    return max(entries, key=rank)
