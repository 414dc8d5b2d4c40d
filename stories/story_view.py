"""Contexts of the story list and of one story."""

from typing import TYPE_CHECKING, Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from hm_site.base import formats, labels
from hm_site.base.links import reader_url
from hm_site.base.locales import source_locale_id
from hm_site.base.paging import pager
from hm_site.base.querysets import (
    BasePageQuerySet,
    local_title,
    saved,
    translated_titles,
)
from hm_site.base.reader import LocalText, reader_code
from hm_site.base.sections import prose_sections
from hm_site.organisations.names import all_names, owner_of
from hm_site.translation.sheet import sheet_links

from .cards import cards, period_text

if TYPE_CHECKING:
    from .models import StoryIndexPage, StoryPage

PAGE_SIZE = 12


def story_index_context(page: "StoryIndexPage", request: HttpRequest) -> dict[str, Any]:
    from .models import StoryPage

    found = StoryPage.objects.sources().published().newest()
    path = reader_url(page.source)
    raw = request.GET.get("page", "").strip()
    asked = int(raw) if len(raw) <= 25 and raw.isdecimal() else 1
    paging = pager(
        found.count(), asked, PAGE_SIZE, lambda n: f"{path}?page={n}" if n > 1 else path
    )
    shown = found.with_facts()[paging.start : paging.stop]
    return {
        "intro": page.intro_text,
        "cards": cards(shown),
        "pager": paging if paging.pages_count > 1 else None,
        "robots": "noindex" if raw and (paging.clamped or asked > 1) else "",
    }


def story_context(page: "StoryPage") -> dict[str, Any]:
    source = page.source
    prefetch_related_objects(
        saved(source), "terms", "measures", "offerings", "adoptions"
    )
    return {
        "lead": LocalText(page.summary, page.language),
        "brief": _brief(source),
        "steps": _steps(page),
        "measures": [
            {
                "name": LocalText.swedish(row.name),
                "kind": labels.label("measure", row.kind).label,
                "before": formats.decimal(row.before, reader_code()),
                "after": formats.decimal(row.after, reader_code()),
                "unit": labels.label("unit", row.unit).label,
            }
            for row in source.measures.all()
        ],
        "offerings": _offerings(source),
        "adopted": _adopted(source),
        "is_example": source.is_example,
        **sheet_links(source),
    }


def _brief(source: "StoryPage") -> list[dict[str, Any]]:
    owner = owner_of(source.path)

    def own(*texts: str) -> list[LocalText]:
        return [LocalText.own(text) for text in texts if text]

    chosen = source.codes("concern")
    concerns = [x.text for x in labels.labels("concern") if x.term in chosen]
    level = [
        f"{code}. {labels.label('level', code).label}" for code in source.codes("level")
    ]
    rows = [
        (_("Vilka"), [owner.name] if owner else []),
        (_("Var"), own(labels.municipalities_text(source.codes("municipality")))),
        (_("När"), own(period_text(source))),
        (_("Behov"), concerns),
        (_("Nivå"), own(*level)),
    ]
    return [{"label": label, "values": values} for label, values in rows if values]


def _steps(page: "StoryPage") -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "code": code,
            "heading": labels.label("model-step", code).label,
            "anchor": f"steg-{number}",
            "sections": prose_sections(page, specs),
        }
        for number, (code, specs) in enumerate(page.step_specs.items(), 1)
    ]


def _offerings(source: "StoryPage") -> list[dict[str, Any]]:
    """Published offerings; their titles in the reader's language (≤ 2 queries)."""
    pks = [row.offering_id for row in source.offerings.all()]
    if not pks:
        return []
    pages = BasePageQuerySet(Page).filter(pk__in=pks, locale_id=source_locale_id())
    rows = list(pages.published().order_by("path"))
    language = reader_code()
    titles = translated_titles([row.translation_key for row in rows], language)
    return [
        {"title": local_title(row, titles, language), "url": reader_url(row)}
        for row in rows
    ]


def _adopted(source: "StoryPage") -> list[dict[str, Any]]:
    by_pk = {name.pk: name for name in all_names()}
    return [
        {"name": by_pk[row.organisation_id].name, "url": by_pk[row.organisation_id].url}
        for row in source.adoptions.all()
        if row.organisation_id in by_pk
    ]
