"""Who holds which role: the one place that reads it (`roles.py`, `RoleGroup`).

Whose a page is, is said by the tree: `ownership`. What a role may do to a page is said
by Wagtail's permissions, which `provisioning` gives.
"""

from typing import Any

from django.contrib.auth import get_user_model

from . import roles
from .models import OrganisationPage, RoleGroup

EDITOR, MODERATOR = "editor", "moderator"

Held = set[tuple[str, str]]  # (role, subject) of each role that a person has


# -------------------------------------------------------------------- of one person
def roles_of(user: Any) -> Held:
    """All that the person holds (1 query); nothing for who may not sign in."""
    if not user.is_active:
        return set()
    ties = RoleGroup.objects.filter(group__user=user)
    return set(ties.values_list("role", "subject"))


def has_role(user: Any, *wanted: str) -> bool:
    """Whether she holds one of these roles, for whatever subject."""
    return any(role in wanted for role, _subject in roles_of(user))


def subjects_of(user: Any, role: str) -> set[str]:
    """For what she holds the role: organisations' keys, or codes of languages."""
    return {subject for held, subject in roles_of(user) if held == role}


def edited_by(user: Any, held: Held | None = None) -> list[OrganisationPage]:
    """Organisations whose editor the person is, by title, those that have left too.

    `held`: what `roles_of` has answered already.
    """
    held = roles_of(user) if held is None else held
    keys = [subject for role, subject in held if role == EDITOR]
    if not keys:
        return []
    pages = OrganisationPage.objects.sources().filter(translation_key__in=keys)
    return list(pages.order_by("title"))


def moderates(user: Any) -> bool:
    """Whether the person answers for all source content."""
    return bool(user.is_active and (user.is_superuser or has_role(user, MODERATOR)))


def answers_for_offerings(user: Any) -> bool:
    """Whether some of the offerings are the person's matter: as editor, or all."""
    return moderates(user) or has_role(user, EDITOR)


def reads_only(user: Any) -> bool:
    """Whether none of the person's roles lets her do more than read.

    A group without the right to sign in stands for an organisation that has left.
    """
    app, codename = roles.ACCESS.split(".")
    more = [role.code for role in roles.ROLES if not role.reads_only]
    ties = RoleGroup.objects.filter(
        role__in=more,
        group__user=user,
        group__permissions__codename=codename,
        group__permissions__content_type__app_label=app,
    )
    return not ties.exists()


# ------------------------------------------------------------------------ of a role
def people_with_role(role: str, subject: str = "") -> Any:
    """Active people in the group of a role of `roles.py` (`RoleGroup.subject`)."""
    groups = RoleGroup.objects.filter(role=role, subject=subject).values("group")
    people = get_user_model().objects.filter(groups__in=groups, is_active=True)
    return people.distinct()


def editors_of(organisation: OrganisationPage) -> Any:
    """Active editors of an organisation's Swedish page."""
    return people_with_role(EDITOR, str(organisation.translation_key))


def administrators() -> Any:
    """Active platform administrators."""
    return get_user_model().objects.filter(is_superuser=True, is_active=True)
