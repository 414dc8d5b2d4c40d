"""What the editors' home says about offerings beside their revisions."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from hm_site.organisations.sections import NewPage, PageNote

from .models import OfferingStatus, SupportOfferingPage


def new_offering(organisation: Any) -> NewPage:
    query = urlencode({"organisation": organisation.pk})
    return NewPage("Nytt stöd", f"{reverse('offering_start')}?{query}")


def status_notes(pks: list[int]) -> dict[int, PageNote]:
    """How full each offering is, and when its facts were checked; one query."""
    pages = SupportOfferingPage.objects.filter(pk__in=pks).select_related("status_row")
    return {page.pk: _note(page) for page in pages}


def _note(page: SupportOfferingPage) -> PageNote:
    status = getattr(page, "status_row", None)
    text, badge = "Aldrig kontrollerat.", ""
    if status and status.checked_on:
        text = f"Kontrollerat {status.checked_on}."
    if status and status.next_check:
        text += f" Nästa gång senast {status.next_check}."
    if status and status.capacity != OfferingStatus.Capacity.OPEN:
        badge = status.get_capacity_display()
    address = reverse("offering_status", args=[page.pk])
    return PageNote(text, badge, "Läge och kontroll", address)
