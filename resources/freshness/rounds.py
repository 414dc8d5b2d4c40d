"""The chore: asks contacts, reminds them, and tells people when nobody answers.

Each step of a round is written down in the transaction that does it, so that running
twice, or two at once, mails once. What fails for one offering stops no other.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone, translation

from hm_site import languages
from hm_site.base.chores import Failure
from hm_site.base.links import reader_url
from hm_site.base.mail import send_mail
from hm_site.organisations import access, notices
from hm_site.organisations.models import Notice
from hm_site.organisations.ownership import owner_page, responsible_for

from ..models import (
    CheckRound,
    FreshnessSuggestion,
    OfferingStatus,
    SupportOfferingPage,
)
from . import contact, links, rules, status_row

logger = logging.getLogger(__name__)

# Steps in one run: a first day with hundreds due is spread over an hour.
BATCH = 50
# What contacts have written is kept this long once it is dealt with.
KEPT_DAYS = 90


def run(now: datetime) -> Iterator[str | Failure]:
    """For `register_chore`."""
    today = timezone.localdate(now)
    with translation.override(languages.SOURCE):
        yield from _each(
            _unplanned(today),
            lambda pk: status_row.ensure_planned(pk, today),
            "planned",
        )
        yield from _each(_due(today), lambda pk: take_step(pk, now), "asked about")
        yield from _each(
            _forgotten(today), lambda pk: tell_moderators(pk, now), "told moderators of"
        )
    yield from _clear(now)


def _each(
    pks: Iterable[int], act: Callable[[int], bool], done: str
) -> Iterator[str | Failure]:
    for pk in pks:
        try:
            if act(pk):
                yield f"{done} page {pk}"
        except Exception:
            logger.exception("freshness: page %s", pk)
            yield Failure(f"page {pk} was not {done}")


def _unplanned(today: date) -> list[int]:
    running = SupportOfferingPage.objects.running(today)
    missing = Q(status_row__isnull=True) | Q(status_row__next_check__isnull=True)
    return list(running.filter(missing).values_list("pk", flat=True))


def _due(today: date) -> list[int]:
    """Pages with a step to take today, longest overdue first; two queries."""
    ahead = today - timedelta(days=rules.STEPS[0])
    running = SupportOfferingPage.objects.running(today)
    rows = list(
        OfferingStatus.objects.filter(page__in=running, next_check__lte=ahead)
        .order_by("next_check", "pk")
        .values_list("page_id", "checked_on", "next_check")
    )
    rounds = {
        (r.page_id, r.baseline): r
        for r in CheckRound.objects.filter(page__in=[row[0] for row in rows])
    }
    due = []
    for page_id, checked_on, next_check in rows:
        known = rounds.get((page_id, checked_on))
        if known is None or is_due(known, next_check, today):
            due.append(page_id)
    return due[:BATCH]


def is_due(check_round: CheckRound, next_check: date | None, today: date) -> bool:
    if check_round.answer or next_check is None:
        return False
    day = rules.step_day(check_round.steps, next_check, check_round.last_step_on)
    return day is not None and day <= today


def _forgotten(today: date) -> list[int]:
    """Unchecked for so long that it is the moderators' task, and they do not know."""
    told = CheckRound.objects.filter(page=OuterRef("pk"), moderators_told=True)
    this_round = Q(baseline=F("page__status_row__checked_on")) | Q(
        baseline__isnull=True, page__status_row__checked_on__isnull=True
    )
    running = SupportOfferingPage.objects.running(today)
    rows = running.unchecked_since(rules.forgotten_since(today))
    return list(
        rows.exclude(Exists(told.filter(this_round))).values_list("pk", flat=True)
    )


def open_round(status: OfferingStatus, now: datetime) -> CheckRound:
    """The round since the last check; the caller holds the status row's lock."""
    check_round, _created = CheckRound.objects.get_or_create(
        page_id=status.page_id,
        baseline=status.checked_on,
        defaults={"opened_at": now},
    )
    return check_round


def take_step(page_id: int, now: datetime) -> bool:
    """Ask or remind, if it still is time; returns whether it was."""
    today = timezone.localdate(now)
    with transaction.atomic():
        status = status_row.lock(page_id)
        page = SupportOfferingPage.objects.running(today).filter(pk=page_id).first()
        if page is None:
            return False
        check_round = open_round(status, now)
        if not is_due(check_round, status.next_check, today):
            return False
        check_round.steps += 1
        check_round.last_step_on = today
        organisation = owner_page(page)
        address = contact.address_of(page, organisation)
        if address and address not in check_round.asked:
            check_round.asked.append(address)
        check_round.save()
        if not address or check_round.steps == len(rules.STEPS):
            notices.notify(
                responsible_for(page),
                Notice.Kind.CHECK,
                (
                    f"Kontakten för ”{page.title}” har inte svarat. "
                    if address
                    else f"”{page.title}” har ingen e-post att fråga. "
                )
                + "Kontrollera uppgifterna.",
                reverse("offering_status", args=[page.pk]),
            )
        if address:  # last: what fails before it takes no mail back
            _mail(page, status, check_round, address, today)
    return True


def _mail(
    page: SupportOfferingPage,
    status: OfferingStatus,
    check_round: CheckRound,
    address: str,
    today: date,
) -> None:
    organisation = owner_page(page)
    first = check_round.steps == 1
    question = f"Stämmer uppgifterna om ”{page.title}”?"
    send_mail(
        "freshness_check",
        [address],
        question if first else f"Påminnelse: {question}",
        title=page.title,
        organisation=organisation.title if organisation else "",
        page_path=reader_url(page, languages.SOURCE),
        lines=contact.fact_lines(page),
        checked_on=status.checked_on,
        due=status.next_check,
        late=status.next_check is not None and status.next_check < today,
        valid_days=links.VALID.days,
        paths={
            purpose: links.address(check_round, purpose)
            for purpose in CheckRound.Answer.values
        },
    )


def tell_moderators(page_id: int, now: datetime) -> bool:
    """Once in a round; the page itself stays where it is."""
    with transaction.atomic():
        status = status_row.lock(page_id)
        check_round = open_round(status, now)
        if check_round.moderators_told:
            return False
        check_round.moderators_told = True
        check_round.save(update_fields=["moderators_told"])
        page = SupportOfferingPage.objects.get(pk=page_id)
        notices.notify(
            access.people_with_role(access.MODERATOR),
            Notice.Kind.CHECK,
            f"”{page.title}” har inte kontrollerats på {rules.FORGOTTEN} månader.",
            reverse("offering_status", args=[page.pk]),
        )
    return True


def _clear(now: datetime) -> Iterator[str]:
    old = FreshnessSuggestion.objects.filter(
        state=FreshnessSuggestion.State.DONE,
        handled_at__lt=now - timedelta(days=KEPT_DAYS),
    )
    count, _by_model = old.delete()
    if count:
        yield f"{count} old suggestions deleted"
