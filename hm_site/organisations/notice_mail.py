"""Notices become mails: urgent ones at the next run, the others once a day.

The digest of a day holds what was noticed before its hour (`DIGEST_HOUR`), so it goes
out once, whenever the chore runs. Notices are marked in the transaction that puts the
mail into the outbox; a lock on the person keeps two runs from telling her twice.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hm_site.base.admin_guard import may_know_all, may_work_on
from hm_site.base.chores import Failure
from hm_site.base.mail import send_mail

from .models import Notice

logger = logging.getLogger(__name__)

KEEP_DAYS = 90
# Lines of one kind in a digest; the rest is a number.
SHOWN = 20
# Subjects are seen on locked screens and in other people's calendars: no titles.
SUBJECTS: dict[str, str] = {
    Notice.Kind.REVIEW: "En sida har väntat länge på granskning",
    Notice.Kind.DECISION: "En sida har kommit tillbaka",
    Notice.Kind.WITHDRAWN: "En sida är tillbakadragen",
    Notice.Kind.CHECK: "En uppgift behöver kontrolleras",
    Notice.Kind.READER: "En läsare har hört av sig",
    Notice.Kind.TRANSLATION: "En översättning är inaktuell",
    Notice.Kind.ACCOUNT: "Om ditt konto",
}


# Rooms whose roles hold no right of Wagtail's on their pages fill this in
# `AppConfig.ready`: whether a person may be told of a page; None leaves it to others.
MAY_BE_TOLD: list[Callable[[Any, int], bool | None]] = []


@dataclass(frozen=True)
class Group:
    """Notices of one kind, as the digest shows them."""

    heading: str
    notices: list[Notice]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.notices)


def deliver_notices(now: datetime) -> Iterator[str | Failure]:
    """The chore: mail what is due, forget what is old."""
    due = _due(now).exclude(person__email="").filter(person__is_active=True)
    for person_id in due.order_by("person").values_list("person", flat=True).distinct():
        try:
            mails = _tell(person_id, now)
        except Exception:
            logger.exception("notices of person %s", person_id)
            yield Failure(f"notices of person {person_id} not mailed")
        else:
            yield from mails
    old = now - timedelta(days=KEEP_DAYS)
    Notice.objects.filter(Q(sent_at__lt=old) | Q(created_at__lt=old)).delete()


def digest_boundary(now: datetime) -> datetime:
    """The newest digest hour, Swedish time, that has come."""
    today = timezone.localtime(now).replace(
        hour=settings.DIGEST_HOUR, minute=0, second=0, microsecond=0
    )
    return today if today <= now else today - timedelta(days=1)


def _due(now: datetime) -> Any:
    ripe = Q(at_once=True) | Q(created_at__lt=digest_boundary(now))
    return Notice.objects.filter(ripe, sent_at=None)


def _tell(person_id: int, now: datetime) -> list[str]:
    """At most one urgent mail and one digest."""
    people = get_user_model().objects.filter(pk=person_id)
    with transaction.atomic():
        # Whoever holds the lock mails all that is due.
        person = people.select_for_update(skip_locked=True, no_key=True).first()
        if person is None:
            return []
        # Many are made in one moment: in the order in which they were made.
        mine = _due(now).filter(person=person)
        due = list(mine.order_by("created_at", "pk"))
        told = [n for n in due if _may_be_told(person, n)]
        urgent = [n for n in told if n.at_once]
        daily = [n for n in told if not n.at_once]
        if urgent:
            send_mail("at_once", [person.email], _subject(urgent), notices=urgent)
        if daily:
            subject = "Sedan sist på Hälsa och migration i Halland"
            send_mail("digest", [person.email], subject, groups=_groups(daily))
        Notice.objects.filter(pk__in=[n.pk for n in due]).update(sent_at=now)
    return [f"{len(told)} to person {person_id}"] if told else []


def _may_be_told(person: Any, notice: Notice) -> bool:
    """Rights may have gone since the notice was made."""
    pk = notice.page_id
    if pk is None:
        return True
    answers = (ask(person, pk) for ask in MAY_BE_TOLD)
    answer = next((x for x in answers if x is not None), None)
    if answer is not None:
        return answer
    return may_work_on(person, pk) or may_know_all(person, [pk])


def _subject(notices: list[Notice]) -> str:
    if len(notices) > 1:
        return f"{len(notices)} saker som du behöver veta"
    return SUBJECTS.get(notices[0].kind, "Något som du behöver veta")


def _groups(notices: Iterable[Notice]) -> list[Group]:
    """In the order of the kinds; within one, oldest first."""
    by_kind: dict[str, list[Notice]] = {}
    for notice in notices:
        by_kind.setdefault(notice.kind, []).append(notice)
    return [
        Group(str(label), by_kind[kind][:SHOWN], len(by_kind[kind]))
        for kind, label in Notice.Kind.choices
        if kind in by_kind
    ]
