"""Admin view for what lies beside the revision: capacity and date of check."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.models import Page

from .freshness import rules, status_row
from .freshness.admin import editable_offering, status_context
from .models import OfferingStatus, SupportOfferingPage


class OfferingStatusForm(WagtailAdminModelForm):
    class Meta:
        model = OfferingStatus
        fields = (
            "capacity",
            "waiting_weeks",
            "checked_on",
            "checked_how",
            "next_check",
        )
        labels = {"next_check": "Nästa kontroll senast"}
        help_texts = {
            "next_check": "Lämna tomt så räknas dagen ut: om sex månader, för fullt "
            "eller livsviktigt stöd om tre."
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "next_check" in self.changed_data and cleaned.get("next_check"):
            self._check_next(cleaned.get("checked_on"), cleaned["next_check"])
        if cleaned.get("checked_how") and not cleaned.get("checked_on"):
            self.add_error("checked_on", "Skriv vilken dag du kontrollerade.")
        return cleaned

    def _check_next(self, checked: date | None, following: date) -> None:
        if checked and following <= checked:
            self.add_error("next_check", "Nästa kontroll måste vara efter den senaste.")
        page = self.instance.page
        since = checked or status_row.unchecked_since(page, self.instance)
        latest = rules.latest_check(
            since or timezone.localdate(), often=status_row.checked_often(page)
        )
        if following > latest:
            self.add_error("next_check", f"Nästa kontroll får vara senast {latest}.")

    def plans_by_rule(self) -> bool:
        """Whether the person left the next check to the rule."""
        touched = {"capacity", "checked_on"} & set(self.changed_data)
        if "next_check" in self.changed_data:
            return self.cleaned_data["next_check"] is None
        return bool(touched) or self.cleaned_data["next_check"] is None


def edit_status(request: HttpRequest, page_id: int) -> HttpResponse:
    """Who may change the page may change its status, at once and alone."""
    page = editable_offering(request, page_id)
    posted = request.method == "POST"
    if posted:  # two who are first at once share the row
        status, _created = OfferingStatus.objects.get_or_create(page=page)
    else:
        status = status_row.status_of(page)
    form = OfferingStatusForm(
        request.POST if posted else None, instance=status, for_user=request.user
    )
    if posted and form.is_valid():
        changed = form.save(commit=False)
        if "checked_on" in form.changed_data or "checked_how" in form.changed_data:
            changed.checked_by = request.user
        if form.plans_by_rule():
            status_row.plan(changed, page, timezone.localdate())
        changed.save()
        log(instance=page, action="resources.status", user=request.user)
        messages.success(request, "Läget är ändrat och syns nu för läsare.")
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    context = {"form": form, "page": page, **status_context(page)}
    return render(request, "resources/admin/status.html", context)


URLS = [path("offerings/<int:page_id>/status/", edit_status, name="offering_status")]


def button(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    """Where the page is edited or listed."""
    offering = page.specific
    if not isinstance(offering, SupportOfferingPage) or not offering.is_source:
        return
    if offering.permissions_for_user(user).can_edit():
        yield Button(
            "Läge och kontroll",
            reverse("offering_status", args=[page.pk]),
            icon_name="date",
            priority=15,
        )
