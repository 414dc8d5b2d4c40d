"""Words that readers have said already, and what it costs to show them."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from resources.models import ReaderReport
from resources.reader_reports.intake import store


def report(page: Any, kind: str = "wrong", **fields: Any) -> ReaderReport:
    """Unsaved, with a form of its own."""
    key = f"key-{ReaderReport.objects.count()}-{timezone.now().timestamp()}"
    values = {"language": "ar", "form_key": key, **fields}
    return ReaderReport(offering=page, kind=kind, **values)


def queries(act: Callable[[], Any]) -> int:
    """How many it takes once the caches of the process are filled."""
    act()
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def said(page: Any, kind: str = "wrong", **fields: Any) -> ReaderReport:
    new = report(page, kind, **fields)
    assert store(new)
    return ReaderReport.objects.get(form_key=new.form_key)
