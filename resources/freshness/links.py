"""The links in the mails: signed, for one page, one round and one purpose, for 60 days.

Whoever has the link may answer, without an account. A link says nothing by itself:
whether its round still stands is asked of the database each time (`standing`).
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from django.urls import reverse

from hm_site.base.querysets import is_published
from hm_site.base.signed_links import SignedLinks

from ..models import CheckRound, OfferingStatus, SupportOfferingPage

VALID = timedelta(days=60)
LINKS = SignedLinks("hm.freshness", VALID)


@dataclass(frozen=True)
class Link:
    """What a genuine link stands for."""

    page_id: int
    round_id: int
    purpose: str


def token(check_round: CheckRound, purpose: str) -> str:
    return LINKS.sign(f"{check_round.page_id}-{check_round.pk}-{purpose}")


def address(check_round: CheckRound, purpose: str) -> str:
    """Path of the page that the link opens."""
    return reverse("freshness_check", args=[token(check_round, purpose)])


def read(text: str) -> Link:
    """Raises BrokenLinkError or ExpiredLinkError."""
    page_id, round_id, purpose = LINKS.read(text).split("-")
    return Link(int(page_id), int(round_id), purpose)


class Standing(Enum):
    """Whether a link may still be used, and why not."""

    OPEN = "open"
    GONE = "gone"  # the page or its round does not exist any more
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    OVERTAKEN = "overtaken"


def standing(
    page: SupportOfferingPage | None,
    check_round: CheckRound | None,
    status: OfferingStatus | None,
) -> Standing:
    if page is None or check_round is None or status is None:
        return Standing.GONE
    if check_round.answer:
        return Standing.ANSWERED
    if not is_published(page):
        return Standing.WITHDRAWN
    if status.capacity == OfferingStatus.Capacity.ENDED:
        return Standing.ENDED
    if status.checked_on != check_round.baseline:
        return Standing.OVERTAKEN
    return Standing.OPEN
