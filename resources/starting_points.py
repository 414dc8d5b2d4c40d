"""What a new offering begins with: a starting point, or a copy of one's own.

A starting point sets terms alone and writes no word for the editor: nobody can publish
a text that she has not read, and its name is refused until she gives it one of its own
(`names`).
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from wagtail.models import Page

from hm_site.base.models import PageTerm
from hm_site.organisations.models import OrganisationPage

from .models import SupportOfferingPage
from .models.rows import OfferingSession
from .names import COPY_OF, UNNAMED, free_slug

TITLE_LENGTH = 200


@dataclass(frozen=True)
class StartingPoint:
    """A kind of support that many have; `terms` are what nearly all of them share."""

    code: str
    name: str
    description: str
    icon: str
    terms: dict[str, tuple[str, ...]] = field(default_factory=dict)


STARTING_POINTS: tuple[StartingPoint, ...] = (
    StartingPoint(
        "meeting-place",
        "Mötesplats eller språkkafé",
        "Öppet hus där man fikar, pratar och övar svenska.",
        "group",
        {
            "activity": ("meeting-place", "language-practice"),
            "concern": ("loneliness",),
            "level": ("2",),
            "access": ("drop-in",),
            "cost": ("free",),
        },
    ),
    StartingPoint(
        "conversation-group",
        "Samtalsgrupp",
        "En liten grupp som träffas några gånger med en ledare.",
        "comment",
        {
            "activity": ("group-support",),
            "concern": ("talk",),
            "level": ("3",),
            "access": ("sign-up",),
            "cost": ("free",),
        },
    ),
    StartingPoint(
        "supportive-conversation",
        "Stödsamtal",
        "Enskilda samtal med någon som lyssnar.",
        "user",
        {
            "activity": ("supportive-conversation",),
            "concern": ("talk",),
            "level": ("3",),
            "access": ("appointment",),
        },
    ),
    StartingPoint(
        "parent-group",
        "Föräldragrupp",
        "Träffar för föräldrar om barn och familj.",
        "home",
        {
            "activity": ("parenting-support",),
            "concern": ("children",),
            "group": ("families",),
            "level": ("2",),
            "access": ("sign-up",),
            "cost": ("free",),
        },
    ),
    StartingPoint(
        "health-school",
        "Hälsoskola",
        "Kurs om sömn, stress, mat och hur vården fungerar.",
        "clipboard-list",
        {
            "activity": ("health-education",),
            "concern": ("sleep", "worry", "body"),
            "level": ("2",),
            "access": ("sign-up",),
            "cost": ("free",),
        },
    ),
    StartingPoint(
        "physical-activity",
        "Fysisk aktivitet",
        "Promenader, simning, fotboll: röra sig tillsammans.",
        "rotate",
        {
            "activity": ("physical-activity",),
            "concern": ("body",),
            "level": ("2",),
            "access": ("drop-in",),
        },
    ),
    StartingPoint("empty", "Något annat", "Börja med ett tomt formulär.", "doc-empty"),
)
BY_CODE = {point.code: point for point in STARTING_POINTS}

# Where a page stands, and what the copy gets anew.
_NOT_COPIED = {"page_ptr", "valid_from", "valid_to", "funding_ends"}


def begin(
    point: StartingPoint, organisation: OrganisationPage, user: Any
) -> SupportOfferingPage:
    """A draft below the organisation with the starting point's terms."""
    name = "" if point.code == "empty" else f": {point.name.lower()}"
    page = SupportOfferingPage(title=f"{UNNAMED}{name}")
    page.terms = [
        PageTerm(vocabulary=vocabulary, code=code)
        for vocabulary, codes in point.terms.items()
        for code in codes
    ]
    return _save(page, organisation, user)


def copy(
    source: SupportOfferingPage, organisation: OrganisationPage, user: Any
) -> SupportOfferingPage:
    """A draft with the texts and facts of the newest version of `source`.

    Without status and translations, and without dates that have passed.
    """
    today = timezone.localdate()
    newest = source.get_latest_revision_as_object()
    page = SupportOfferingPage(
        title=Truncator(COPY_OF + newest.title).chars(TITLE_LENGTH),
        search_description=newest.search_description,
    )
    for model_field in SupportOfferingPage._meta.local_concrete_fields:
        if model_field.name not in _NOT_COPIED:
            setattr(page, model_field.attname, getattr(newest, model_field.attname))
    for name in ("valid_from", "valid_to", "funding_ends"):
        setattr(page, name, _to_come(getattr(newest, name), today))
    page.terms = _unsaved(newest.terms.all())
    page.places = _unsaved(newest.places.all())
    page.sessions = [
        row for row in _unsaved(newest.sessions.all()) if not _over(row, today)
    ]
    page.pauses = [row for row in _unsaved(newest.pauses.all()) if row.last >= today]
    return _save(page, organisation, user)


def _to_come(day: date | None, today: date) -> date | None:
    return day if day and day >= today else None


def _over(row: OfferingSession, today: date) -> bool:
    """Whether the session is never held again; a rule without end always is."""
    once = row.every == OfferingSession.Every.ONCE
    last = row.first if once else row.last
    return bool(last and last < today)


def _unsaved(rows: Any) -> list[Any]:
    """Copies without a key of their own and without a page."""
    copies = []
    for row in rows:
        values = {
            f.attname: getattr(row, f.attname)
            for f in row._meta.concrete_fields
            if not f.primary_key and f.name != "page"
        }
        copies.append(type(row)(**values))
    return copies


def _save(
    page: SupportOfferingPage, organisation: OrganisationPage, user: Any
) -> SupportOfferingPage:
    """Below the organisation as a draft with a first revision, as Wagtail does it."""
    with transaction.atomic():
        # Two new pages at once must not get the same place in the tree.
        Page.objects.select_for_update().get(pk=organisation.pk)
        parent = OrganisationPage.objects.get(pk=organisation.pk)
        page.slug = free_slug(parent, page.title)
        page.live, page.owner, page.locale = False, user, parent.locale
        parent.add_child(instance=page)
        page.save_revision(user=user, log_action=False)
    return page
