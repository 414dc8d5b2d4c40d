"""Inviting and changing a person: who she is, and what she may."""

import secrets
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from hm_site import languages

from .. import roles
from ..models import OrganisationPage, RoleGroup

User = get_user_model()
TAKEN = (
    "Det finns redan ett konto med den adressen. Sök efter det i listan över "
    "personer: där ändrar du roller och skickar inbjudan igen."
)


# What stands alone under its role, and so needs no heading of its own.
SUBJECTS = {"organisation", "language"}  # scopes with a group for each
WHOLE_PLATFORM = "Hela plattformen"


class RoleBoxes(forms.CheckboxSelectMultiple):
    """Groups that open one by one. What is chosen can be seen, and the first group
    when nothing is."""

    template_name = "organisations/people/role_boxes.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        groups = context["widget"]["optgroups"]
        context["groups"] = [
            (
                label,
                boxes,
                any(box["selected"] for box in boxes) or not (value or index),
            )
            for label, boxes, index in groups
        ]
        return context


def role_choices() -> list[tuple[str, list[tuple[int, str]]]]:
    """Every role group under its role, named by what it is for; those without a subject
    under one heading."""
    ties: dict[str, list[RoleGroup]] = {}
    for tie in RoleGroup.objects.select_related("group"):
        ties.setdefault(tie.role, []).append(tie)
    titles = {
        str(key): title if active else f"{title} (inte aktiv)"
        for key, title, active in OrganisationPage.objects.sources().values_list(
            "translation_key", "title", "active"
        )
    }
    found: dict[str, list[tuple[int, str]]] = {}
    for role in roles.ROLES:
        heading = _named(role) if role.scope in SUBJECTS else WHOLE_PLATFORM
        found.setdefault(heading, []).extend(
            sorted(
                (
                    (x.group_id, _subject(role, x, titles))
                    for x in ties.get(role.code, ())
                ),
                key=lambda choice: choice[1],
            )
        )
    return [(heading, choices) for heading, choices in found.items() if choices]


def _named(role: roles.Role) -> str:
    return role.name + (" – kräver två steg" if role.second_factor else "")


def _subject(role: roles.Role, tie: RoleGroup, titles: dict[str, str]) -> str:
    if role.scope == "organisation":
        return titles.get(tie.subject, tie.group.name)
    if role.scope == "language" and tie.subject in languages.BY_CODE:
        return languages.get(tie.subject).name_sv
    return _named(role)


def role_names(person: Any) -> Iterator[str]:
    """Names of her roles; `groups__role_group` is prefetched by the list."""
    if person.is_superuser:
        yield "Plattformsadministratör"
    for group in person.groups.all():
        if hasattr(group, "role_group"):
            yield group.name


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    """What both screens share. The person signs in by her e-mail address."""

    first_name = forms.CharField(
        label="Förnamn",
        max_length=150,
        error_messages={"required": "Skriv personens förnamn."},
    )
    last_name = forms.CharField(
        label="Efternamn",
        max_length=150,
        error_messages={"required": "Skriv personens efternamn."},
    )
    email = forms.EmailField(
        label="E-postadress",
        max_length=254,
        help_text="Personens egen arbetsadress. Exempel: anna.andersson@kommunen.se.",
        error_messages={
            "required": "Skriv en e-postadress.",
            "invalid": "Skriv en hel e-postadress, till exempel anna@kommunen.se.",
        },
    )
    role_groups = forms.TypedMultipleChoiceField(
        label="Roller",
        coerce=int,
        required=False,
        widget=RoleBoxes,
        help_text="Allt som personen ska göra. Exempel: redaktör för Halmstads kommun.",
        error_messages={"invalid_choice": "Rollen finns inte. Välj på nytt."},
    )
    is_superuser = forms.BooleanField(
        label="Plattformsadministratör – kräver två steg",
        required=False,
        help_text="Sköter organisationer, personer och inställningar. Ge den till få.",
    )

    field_order = (
        "email", "first_name", "last_name", "role_groups", "is_superuser", "is_active",
    )  # fmt: skip

    class Meta:
        model = User
        fields = ["email", "first_name", "last_name", "is_superuser"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.editing_self = kwargs.pop("editing_self", False)
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["role_groups"]
        choices.choices = role_choices()
        if self.instance.pk:
            held = self.instance.groups.filter(role_group__isnull=False)
            self.initial["role_groups"] = list(held.values_list("pk", flat=True))

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        taken = User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk)
        # Whoever has it as user name would be found first by it.
        named = User.objects.filter(username=email).exclude(pk=self.instance.pk)
        if taken.exists() or named.exists():
            raise ValidationError(TAKEN, code="taken")
        return email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        administrator = cleaned.get("is_superuser") or (
            self.editing_self and self.instance.is_superuser
        )
        if "role_groups" in cleaned and not (cleaned["role_groups"] or administrator):
            self.add_error("role_groups", "Välj minst en roll.")
        return cleaned

    def save(self, commit: bool = True) -> Any:
        person = super().save(commit=False)
        person.save()
        wanted = Group.objects.filter(pk__in=self.cleaned_data["role_groups"])
        person.groups.set(wanted)
        return person


class InviteForm(PersonForm):
    def save(self, commit: bool = True) -> Any:
        # Nobody types it: a name made from the address would outlive the address.
        self.instance.username = f"p-{secrets.token_hex(8)}"
        self.instance.set_unusable_password()
        return super().save(commit)


class PersonEditForm(PersonForm):
    is_active = forms.BooleanField(
        label="Får logga in",
        required=False,
        help_text="Avmarkera när personen slutar. Hon loggas ut direkt överallt.",
    )

    class Meta(PersonForm.Meta):
        fields = [*PersonForm.Meta.fields, "is_active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.editing_self:  # nobody shuts herself, the last administrator, out
            del self.fields["is_superuser"]
            del self.fields["is_active"]

    def clean(self) -> dict[str, Any]:
        """Who has left may be left without a role."""
        cleaned = super().clean()
        if not self.editing_self and not cleaned.get("is_active"):
            self.errors.pop("role_groups", None)
            cleaned.setdefault("role_groups", [])
        return cleaned
