"""The screen on which an organisation leaves or comes back; administrators' alone."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from . import leaving
from .models import OrganisationPage

WITHDRAW, HAND_OVER = "withdraw", "hand-over"


class LeaveForm(forms.Form):
    way = forms.ChoiceField(
        label="Vad ska hända med sidorna?",
        choices=[
            (WITHDRAW, "Dra tillbaka alla sidor. Ingen läsare ser dem längre."),
            (
                HAND_OVER,
                "Lämna över alla sidor till en annan organisation. Läsarna hittar dem "
                "som förut, och gamla länkar fungerar.",
            ),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj vad som ska hända med sidorna."},
    )
    heir = forms.ModelChoiceField(
        label="Organisation som tar över",
        queryset=OrganisationPage.objects.none(),
        required=False,
        empty_label="Välj organisation",
        help_text="Behövs bara om sidorna lämnas över. Även utkast och sidor som "
        "väntar på granskning följer med.",
    )

    def __init__(self, *args: Any, organisation: OrganisationPage, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["heir"].queryset = leaving.heirs(organisation)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("way") == WITHDRAW:
            cleaned["heir"] = None
        elif cleaned.get("way") and not cleaned.get("heir") and not self.errors:
            self.add_error("heir", "Välj vilken organisation som tar över.")
        return cleaned


def leave(request: HttpRequest, page_id: int) -> HttpResponse:
    """Shows what will happen; acts on POST."""
    organisation = _organisation(request, page_id)
    if not organisation.active:
        messages.info(request, leaving.LEFT)
        return redirect("organisation_rejoin", organisation.pk)
    posted = request.method == "POST"
    form = LeaveForm(request.POST if posted else None, organisation=organisation)
    if posted and form.is_valid():
        heir = form.cleaned_data["heir"]
        try:
            renamed = leaving.leave(organisation.pk, request.user, heir=heir)
        except leaving.LeavingError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, f"{organisation.title} har lämnat samarbetet.")
            for page in renamed:
                messages.warning(
                    request,
                    f"”{page.title}” har fått adressen {page.slug}, eftersom "
                    f"{heir.title} redan hade en sida med den gamla.",
                )
        return redirect("wagtailadmin_explore", (heir or organisation).pk)
    context = {
        "organisation": organisation,
        "outlook": leaving.outlook(organisation),
        "form": form,
    }
    return render(
        request, "organisations/leave.html", context, status=422 if posted else 200
    )


def rejoin(request: HttpRequest, page_id: int) -> HttpResponse:
    organisation = _organisation(request, page_id)
    if organisation.active:
        return redirect("organisation_leave", organisation.pk)
    if request.method != "POST":
        return render(
            request, "organisations/rejoin.html", {"organisation": organisation}
        )
    try:
        leaving.rejoin(organisation.pk, request.user)
    except leaving.LeavingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{organisation.title} är med i samarbetet igen.")
    return redirect("wagtailadmin_pages:edit", organisation.pk)


def _organisation(request: HttpRequest, page_id: int) -> OrganisationPage:
    if not request.user.is_superuser:
        raise PermissionDenied
    found: OrganisationPage = get_object_or_404(
        OrganisationPage.objects.sources(), pk=page_id
    )
    return found


URLS = [
    path("organisationer/<int:page_id>/lamna/", leave, name="organisation_leave"),
    path("organisationer/<int:page_id>/aterkom/", rejoin, name="organisation_rejoin"),
]


def buttons(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    organisation = page.specific
    if not isinstance(organisation, OrganisationPage) or not organisation.is_source:
        return
    if user.is_superuser and organisation.first_published_at:
        leaves = organisation.active
        yield Button(
            "Lämnar samarbetet" if leaves else "Kommer tillbaka",
            reverse(
                "organisation_leave" if leaves else "organisation_rejoin",
                args=[page.pk],
            ),
            icon_name="logout" if leaves else "login",
            priority=70,
        )


def tell_that_it_has_left(request: HttpRequest, page: Page) -> None:
    """`before_edit_page`: the form itself does not show it."""
    organisation = isinstance(page, OrganisationPage) and page.is_source
    if request.method == "GET" and organisation and not page.active:
        messages.warning(
            request, f"{leaving.LEFT} Sidan kan publiceras först när den är med igen."
        )


def register_log_actions(actions: Any) -> None:
    actions.register_action(
        "organisations.leave", "Lämna samarbetet", "Lämnade samarbetet"
    )
    actions.register_action(
        "organisations.rejoin", "Komma tillbaka", "Kom tillbaka till samarbetet"
    )
