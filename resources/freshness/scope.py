"""Whose checks a person sees: an editor her organisations', those who review all."""

from typing import Any

from django.db.models import Q
from wagtail.models import Page

from hm_site.organisations.models import OrganisationPage, RoleGroup

from ..models import SupportOfferingPage
from ..querysets import OfferingQuerySet


def has_role(user: Any, role: str) -> bool:
    groups = RoleGroup.objects.filter(role=role, group__in=user.groups.all())
    return bool(user.is_active and groups.exists())


def sees_all(user: Any) -> bool:
    return bool(user.is_active and user.is_superuser) or has_role(user, "moderator")


def own_organisations(user: Any) -> list[OrganisationPage]:
    """Those whose editor the person is."""
    if not user.is_active:
        return []
    ties = RoleGroup.objects.filter(role="editor", group__in=user.groups.all())
    keys = list(ties.values_list("subject", flat=True))
    pages = OrganisationPage.objects.sources().filter(translation_key__in=keys)
    return list(pages) if keys else []


def below(organisations: list[OrganisationPage]) -> OfferingQuerySet:
    """Their offerings; none for no organisation."""
    inside = Q(pk__in=[])
    for organisation in organisations:
        inside |= Q(path__startswith=organisation.path)
    return SupportOfferingPage.objects.sources().filter(inside)


def offerings_for(user: Any) -> OfferingQuerySet:
    if sees_all(user):
        return SupportOfferingPage.objects.sources()
    return below(own_organisations(user))


def organisation_titles() -> dict[str, str]:
    """Tree path → name of each organisation."""
    return dict(OrganisationPage.objects.sources().values_list("path", "title"))


def owner_title(page: Page, titles: dict[str, str]) -> str:
    return titles.get(page.path[: -Page.steplen], "–")
