"""How much readers need an offering (`hm_site.translation.priority`)."""

from collections import defaultdict

from hm_site.base.models.vocabulary import PageTerm
from hm_site.translation.priority import Need

from .models import OfferingStatus, SupportOfferingPage

# Support that one can get now is needed most; what has ended hardly at all.
WEIGHTS = {
    OfferingStatus.Capacity.OPEN: 2.0,
    OfferingStatus.Capacity.WAITING: 1.5,
    OfferingStatus.Capacity.FULL: 1.0,
    OfferingStatus.Capacity.PAUSED: 0.5,
    OfferingStatus.Capacity.ENDED: 0.1,
}


def needs(pages: list[int]) -> dict[int, Need]:
    """Of those that are offerings (2 queries)."""
    rows = SupportOfferingPage.objects.filter(pk__in=pages)
    states = dict(rows.values_list("pk", "status_row__capacity"))
    spoken: dict[int, set[str]] = defaultdict(set)
    terms = PageTerm.objects.filter(vocabulary="language", page__in=pages)
    for page, code in terms.values_list("page_id", "code"):
        spoken[page].add(code)
    return {
        page: Need(WEIGHTS.get(capacity, 2.0), frozenset(spoken[page]))
        for page, capacity in states.items()
    }
