"""A contact's changes: a draft under moderation, or a note that waits for an editor.

Nothing here reaches readers. A draft is made only where it covers nobody's work: when
the newest version is the published one and no review is going on.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision, get_default_page_content_type

from hm_site.organisations import notices
from hm_site.organisations.models import Notice
from hm_site.organisations.ownership import responsible_for

from ..models import CheckRound, FreshnessSuggestion, SupportOfferingPage
from . import status_row

# Facts that a contact may propose; all else she tells in words.
FACTS = ("phone", "email", "link", "valid_to")
State = FreshnessSuggestion.State
LOG_ACTION = "resources.suggestion"


def changed_facts(
    page: SupportOfferingPage, cleaned: dict[str, Any]
) -> dict[str, str | None]:
    """Those that differ from what readers have, ready for JSON."""
    changed: dict[str, str | None] = {}
    for name in FACTS:
        value = cleaned.get(name)
        if value != getattr(page, name):
            changed[name] = value.isoformat() if isinstance(value, date) else value
    return changed


def apply(facts: dict[str, str | None], page: SupportOfferingPage) -> None:
    """Set proposed facts on a page that is not saved here."""
    for name, value in facts.items():
        if name == "valid_to":
            page.valid_to = date.fromisoformat(value) if value else None
        elif name in FACTS:
            setattr(page, name, value or "")


def receive(
    page: SupportOfferingPage, check_round: CheckRound, cleaned: dict[str, Any]
) -> FreshnessSuggestion:
    """Keep what the contact wrote, make a draft of it where that is possible, and tell
    the editors. The caller holds the page's lock."""
    suggestion = FreshnessSuggestion.objects.create(
        check_round=check_round,
        page=page,
        facts=changed_facts(page, cleaned),
        capacity=cleaned.get("capacity", ""),
        times=cleaned.get("times", ""),
        message=cleaned.get("message", ""),
        created_at=timezone.now(),
    )
    submitted = bool(suggestion.facts) and _submit(suggestion)
    words = " ".join(filter(None, (suggestion.times, suggestion.message)))
    notices.notify(
        responsible_for(page),
        Notice.Kind.CHECK,
        f"Kontakten för ”{page.title}” föreslår en ändring. "
        + ("Den väntar på granskning." if submitted else "Den väntar på dig.")
        + (f" Kontakten skriver: {words}" if words else ""),
        reverse("freshness_suggestion", args=[suggestion.pk]),
        at_once=not submitted,
    )
    return suggestion


def _submit(suggestion: FreshnessSuggestion) -> bool:
    """Draft and review in nobody's name, unless somebody's work is in the way."""
    page = SupportOfferingPage.objects.get(pk=suggestion.page_id)
    workflow = page.get_workflow()
    in_the_way = page.has_unpublished_changes or page.locked
    if in_the_way or workflow is None or page.current_workflow_state:
        return False
    try:
        with transaction.atomic():
            suggestion.revision = draft(suggestion, user=None)
            page.refresh_from_db()
            workflow.start(page, None)
    except ValidationError:  # something else on the page is wrong: an editor's matter
        suggestion.revision = None
        return False
    suggestion.state = State.IN_REVIEW
    suggestion.save(update_fields=["revision", "state"])
    return True


def draft(suggestion: FreshnessSuggestion, user: Any) -> Revision:
    """A new draft on top of the newest one. Raises ValidationError."""
    newest = SupportOfferingPage.objects.get(pk=suggestion.page_id)
    proposed = newest.get_latest_revision_as_object()
    apply(suggestion.facts, proposed)
    return proposed.save_revision(user=user, log_action=LOG_ACTION)


def authors(revisions: Iterable[Revision]) -> dict[int, set[int]]:
    """Registered with the review: whoever has an account under an address that was
    asked wrote the facts in the draft, and in each version after it."""
    page_type = get_default_page_content_type().pk
    versions = [r for r in revisions if r.base_content_type_id == page_type]
    proposed = FreshnessSuggestion.objects.filter(
        page__in={int(r.object_id) for r in versions}, state=State.IN_REVIEW
    ).exclude(revision=None)
    asked = {s: s.check_round.asked for s in proposed.select_related("check_round")}
    wanted = {address.lower() for addresses in asked.values() for address in addresses}
    people: dict[str, set[int]] = {}
    accounts = get_user_model().objects.annotate(address=Lower("email"))
    if wanted:
        for pk, address in accounts.filter(address__in=wanted).values_list(
            "pk", "address"
        ):
            people.setdefault(address, set()).add(pk)
    found: dict[int, set[int]] = {}
    for version in versions:
        for suggestion, addresses in asked.items():
            into = suggestion.revision_id
            here = str(suggestion.page_id) == version.object_id
            if here and into is not None and into <= version.pk:
                for address in addresses:
                    writers = people.get(address.lower(), set())
                    found.setdefault(version.pk, set()).update(writers)
    return found


class TakeOverError(Exception):
    """Why an editor cannot take a suggestion over, in words for her."""


def take_over(suggestion_id: int, user: Any) -> FreshnessSuggestion:
    """Put the proposed facts into a draft of the editor's, for her to go on with."""
    with transaction.atomic():
        rows = FreshnessSuggestion.objects.select_for_update(of=("self",))
        suggestion = rows.get(pk=suggestion_id)
        if suggestion.state != State.WAITING:
            raise TakeOverError("Förslaget är redan hanterat.")
        page = SupportOfferingPage.objects.get(pk=suggestion.page_id)
        if page.permissions_for_user(user).page_locked():
            raise TakeOverError("Sidan granskas just nu. Vänta tills det är klart.")
        try:
            suggestion.revision = draft(suggestion, user)
        except ValidationError as error:
            raise TakeOverError(" ".join(error.messages)) from error
        suggestion.state = State.IN_REVIEW
        suggestion.save(update_fields=["revision", "state"])
    return suggestion


def finish(suggestion_id: int, user: Any) -> None:
    """Dealt with in another way, or of no use."""
    open_ones = FreshnessSuggestion.objects.exclude(state=State.DONE)
    open_ones.filter(pk=suggestion_id).update(
        state=State.DONE, handled_at=timezone.now(), handled_by=user
    )


def published(page: SupportOfferingPage, revision: Revision) -> None:
    """A version is live: suggestions that went into it, or into one before, are done.

    The contact had looked at all the facts, so they count as checked on that day.
    """
    done = FreshnessSuggestion.objects.filter(
        page=page, state=State.IN_REVIEW, revision_id__lte=revision.pk
    )
    for suggestion in done:
        answered = timezone.localdate(suggestion.created_at)
        with transaction.atomic():
            status = status_row.lock(page.pk)
            if status.checked_on is None or status.checked_on < answered:
                status_row.record_check(status, page, answered, how=status.Method.MAIL)
            suggestion.state, suggestion.handled_at = State.DONE, timezone.now()
            suggestion.save(update_fields=["state", "handled_at"])


def sent_back(state: Any) -> None:
    """A review in nobody's name ended without approval: the editors take it on."""
    if state.requested_by_id is not None or not isinstance(state.content_object, Page):
        return
    page_id = state.content_object.pk
    waiting = FreshnessSuggestion.objects.filter(page=page_id, state=State.IN_REVIEW)
    suggestion = waiting.select_related("page").last()
    if suggestion is None:
        return
    reason = state.current_task_state.get_comment() if state.current_task_state else ""
    notices.notify(
        responsible_for(suggestion.page),
        Notice.Kind.DECISION,
        f"Förslaget från kontakten för ”{suggestion.page.title}” behöver ändras: "
        f"{reason}",
        reverse("wagtailadmin_pages:edit", args=[page_id]),
        at_once=True,
    )
