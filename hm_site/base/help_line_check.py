""" "The number is still right": set at once and alone, beside the reviewed text."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from .models import HelpLine

PERMISSION = "base.change_helpline"


class CheckedForm(forms.Form):
    day = forms.DateField(
        label="Vilken dag ringde du?",
        widget=AdminDateInput,
        help_text="Ring numret först. Exempel: 2026-03-09.",
        error_messages={
            "required": "Skriv vilken dag du ringde.",
            "invalid": "Skriv dagen som 2026-03-09.",
        },
    )

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise ValidationError("Dagen har inte varit än.", code="future")
        return day


def checked(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the day; sets it on POST."""
    line = get_object_or_404(HelpLine, pk=pk)
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    form = CheckedForm(request.POST or None, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        line.last_checked = form.cleaned_data["day"]
        line.save(update_fields=["last_checked"])
        log(line, "wagtail.edit", user=request.user, content_changed=False)
        messages.success(request, f"{line.number} är kontrollerat {line.last_checked}.")
        return redirect("wagtailsnippets_base_helpline:list")
    context = {"line": line, "form": form, "page_title": "Numret stämmer fortfarande"}
    status = 422 if form.is_bound else 200
    return render(request, "base/admin/checked.html", context, status=status)


def checked_button(
    snippet: Any, user: Any, next_url: str | None = None
) -> Iterator[Button]:
    if isinstance(snippet, HelpLine) and user.has_perm(PERMISSION):
        yield Button(
            "Stämmer fortfarande",
            reverse("help_line_checked", args=[snippet.pk]),
            icon_name="check",
            priority=15,
        )


URLS = [path("hjalplinjer/<int:pk>/stammer/", checked, name="help_line_checked")]
