"""The translations, published as they stand in the files. Idempotent by language."""

from collections.abc import Iterator
from typing import Any

from wagtail.models import Locale

from hm_site.base.models import BasePage
from hm_site.organisations.models import OrganisationIndexPage, OrganisationPage
from resources.models import DirectoryPage, SupportOfferingPage
from stories.models import StoryIndexPage, StoryPage

from ..models import HomePage, InformationPage, StrategyPage
from ..structure import swedish_home
from . import days
from .files import read
from .prose import (
    OFFERING_PROSE,
    ORGANISATION_PROSE,
    STORY_PROSE,
    information_body,
    prose,
    strategy_body,
)


def translate(source: BasePage, code: str, texts: dict[str, Any]) -> bool:
    """A published translation with these texts; False when one is live already."""
    locale = Locale.objects.get(language_code=code)
    page = (
        type(source)
        .objects.filter(translation_key=source.translation_key, locale=locale)
        .first()
    )
    if page is not None and page.live and not isinstance(source, HomePage):
        return False
    if isinstance(source, HomePage) and page is not None and page.search_description:
        return False
    if page is None:
        page = source.copy_for_translation(locale, copy_parents=True)
    for name, value in texts.items():
        setattr(page, name, value)
    page.draft_title = page.title
    page.save_revision().publish()
    days.invent(source, code)
    return True


def load_translations(code: str) -> Iterator[str]:
    """All texts that exist in one language."""
    data = read(f"translations/{code}.toml")
    if not data:
        return
    yield from _translate_structure(code, data)
    for section, model, contract in (
        ("organisations", OrganisationPage, ORGANISATION_PROSE),
        ("offerings", SupportOfferingPage, OFFERING_PROSE),
        ("stories", StoryPage, STORY_PROSE),
    ):
        for slug, texts in data.get(section, {}).items():
            source = model.objects.sources().filter(slug=slug).first()
            if source is not None and translate(source, code, prose(texts, contract)):
                yield f"{code} {slug}"
    for slug, texts in data.get("information", {}).items():
        source = InformationPage.objects.sources().filter(slug=slug).first()
        if source is None:
            continue
        fields = {
            "title": texts["title"],
            "summary": texts["summary"],
            "body": information_body(texts["sections"]),
        }
        if translate(source, code, fields):
            yield f"{code} {slug}"
    if "strategy" in data:
        yield from _translate_strategy(code, data["strategy"])


def _translate_structure(code: str, data: dict[str, Any]) -> Iterator[str]:
    if "home" in data:
        home = swedish_home()
        texts = data["home"]
        fields = {
            "title": texts["title"],
            "lead": texts["lead"],
            "search_description": texts.get("meta_description", ""),
            "slug": code,
        }
        if translate(home, code, fields):
            yield f"{code} home"
    for key, model in (
        ("directory", DirectoryPage),
        ("organisations_index", OrganisationIndexPage),
        ("stories_index", StoryIndexPage),
    ):
        source = model.objects.sources().first()
        if source is None or key not in data:
            continue
        if translate(source, code, {"intro": data[key]["intro"]}):
            yield f"{code} {source.slug}"


def _translate_strategy(code: str, texts: dict[str, Any]) -> Iterator[str]:
    source = StrategyPage.objects.sources().first()
    if source is None:
        return
    swedish = read("strategy.toml")["strategy"]["block"]
    blocks = []
    for original, block in zip(swedish, texts["blocks"], strict=True):
        merged = {**original, **block}
        if original["kind"] == "sources":
            merged["source"] = original.get("source", [])
        blocks.append(merged)
    fields = {
        "title": texts["title"],
        "summary": texts["summary"],
        "body": strategy_body(blocks),
    }
    if translate(source, code, fields):
        yield f"{code} strategy"
