"""What readers said is deleted; how many they were is kept for a while longer."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from ..models import ReaderReport, ReaderReportCount

KEPT = timedelta(days=90)
COUNTS_KEPT = timedelta(days=2 * 365)


def clear(now: datetime) -> Iterator[str]:
    """The chore "reader-reports"."""
    old = ReaderReport.objects.filter(received__lte=now - KEPT)
    deleted, _by_model = old.delete()
    if deleted:
        yield f"{deleted} deleted"
    last_month = timezone.localdate(now - COUNTS_KEPT).replace(day=1)
    deleted, _by_model = ReaderReportCount.objects.filter(month__lt=last_month).delete()
    if deleted:
        yield f"{deleted} old counts deleted"
