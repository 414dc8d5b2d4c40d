"""What a contact's answer does. Of two answers at once the first one counts.

*Still right* and *ended* lie beside the revision and take effect at once; *changed*
becomes a suggestion, which readers see when a moderator has approved it.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from hm_site.organisations import notices
from hm_site.organisations.models import Notice
from hm_site.organisations.ownership import responsible_for

from ..models import CheckRound, OfferingStatus, SupportOfferingPage
from . import links, status_row, suggestions
from .links import Link, Standing

LOG_ACTION = "resources.contact_answer"


@dataclass(frozen=True)
class Case:
    """A link with all that it is about; the rest is None when it is gone."""

    link: Link
    standing: Standing
    page: SupportOfferingPage | None = None
    check_round: CheckRound | None = None
    status: OfferingStatus | None = None


def find(link: Link) -> Case:
    """As things stand now; inside a transaction that holds the row's lock, for good."""
    page = SupportOfferingPage.objects.sources().filter(pk=link.page_id).first()
    check_round = CheckRound.objects.filter(
        pk=link.round_id, page_id=link.page_id
    ).first()
    status = OfferingStatus.objects.filter(page_id=link.page_id).first()
    standing = links.standing(page, check_round, status)
    return Case(link, standing, page, check_round, status)


def give(link: Link, changes: dict[str, Any] | None = None) -> Case:
    """Answer by this link, if it still stands; returns how it stood before.

    `changes` are the cleaned data of the form, for the purpose "changed".
    """
    with transaction.atomic():
        _lock(link.page_id)
        case = find(link)
        page, check_round, status = case.page, case.check_round, case.status
        if case.standing is not Standing.OPEN:
            return case
        if page is None or check_round is None or status is None:
            return case
        check_round.answer = link.purpose
        check_round.answered_at = timezone.now()
        check_round.save(update_fields=["answer", "answered_at"])
        if link.purpose == CheckRound.Answer.RIGHT:
            _still_right(page, status)
        elif link.purpose == CheckRound.Answer.ENDED:
            _ended(page, status)
        else:
            suggestions.receive(page, check_round, changes or {})
        log(
            instance=page,
            action=LOG_ACTION,
            data={"answer": str(CheckRound.Answer(link.purpose).label)},
        )
    return case


def _lock(page_id: int) -> None:
    """The page first, as publishing does, then its status."""
    for rows in (
        Page.objects.filter(pk=page_id),
        OfferingStatus.objects.filter(page_id=page_id),
    ):
        rows.select_for_update(of=("self",)).values_list("pk").first()


def _still_right(page: SupportOfferingPage, status: OfferingStatus) -> None:
    status_row.record_check(
        status, page, timezone.localdate(), how=OfferingStatus.Method.MAIL
    )


def _ended(page: SupportOfferingPage, status: OfferingStatus) -> None:
    """Out of the directory at once; the page says so, until an editor withdraws it."""
    today = timezone.localdate()
    status.checked_on, status.checked_by = today, None
    status.checked_how = OfferingStatus.Method.MAIL
    status_row.set_capacity(status, page, OfferingStatus.Capacity.ENDED, today)
    notices.notify(
        responsible_for(page),
        Notice.Kind.CHECK,
        f"Kontakten för ”{page.title}” säger att stödet har slutat. Det syns inte "
        "längre i listorna. Dra tillbaka sidan, eller ångra under Läge och kontroll.",
        reverse("offering_status", args=[page.pk]),
        at_once=True,
    )
