"""What publishing and reviewing mean for freshness; connected in `AppConfig.ready`."""

from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from ..models import SupportOfferingPage
from . import status_row, suggestions


def on_published(sender: type, instance: Any, revision: Any, **kwargs: Any) -> None:
    """Receiver of `page_published`.

    The next check is planned when all of the publication is written, so that whoever
    publishes may write the status as well; the chore plans what is missed here.
    """
    if not isinstance(instance, SupportOfferingPage) or not instance.is_source:
        return
    suggestions.published(instance, revision)
    plan = partial(status_row.ensure_planned, instance.pk, timezone.localdate())
    transaction.on_commit(plan, robust=True)


def on_rejected(sender: type, instance: Any, **kwargs: Any) -> None:
    """Receiver of `workflow_rejected`."""
    suggestions.sent_back(instance)
