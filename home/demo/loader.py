"""Reads the TOML files of this folder into pages. Idempotent by slug and language."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Locale, Page

from hm_site.base.models import BasePage, HelpLine, PageTerm
from hm_site.organisations.models import OrganisationIndexPage, OrganisationPage
from resources.freshness import status_row
from resources.models import (
    DirectoryPage,
    OfferingPause,
    OfferingPlace,
    OfferingSession,
    OfferingStatus,
    ReaderReport,
    SupportOfferingPage,
)
from resources.models.reader_report import this_hour
from resources.reader_reports.intake import store
from stories.models import (
    StoryAdoption,
    StoryIndexPage,
    StoryMeasure,
    StoryOffering,
    StoryPage,
)

from ..models import HomePage, InformationPage, StrategyPage
from ..structure import ENTRANCES, HOME_TITLE, swedish_home

FOLDER = Path(__file__).parent
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# term field in the files → vocabulary
LISTS = ("concern", "activity", "group", "legal", "municipality", "access")


@cache
def read(name: str) -> dict[str, Any]:
    """One file as a dict; empty when it does not exist."""
    path = FOLDER / name
    if not path.exists():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))


def paragraphs(text: str) -> str:
    """Blank lines separate paragraphs; lines with "- " become a list."""
    html = []
    for block in text.strip().split("\n\n"):
        lines = [line.strip() for line in block.strip().split("\n") if line.strip()]
        rest = [line for line in lines if not line.startswith("- ")]
        items = [line[2:] for line in lines if line.startswith("- ")]
        if rest:
            html.append(f"<p>{escape(' '.join(rest))}</p>")
        if items:
            html.append(listed("\n".join(items), "ul"))
    return "".join(html)


def listed(text: str, tag: str) -> str:
    """One item per line."""
    items = [line.strip() for line in text.strip().split("\n") if line.strip()]
    if not items:
        return ""
    return f"<{tag}>{''.join(f'<li>{escape(i)}</li>' for i in items)}</{tag}>"


def numbered(text: str) -> str:
    return listed(text, "ol")


def bullets(text: str) -> str:
    return listed(text, "ul")


OFFERING_PROSE: dict[str, Callable[[str], str]] = {
    "title": str,
    "summary": str,
    "what_happens": numbered,
    "who_for": paragraphs,
    "how_to_come": paragraphs,
    "what_to_bring": bullets,
    "confidentiality": paragraphs,
}
STORY_PROSE: dict[str, Callable[[str], str]] = {
    "title": str,
    "summary": str,
    "problem": paragraphs,
    "aim": paragraphs,
    "causes": paragraphs,
    "tried": numbered,
    "result": paragraphs,
    "lessons": paragraphs,
    "not_repeat": paragraphs,
    "do_it_yourself": bullets,
}
ORGANISATION_PROSE: dict[str, Callable[[str], str]] = {
    "name": str,
    "about": paragraphs,
}


def prose(data: dict[str, Any], contract: dict[str, Callable[[str], str]]) -> Any:
    return {
        ("title" if name == "name" else name): convert(data.get(name, ""))
        for name, convert in contract.items()
        if name in data
    }


def terms(data: dict[str, list[str] | str]) -> list[PageTerm]:
    return [
        PageTerm(vocabulary=vocabulary, code=code)
        for vocabulary, value in data.items()
        for code in ([value] if isinstance(value, str) else value)
    ]


def publish(parent: Page, page: BasePage) -> BasePage:
    page.locale = parent.locale
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def missing(model: type[BasePage], slug: str) -> bool:
    return not model.objects.sources().filter(slug=slug).exists()


# -------------------------------------------------------------------- Swedish
def load_home() -> Iterator[str]:
    data = read("home.toml")
    home = swedish_home()
    if home.title == HOME_TITLE and not home.search_description:
        home.title, home.lead = data["home"]["title"], data["home"]["lead"]
        home.search_description = data["home"]["meta_description"]
        chosen = data["home"].get("entrances", ENTRANCES)
        home.terms = terms({"concern": chosen})
        home.save()
        home.save_revision().publish()
        yield "home"
    for line in data["help_line"]:
        HelpLine.objects.filter(code=line["code"], last_checked=None).update(
            last_checked=line["last_checked"]
        )
    structure = read("structure.toml")
    for model, key in (
        (DirectoryPage, "directory"),
        (OrganisationIndexPage, "organisations"),
        (StoryIndexPage, "stories"),
    ):
        page = model.objects.child_of(home).first()
        if page is not None and not page.intro:
            page.title, page.intro = structure[key]["title"], structure[key]["intro"]
            page.save()
            page.save_revision().publish()
            yield page.slug


def load_organisations() -> Iterator[str]:
    index = OrganisationIndexPage.objects.sources().get()
    for data in read("organisations.toml")["organisation"]:
        if not missing(OrganisationPage, data["slug"]):
            continue
        page = OrganisationPage(
            slug=data["slug"],
            email=data.get("email", ""),
            phone=data.get("phone", ""),
            website=data.get("website", ""),
            is_example=data.get("example", False),
            **prose(data, ORGANISATION_PROSE),
        )
        page.terms = terms(
            {
                "organisation-type": data["type"],
                "municipality": data["municipalities"],
            }
        )
        publish(index, page)
        yield f"organisation {page.slug}"


def offering_files() -> list[dict[str, Any]]:
    result = []
    for path in sorted((FOLDER / "offerings").glob("*.toml")):
        for data in read(f"offerings/{path.name}")["offering"]:
            result.append({**data, "organisation": path.stem})
    return result


def build_offering(data: dict[str, Any]) -> SupportOfferingPage:
    """An unsaved offering with all its rows."""
    page = SupportOfferingPage(
        slug=data["slug"],
        method=data.get("method", ""),
        criteria=data.get("criteria", ""),
        age_min=data.get("age_min"),
        age_max=data.get("age_max"),
        online=data.get("online", False),
        interpreter=data.get("interpreter", False),
        childcare=data.get("childcare", False),
        cost_amount=data.get("cost_amount"),
        phone=data.get("phone", ""),
        email=data.get("email", ""),
        link=data.get("link", ""),
        valid_from=data.get("valid_from"),
        valid_to=data.get("valid_to"),
        funding_ends=data.get("funding_ends"),
        hide_address=data.get("hide_address", False),
        risk_class=data.get("risk", "ordinary"),
        is_example=True,
        **prose(data, OFFERING_PROSE),
    )
    page.terms = terms(
        {
            **{name: data.get(name, []) for name in LISTS},
            "level": data["level"],
            "cost": data["cost"],
            "referrer": data.get("referrer", []),
            "language": data.get("language", []),
        }
    )
    page.places = [_place(row) for row in data.get("place", [])]
    page.sessions = [
        OfferingSession(
            weekday=WEEKDAYS.index(row["weekday"]),
            start=row["start"],
            end=row["end"],
            every=row.get("every", "week"),
            first=row.get("first"),
            last=row.get("last"),
        )
        for row in data.get("session", [])
    ]
    page.pauses = [
        OfferingPause(first=row["first"], last=row["last"])
        for row in data.get("pause", [])
    ]
    return page


def _place(row: dict[str, Any]) -> OfferingPlace:
    return OfferingPlace(
        name=row["name"],
        street=row.get("street", ""),
        postcode=row.get("postcode", ""),
        city=row.get("city", ""),
        latitude=row.get("latitude"),
        longitude=row.get("longitude"),
        step_free=row.get("stepfree"),
        directions=row.get("directions", ""),
    )


def status_for(page: SupportOfferingPage, data: dict[str, Any]) -> OfferingStatus:
    """The row of a published page, filled in and not saved."""
    checked = timezone.localdate() - timedelta(days=data.get("checked_days_ago", 30))
    status = status_row.status_of(page)
    status.capacity = data.get("capacity", "open")
    status.waiting_weeks = data.get("waiting_weeks")
    status.checked_on = checked
    status.checked_how = data.get("checked_how", "")
    status_row.plan(status, page, checked)
    return status


def load_offerings() -> Iterator[str]:
    organisations = {
        page.slug: page for page in OrganisationPage.objects.sources().all()
    }
    for data in offering_files():
        if not missing(SupportOfferingPage, data["slug"]):
            continue
        page = build_offering(data)
        publish(organisations[data["organisation"]], page)
        status_for(page, data).save()
        yield f"offering {page.slug}"


def load_stories() -> Iterator[str]:
    organisations = {
        page.slug: page for page in OrganisationPage.objects.sources().all()
    }
    offerings = {page.slug: page for page in SupportOfferingPage.objects.sources()}
    for data in read("stories.toml")["story"]:
        if not missing(StoryPage, data["slug"]):
            continue
        page = StoryPage(
            slug=data["slug"],
            period_start=data.get("period_start"),
            period_end=data.get("period_end"),
            consent=data.get("consent", ""),
            is_example=data.get("example", True),
            **prose(data, STORY_PROSE),
        )
        page.terms = terms(
            {
                "municipality": data["municipality"],
                "concern": data["concern"],
                "level": data.get("level", []),
            }
        )
        page.measures = [StoryMeasure(**row) for row in data.get("measures", [])]
        page.offerings = [
            StoryOffering(offering=offerings[slug])
            for slug in data.get("offerings", [])
            if slug in offerings
        ]
        page.adoptions = [
            StoryAdoption(organisation=organisations[slug])
            for slug in data.get("adopted_in", [])
        ]
        publish(organisations[data["organisation"]], page)
        yield f"story {page.slug}"


def strategy_body(blocks: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    body: list[tuple[str, Any]] = []
    for block in blocks:
        kind = block["kind"]
        value = {
            key.replace("-", "_"): item
            for key, item in block.items()
            if key not in {"kind", "paragraphs", "source"}
        }
        if kind == "text":
            value["text"] = paragraphs(block["paragraphs"])
        if kind == "sources":
            value["sources"] = [
                {"title": "", "by": "", "year": "", "url": "", **row}
                for row in block.get("source", [])
            ]
        body.append((kind, value))
    return body


def load_strategy() -> Iterator[str]:
    data = read("strategy.toml")["strategy"]
    home = swedish_home()
    if not missing(StrategyPage, "strategi"):
        return
    page = StrategyPage(
        slug="strategi",
        show_in_menus=True,
        body=strategy_body(data["block"]),
        **{
            name: data[name]
            for name in (
                "title",
                "summary",
                "deciding_body",
                "case_number",
                "decided_on",
                "proposed_on",
                "valid_from",
                "valid_to",
                "note_for_editors",
            )
            if name in data
        },
    )
    publish(home, page)
    yield "strategy"


def information_body(sections: list[dict[str, str]]) -> list[tuple[str, Any]]:
    return [
        ("text", {"heading": s["heading"], "text": paragraphs(s["paragraphs"])})
        for s in sections
    ]


def load_information() -> Iterator[str]:
    home = swedish_home()
    for data in read("information.toml")["information"]:
        if not missing(InformationPage, data["slug"]):
            continue
        page = InformationPage(
            slug=data["slug"],
            title=data["title"],
            summary=data["summary"],
            show_in_menus=data["slug"] == "om",
            body=information_body(data["section"]),
        )
        publish(home, page)
        yield f"information {page.slug}"


def load_reader_reports() -> Iterator[str]:
    """What readers have said, so that the editors' home has something to show."""
    offerings = {page.slug: page for page in SupportOfferingPage.objects.sources()}
    for number, data in enumerate(read("reader_reports.toml")["report"], 1):
        page = offerings.get(data["offering"])
        if page is None:
            continue
        report = ReaderReport(
            offering=page,
            kind=data["kind"],
            language=data["language"],
            text=data.get("text", ""),
            received=this_hour() - timedelta(days=data["days_ago"]),
            form_key=f"demo-{number}",
        )
        if store(report):
            yield f"reader report {number}"


# --------------------------------------------------------------- translations
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
