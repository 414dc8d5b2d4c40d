"""What people are told: gathered for a digest, or mailed at once when it matters.

Rooms call `notify`; who gets a mail, and when, is decided here and nowhere else.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model

from .models import Notice, RoleGroup


def notify(
    people: Iterable[Any], kind: str, text: str, url: str = "", *, at_once: bool = False
) -> int:
    """Tell each of `people` once; returns how many notices were made.

    `kind` groups lines in the digest and is one of `Notice.Kind`; `text` is one plain
    Swedish sentence, `url` a path in the admin. `at_once` is for what somebody waits
    for: a page that came back, a page that was withdrawn.
    """
    rows = [
        Notice(person=person, kind=kind, text=text[:500], url=url, at_once=at_once)
        for person in dict.fromkeys(people)
        if person is not None and person.is_active
    ]
    return len(Notice.objects.bulk_create(rows))


def people_with_role(role: str, subject: str = "") -> Any:
    """Active people in the group of a role of `roles.py` (`RoleGroup.subject`)."""
    groups = RoleGroup.objects.filter(role=role, subject=subject).values("group")
    people = get_user_model().objects.filter(groups__in=groups, is_active=True)
    return people.distinct()


def editors_of(organisation: Any) -> Any:
    """Active editors of an organisation's Swedish page."""
    return people_with_role("editor", str(organisation.translation_key))
