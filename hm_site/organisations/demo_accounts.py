"""Demo accounts: one person per role, password `demo`, only where DEMO_ACCOUNTS."""

from collections.abc import Iterator

from django.contrib.auth import get_user_model

from hm_site import languages

from .models import OrganisationPage, RoleGroup

PASSWORD = "demo"  # noqa: S105 - meant to be known; refused outside the demo


def accounts() -> Iterator[tuple[str, str, str]]:
    """(user name, role, subject); the administrator has neither."""
    yield ("admin", "", "")
    yield ("moderator", "moderator", "")
    yield ("moderator-2", "moderator", "")
    yield ("coordinator", "coordinator", "")
    yield ("strategy-owner", "strategy-owner", "")
    yield ("staff-reader", "staff-reader", "")
    for organisation in OrganisationPage.objects.sources().order_by("path"):
        yield (
            f"editor-{organisation.slug}",
            "editor",
            str(organisation.translation_key),
        )
    for language in languages.LANGUAGES:
        if not language.is_source:
            yield (f"translator-{language.code}", "translator", language.code)
            yield (f"reviewer-{language.code}", "reviewer", language.code)


def load_accounts() -> Iterator[str]:
    """Create what is missing; never changes an account that exists."""
    model = get_user_model()
    for name, role, subject in accounts():
        user, created = model.objects.get_or_create(
            username=name,
            defaults={
                "email": f"{name}@example.org",
                "first_name": name,
                "is_superuser": not role,
                "is_staff": not role,
                "is_demo": True,
            },
        )
        if not created:
            continue
        user.set_password(PASSWORD)
        user.save()
        if role:
            tie = RoleGroup.objects.get(role=role, subject=subject)
            user.groups.add(tie.group)
        yield f"account {name}"
