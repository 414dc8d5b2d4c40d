"""Storing what a reader said, counting it, and telling those who can mend it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from hm_site.organisations.models import Notice
from hm_site.organisations.notices import notify
from hm_site.organisations.ownership import editors_of_page

from ..models import ReaderReport, ReaderReportCount

# So many within a week are mailed at once, whatever they say.
URGENT_NUMBER = 3
WEEK = timedelta(days=7)
# One mail at once per offering is enough for this long.
QUIET = timedelta(days=1)


FIELDS = ("offering", "kind", "language", "text", "mark", "received")


def record(report: ReaderReport) -> bool:
    """Stores what a form said, counts it and tells the editors, once per `form_key`.

    The same form sent again changes nothing, or puts right what it said before. False
    when somebody has handled it meanwhile: then it takes a new form to say more.
    """
    with transaction.atomic():
        if store(report):
            _tell_editors(report)
            return True
        return _put_right(report)


def store(report: ReaderReport) -> bool:
    """Stores and counts an unsaved report; False when its `form_key` is known."""
    with transaction.atomic():
        _stored, created = ReaderReport.objects.get_or_create(
            form_key=report.form_key,
            defaults={name: getattr(report, name) for name in FIELDS},
        )
        if created:
            _count(report, 1)
    return created


def _put_right(report: ReaderReport) -> bool:
    stored = ReaderReport.objects.select_for_update().get(form_key=report.form_key)
    if stored.handled_at:
        return False
    if (stored.kind, stored.text) != (report.kind, report.text):
        _count(stored, -1)
        stored.kind, stored.text = report.kind, report.text
        stored.mark = stored.mark or report.mark
        stored.save(update_fields=["kind", "text", "mark"])
        _count(stored, 1)
    return True


def _count(report: ReaderReport, step: int) -> None:
    month = timezone.localdate(report.received).replace(day=1)
    row, _created = ReaderReportCount.objects.get_or_create(
        offering_id=report.offering_id,
        kind=report.kind,
        language=report.language,
        month=month,
    )
    column = "marked" if report.mark else "number"
    ReaderReportCount.objects.filter(pk=row.pk).update(**{column: F(column) + step})


def _tell_editors(report: ReaderReport) -> None:
    """In the digest; at once when the door may be closed or several have said so.

    The reader's own text stays here: mail goes further than she meant it to.
    """
    if report.mark:
        return
    editors = editors_of_page(report.offering)
    if not editors:
        return
    url = reverse("reader_reports", args=[report.offering_id])
    told = Notice.objects.filter(kind=Notice.Kind.READER, url=url)
    lately = report.offering.reader_reports.filter(
        mark=ReaderReport.Mark.NONE, received__gte=timezone.now() - WEEK
    )
    urgent = report.kind == ReaderReport.Kind.CLOSED or (
        lately.count() >= URGENT_NUMBER
    )
    at_once = (
        urgent
        and not told.filter(
            at_once=True, created_at__gte=timezone.now() - QUIET
        ).exists()
    )
    if not at_once and told.filter(sent_at=None).exists():
        return  # the next mail says so already
    title, kind = report.offering.title, report.get_kind_display()
    text = f"En läsare har sagt till om ”{title}”: {kind.lower()}."
    notify(editors, Notice.Kind.READER, text, url, at_once=at_once)
