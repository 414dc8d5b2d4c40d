"""Below `/admin/`."""

from django.urls import path

from .desk import reports
from .report import ReaderReportView

URLS = [
    path("offerings/<int:page_id>/readers/", reports, name="reader_reports"),
    path("reports/readers/", ReaderReportView.as_view(), name="reader_reports_report"),
    path(
        "reports/readers/results/",
        ReaderReportView.as_view(results_only=True),
        name="reader_reports_report_results",
    ),
]
