"""Many live pages in few statements: no revisions, no signals, no search index.

What a reader's page costs depends on the rows there are, not on how they came.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import models
from wagtail.models import Page

from hm_site import languages
from hm_site.base.caches import bump_version, clear_process_caches
from hm_site.base.models import BasePage
from hm_site.organisations.models import OrganisationIndexPage, OrganisationPage
from home.models import InformationPage, StrategyPage
from resources.models import (
    DirectoryPage,
    OfferingPause,
    OfferingPlace,
    OfferingSession,
    OfferingStatus,
    SupportOfferingPage,
)
from stories.models import StoryIndexPage, StoryMeasure, StoryPage

from .pages import OFFERING_TERMS, home, page_terms

BATCH = 500
STORY_TERMS = {"municipality": ["halmstad"], "concern": ["worry"]}


@dataclass(frozen=True)
class Size:
    """How much there is: each organisation has as many offerings and stories."""

    organisations: int
    offerings: int
    stories: int
    languages: tuple[str, ...]
    indexed: bool = True


def add(parents: Sequence[Page], pages: Sequence[BasePage]) -> None:
    """Live pages, each below the parent with the same number; one type for all."""
    model = type(pages[0])
    kind = ContentType.objects.get_for_model(model)
    children = {parent.pk: parent.numchild for parent in parents}
    for parent, page in zip(parents, pages, strict=True):
        children[parent.pk] += 1
        page.path = Page._get_path(parent.path, parent.depth + 1, children[parent.pk])
        page.depth, page.numchild = parent.depth + 1, 0
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.locale_id, page.content_type = parent.locale_id, kind
        page.live, page.draft_title = True, page.title
    names = [f.attname for f in Page._meta.concrete_fields if not f.primary_key]
    rows = [Page(**{name: getattr(page, name) for name in names}) for page in pages]
    Page.objects.bulk_create(rows, batch_size=BATCH)
    for row, page in zip(rows, pages, strict=True):
        page.pk = page.id = page.page_ptr_id = row.pk
    fields = model._meta.local_concrete_fields
    for start in range(0, len(pages), BATCH):
        model._base_manager._insert(pages[start : start + BATCH], fields=fields)
    for parent in parents:
        parent.numchild = children[parent.pk]
    for pk, number in children.items():
        Page.objects.filter(pk=pk).update(numchild=number)


def add_rows(pages: Iterable[BasePage], *groups: Iterable[models.Model]) -> None:
    """Child rows of each page: `groups` are samples, one copy of each for each page."""
    copies: dict[type[models.Model], list[Any]] = {}
    for page in pages:
        for sample in (row for group in groups for row in group):
            fields = {
                f.attname: getattr(sample, f.attname)
                for f in sample._meta.concrete_fields
                if not f.primary_key and f.attname != "page_id"
            }
            copies.setdefault(type(sample), []).append(
                type(sample)(**fields, page_id=page.pk)
            )
    for model, rows in copies.items():
        model._base_manager.bulk_create(rows, batch_size=BATCH)


def prose(model: type[BasePage], number: int, code: str) -> dict[str, Any]:
    """A sentence in every field, with words that searches find."""
    word = {"ar": "دعم", "ti": "ደገፍ"}.get(code, "stöd")
    text = f"{word}: kom och prata {number} {code}."
    special = {
        "summary": text,
        "body": [("text", {"heading": word, "text": f"<p>{text}</p>"})],
    }
    return {
        "title": f"{word} {number} {code}",
        **{name: special.get(name, f"<p>{text}</p>") for name in model.prose_fields},
    }


def sources_and_translations(
    model: type[BasePage], parents: dict[str, list[Page]], **facts: Any
) -> list[BasePage]:
    """One page below each Swedish parent, and its translations below theirs.

    The last page has no translation: it is what readers get as a fallback.
    """
    swedish = [
        model(
            slug=f"{model._meta.model_name}-{number}",
            **prose(model, number, "sv"),
            **facts,
        )
        for number, _ in enumerate(parents["sv"], 1)
    ]
    add(parents["sv"], swedish)
    for code in set(parents) - {languages.SOURCE}:
        translated = swedish[:-1] or swedish
        pages = [
            model(
                slug=page.slug,
                translation_key=page.translation_key,
                **prose(model, number, code),
            )
            for number, page in enumerate(translated, 1)
        ]
        add(parents[code][: len(pages)], pages)
    return swedish


def build(size: Size) -> None:
    """The whole site in this size; every structure page is translated."""
    for model in (DirectoryPage, StoryIndexPage, OrganisationIndexPage):
        drafts = model.objects.filter(locale__language_code__in=size.languages)
        drafts.update(live=True)
    homes = {code: [home(code)] for code in size.languages}
    sources_and_translations(InformationPage, homes)
    sources_and_translations(StrategyPage, homes)
    index: dict[str, list[Page]] = {
        code: [OrganisationIndexPage.objects.get(locale__language_code=code)]
        * size.organisations
        for code in size.languages
    }
    owners = _organisations(index, size)
    _offerings(owners, size)
    _stories(owners, size)
    bump_version()
    clear_process_caches()
    if size.indexed:
        call_command("update_index", verbosity=0)


def _organisations(
    index: dict[str, list[Page]], size: Size
) -> dict[str, list[OrganisationPage]]:
    # One more than asked for, since the last one stays untranslated.
    parents = {code: [*pages, pages[0]] for code, pages in index.items()}
    made = sources_and_translations(
        OrganisationPage, parents, email="kontakt@example.org", phone="035-13 70 00"
    )
    add_rows(
        made,
        page_terms({"organisation-type": "ngo", "municipality": ["halmstad"]}),
    )
    return {
        code: [
            OrganisationPage.objects.get(
                translation_key=page.translation_key, locale__language_code=code
            )
            for page in made[: size.organisations]
        ]
        for code in size.languages
    }


def _offerings(owners: dict[str, list[OrganisationPage]], size: Size) -> None:
    made = sources_and_translations(
        SupportOfferingPage,
        {code: pages * size.offerings for code, pages in owners.items()},
        phone="035-13 70 00",
        email="kontakt@example.org",
        link="https://example.org/",
        interpreter=True,
        is_example=True,
    )
    add_rows(
        made,
        page_terms(OFFERING_TERMS),
        [OfferingPlace(name="Mötesplatsen", street="Gatan 1", city="Halmstad")],
        [
            OfferingSession(weekday=day, start=time(13), end=time(15))
            for day in range(2)
        ],
        [OfferingPause(first=date(2026, 12, 22), last=date(2027, 1, 6))],
        [OfferingStatus(checked_on=date(2026, 1, 1), checked_how="phone")],
    )


def _stories(owners: dict[str, list[OrganisationPage]], size: Size) -> None:
    made = sources_and_translations(
        StoryPage,
        {code: pages * size.stories for code, pages in owners.items()},
        period_start=date(2025, 1, 1),
        period_end=date(2025, 6, 30),
    )
    add_rows(
        made,
        page_terms(STORY_TERMS),
        [StoryMeasure(name="Deltagare per träff", before=4, after=12)],
    )
