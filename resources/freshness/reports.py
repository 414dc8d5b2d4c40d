"""The report of overdue checks, as a list, CSV and XLSX; scoped to what one may see."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from ..models import SupportOfferingPage
from ..querysets import OfferingQuerySet
from . import scope

# A cell that begins like this is a formula for spreadsheets (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def may_see(user: Any) -> bool:
    return scope.sees_all(user) or bool(scope.own_organisations(user))


class OverdueChecksView(ReportView):
    """Offerings whose day of check has passed, longest overdue first."""

    model = SupportOfferingPage
    page_title = "Försenade kontroller"
    header_icon = "date"
    index_url_name = "overdue_checks"
    index_results_url_name = "overdue_checks_results"
    export_filename = "forsenade-kontroller"
    default_ordering = "status_row__next_check"
    columns = [
        TitleColumn(
            "title",
            label="Stöd",
            get_url=lambda page: reverse("offering_status", args=[page.pk]),
        ),
        Column("organisation", label="Aktör"),
        Column("capacity", label="Läge"),
        Column("checked_on", label="Senast kontrollerat"),
        Column(
            "next_check",
            label="Skulle kontrolleras",
            sort_key="status_row__next_check",
        ),
        Column("days_late", label="Dagar sen"),
        Column("reminders", label="Utskick"),
    ]
    list_export = [
        "title",
        "organisation",
        "capacity",
        "checked_on",
        "next_check",
        "days_late",
        "reminders",
    ]
    export_headings = {column.name: column.label for column in columns}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> OfferingQuerySet:
        today = timezone.localdate()
        return (
            scope.offerings_for(self.request.user)
            .running(today)
            .filter(status_row__next_check__lt=today)
            .select_related("status_row")
            .prefetch_related("check_rounds")
        )

    def decorate_paginated_queryset(self, object_list: Any) -> list[Any]:
        """What the columns show; the same few queries for any length."""
        titles, today = scope.organisation_titles(), timezone.localdate()
        pages = list(object_list)
        for page in pages:
            status = page.status_row
            rounds = page.check_rounds.all()
            page.organisation = scope.owner_title(page, titles)
            page.capacity = status.get_capacity_display()
            page.checked_on = status.checked_on or "aldrig"
            page.next_check = status.next_check
            page.days_late = (today - status.next_check).days
            page.reminders = sum(
                r.steps for r in rounds if r.baseline == status.checked_on
            )
        return pages

    def to_row_dict(self, item: Any) -> dict[str, Any]:
        row = super().to_row_dict(item)
        return {
            name: value if isinstance(value, int) else cell(value)
            for name, value in row.items()
        }

    def get_heading(self, queryset: Any, field: str) -> str:
        return str(self.export_headings[field])


class OverdueMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see(request.user)


def menu_item() -> MenuItem:
    return OverdueMenuItem(
        OverdueChecksView.page_title,
        reverse("overdue_checks"),
        name="overdue-checks",
        icon_name="date",
        order=100,
    )
