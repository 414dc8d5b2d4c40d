"""Grows the demo for benchmarks: more offerings of the same kinds, with translations.

Goes through the models' own saving, slowly but with every index and signal right.
"""

from collections.abc import Iterator
from itertools import cycle

from hm_site import languages
from hm_site.organisations.models import OrganisationPage
from resources.models import SupportOfferingPage

from .files import offering_files
from .offering_pages import build_offering, status_for
from .pages import by_slug, missing, publish
from .translated import translate

LANGUAGES_PER_OFFERING = 3


def grow(total: int) -> Iterator[str]:
    """Until there are `total` Swedish offerings; yields each new slug."""
    have = SupportOfferingPage.objects.sources().count()
    templates = cycle(offering_files())
    targets = cycle([x.code for x in languages.LANGUAGES if not x.is_source])
    organisations = by_slug(OrganisationPage)
    for number in range(have + 1, total + 1):
        data = next(templates)
        data = {
            **data,
            "slug": f"{data['slug'][:200]}-{number}",
            "title": f"{data['title']} {number}",
        }
        if not missing(SupportOfferingPage, data["slug"]):
            continue
        page = build_offering(data)
        parent = organisations[data["organisation"]]
        parent.refresh_from_db()
        publish(parent, page)
        status_for(page, data).save()
        for _ in range(LANGUAGES_PER_OFFERING):
            code = next(targets)
            texts = {"title": f"{page.title} ({code})", "summary": page.summary}
            translate(page, code, texts)
        yield page.slug
