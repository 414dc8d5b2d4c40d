"""The report "Läsarnas ord": how many said what, where, in which language and month.

Editors see their own organisation's offerings, moderators and administrators all.
"""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.encoding import force_str
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from hm_site import languages
from hm_site.organisations.access import answers_for_offerings
from hm_site.organisations.ownership import organisation_titles, owner_title

from ..models import ReaderReport, ReaderReportCount
from .desk import offerings_of

# What makes a spreadsheet take a cell for a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LANGUAGES = [(x.code, x.name_sv) for x in languages.LANGUAGES]


class ReaderReportFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(label="Vad", choices=ReaderReport.Kind.choices)
    language = django_filters.ChoiceFilter(label="Läsarens språk", choices=LANGUAGES)
    month = django_filters.DateFromToRangeFilter(
        label="Månad", widget=DateRangePickerWidget
    )

    class Meta:
        model = ReaderReportCount
        fields = ["kind", "language", "month"]


class ReaderReportView(ReportView):
    """`…/results/` is the same list without the page around it, for the filters."""

    page_title = "Läsarnas ord"
    header_icon = "comment"
    index_url_name = "reader_reports_report"
    index_results_url_name = "reader_reports_report_results"
    filterset_class = ReaderReportFilterSet
    default_ordering = ("-month", "offering__title", "kind", "language", "pk")
    export_filename = "lasarnas-ord"
    export_headings = {
        "organisation": "Aktör",
        "offering.title": "Stöd",
        "get_kind_display": "Vad",
        "language_name": "Läsarens språk",
        "month_text": "Månad",
        "number": "Antal",
        "marked": "Märkta (många från samma nät, eller länk)",
    }
    list_export = list(export_headings)
    columns = [
        TitleColumn(
            "offering",
            label="Stöd",
            accessor="offering.title",
            get_url=lambda row: reverse("reader_reports", args=[row.offering_id]),
        ),
        Column("organisation", label="Aktör"),
        Column("kind", label="Vad", accessor="get_kind_display"),
        Column("language", label="Läsarens språk", accessor="language_name"),
        Column("month", label="Månad", accessor="month_text"),
        Column("number", label="Antal"),
        Column("marked", label="Märkta"),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not answers_for_offerings(request.user):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    def get_base_queryset(self) -> Any:
        own = offerings_of(self.request.user)
        counted = ReaderReportCount.objects.filter(offering__in=own)
        counted = counted.exclude(number=0, marked=0)
        return counted.select_related("offering")

    def get_filtered_queryset(self) -> Any:
        return self.get_queryset()  # which filters and orders; once is enough

    def decorate_paginated_queryset(self, object_list: Iterable[Any]) -> list[Any]:
        titles = organisation_titles()
        rows = list(object_list)
        for row in rows:
            row.organisation = owner_title(row.offering, titles)
            row.language_name = languages.get(row.language).name_sv
            row.month_text = f"{row.month:%Y-%m}"
        return rows

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Titles are written by people. XLSX knows text from formula by itself."""
        text = force_str(value, strings_only=True)
        if (
            export_format == self.FORMAT_CSV
            and isinstance(text, str)
            and text.startswith(FORMULA)
        ):
            return f"'{text}"
        return text


class ReportMenuItem(MenuItem):
    """Shown to those whom the report is for."""

    def is_shown(self, request: HttpRequest) -> bool:
        return answers_for_offerings(request.user)


def menu_item() -> MenuItem:
    return ReportMenuItem(
        "Läsarnas ord",
        reverse("reader_reports_report"),
        name="reader-reports",
        icon_name="comment",
        order=100,
    )
