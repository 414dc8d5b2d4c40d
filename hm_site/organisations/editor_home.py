"""The admin's start page: for each role what it needs first, and nothing else.

An editor finds her organisation's pages by where they stand (`standing`); upper rooms
add sections, buttons and notes (`sections`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin.ui.components import Component
from wagtail.models import GroupPagePermission, Page

from . import access
from .access import Held
from .models import OrganisationIndexPage, OrganisationPage
from .ownership import belongs_to
from .review import desk
from .sections import NewPage, home_sections, new_pages
from .standing import Standing, standings

SHOWN_WAITING = 5


@dataclass
class OwnOrganisation:
    """One organisation of an editor; nothing new is begun while it is inactive."""

    page: OrganisationPage
    standing: Standing
    new: list[NewPage]

    @property
    def all_url(self) -> str:
        return reverse("wagtailadmin_explore", args=[self.page.pk])


@dataclass(frozen=True)
class Shortcut:
    label: str
    url: str
    icon: str
    text: str


class StartPanel(Component):
    """All of the start page."""

    name = "hm_start"
    order = 10
    template_name = "organisations/start.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        held = access.roles_of(user)
        return {
            "organisations": own_organisations(user, held),
            "queue": review_queue(user, held),
            "strategy": strategy_pages(user, held),
            "shortcuts": administration() if user.is_superuser else [],
            "sections": home_sections(user),
            "nobody": not held and not user.is_superuser,
        }


def replace_panels(request: HttpRequest, panels: list[Component]) -> None:
    """Hook `construct_homepage_panels`, before others add theirs: Wagtail's own panels
    offer decisions that only the desk takes, and list what stands here better."""
    panels[:] = [StartPanel()]


def drop_summary(request: HttpRequest, items: list[Any]) -> None:
    """Hook `construct_homepage_summary_items`, after all have added theirs: numbers of
    pages and pictures are not shown, so they are not asked for."""
    items.clear()


def drop_product_news(request: HttpRequest, items: list[Any]) -> None:
    """Hook `construct_help_menu`: links to another site about the tool, in English,
    with a red number on them, are for administrators."""
    if not request.user.is_superuser:
        foreign = ("whats-new-in-wagtail", "editor-guide")
        items[:] = [item for item in items if not item.name.startswith(foreign)]


def return_after_submitting(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Hooks `after_create_page` and `after_edit_page`: home, where the page stands
    among what waits; Wagtail's list of pages tells an editor little."""
    if "action-submit" not in request.POST:
        return None
    return redirect("wagtailadmin_home")


def own_organisations(user: Any, held: Held) -> list[OwnOrganisation]:
    """The editor's organisations with all that lies below them, by title."""
    organisations = access.edited_by(user, held)
    paths = [organisation.path for organisation in organisations]
    if not paths:
        return []
    found = standings(
        _newest_first(Page.objects.filter(belongs_to(organisations))),
        lambda page: next(path for path in paths if page.path.startswith(path)),
        paths,
    )
    return [
        OwnOrganisation(page, found[page.path], new_pages(page) if page.active else [])
        for page in organisations
    ]


def _newest_first(pages: Any) -> Any:
    return pages.annotate_approved_schedule().order_by(
        "-latest_revision_created_at", "path"
    )


def review_queue(user: Any, held: Held) -> dict[str, Any] | None:
    """What waits for those who review; None for the others."""
    reviews = {role for role, _subject in held} & {"moderator", "reviewer"}
    if not reviews and not user.is_superuser:
        return None
    steps = desk.steps(user)
    return {
        "rows": desk.queue(user, steps[:SHOWN_WAITING]),
        "count": steps.count(),
        "late": desk.late(steps).count(),
        "late_after": settings.REVIEW_REMINDER_DAYS,
        "url": reverse(desk.DESK),
    }


def strategy_pages(user: Any, held: Held) -> Standing | None:
    """The pages that a strategy owner answers for; None for the others."""
    if ("strategy-owner", "") not in held:
        return None
    granted = GroupPagePermission.objects.filter(
        group__user=user, group__role_group__role="strategy-owner"
    )
    pages = Page.objects.filter(pk__in=granted.values("page"))
    return standings(_newest_first(pages), lambda page: "", [""])[""]


def administration() -> list[Shortcut]:
    """Where a platform administrator works."""
    index = OrganisationIndexPage.objects.sources().first()
    return [
        Shortcut(
            "Organisationer",
            reverse("wagtailadmin_explore", args=[index.pk])
            if index
            else reverse("wagtailadmin_explore_root"),
            "group",
            "Vilka som är med, och vad de har publicerat.",
        ),
        Shortcut(
            "Användare",
            reverse("wagtailusers_users:index"),
            "user",
            "Bjud in, byt roll, stäng av.",
        ),
        Shortcut(
            "Historik",
            reverse("wagtailadmin_reports:site_history"),
            "history",
            "Vem som har gjort vad.",
        ),
    ]
