"""Withdraw everywhere, at once and alone; undo brings back what readers saw."""

from collections.abc import Callable
from itertools import islice
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from hm_site.base import publication
from hm_site.base.locks import lock_source
from hm_site.base.models import BasePage
from hm_site.base.page_permissions import may_withdraw
from hm_site.base.querysets import is_published

from ..ownership import has_left
from . import events
from .decisions import DecisionError
from .models import ReviewTask, Withdrawal

_SEEN = "_hm_seen_revision"
_REASON = "_hm_reason"
# What the audit log calls a withdrawal with its reason.
LOG_ACTION = "hm.withdraw"


def is_moderator(page: Page, user: Any) -> bool:
    """Whether the person reviews pages of this tree."""
    workflow = page.get_workflow()
    tasks = workflow.tasks.all() if workflow else []
    steps = [task.specific for task in tasks]
    return user.is_superuser or any(
        isinstance(task, ReviewTask) and task.may_review(user) for task in steps
    )


def withdraw(
    page: Page,
    user: Any,
    reason: str,
    may: Callable[[Page, Any], bool] = may_withdraw,
) -> Withdrawal:
    """Takes the page away from readers; a Swedish one in all languages.

    A moderator must say why: it is somebody else's page. Raises DecisionError, and
    PermissionDenied unless `may(page, user)`.
    """
    if is_moderator(page, user) and not reason.strip():
        raise DecisionError("Skriv varför sidan dras tillbaka.")
    with transaction.atomic():
        lock_source(page)
        page = Page.objects.select_for_update(of=("self",)).get(pk=page.pk).specific
        if not may(page, user):
            if not page.live:
                raise DecisionError("Sidan är redan tillbakadragen.")
            raise PermissionDenied
        setattr(page, _REASON, reason.strip())
        action = UnpublishPageAction(page, user=user)
        with publication.acting(lambda: user):
            # Asked above: Wagtail's own question is answered no, for its buttons.
            action.execute(skip_permission_checks=True)
        return Withdrawal.objects.filter(page=page).latest("pk")


def may_undo(row: Withdrawal, user: Any) -> bool:
    """Who could withdraw may undo; what a moderator withdrew, a moderator.

    Nobody brings back what belongs to an organisation that has left, or what has run
    out: it would go again at once. A translation comes back to a Swedish page alone.
    """
    if row.undone_at or row.page.live or row.page.expired or row.revision_id is None:
        return False
    page = row.page.specific
    if has_left(page) or _is_without_source(page):
        return False
    if row.by_moderator:
        return is_moderator(page, user)
    return bool(page.permissions_for_user(user).can_unschedule())


def _is_without_source(page: Page) -> bool:
    if not isinstance(page, BasePage) or page.is_source:
        return False
    return not is_published(page.source)


def standing() -> QuerySet[Withdrawal]:
    """Those that keep a page from readers now: the last one of each."""
    later = Withdrawal.objects.filter(page=OuterRef("page"), pk__gt=OuterRef("pk"))
    return Withdrawal.objects.filter(~Exists(later), undone_at=None, page__live=False)


def newest(page: Page) -> Withdrawal | None:
    """The withdrawal that keeps the page from readers now; None when none does."""
    return standing().filter(page=page.pk).select_related("page", "by").first()


def undoable(user: Any, number: int) -> list[Withdrawal]:
    """Those that the person may undo, the newest first."""
    rows = standing().filter(page__expired=False).exclude(revision=None)
    rows = rows.select_related("page", "by").order_by("-pk")
    return list(islice((row for row in rows if may_undo(row, user)), number))


def undoable_revisions() -> QuerySet[Revision]:
    """What readers saw last of pages that are withdrawn: undo brings it back."""
    return Revision.objects.filter(pk__in=standing().values("revision"))


class _PublishBesideReview(PublishPageRevisionAction):
    """What is under review, or was sent back, stays so: Wagtail cancels the review that
    it finds at the page, and nobody would be told."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.object._current_workflow_states = []


def undo(row_id: int, user: Any) -> Page:
    """Publishes again exactly what readers saw. Raises DecisionError."""
    with transaction.atomic():
        lock_source(Withdrawal.objects.select_related("page").get(pk=row_id).page)
        row = Withdrawal.objects.select_for_update(of=("self",)).get(pk=row_id)
        if row not in standing():
            raise DecisionError(
                "Det finns inget att ångra: sidan har ändrats sedan dess."
            )
        if not may_undo(row, user):
            raise PermissionDenied
        page, revision = row.page.specific, row.revision
        if revision is None:  # may_undo has refused it
            raise DecisionError("Det finns inget att ångra.")
        scheduled = page.revisions.filter(approved_go_live_at__gt=timezone.now())
        moments = list(scheduled.values_list("pk", "approved_go_live_at"))
        with publication.approved(page):
            _PublishBesideReview(revision, user=user).execute(
                skip_permission_checks=True
            )
        # Wagtail forgets what is approved for later whenever it publishes.
        for pk, moment in moments:
            page.revisions.filter(pk=pk).update(approved_go_live_at=moment)
        row.undone_at, row.undone_by = timezone.now(), user
        row.save(update_fields=["undone_at", "undone_by"])
    return page


def brings_back(page: Page, revision: Revision | None) -> bool:
    """Whether readers get again what they had before a withdrawal, while it happens."""
    undone = Withdrawal.objects.filter(
        page=page.pk, revision=revision, undone_at=None
    ).exclude(revision=None)
    return undone.exists()


def remember_live_revision(sender: type, instance: Any, **kwargs: Any) -> None:
    """Receiver of `pre_save`: unpublishing forgets what was live."""
    if isinstance(instance, Page) and instance.pk and not instance.live:
        seen = Page.objects.filter(pk=instance.pk, live=True)
        pk = seen.values_list("live_revision", flat=True).first()
        if pk:
            setattr(instance, _SEEN, pk)


def record_withdrawal(sender: type, instance: Any, **kwargs: Any) -> None:
    """Receiver of `page_unpublished`: every road leaves the same trace."""
    person = publication.acting_person()
    row = Withdrawal.objects.create(
        page_id=instance.pk,
        revision_id=getattr(instance, _SEEN, None),
        by=person,
        by_moderator=person is not None and is_moderator(instance, person),
        reason=getattr(instance, _REASON, ""),
    )
    if person is None:
        return
    log(instance=instance, action=LOG_ACTION, user=person, data={"reason": row.reason})
    events.withdrawn(row)
