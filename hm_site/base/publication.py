"""Nobody publishes alone: what a signed-in person's request may change for readers.

Wagtail publishes from many places, and each asks for rights in its own way. So the
question is asked where all of them end: when a row that readers see is written. While
a person's request runs, such a row may be taken down, moved, locked or given a new
draft; its text changes only inside `approved(page)`, which the review enters.

Commands (`sync_site`, `load_demo`, scheduled publishing) run without a person.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from wagtail.models import DraftStateMixin, Page, Revision

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


# Functions of the rooms above: has somebody decided on this revision?
_decided: list[Callable[[Any], bool]] = []


def register_decided(test: Callable[[Any], bool]) -> None:
    """From `AppConfig.ready`."""
    _decided.append(test)


def is_decided(revision: Any) -> bool:
    """Whether a revision must stay as it is: what was approved, what readers saw.

    Autosave writes over the newest revision of the same person, also over one that
    has been published since.
    """
    return any(test(revision) for test in _decided)


def content(instance: Any) -> dict[str, Any]:
    """What readers could notice of an object, child rows included."""
    data: dict[str, Any] = instance.serializable_data()
    return {name: value for name, value in data.items() if name not in BOOKKEEPING}


def refuse_unapproved(
    sender: type, instance: Any, raw: bool = False, **kwargs: Any
) -> None:
    """Receiver of `pre_save`; raises NotApprovedError."""
    if isinstance(instance, Revision):
        _refuse_schedule(instance)
    if raw or not isinstance(instance, DraftStateMixin) or not instance.live:
        return
    fields = kwargs.get("update_fields")
    if fields is not None and set(fields) <= BOOKKEEPING - {"live"}:
        return
    if acting_person() is None or is_approved(instance):
        return
    before = sender._base_manager.filter(pk=instance.pk).first()  # type: ignore[attr-defined]
    if before is None or not before.live or content(before) != content(instance):
        raise NotApprovedError("Ändringen måste först godkännas av någon annan.")


def _refuse_schedule(revision: Revision) -> None:
    """A version that goes live later does so without anybody's request."""
    if revision.approved_go_live_at is None or acting_person() is None:
        return
    before = Revision.objects.filter(
        pk=revision.pk, approved_go_live_at=revision.approved_go_live_at
    )
    if not before.exists() and not is_approved(revision.base_content_object):
        raise NotApprovedError("Tiden måste först godkännas av någon annan.")
