"""A chore: what was approved goes live at its time, what has run out comes down.

Wagtail's `publish_scheduled` stops at the first page that fails and asks nobody whether
a version was approved. Here each page has a transaction of its own.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.apps import apps
from django.db import transaction
from wagtail.models import DraftStateMixin, Page, Revision

from hm_site.base.chores import Failure
from hm_site.base.locks import lock_source

from .models import Approval

logger = logging.getLogger(__name__)


def publish_due(now: datetime) -> Iterator[str | Failure]:
    """The chore: first what goes live, then what expires."""
    due = Revision.objects.filter(approved_go_live_at__lte=now).defer("content")
    for revision in due.order_by("approved_go_live_at"):
        model = revision.base_content_type.model_class()
        if model is None:  # the type of a room that was taken out
            yield Failure(f"version {revision.pk}: of no type known here, left")
            continue
        yield from _one(model, revision.object_id, partial(_go_live, revision.pk), now)
    for model in _models():
        expired = model._default_manager.filter(live=True, expire_at__lte=now)
        for pk in expired.order_by("expire_at").values_list("pk", flat=True):
            yield from _one(model, pk, _expire, now)


def _models() -> list[Any]:
    """Page stands for all its types."""
    kinds = [m for m in apps.get_models() if issubclass(m, DraftStateMixin)]
    return [m for m in kinds if m is Page or not issubclass(m, Page)]


def _one(
    model: Any, pk: Any, act: Callable[[Any, datetime], str | Failure], now: datetime
) -> Iterator[str | Failure]:
    """`act` on the thing, locked as for a decision (`lock_source`) and in a transaction
    that nothing else shares."""
    rows = model._default_manager.filter(pk=pk)
    try:
        with transaction.atomic():
            lock_source(rows.first())
            locked = rows.select_for_update(of=("self",)).first()
            line = act(_specific(locked), now) if locked is not None else ""
    except Exception:
        logger.exception("publishing %s %s", model.__name__, pk)
        # Asked of the table: to read the thing whole may be what failed.
        title = rows.values_list("title", flat=True).first() if model is Page else ""
        kind = model._meta.verbose_name
        yield Failure(f"{kind} {pk} ”{title}”: failed, left as it was")
    else:
        if line:
            yield line


def _go_live(revision_pk: int, thing: Any, now: datetime) -> str | Failure:
    """Asks again, now that the thing is locked: another run may have been first."""
    due = Revision.objects.filter(pk=revision_pk, approved_go_live_at__lte=now)
    revision = due.first()
    if revision is None:
        return ""
    if isinstance(thing, Page) and not Approval.objects.filter(revision=revision):
        due.update(approved_go_live_at=None)
        return Failure(f"{_label(thing)}: nobody approved the version, unscheduled")
    expires = revision.as_object().expire_at
    if expires and expires <= now:
        due.update(approved_go_live_at=None)
        return f"{_label(thing)}: had run out before its time, unscheduled"
    revision.publish(log_action="wagtail.publish.scheduled")
    return f"{_label(thing)}: live"


def _expire(thing: Any, now: datetime) -> str:
    """Wagtail forgets with it what was approved for later, next season's version say:
    right when somebody withdraws a page, not when the page runs out."""
    if not thing.live or thing.expire_at is None or thing.expire_at > now:
        return ""
    later = thing.revisions.filter(approved_go_live_at__gt=now)
    moments = dict(later.values_list("pk", "approved_go_live_at"))
    thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    for pk, moment in moments.items():
        Revision.objects.filter(pk=pk).update(approved_go_live_at=moment)
    return f"{_label(thing)}: expired"


def _specific(row: Any) -> Any:
    return row.specific if isinstance(row, Page) else row


def _label(thing: Any) -> str:
    """Kind, number and title, for the operator's log."""
    title = thing.get_admin_display_title() if isinstance(thing, Page) else thing
    return f"{thing._meta.verbose_name} {thing.pk} ”{title}”"
