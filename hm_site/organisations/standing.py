"""Where pages stand in the editors' work: returned, waiting, withdrawn, draft, live.

The same few queries, whatever the number of pages.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from hm_site import languages
from hm_site.base.links import reader_path

from .models import Withdrawal
from .sections import PageNote, page_notes

SHOWN_PUBLISHED = 20

K = TypeVar("K")


@dataclass(frozen=True)
class PageRow:
    """A page of hers; `said` is what somebody wrote about it."""

    title: str
    url: str
    kind: str
    detail: str = ""
    said: str = ""
    badge: str = ""
    note: PageNote | None = None
    live_url: str = ""
    undo_url: str = ""


@dataclass
class Standing:
    """Pages by where they stand. A published page with a draft is in two lists."""

    returned: list[PageRow] = field(default_factory=list)
    waiting: list[PageRow] = field(default_factory=list)
    withdrawn: list[PageRow] = field(default_factory=list)
    drafts: list[PageRow] = field(default_factory=list)
    published: list[PageRow] = field(default_factory=list)

    @property
    def lists(self) -> list[dict[str, Any]]:
        """Those that hold something, most urgent first."""
        named = (
            ("Tillbaka till dig", "resubmit", self.returned),
            ("Väntar på granskning", "time", self.waiting),
            ("Tillbakadraget", "no-view", self.withdrawn),
            ("Utkast", "draft", self.drafts),
            ("Publicerat", "view", self.published),
        )
        return [
            {
                "heading": heading,
                "icon": icon,
                "count": len(rows),
                "rows": rows[:SHOWN_PUBLISHED] if rows is self.published else rows,
            }
            for heading, icon, rows in named
            if rows
        ]

    @property
    def more(self) -> bool:
        """Whether some published pages are left out of `lists`."""
        return len(self.published) > SHOWN_PUBLISHED


def standings(
    pages: Iterable[Page], key: Callable[[Page], K], keys: Iterable[K]
) -> dict[K, Standing]:
    """Where the pages stand, by the `key` of each; every one of `keys` has an answer.

    The pages come with `annotate_approved_schedule`, newest draft first.
    """
    pages = list(pages)
    found = {each: Standing() for each in keys}
    reviews = _reviews([page.pk for page in pages])
    withdrawals = _withdrawals([page.pk for page in pages if not page.live])
    notes = page_notes(page.pk for page in pages if page.live)
    for page in pages:
        _place(
            page,
            found[key(page)],
            reviews.get(page.pk),
            withdrawals.get(page.pk),
        )
    for page in sorted(pages, key=lambda page: page.title.casefold()):
        if page.live:
            found[key(page)].published.append(_published(page, notes.get(page.pk)))
    return found


def _place(
    page: Page,
    standing: Standing,
    review: WorkflowState | None,
    withdrawal: Withdrawal | None,
) -> None:
    """Where the newest version stands, when readers do not see it."""
    if review and review.status == WorkflowState.STATUS_NEEDS_CHANGES:
        standing.returned.append(_returned(page, review))
    elif review:
        standing.waiting.append(_waiting(page, review))
    elif withdrawal:
        standing.withdrawn.append(_withdrawn(page, withdrawal))
    elif not page.live or page.has_unpublished_changes:
        standing.drafts.append(_draft(page))


def _reviews(pks: list[int]) -> dict[int, WorkflowState]:
    states = WorkflowState.objects.active().filter(
        base_content_type__app_label="wagtailcore",
        base_content_type__model="page",
        object_id__in=[str(pk) for pk in pks],
    )
    states = states.select_related(
        "requested_by", "claim__user", "current_task_state__finished_by"
    )
    return {int(state.object_id): state for state in states}


def _withdrawals(pks: list[int]) -> dict[int, Withdrawal]:
    """The newest of each page that nobody has undone."""
    rows = Withdrawal.objects.filter(page__in=pks, undone_at=None)
    return {row.page_id: row for row in rows.select_related("by").order_by("at")}


def _row(page: Page, detail: str, title: str = "", **fields: Any) -> PageRow:
    return PageRow(
        title=title or page.get_admin_display_title(),
        url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        kind=page.page_type_display_name,
        detail=detail,
        **fields,
    )


def _returned(page: Page, review: WorkflowState) -> PageRow:
    step = review.current_task_state
    when = f" {_day(step.finished_at)}" if step.finished_at else ""
    who = f" av {step.finished_by}" if step.finished_by else ""
    return _row(page, f"Skickades tillbaka{when}{who}.", said=step.comment)


def _waiting(page: Page, review: WorkflowState) -> PageRow:
    step, claim = review.current_task_state, getattr(review, "claim", None)
    since = _since(step.started_at if step else review.created_at)
    who = f" av {review.requested_by}" if review.requested_by else ""
    taken = f"{claim.user} läser den." if claim else "Ingen har börjat läsa den än."
    return _row(page, f"Inskickad {since}{who}. {taken}")


def _withdrawn(page: Page, withdrawal: Withdrawal) -> PageRow:
    """With the way back, for those who work with the page: what a moderator withdrew
    is reviewed anew. The screen asks again."""
    returns = withdrawal.revision_id and not (withdrawal.by_moderator or page.expired)
    who = f" av {withdrawal.by}" if withdrawal.by else ""
    detail = f"Drogs tillbaka {_day(withdrawal.at)}{who}. Läsare ser den inte."
    return _row(
        page,
        detail,
        said=withdrawal.reason,
        undo_url=reverse("review_undo", args=[withdrawal.pk]) if returns else "",
    )


def _draft(page: Page) -> PageRow:
    changed = page.latest_revision_created_at
    if page.approved_schedule:
        badge = "godkänd, publiceras på utsatt tid"
    elif page.expired:
        badge = "slutdatum passerat"
    else:
        badge = "ändring av publicerad sida" if page.live else ""
    detail = f"Senast ändrat {_since(changed)}." if changed else ""
    return _row(page, detail, badge=badge)


def _published(page: Page, note: PageNote | None) -> PageRow:
    return _row(
        page,
        note.text if note else "",
        title=page.title,
        badge=note.badge if note else "",
        note=note,
        live_url=reader_path(page.url_path, languages.SOURCE) or "",
    )


def _day(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d}"


def _since(moment: datetime) -> str:
    days = (timezone.localdate() - timezone.localtime(moment).date()).days
    return {0: "i dag", 1: "i går"}.get(days, f"för {days} dagar sedan")
