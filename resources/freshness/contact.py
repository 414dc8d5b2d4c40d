"""Who is asked about an offering, and what she is shown."""

from hm_site.base.facts import FactRow
from hm_site.base.reader import LocalText
from hm_site.organisations.models import OrganisationPage

from ..facts import offering_facts
from ..models import SupportOfferingPage


def address_of(page: SupportOfferingPage, organisation: OrganisationPage | None) -> str:
    """The offering's own e-mail, else the organisation's role mailbox; "" for none."""
    return page.email or (organisation.email if organisation else "")


def fact_rows(page: SupportOfferingPage) -> list[FactRow]:
    """What may have changed, as readers have it, when Swedish is active."""
    facts = offering_facts(page)
    rows = [
        row for row in facts.rows if row.key in {"when", "where", "languages", "cost"}
    ]
    capacity = facts.capacity["label"] if facts.capacity else ""
    for key, icon, label, text in (
        ("phone", "phone", "Telefon", page.phone),
        ("email", "mail", "E-post", page.email),
        ("link", "link", "Webbplats", page.link),
        ("capacity", "clock", "Läge", capacity),
    ):
        if text:
            rows.append(FactRow(key, icon, label, [LocalText.swedish(text)]))
    return rows


def fact_lines(page: SupportOfferingPage) -> list[tuple[str, str]]:
    """The same as plain text, for mails."""
    return [
        (row.label, ", ".join(text.text for text in (*row.value, *row.details)))
        for row in fact_rows(page)
    ]
