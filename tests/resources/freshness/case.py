"""An organisation with an offering, its editor, a moderator, and an open round."""

from datetime import datetime, timedelta
from typing import Any

from django.core import mail
from django.test import Client, TestCase
from django.utils import timezone

from hm_site.base.chores import Failure
from resources.freshness import links, rounds
from resources.models import CheckRound, OfferingStatus, SupportOfferingPage
from tests import factories

ORIGIN = "http://testserver"


def days_ago(number: int) -> Any:
    return timezone.localdate() - timedelta(days=number)


def chore(now: datetime | None = None) -> list[str | Failure]:
    return list(rounds.run(now or timezone.now()))


class FreshnessCase(TestCase):
    """The offering was checked 180 days ago and is due in a few days."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.ours = factories.organisation("kommun-a")
        cls.editor = factories.editor(cls.ours)
        cls.moderator = factories.moderator()
        cls.page = factories.offering(
            cls.ours,
            "Samtal i kyrkan",
            email="samtal@example.org",
            status={
                "checked_on": days_ago(180),
                "checked_how": "phone",
                "next_check": days_ago(-3),
            },
        )

    def setUp(self) -> None:
        self.client = Client()  # no account, no cookie

    # ------------------------------------------------------------------- reading
    def status(self, page: Any = None) -> OfferingStatus:
        return OfferingStatus.objects.get(page=page or self.page)

    def fresh(self) -> SupportOfferingPage:
        return SupportOfferingPage.objects.get(pk=self.page.pk)

    def mails(self) -> list[Any]:
        return [message for message in mail.outbox if "@example.org" in message.to[0]]

    # -------------------------------------------------------------------- acting
    def open_round(self, page: Any = None) -> CheckRound:
        page = page or self.page
        return CheckRound.objects.create(
            page=page,
            baseline=self.status(page).checked_on,
            opened_at=timezone.now(),
            steps=1,
            last_step_on=timezone.localdate(),
        )

    def path(self, purpose: str, check_round: CheckRound | None = None) -> str:
        return links.address(check_round or self.open_round(), purpose)

    def press(self, path: str, **data: Any) -> Any:
        return self.client.post(path, data, headers={"origin": ORIGIN})
