"""The declared state: bringing it about, asking for it, and what it is made of."""

from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from hm_site.organisations.models import (
    RoleGroup,
)


def sync() -> None:
    call_command("sync_site", verbosity=0)


def check() -> None:
    call_command("sync_site", check=True, verbosity=0)


def right(codename: str) -> Permission:
    return Permission.objects.get(
        codename=codename, content_type__app_label__startswith="wagtail"
    )


def group_of(role: str, subject: str = "") -> Group:
    return RoleGroup.objects.get(role=role, subject=subject).group
