"""Chores: what fails is said and stops no other."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from hm_site.base import chores
from hm_site.base.chores import Failure, all_chores, register_chore


@pytest.fixture(autouse=True)
def own_chores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chores, "_chores", dict(chores._chores))


def run(*names: str) -> str:
    out = StringIO()
    call_command("chores", *names, stdout=out, stderr=out)
    return out.getvalue()


def test_notices_are_made_before_they_are_mailed_and_mails_before_they_are_sent() -> (
    None
):
    names = [chore.name for chore in all_chores()]
    assert names.index("reminders") < names.index("notices") < names.index("mail")
    assert "publish" in names


def test_a_chore_that_breaks_stops_no_other(db: None, caplog: Any) -> None:
    done: list[str] = []

    def breaks(now: datetime) -> Iterator[str | Failure]:
        raise ZeroDivisionError
        yield ""

    def works(now: datetime) -> Iterator[str | Failure]:
        done.append("works")
        yield Failure("En sida gick inte")

    register_chore("breaks", breaks)
    register_chore("works", works)
    with pytest.raises(CommandError, match="2 failures"):
        run()
    assert done == ["works"]
    assert "chore breaks failed" in caplog.text


def test_each_is_told_the_time_at_which_it_begins(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one promises from there (a lease, say) has not run out already."""
    told: list[datetime] = []

    def keeps(now: datetime) -> Iterator[str | Failure]:
        told.append(now)
        later = now + timedelta(minutes=3)
        monkeypatch.setattr(timezone, "now", lambda: later)
        yield "took three minutes"

    for name in ("first", "second"):
        register_chore(name, keeps)
    run("first", "second")
    assert told[1] - told[0] >= timedelta(minutes=3)


def test_with_nothing_due_nothing_is_said(db: None) -> None:
    assert run() == ""


def test_sessions_that_have_run_out_are_dropped(db: None) -> None:
    now = timezone.now()
    for key, days in (("old", -1), ("new", 1)):
        Session.objects.create(
            session_key=key, expire_date=now + timedelta(days=days), session_data=""
        )
    assert "1 dropped" in run("sessions")
    assert [s.session_key for s in Session.objects.all()] == ["new"]
    assert run("sessions") == ""
