"""Writes down that somebody checked an offering, or that its capacity changed.

Whoever changes a status row holds its lock: then of two answers at once the second
sees the first. Changes take effect for readers at once, beside the revision.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from ..models import OfferingStatus, SupportOfferingPage
from . import rules


def status_of(page: SupportOfferingPage) -> OfferingStatus:
    """The status row; an unsaved open one when the page has none yet."""
    try:
        return page.status_row
    except OfferingStatus.DoesNotExist:
        return OfferingStatus(page_id=page.pk)


def unchecked_since(page: SupportOfferingPage, status: OfferingStatus) -> date | None:
    """The last check, else the day of first publication; None before that."""
    if status.checked_on:
        return status.checked_on
    first = page.first_published_at
    return timezone.localdate(first) if first else None


def checked_often(page: SupportOfferingPage) -> bool:
    return rules.often(page.risk_class, page.codes("activity"))


def lock(page_id: int) -> OfferingStatus:
    """The row, made when missing, locked until the transaction ends."""
    OfferingStatus.objects.get_or_create(page_id=page_id)
    rows = OfferingStatus.objects.select_for_update(of=("self",))
    return rows.get(page_id=page_id)


def plan(status: OfferingStatus, page: SupportOfferingPage, today: date) -> None:
    """Set the day of the next check by the rule; saves nothing."""
    status.next_check = rules.next_check(
        unchecked_since(page, status) or today,
        today,
        status.capacity,
        often=checked_often(page),
    )


def record_check(
    status: OfferingStatus,
    page: SupportOfferingPage,
    day: date,
    *,
    how: str = "",
    by: Any = None,
) -> None:
    """Somebody found on `day` that the facts are right; saves."""
    status.checked_on, status.checked_how, status.checked_by = day, how, by
    plan(status, page, day)
    status.save()


def set_capacity(
    status: OfferingStatus, page: SupportOfferingPage, capacity: str, today: date
) -> None:
    """Saves; what is full, waits or is paused is asked about sooner."""
    status.capacity = capacity
    if capacity != OfferingStatus.Capacity.WAITING:
        status.waiting_weeks = None
    plan(status, page, today)
    status.save()


def ensure_planned(page_id: int, today: date) -> bool:
    """Give a live offering its next check if it has none, or one that is too late for
    what it has become. Returns whether anything changed."""
    page = SupportOfferingPage.objects.running(today).filter(pk=page_id).first()
    if page is None:
        return False
    with transaction.atomic():
        status = lock(page_id)
        before = status.next_check
        since = unchecked_since(page, status) or today
        often = checked_often(page)
        if before is None or before > rules.latest_check(since, often=often):
            plan(status, page, today)
        if status.next_check == before:
            return False
        status.save()
    return True
