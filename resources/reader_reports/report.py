"""The report *Läsarnas ord*: how many said what, where, in which language and month."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.admin.filters import DateRangePickerWidget

from hm_site import languages
from hm_site.organisations import access
from hm_site.organisations.reports.base import (
    Field,
    OrganisationFilterSet,
    ScopedPageReport,
)

from ..models import ReaderReport, ReaderReportCount

LANGUAGES = [(x.code, x.name_sv) for x in languages.LANGUAGES]


class ReaderWordFilterSet(OrganisationFilterSet):
    kind = django_filters.ChoiceFilter(
        label="Vad", choices=ReaderReport.Kind.choices, empty_label="Alla"
    )
    language = django_filters.ChoiceFilter(
        label="Läsarens språk", choices=LANGUAGES, empty_label="Alla"
    )
    month = django_filters.DateFromToRangeFilter(
        label="Månad", widget=DateRangePickerWidget
    )


class ReaderWordReport(ScopedPageReport):
    """Numbers alone: no word of a reader stands here, since files go further."""

    name = "reader_words"
    address = "lasarnas-ord"
    page_title = "Läsarnas ord"
    header_icon = "comment"
    page_lookup = "offering"
    nothing = "Ingen läsare har sagt till om något."
    filterset_class = ReaderWordFilterSet
    fields = (
        Field("title", "Stöd"),
        Field("organisation", "Aktör"),
        Field("kind", "Vad"),
        Field("language", "Läsarens språk"),
        Field("month", "Månad", nowrap=True),
        Field("number", "Antal"),
        Field("marked", "Märkta (många från samma nät, eller länk)"),
    )

    @classmethod
    def may_read(cls, user: Any) -> bool:
        return access.answers_for_offerings(user)

    def records(self) -> QuerySet[ReaderReportCount]:
        counted = ReaderReportCount.objects.exclude(number=0, marked=0)
        return counted.select_related("offering").order_by(
            "-month", "offering__title", "kind", "language", "pk"
        )

    def row(self, record: Any) -> dict[str, Any]:
        return {
            "title": record.offering.title,
            "organisation": self.organisation(record.offering),
            "kind": record.get_kind_display(),
            "language": languages.get(record.language).name_sv,
            "month": f"{record.month:%Y-%m}",
            "number": record.number,
            "marked": record.marked,
            "url": reverse("reader_reports", args=[record.offering_id]),
        }
