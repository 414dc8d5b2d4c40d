"""The Swedish pages beside the offerings, and what readers have said of these."""

from collections.abc import Iterator
from datetime import timedelta

from hm_site.base.models import HelpLine
from hm_site.organisations.models import OrganisationIndexPage, OrganisationPage
from resources.models import DirectoryPage, ReaderReport, SupportOfferingPage
from resources.models.reader_report import this_hour
from resources.reader_reports.intake import store
from stories.models import (
    StoryAdoption,
    StoryIndexPage,
    StoryMeasure,
    StoryOffering,
    StoryPage,
)

from ..models import InformationPage, StrategyPage
from ..structure import ENTRANCES, HOME_TITLE, swedish_home
from .files import read
from .pages import by_slug, missing, publish, terms
from .prose import (
    ORGANISATION_PROSE,
    STORY_PROSE,
    information_body,
    prose,
    strategy_body,
)


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


def load_stories() -> Iterator[str]:
    organisations = by_slug(OrganisationPage)
    offerings = by_slug(SupportOfferingPage)
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
    offerings = by_slug(SupportOfferingPage)
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
