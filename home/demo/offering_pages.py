"""Offerings with all their rows, and how they stand today."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from hm_site.organisations.models import OrganisationPage
from resources.freshness import status_row
from resources.models import (
    OfferingPause,
    OfferingPlace,
    OfferingSession,
    OfferingStatus,
    SupportOfferingPage,
)

from .files import offering_files
from .pages import by_slug, missing, publish, terms
from .prose import OFFERING_PROSE, prose

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Fields of the files that are called as their vocabulary is.
LISTS = ("concern", "activity", "group", "legal", "municipality", "access")


def load_offerings() -> Iterator[str]:
    organisations = by_slug(OrganisationPage)
    for data in offering_files():
        if not missing(SupportOfferingPage, data["slug"]):
            continue
        page = build_offering(data)
        publish(organisations[data["organisation"]], page)
        status_for(page, data).save()
        yield f"offering {page.slug}"


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
    page.sessions = [_session(row) for row in data.get("session", [])]
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


def _session(row: dict[str, Any]) -> OfferingSession:
    return OfferingSession(
        weekday=WEEKDAYS.index(row["weekday"]),
        start=row["start"],
        end=row["end"],
        every=row.get("every", "week"),
        first=row.get("first"),
        last=row.get("last"),
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
