"""Pages. Every builder returns the page as the database holds it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, time
from typing import Any, TypeVar
from unittest.mock import patch

from django.utils.text import slugify
from modelsearch import index
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from hm_site.base.caches import clear_process_caches
from hm_site.base.models import BasePage, PageTerm
from hm_site.organisations.models import OrganisationIndexPage, OrganisationPage
from home.models import HomePage, InformationPage, StrategyPage
from resources.models import (
    OfferingPause,
    OfferingPlace,
    OfferingSession,
    OfferingStatus,
    SupportOfferingPage,
)
from stories.models import StoryMeasure, StoryPage

P = TypeVar("P", bound=BasePage)
Terms = dict[str, str | Iterable[str]]

# What a complete offering is marked with; `offering(terms={…})` replaces single ones.
OFFERING_TERMS: Terms = {
    "level": "2",
    "concern": ["worry"],
    "activity": ["supportive-conversation"],
    "group": ["adults"],
    "legal": ["everyone"],
    "municipality": ["halmstad"],
    "access": ["drop-in"],
    "cost": "free",
    "language": ["sv", "ar"],
}


def page_terms(chosen: Terms) -> list[PageTerm]:
    return [
        PageTerm(vocabulary=vocabulary, code=code)
        for vocabulary, value in chosen.items()
        for code in ([value] if isinstance(value, str) else value)
    ]


def home(code: str = "sv") -> HomePage:
    return HomePage.objects.get(locale__language_code=code, depth=2)


def _add(parent: Page, page: P, *, live: bool) -> P:
    """Below `parent`, with a first revision; published or a draft."""
    clear_process_caches()
    parent = type(parent).objects.get(pk=parent.pk)
    page.locale, page.live = parent.locale, False
    with _indexed_once(page):
        parent.add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
    clear_process_caches()
    return type(page).objects.get(pk=page.pk)


@contextmanager
def _indexed_once(page: BasePage) -> Iterator[None]:
    """Both indexes hear of the page at the end, not at each of its three saves.

    A save that indexes costs twice as much as one that does not.
    """
    with (
        patch("modelsearch.signal_handlers.insert_or_update_object_task"),
        disable_reference_index_auto_update(),
    ):
        yield
    made = type(page).objects.get(pk=page.pk)
    index.insert_or_update_object(made)
    ReferenceIndex.create_or_update_for_object(made)


def organisation(
    slug: str = "kommun-a",
    *,
    live: bool = True,
    kind: str = "municipality",
    municipality: Iterable[str] = ("halmstad",),
    **fields: Any,
) -> OrganisationPage:
    values = {
        "title": slug.replace("-", " ").capitalize(),
        "about": "<p>Vi ordnar stöd.</p>",
        "email": f"{slug}@example.org",
        "phone": "035-13 70 00",
        "website": f"https://{slug}.example.org/",
        **fields,
    }
    page = OrganisationPage(slug=slug, **values)
    page.terms = page_terms({"organisation-type": kind, "municipality": municipality})
    return _add(OrganisationIndexPage.objects.sources().get(), page, live=live)


def unsaved_offering(
    title: str = "Samtal för nya",
    *,
    terms: Terms | None = None,
    places: Iterable[dict[str, Any]] | None = None,
    sessions: Iterable[dict[str, Any]] = (),
    pauses: Iterable[tuple[date, date]] = (),
    **fields: Any,
) -> SupportOfferingPage:
    """A complete offering: one place, a phone, all vocabularies."""
    values = {
        "slug": slugify(title)[:200],
        "summary": "Du pratar med någon som lyssnar.",
        "what_happens": "<ol><li>Du kommer in.</li><li>Vi pratar.</li></ol>",
        "phone": "035-13 70 00",
        **fields,
    }
    page = SupportOfferingPage(title=title, **values)
    page.terms = page_terms({**OFFERING_TERMS, **(terms or {})})
    page.places = [
        OfferingPlace(**{"name": "Mötesplatsen", "city": "Halmstad", **row})
        for row in (places if places is not None else [{}])
    ]
    page.sessions = [
        OfferingSession(**{"start": time(13), "end": time(15), **row})
        for row in sessions
    ]
    page.pauses = [OfferingPause(first=first, last=last) for first, last in pauses]
    return page


def offering(
    parent: OrganisationPage | None = None,
    title: str = "Samtal för nya",
    *,
    live: bool = True,
    status: dict[str, Any] | None = None,
    **fields: Any,
) -> SupportOfferingPage:
    """An offering of `parent`, with `status` in the row beside the revision."""
    page = unsaved_offering(title, **fields)
    made = _add(parent or _first_organisation(), page, live=live)
    if status is not None:
        OfferingStatus.objects.update_or_create(page=made, defaults=status)
        made = SupportOfferingPage.objects.get(pk=made.pk)
    return made


def story(
    parent: OrganisationPage | None = None,
    title: str = "När gruppen flyttade",
    *,
    live: bool = True,
    terms: Terms | None = None,
    measures: Iterable[dict[str, Any]] = (),
    **fields: Any,
) -> StoryPage:
    values = {
        "slug": slugify(title)[:200],
        "summary": "När gruppen flyttade in i skolan kom fler.",
        "problem": "<p>Få kom.</p>",
        "tried": "<ol><li>Vi flyttade.</li></ol>",
        "result": "<p>Fler kom.</p>",
        "period_start": date(2025, 1, 1),
        "period_end": date(2025, 6, 30),
        "consent": "Alla har sagt ja skriftligt.",
        **fields,
    }
    page = StoryPage(title=title, **values)
    page.terms = page_terms(
        {"municipality": ["halmstad"], "concern": ["worry"], **(terms or {})}
    )
    page.measures = [StoryMeasure(**row) for row in measures]
    return _add(parent or _first_organisation(), page, live=live)


def strategy(
    title: str = "Vår strategi", *, live: bool = True, **fields: Any
) -> StrategyPage:
    values = {
        "slug": slugify(title),
        "summary": "Så arbetar vi tillsammans.",
        "deciding_body": "Region Halland",
        "body": [("text", {"heading": "Varför", "text": "<p>Därför.</p>"})],
        **fields,
    }
    return _add(home(), StrategyPage(title=title, **values), live=live)


def information(
    title: str = "Om webbplatsen", *, live: bool = True, **fields: Any
) -> InformationPage:
    values = {
        "slug": slugify(title),
        "summary": "Vilka vi är.",
        "body": [("text", {"heading": "Vilka", "text": "<p>Vi är flera.</p>"})],
        **fields,
    }
    return _add(home(), InformationPage(title=title, **values), live=live)


def translate(page: P, code: str, *, live: bool = True, **prose: Any) -> P:
    """A translation with the given prose; parents become drafts when they are missing.

    An existing draft (structure pages have one) is filled in.
    """
    clear_process_caches()
    locale = Locale.objects.get(language_code=code)
    found = (
        type(page)
        .objects.filter(translation_key=page.translation_key, locale=locale)
        .first()
    )
    made = found or page.copy_for_translation(locale, copy_parents=True)
    with _indexed_once(made):
        for name, value in {"title": f"{page.title} ({code})", **prose}.items():
            setattr(made, name, value)
        made.draft_title = made.title
        revision = made.save_revision()
        if live:
            revision.publish()
    clear_process_caches()
    return type(page).objects.get(pk=made.pk)


def _first_organisation() -> OrganisationPage:
    return OrganisationPage.objects.sources().first() or organisation()
