"""Admin view for what lies beside the revision: capacity and date of check."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.log_actions import log

from .facts import status_of
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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        checked, following = cleaned.get("checked_on"), cleaned.get("next_check")
        if checked and following and following <= checked:
            self.add_error("next_check", "Nästa kontroll måste vara efter den senaste.")
        if cleaned.get("checked_how") and not checked:
            self.add_error("checked_on", "Skriv vilken dag du kontrollerade.")
        return cleaned


def edit_status(request: HttpRequest, page_id: int) -> HttpResponse:
    """Who may change the page may change its status, at once and alone."""
    page = get_object_or_404(SupportOfferingPage.objects.sources(), pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    posted = request.method == "POST"
    if posted:  # two who are first at once share the row
        status, _created = OfferingStatus.objects.get_or_create(page=page)
    else:
        status = status_of(page)
    form = OfferingStatusForm(
        request.POST if posted else None, instance=status, for_user=request.user
    )
    if posted and form.is_valid():
        changed = form.save(commit=False)
        if "checked_on" in form.changed_data or "checked_how" in form.changed_data:
            changed.checked_by = request.user
        changed.save()
        log(instance=page, action="resources.status", user=request.user)
        messages.success(request, "Läget är ändrat och syns nu för läsare.")
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return render(request, "resources/admin/status.html", {"form": form, "page": page})
