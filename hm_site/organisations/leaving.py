"""An organisation leaves, and perhaps comes back. Nothing is deleted.

Its pages are withdrawn, or they go as a whole to another organisation, addresses and
all. Its own page is withdrawn in both cases, and its people lose every right they had
by it. Closing needs one person (DESIGN 2.4); what is handed over stays as it was
approved, word for word.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from wagtail.actions.move_page import MovePageAction
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Page, Revision, WorkflowState

from hm_site import languages
from hm_site.base import publication
from hm_site.base.caches import bump_version
from hm_site.base.links import reader_path, site_root
from hm_site.base.models import HmDocument, HmImage

from . import access, notices, provisioning
from .models import Notice, OrganisationPage, RoleGroup, Withdrawal
from .people import admission
from .review import withdrawal

LEFT = "Organisationen har lämnat samarbetet."


class LeavingError(Exception):
    """Why nothing was done, in words for the administrator."""


@dataclass(frozen=True)
class Outlook:
    """What leaving is about: numbers of pages below the organisation and of people."""

    live: int
    waiting: int
    drafts: int
    people: int
    people_without_other_role: int

    @property
    def pages(self) -> int:
        return self.live + self.drafts


@dataclass(frozen=True)
class Renamed:
    """A page that got another address, since the new owner had one like it."""

    title: str
    slug: str


# ------------------------------------------------------------------------ looking
def outlook(organisation: OrganisationPage) -> Outlook:
    pages = Page.objects.descendant_of(organisation)
    people = access.editors_of(organisation)
    ours = RoleGroup.objects.filter(subject=str(organisation.translation_key))
    others = RoleGroup.objects.exclude(pk__in=ours)
    return Outlook(
        live=pages.live().count(),
        waiting=len(_waiting(organisation, inclusive=False)),
        drafts=pages.not_live().count(),
        people=people.count(),
        people_without_other_role=get_user_model()
        .objects.filter(pk__in=people.values("pk"), is_superuser=False)
        .exclude(groups__role_group__in=others)
        .count(),
    )


def heirs(organisation: OrganisationPage) -> Any:
    """Organisations that may take over: published and taking part."""
    others = OrganisationPage.objects.sources().published().filter(active=True)
    return others.exclude(pk=organisation.pk).order_by("title")


def _waiting(
    organisation: OrganisationPage, *, inclusive: bool, lock: bool = False
) -> list[WorkflowState]:
    pages = Page.objects.descendant_of(organisation, inclusive=inclusive)
    states = WorkflowState.objects.filter(
        base_content_type__model="page",
        object_id__in=[str(pk) for pk in pages.values_list("pk", flat=True)],
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return list(states.select_for_update(of=("self",)) if lock else states)


# ------------------------------------------------------------------------ leaving
def leave(pk: int, user: Any, *, heir: OrganisationPage | None = None) -> list[Renamed]:
    """The organisation leaves; with `heir` its pages go there, else they are withdrawn.

    All or nothing. Raises LeavingError when somebody else was first.
    """
    with transaction.atomic():
        organisation = _locked(pk)
        if not organisation.active:
            raise LeavingError("Organisationen har redan lämnat samarbetet.")
        if heir is not None and not heirs(organisation).filter(pk=heir.pk).exists():
            raise LeavingError("Den organisationen kan inte ta över.")
        # Reviews first, as an approval does: of the two, one waits for the other.
        waiting = _waiting(organisation, inclusive=True, lock=True)
        people = list(access.editors_of(organisation))
        pages = list(Page.objects.child_of(organisation).specific())
        renamed: list[Renamed] = []
        if heir is None:
            _close(pages, waiting, user)
        else:
            _close([], [s for s in waiting if s.object_id == str(pk)], user)
            renamed = _hand_over(organisation, pages, heir, user)
        if organisation.live:
            withdrawal.withdraw(organisation, user, LEFT)
        _set_active(organisation, active=False)
        log(
            instance=organisation,
            action="organisations.leave",
            user=user,
            data={"pages": len(pages), "heir": heir.title if heir else None},
        )
        _tell(organisation, people, heir, len(pages))
    return renamed


def _locked(pk: int) -> OrganisationPage:
    row = OrganisationPage.objects.sources().select_for_update(of=("self",))
    organisation: OrganisationPage = row.get(pk=pk)
    return organisation


def _close(pages: list[Page], waiting: list[WorkflowState], user: Any) -> None:
    """Nothing of it is shown, waits for a decision or goes live by itself later."""
    for state in waiting:
        state.cancel(user=user)
    for page in pages:
        if page.live:
            withdrawal.withdraw(page, user, LEFT)
        page.revisions.update(approved_go_live_at=None)


def _set_active(organisation: OrganisationPage, *, active: bool) -> None:
    """Written past the revisions and their review: it is no text. Rights follow."""
    OrganisationPage.objects.filter(pk=organisation.pk).update(active=active)
    organisation.active = active
    list(provisioning.provision(organisation))
    if not active:
        admission.end_sessions_of(organisation)
    bump_version()


def _tell(
    organisation: OrganisationPage,
    people: Iterable[Any],
    heir: OrganisationPage | None,
    pages: int,
) -> None:
    notices.notify(
        people,
        Notice.Kind.ACCOUNT,
        f"{organisation.title} har lämnat samarbetet. Du kan inte längre arbeta med "
        "organisationens sidor.",
        at_once=True,
    )
    if heir is not None:
        notices.notify(
            access.editors_of(heir),
            Notice.Kind.DECISION,
            f"Ni har tagit över {pages} sidor från {organisation.title}. Läs igenom "
            "dem och kontrollera att allt stämmer.",
            reverse("wagtailadmin_explore", args=[heir.pk]),
        )


# -------------------------------------------------------------------- handing over
def _hand_over(
    organisation: OrganisationPage,
    pages: list[Page],
    heir: OrganisationPage,
    user: Any,
) -> list[Renamed]:
    renamed = []
    for page in pages:
        before = page.slug
        _move(page, heir, user)
        if page.slug != before:
            renamed.append(Renamed(page.get_admin_display_title(), page.slug))
        # Translations have no address; they go along so that the trees stay alike.
        for translation in page.get_translations().specific():
            target = heir.get_translation_or_none(translation.locale)
            if target is not None:
                _move(translation, target, user)
    files: list[Any] = [
        HmImage.objects.exclude(pk=organisation.logo_id),
        HmDocument.objects.all(),
    ]
    ours = provisioning.collection_of(organisation).get_descendants(inclusive=True)
    for queryset in files:
        queryset.filter(collection__in=ours).update(
            collection=provisioning.collection_of(heir)
        )
    _lead_to(organisation, heir)
    return renamed


def _move(page: Any, parent: Page, user: Any) -> None:
    """Below `parent`; Wagtail writes the redirect. `page.slug` is the new one."""
    parent = Page.objects.get(pk=parent.pk)
    slug = _free_slug(page, parent)
    if slug != page.slug:
        _readdress(page, slug)
    current = Page.objects.get(pk=page.pk).specific
    # By hand nobody may: `base.page_permissions`.
    action = MovePageAction(current, parent, pos="last-child", user=user)
    action.execute(skip_permission_checks=True)


def _free_slug(page: Page, parent: Page) -> str:
    """Free in both places: it is given before the page moves, so that no redirect
    from the new owner's older page is ever made."""
    siblings = page.get_siblings(inclusive=False).values_list("slug", flat=True)
    taken = set(parent.get_children().values_list("slug", flat=True))
    if page.slug not in taken:
        return str(page.slug)
    taken |= set(siblings)
    numbered = (f"{page.slug[:240]}-{number}" for number in count(2))
    return next(slug for slug in numbered if slug not in taken)


def _readdress(page: Any, slug: str) -> None:
    """In every version too, or the next approval would bring the old address back."""
    before, page.slug = page.slug, slug
    with publication.approved(page):  # an address, and not a word that readers read
        page.save(clean=False)
    for revision in Revision.page_revisions.filter(object_id=str(page.pk)):
        if revision.content.get("slug") == before:
            content = {**revision.content, "slug": slug}
            Revision.objects.filter(pk=revision.pk).update(content=content)


def _lead_to(organisation: OrganisationPage, heir: OrganisationPage) -> None:
    """The organisation's own addresses, old and present, lead to the new owner's."""
    Redirect.objects.filter(redirect_page=organisation).update(redirect_page=heir)
    Redirect.objects.update_or_create(
        **_own_address(organisation),
        defaults={"redirect_page": heir, "automatically_created": True},
    )


def _own_address(organisation: OrganisationPage) -> dict[str, Any]:
    path = reader_path(organisation.url_path, languages.SOURCE) or ""
    return {"old_path": Redirect.normalise_path(path), "site_id": site_root()[0]}


# ----------------------------------------------------------------------- coming back
def rejoin(pk: int, user: Any) -> None:
    """Rights and its own page as readers last saw it; other pages stay where they are.

    Withdrawn pages are brought back one by one at the desk, since time has passed.
    Raises LeavingError when the organisation has not left.
    """
    with transaction.atomic():
        organisation = _locked(pk)
        if organisation.active:
            raise LeavingError("Organisationen är redan med i samarbetet.")
        _set_active(organisation, active=True)
        Redirect.objects.filter(
            **_own_address(organisation), automatically_created=True
        ).delete()
        row = Withdrawal.objects.filter(page=organisation).first()
        if row is not None and row.reason == LEFT and withdrawal.may_undo(row, user):
            withdrawal.undo(row.pk, user)
        log(instance=organisation, action="organisations.rejoin", user=user)
