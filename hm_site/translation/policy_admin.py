"""The administrators' screen of machine translation, and the guide to easy Swedish."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from wagtail.admin.menu import MenuItem

from hm_site import languages

from . import access, machine, services
from .models import MachineUse
from .policies import allowed, switch
from .views import frame

SCREEN = "translation_policies"


@dataclass(frozen=True)
class Line:
    language: languages.Language
    allowed: bool
    by_people: bool
    offered: bool
    used: int
    left: int
    last_month: date | None

    @property
    def name(self) -> str:
        return f"show-{self.language.code}"


def lines() -> list[Line]:
    """One for each language (3 queries)."""
    allow = allowed()
    month = machine.this_month()
    uses = MachineUse.objects.filter(characters__gt=0).order_by("month")
    rows = list(uses.values_list("language", "month", "characters"))
    last = {language: used_in for language, used_in, _number in rows}
    now = {language: number for language, used_in, number in rows if used_in == month}
    return [
        Line(
            language=languages.get(code),
            allowed=code in allow,
            by_people=code in machine.BY_PEOPLE_ONLY,
            offered=machine.offered(code),
            used=now.get(code, 0),
            left=max(0, settings.TRANSLATOR_BUDGET - now.get(code, 0)),
            last_month=last.get(code),
        )
        for code in access.target_codes()
    ]


def policies(request: HttpRequest) -> HttpResponse:
    if not request.user.is_superuser:
        raise PermissionDenied
    if request.method == "POST":
        _save(request)
        return redirect(SCREEN)
    context = {
        "lines": lines(),
        # Its name alone: addresses and keys are the operator's.
        "service": _service_name(),
        "budget": settings.TRANSLATOR_BUDGET,
        **frame("Maskinens utkast"),
    }
    return render(request, "translation/policies.html", context)


def _service_name() -> str:
    service = services.service()
    return str(service.display_name) if service else ""


def _save(request: HttpRequest) -> None:
    changed = [
        languages.get(code).name_sv
        for code in access.target_codes()
        if code not in machine.BY_PEOPLE_ONLY
        and switch(code, f"show-{code}" in request.POST, request.user)
    ]
    if changed:
        messages.success(request, f"Regeln är ändrad för {', '.join(changed)}.")
    else:
        messages.info(request, "Ingenting är ändrat.")


URLS = [
    path("oversattning/maskin/", policies, name=SCREEN),
]


class PoliciesMenuItem(MenuItem):
    """Administrators' alone."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)


def settings_menu_item() -> MenuItem:
    return PoliciesMenuItem(
        "Maskinens utkast",
        reverse(SCREEN),
        name="machine-translation",
        icon_name="wagtail-localize-language",
        order=650,
    )
