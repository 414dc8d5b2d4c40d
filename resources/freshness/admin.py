"""Freshness in the admin: one press for what takes effect at once, and suggestions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.log_actions import LogFormatter, log

from hm_site.organisations.ownership import owner_page

from ..models import FreshnessSuggestion, OfferingStatus, SupportOfferingPage
from . import status_row, suggestions
from .answers import LOG_ACTION

Capacity = OfferingStatus.Capacity
RIGHT = "right"
# What an editor does most, in the order of the buttons.
QUICK = {
    RIGHT: "Stämmer fortfarande",
    Capacity.OPEN: "Öppet",
    Capacity.FULL: "Fullt",
    Capacity.PAUSED: "Pausat",
    Capacity.ENDED: "Avslutat",
}
FACT_LABELS = {
    "phone": "Telefon",
    "email": "E-post",
    "link": "Webbplats",
    "valid_to": "Finns till och med",
}


def editable_offering(request: HttpRequest, page_id: int) -> SupportOfferingPage:
    page = get_object_or_404(SupportOfferingPage.objects.sources(), pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return page


@require_POST
def quick_status(request: HttpRequest, page_id: int) -> HttpResponse:
    """One press: the facts are right, or the capacity is another."""
    page = editable_offering(request, page_id)
    done, today = request.POST.get("do", ""), timezone.localdate()
    if done not in QUICK:
        messages.error(request, "Välj en av knapparna.")
        return redirect("offering_status", page.pk)
    with transaction.atomic():
        status = status_row.lock(page.pk)
        if done == RIGHT:
            status_row.record_check(status, page, today, by=request.user)
        else:
            status_row.set_capacity(status, page, done, today)
        log(instance=page, action="resources.status", user=request.user)
    messages.success(request, f"”{page.title}”: {QUICK[done].lower()}. Det syns nu.")
    return redirect("offering_status", page.pk)


def _suggestion(request: HttpRequest, suggestion_id: int) -> FreshnessSuggestion:
    rows = FreshnessSuggestion.objects.select_related("page", "handled_by")
    suggestion = get_object_or_404(rows, pk=suggestion_id)
    editable_offering(request, suggestion.page_id)
    return suggestion


def show_suggestion(request: HttpRequest, suggestion_id: int) -> HttpResponse:
    """What the contact wrote, beside what readers have."""
    suggestion = _suggestion(request, suggestion_id)
    page = suggestion.page
    return render(
        request,
        "resources/admin/suggestion.html",
        {
            "suggestion": suggestion,
            "page": page,
            "organisation": owner_page(page),
            "facts": [
                (FACT_LABELS[name], getattr(page, name), value)
                for name, value in suggestion.facts.items()
                if name in FACT_LABELS
            ],
            "capacity": (
                Capacity(suggestion.capacity).label
                if suggestion.capacity in Capacity.values
                else ""
            ),
            "waiting": suggestion.state == suggestions.State.WAITING,
            "done": suggestion.state == suggestions.State.DONE,
        },
    )


@require_POST
def take_suggestion(request: HttpRequest, suggestion_id: int) -> HttpResponse:
    suggestion = _suggestion(request, suggestion_id)
    try:
        suggestions.take_over(suggestion.pk, request.user)
    except suggestions.TakeOverError as error:
        messages.error(request, str(error))
        return redirect("freshness_suggestion", suggestion.pk)
    words = " ".join(filter(None, (suggestion.times, suggestion.message)))
    messages.success(
        request,
        "Uppgifterna ligger i ett utkast. Läs igenom och skicka in."
        + (f" Kontakten skriver: {words}" if words else ""),
    )
    return redirect("wagtailadmin_pages:edit", suggestion.page_id)


@require_POST
def finish_suggestion(request: HttpRequest, suggestion_id: int) -> HttpResponse:
    suggestion = _suggestion(request, suggestion_id)
    suggestions.finish(suggestion.pk, request.user)
    messages.success(request, "Förslaget är klart och borta från listan.")
    return redirect("wagtailadmin_home")


def review_note(page: Any, revision: Any) -> str:
    """For whoever reviews a version that holds a contact's facts; "" for others."""
    suggestion = _in_review(page, revision)
    if suggestion is None:
        return ""
    words = " ".join(filter(None, (suggestion.times, suggestion.message)))
    return (
        "Uppgifterna är ett förslag från stödets kontakt, som svarade på ett mejl."
        + (f" Hon eller han skriver: {words}" if words else "")
    )


def outsider(page: Any, revision: Any) -> str:
    """Who wrote it, when a contact did."""
    return "stödets kontakt" if _in_review(page, revision) else ""


def _in_review(page: Any, revision: Any) -> FreshnessSuggestion | None:
    """The suggestion whose facts the version holds."""
    return FreshnessSuggestion.objects.filter(
        page=page.pk, state=suggestions.State.IN_REVIEW, revision_id__lte=revision.pk
    ).last()


def status_context(page: SupportOfferingPage) -> dict[str, Any]:
    """What the status form shows besides its fields."""
    waiting = page.contact_suggestions.exclude(state=suggestions.State.DONE)
    return {
        "quick": QUICK.items(),
        "waiting_suggestions": waiting,
        "withdraw_url": reverse("review_withdraw", args=[page.pk]),
    }


URLS = [
    path(
        "offerings/<int:page_id>/status/quick/",
        quick_status,
        name="offering_quick_status",
    ),
    path(
        "offerings/suggestions/<int:suggestion_id>/",
        show_suggestion,
        name="freshness_suggestion",
    ),
    path(
        "offerings/suggestions/<int:suggestion_id>/take/",
        take_suggestion,
        name="freshness_suggestion_take",
    ),
    path(
        "offerings/suggestions/<int:suggestion_id>/finish/",
        finish_suggestion,
        name="freshness_suggestion_finish",
    ),
]


class ContactAnswerFormatter(LogFormatter):
    label = "Svar från kontakt"

    def format_message(self, log_entry: Any) -> str:
        return f"Stödets kontakt svarade: {log_entry.data.get('answer', '')}"


def log_actions(actions: Any) -> None:
    actions.register_action(
        "resources.status", "Läge och kontroll", "Ändrade läge eller kontrolldatum"
    )
    actions.register_action(
        suggestions.LOG_ACTION,
        "Förslag från kontakt",
        "Utkast med uppgifter från stödets kontakt",
    )
    actions.register_action(LOG_ACTION)(ContactAnswerFormatter)
