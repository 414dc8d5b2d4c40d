"""Who is asked about an offering, and what she is shown."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from hm_site.organisations import notices
from hm_site.organisations.models import OrganisationPage

from ..facts import offering_facts
from ..models import SupportOfferingPage


def organisation_of(page: SupportOfferingPage) -> OrganisationPage | None:
    above = OrganisationPage.objects.sources()
    return above.filter(path=page.path[: -Page.steplen]).first()


def address_of(page: SupportOfferingPage, organisation: OrganisationPage | None) -> str:
    """The offering's own e-mail, else the organisation's role mailbox; "" for none."""
    return page.email or (organisation.email if organisation else "")


def responsible(organisation: OrganisationPage | None) -> list[Any]:
    """The organisation's editors; the moderators when it has none."""
    editors = list(notices.editors_of(organisation)) if organisation else []
    return editors or list(notices.people_with_role("moderator"))


@dataclass(frozen=True)
class Line:
    """One fact as readers have it, in plain text."""

    label: str
    text: str


def fact_lines(page: SupportOfferingPage) -> list[Line]:
    """What may have changed, in Swedish when Swedish is active."""
    facts = offering_facts(page)
    lines = [
        Line(row.label, ", ".join(text.text for text in (*row.value, *row.details)))
        for row in facts.rows
        if row.key in {"when", "where", "languages", "cost"}
    ]
    contacts = {
        "Telefon": page.phone,
        "E-post": page.email,
        "Webbplats": page.link,
    }
    lines += [Line(label, text) for label, text in contacts.items() if text]
    if facts.capacity:
        lines.append(Line("Läge", facts.capacity["label"]))
    return lines
