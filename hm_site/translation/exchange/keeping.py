"""Files that are handed in and wait to be read in."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from wagtail.models import Page

from .models import ImportFile

KEPT = timedelta(hours=24)
# One person's; the oldest goes when there is another.
MAX_KEPT = 5


def keep(
    user: Any, language: str, name: str, data: bytes, page: Page | None = None
) -> ImportFile:
    file = ImportFile.objects.create(
        user=user,
        language=language,
        page_key=page.translation_key if page else None,
        name=name[:200],
        data=data,
    )
    mine = ImportFile.objects.filter(user=user).values_list("pk", flat=True)
    ImportFile.objects.filter(pk__in=list(mine)[MAX_KEPT:]).delete()
    return file


def chore(now: datetime) -> Iterator[str]:
    """Forget files that nobody read in."""
    count, _ = ImportFile.objects.filter(handed_in_at__lt=now - KEPT).delete()
    if count:
        yield f"{count} files forgotten"
