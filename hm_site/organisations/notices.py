"""What people are told: gathered for a digest, or mailed at once when it matters.

Rooms call `notify`; who gets a mail, and when, is decided here and in `notice_mail`.
"""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from .models import Notice


def notify(
    people: Iterable[Any],
    kind: str,
    text: str,
    url: str = "",
    *,
    page: Page | None = None,
    at_once: bool = False,
) -> int:
    """Tell each of `people` once; returns how many notices were made.

    `kind` groups lines in the digest and is one of `Notice.Kind`; `text` is plain
    Swedish, `url` a path in the admin. A text that names an unpublished page gives the
    `page`: whoever has lost her rights on it before the mail leaves is told nothing,
    and nobody is when the page is deleted. `at_once` is for what somebody waits for:
    a page that came back, a page that was withdrawn.
    """
    rows = [
        Notice(
            person=person,
            kind=kind,
            text=text,
            url=url,
            page_id=page.pk if page else None,
            at_once=at_once,
        )
        for person in dict.fromkeys(people)
        if person is not None and person.is_active
    ]
    return len(Notice.objects.bulk_create(rows))


def take_back(kind: str, page: Page) -> None:
    """Nobody is told any more what no longer holds and was not yet mailed."""
    Notice.objects.filter(kind=kind, page_id=page.pk, sent_at=None).delete()
