"""A chore: sessions that have run out leave the database."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.sessions.models import Session

from .chores import Failure


def clear_sessions(now: datetime) -> Iterator[str | Failure]:
    dropped = Session.objects.filter(expire_date__lt=now).delete()[0]
    if dropped:
        yield f"{dropped} dropped"
