"""Wagtail's screens for users as ours for people: list, invite, change.

Accounts are made by invitation alone, so nobody ever knows another's password. Only
platform administrators reach any of this: no role holds a permission on users.
"""

from typing import Any

import django_filters
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import (
    BulkActionsCheckboxColumn,
    Column,
    DateColumn,
    TitleColumn,
)
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.views import users as stock

from hm_site.accounts import second_factor
from hm_site.accounts.links import INVITATION

from ..models import Notice
from ..notices import notify
from . import letters
from .forms import TAKEN, InviteForm, PersonEditForm, role_names

User = get_user_model()
NOT_SENT = (
    "Kontot finns, men mejlet kunde inte skickas. Skicka inbjudan igen om en stund."
)
# Has neither chosen a password nor signed in through her organisation.
WAITING = Q(
    last_login=None, password__startswith=UNUSABLE_PASSWORD_PREFIX, is_active=True
)


def is_invited(person: Any) -> bool:
    return (
        person.is_active
        and person.last_login is None
        and not person.has_usable_password()
    )


def status(person: Any) -> str:
    if not person.is_active:
        return "Avstängd"
    if not is_invited(person):
        return "Aktiv"
    invitation = getattr(person, "invitation", None)
    if invitation is None:
        return "Inte inbjuden"
    until = f"{timezone.localtime(invitation.expires_at):%Y-%m-%d}"
    if invitation.expires_at < timezone.now():
        return f"Inbjudan gick ut {until}"
    return f"Inbjuden till {until}"


class StatusFilter(django_filters.ChoiceFilter):
    def filter(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        if value == "invited":
            return queryset.filter(WAITING)
        if value == "active":
            return queryset.filter(is_active=True).exclude(WAITING)
        return queryset.filter(is_active=False) if value == "closed" else queryset


class PeopleFilterSet(stock.UserFilterSet):
    status = StatusFilter(
        label="Läge",
        choices=[("invited", "Inbjuden"), ("active", "Aktiv"), ("closed", "Avstängd")],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.filters["is_active"]
        self.filters["group"].label = "Roll"
        groups = self.filters["group"].queryset
        self.filters["group"].queryset = groups.filter(role_group__isnull=False)


class PersonColumn(TitleColumn):
    """Name and address, which is what she signs in with."""

    cell_template_name = "organisations/people/name_cell.html"


class PeopleIndexView(stock.IndexView):
    page_title = "Personer"
    add_item_label = "Bjud in en person"

    def get_base_queryset(self) -> QuerySet[Any]:
        totp = Authenticator.objects.filter(
            user=OuterRef("pk"), type=Authenticator.Type.TOTP
        )
        people: QuerySet[Any] = super().get_base_queryset()
        return (
            people.select_related("invitation")
            .prefetch_related("groups__role_group")
            .annotate(has_second_factor=Exists(totp))
        )

    @property
    def columns(self) -> list[Column]:
        name = self._get_title_column_class(PersonColumn)
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="user"),
            name(
                "name",
                accessor=str,
                label="Namn",
                sort_key="name",
                get_url=self.get_edit_url,
            ),
            Column(
                "roles",
                label="Roller",
                accessor=lambda person: ", ".join(role_names(person)) or "–",
            ),
            Column("status", label="Läge", accessor=status),
            Column(
                "second_factor",
                label="Två steg",
                accessor=lambda person: "Ja" if person.has_second_factor else "Nej",
            ),
            DateColumn("last_login", label="Senast inloggad", sort_key="last_login"),
        ]

    def get_list_more_buttons(self, instance: Any) -> list[Button]:
        return [*super().get_list_more_buttons(instance), *actions(instance, Button)]


def actions(person: Any, button: type[Button]) -> list[Button]:
    """What an administrator does for somebody who cannot get in."""
    found = []
    if is_invited(person):
        found.append(("Skicka inbjudan igen", "mail", "people_invite_again"))
    has = getattr(person, "has_second_factor", None)
    if has if has is not None else second_factor.is_set_up(person):
        found.append(("Återställ två steg", "rotate", "people_reset_second_factor"))
    return [
        button(label, url=reverse(name, args=[person.pk]), icon_name=icon, priority=50)
        for label, icon, name in found
    ]


class InviteView(stock.CreateView):
    page_title = page_subtitle = "Bjud in en person"
    submit_button_label = "Skicka inbjudan"
    template_name = "organisations/people/person.html"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        items: list[dict[str, str]] = super().get_breadcrumbs_items()
        return [*items[:-1], {"url": "", "label": self.page_title}]

    def save_instance(self) -> Any:
        """Account, roles and mail in one transaction (the caller's)."""
        person = self.form.save()
        self.was_sent = letters.invite(person, self.request.user)
        log(person, "people.invite", user=self.request.user)
        return person

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except IntegrityError:  # two invite the same address at once
            form.instance.pk = None
            form.add_error("email", TAKEN)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def get_success_message(self, instance: Any) -> str | None:
        if not self.was_sent:
            messages.error(self.request, NOT_SENT)
            return None
        days = INVITATION.age.days
        return f"{instance} är inbjuden. Länken i mejlet gäller i {days} dagar."


class PersonEditView(stock.EditView):
    success_message = "Uppgifterna om %(object)s är sparade."
    error_message = "Inget sparades: se vad som behöver rättas."
    template_name = "organisations/people/person.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            status=status(self.object),
            two_steps=second_factor.is_set_up(self.object),
            **kwargs,
        )

    @property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = super().header_more_buttons
        return [*buttons, *actions(self.object, Button)]

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except IntegrityError:
            form.add_error("email", TAKEN)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


class ActionView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Says what will happen; acts on POST."""

    permission_policy = ModelPermissionPolicy(User)
    permission_required = "change"
    template_name = "organisations/people/action.html"
    header_icon = "user"
    explanation = ""
    button = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.person = get_object_or_404(User, pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            person=self.person,
            explanation=self.explanation,
            button=self.button,
            back=edit_url(self.person),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.act()
        return redirect(edit_url(self.person))

    def act(self) -> None:
        raise NotImplementedError


class InviteAgainView(ActionView):
    page_title = "Skicka inbjudan igen"
    explanation = "Personen får ett nytt mejl med en länk som gäller i sju dagar."
    button = "Skicka inbjudan"

    def act(self) -> None:
        if not is_invited(self.person):
            messages.error(self.request, f"{self.person} har redan ett lösenord.")
            return
        if not letters.invite(self.person, self.request.user):
            messages.error(self.request, NOT_SENT)
            return
        log(self.person, "people.invite", user=self.request.user)
        messages.success(self.request, f"En ny inbjudan till {self.person} är på väg.")


class ResetSecondFactorView(ActionView):
    page_title = "Återställ två steg"
    explanation = (
        "Gör det när personen har blivit av med både telefonen och reservkoderna, och "
        "du är säker på att det är hon som ber om det: ring ett nummer som du redan "
        "har. Hon loggas ut, och ställer in två steg på nytt nästa gång."
    )
    button = "Återställ"

    def act(self) -> None:
        if self.person == self.request.user:
            raise PermissionDenied  # with the code at hand there is another road
        if not second_factor.remove(self.person):
            messages.error(self.request, f"{self.person} har inte ställt in två steg.")
            return
        log(self.person, "people.reset_second_factor", user=self.request.user)
        notify(
            [self.person],
            Notice.Kind.ACCOUNT,
            f"{self.request.user} har återställt din inloggning i två steg.",
            url=reverse("mfa_index"),
            at_once=True,
        )
        messages.success(
            self.request, f"{self.person} ställer in två steg vid nästa inloggning."
        )


def edit_url(person: Any) -> str:
    return reverse("wagtailusers_users:edit", args=[person.pk])


class PeopleViewSet(stock.UserViewSet):
    menu_label = "Personer"
    ordering = "name"
    filterset_class = PeopleFilterSet
    index_view_class = PeopleIndexView
    add_view_class = InviteView
    edit_view_class = PersonEditView
    copy_view_enabled = False  # a person is invited

    def get_search_area(self) -> Any:
        area = super().get_search_area()
        area.label = self.menu_label
        return area

    def get_form_class(self, for_update: bool = False) -> type:
        return PersonEditForm if for_update else InviteForm

    @property
    def create_template_name(self) -> str:
        return InviteView.template_name

    @property
    def edit_template_name(self) -> str:
        return PersonEditView.template_name


URLS: list[URLPattern] = [
    path(
        "personer/<int:pk>/bjud-in-igen/",
        InviteAgainView.as_view(),
        name="people_invite_again",
    ),
    path(
        "personer/<int:pk>/aterstall-tva-steg/",
        ResetSecondFactorView.as_view(),
        name="people_reset_second_factor",
    ),
]


def register_log_actions(actions: Any) -> None:
    actions.register_action("people.invite", "Bjud in", "Inbjudan skickad")
    actions.register_action(
        "people.reset_second_factor", "Återställ två steg", "Två steg återställt"
    )


def end_sessions_of_closed(
    request: HttpRequest, action_type: str, objects: Any, action: Any
) -> None:
    """After Wagtail's bulk action, which writes past the model's `save`."""
    if action_type == "set_active_state":
        for person in User.objects.filter(pk__in=[x.pk for x in objects]):
            if not person.is_active:
                person.end_sessions()
