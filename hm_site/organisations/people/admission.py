"""What a person's roles say about her signing in (`hm_site.accounts.rules`)."""

from typing import Any

from django.contrib.auth import get_user_model

from hm_site.accounts import rules

from .. import access, roles
from ..models import OrganisationPage, RoleGroup


def register() -> None:
    """Wire once, from `AppConfig.ready`."""
    rules.register_admission(holds_open_role)
    rules.register_second_factor(holds_guarded_role)


def holds_open_role(user: Any) -> bool:
    """Whether one of her roles lets her in outside the demo.

    A role in an organisation that has left the collaboration does not.
    """
    subjects = []
    for role, subject in access.roles_of(user):
        known = roles.BY_CODE.get(role)
        if known and known.scope != "organisation":
            return True
        if known:
            subjects.append(subject)
    pages = OrganisationPage.objects.sources().filter(active=True)
    return bool(subjects) and pages.filter(translation_key__in=subjects).exists()


def holds_guarded_role(user: Any) -> bool:
    guarded = [role.code for role in roles.ROLES if role.second_factor]
    return access.has_role(user, *guarded)


def end_sessions_of(organisation: OrganisationPage) -> None:
    """Sign out the editors of an organisation that has left; those who hold another
    role sign in again."""
    ties = RoleGroup.objects.filter(
        role="editor", subject=str(organisation.translation_key)
    )
    for person in get_user_model().objects.filter(
        groups__in=ties.values("group"), is_superuser=False
    ):
        person.end_sessions()
