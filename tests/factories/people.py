"""People, each with the group that her role has in `roles.py`."""

from typing import Any

from django.contrib.auth import get_user_model

from hm_site.organisations.models import OrganisationPage, RoleGroup
from hm_site.organisations.provisioning import sync_roles
from home.models import StrategyPage
from home.structure import homes

PASSWORD = "demo"


def person(name: str, **fields: Any) -> Any:
    return get_user_model().objects.create_user(
        username=name, email=f"{name}@example.org", password=PASSWORD, **fields
    )


def admin(name: str = "admin") -> Any:
    return person(name, is_superuser=True, is_staff=True)


def member(role: str, subject: str = "", name: str | None = None) -> Any:
    """Somebody in the role's group; `subject` is a language code or an organisation's
    translation key. Groups of organisations made in the test are provisioned first."""
    user = person(name or f"{role}-{subject}"[:100])
    give(user, role, subject)
    return user


def give(user: Any, role: str, subject: str = "") -> None:
    """One more role; see `member`."""
    ties = RoleGroup.objects.filter(role=role, subject=subject)
    if not ties.exists():
        list(sync_roles(homes(), StrategyPage.objects.sources()))
    user.groups.add(ties.get().group)


def editor(organisation: OrganisationPage, name: str | None = None) -> Any:
    return member(
        "editor",
        str(organisation.translation_key),
        name or f"editor-{organisation.slug}",
    )


def moderator(name: str = "moderator") -> Any:
    return member("moderator", name=name)
