"""Nobody publishes alone: what a signed-in person's request may change for readers.

Wagtail publishes from many places, and each asks for rights in its own way. So the
question is asked where all of them end: when a row that readers see is written. While
a person's request runs, such a row may be taken down, moved, locked or given a new
draft; its text changes only inside `approved(page)`, which the review enters. A
version that is promised to readers, because it was approved or is under review, is
not written over either.

Commands (`sync_site`, `load_demo`, scheduled publishing) run without a person.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from wagtail.models import DraftStateMixin, Page, Revision, TaskState

# Columns that say where a row stands, not what a reader reads.
BOOKKEEPING = frozenset(
    {
        "content_type",
        "depth",
        "draft_title",
        "expired",
        "first_published_at",
        "has_unpublished_changes",
        "last_published_at",
        "latest_revision",
        "latest_revision_created_at",
        "live",
        "live_revision",
        "locked",
        "locked_at",
        "locked_by",
        "numchild",
        "owner",
        "path",
        "url_path",
        "wagtail_admin_comments",
    }
)

_person: ContextVar[Callable[[], Any] | None] = ContextVar("person", default=None)
_approved: ContextVar[frozenset[tuple[str, Any]]] = ContextVar(
    "approved", default=frozenset()
)


class NotApprovedError(PermissionDenied):
    """Something was to reach readers that nobody else has approved."""


class RefusedError(Exception):
    """Something does not happen; the text tells the person why, in plain Swedish.

    `AdminGuardMiddleware` shows it, whichever admin view it ends.
    """


class StaleSaveError(RefusedError):
    """Somebody else has saved, or begun to review, since this copy was read."""


@contextmanager
def acting(person: Callable[[], Any]) -> Iterator[None]:
    """For the duration, `person()` is who acts; asked only when it matters."""
    token = _person.set(person)
    try:
        yield
    finally:
        _person.reset(token)


def acting_person() -> Any | None:
    """The signed-in person whose request runs; None for commands and readers."""
    person = _person.get()
    user = person() if person else None
    return user if user is not None and user.is_authenticated else None


@contextmanager
def approved(instance: models.Model) -> Iterator[None]:
    """For the duration, this object may be published; the review vouches for it."""
    token = _approved.set(_approved.get() | {_key(instance)})
    try:
        yield
    finally:
        _approved.reset(token)


def is_approved(instance: models.Model) -> bool:
    return _key(instance) in _approved.get()


def _key(instance: models.Model) -> tuple[str, Any]:
    """The same for a page and for its specific type."""
    model = Page if isinstance(instance, Page) else type(instance)
    return model._meta.label, instance.pk


def bookkeeping(instance: Any) -> frozenset[str]:
    """Columns that may change at any time: where the row stands, and what its type
    names as lying beside the text (`beside_revision`)."""
    return BOOKKEEPING | frozenset(getattr(instance, "beside_revision", ()))


def content(instance: Any) -> dict[str, Any]:
    """What readers could notice of an object, child rows included."""
    data: dict[str, Any] = instance.serializable_data()
    kept = bookkeeping(instance)
    return {name: value for name, value in data.items() if name not in kept}


def refuse_unapproved(
    sender: type, instance: Any, raw: bool = False, **kwargs: Any
) -> None:
    """Receiver of `pre_save`; raises NotApprovedError."""
    if raw or not isinstance(instance, DraftStateMixin):
        return
    if not instance.live and getattr(instance, "closed_by_one", True):
        return
    fields = kwargs.get("update_fields")
    if fields is not None and set(fields) <= bookkeeping(instance) - {"live"}:
        return
    if acting_person() is None or is_approved(instance):
        return
    before = sender._base_manager.filter(pk=instance.pk).first()  # type: ignore[attr-defined]
    was_live = before is not None and before.live
    if not instance.live and not was_live:
        return
    if instance.live and was_live and content(before) == content(instance):
        return
    raise NotApprovedError("Ändringen måste först godkännas av någon annan.")


# ----------------------------------------------------------------- promised versions
_promises: list[Callable[[], models.QuerySet[Revision]]] = []


def register_promise(revisions: Callable[[], models.QuerySet[Revision]]) -> None:
    """Upper rooms name further versions that readers may get (see below)."""
    _promises.append(revisions)


def promised_revisions() -> list[models.QuerySet[Revision]]:
    """Versions that readers may get though nobody looks at their files again: what is
    under review, what is scheduled, and what upper rooms name. Live rows come on top.
    """
    reviewed = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    return [
        Revision.objects.filter(pk__in=reviewed.values("revision")),
        Revision.objects.exclude(approved_go_live_at=None),
        *(revisions() for revisions in _promises),
    ]


def is_promised(revision: Revision) -> bool:
    """Whether readers have this version or may get it without another look."""
    live = getattr(revision.content_object, "live_revision_id", None)
    return live == revision.pk or any(
        rows.filter(pk=revision.pk).exists() for rows in promised_revisions()
    )


def refuse_unapproved_revision(
    sender: type, instance: Revision, raw: bool = False, **kwargs: Any
) -> None:
    """Receiver of `pre_save`: nobody schedules alone, or writes over a promise."""
    if raw or acting_person() is None:
        return
    fields = kwargs.get("update_fields")
    before = Revision.objects.filter(pk=instance.pk).first() if instance.pk else None
    time = instance.approved_go_live_at
    scheduled = time is not None and time != (before and before.approved_go_live_at)
    rewritten = before is not None and (fields is None or "content" in fields)
    if scheduled and not is_approved(instance.content_object):
        raise NotApprovedError("Publiceringen måste först godkännas av någon annan.")
    if rewritten and before and is_promised(before):
        raise NotApprovedError("Den här versionen är granskad och ligger fast.")
