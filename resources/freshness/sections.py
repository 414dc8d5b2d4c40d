"""What waits: on the editor's home and on the moderators' desk."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from hm_site.organisations import access, ownership
from hm_site.organisations.sections import Row, Section

from ..models import FreshnessSuggestion, SupportOfferingPage
from . import rules

SHOWN = 10
LEAD = timedelta(days=-rules.STEPS[0])


def due(user: Any) -> Section | None:
    """An editor's own offerings, soonest first."""
    organisations = access.edited_by(user)
    if not organisations:
        return None
    today = timezone.localdate()
    pages = (
        SupportOfferingPage.objects.of(organisations)
        .running(today)
        .filter(status_row__next_check__lte=today + LEAD)
        .select_related("status_row")
        .order_by("status_row__next_check", "path")
    )
    rows = [
        Row(
            page.title,
            reverse("offering_status", args=[page.pk]),
            note=f"Kontrolleras senast {page.status_row.next_check}",
            badge="försenad" if page.status_row.next_check < today else "",
        )
        for page in pages[:SHOWN]
    ]
    return Section(
        "Dags att kontrollera",
        rows,
        note=(
            "Öppna, jämför med verkligheten och tryck på Stämmer fortfarande."
            if rows
            else "Inget just nu. Här syns stöd två veckor innan de ska kontrolleras."
        ),
        more_url=reverse("report_overdue_checks") if rows else "",
        icon="date",
    )


def suggestions(user: Any) -> Section | None:
    """What contacts of an editor's own organisations have sent in."""
    organisations = access.edited_by(user)
    open_ones = FreshnessSuggestion.objects.filter(
        page__in=SupportOfferingPage.objects.of(organisations)
    ).exclude(state=FreshnessSuggestion.State.DONE)
    rows = [
        Row(
            suggestion.page.title,
            reverse("freshness_suggestion", args=[suggestion.pk]),
            note=f"Kom in {timezone.localdate(suggestion.created_at)}",
            badge=suggestion.get_state_display(),
        )
        for suggestion in open_ones.select_related("page")[:SHOWN]
    ]
    return Section("Förslag från kontakter", rows, icon="mail") if rows else None


def ended(user: Any) -> Section | None:
    """What has ended and still has a page: to be withdrawn, or opened again."""
    pages = (
        SupportOfferingPage.objects.of(access.edited_by(user))
        .published()
        .filter(status_row__capacity="ended")
        .select_related("status_row")
        .order_by("path")
    )
    rows = [
        Row(page.title, reverse("review_withdraw", args=[page.pk]), badge="avslutat")
        for page in pages[:SHOWN]
    ]
    if not rows:
        return None
    return Section(
        "Har slutat men har en sida kvar",
        rows,
        note=(
            "De syns inte i listorna. Tryck på namnet för att dra tillbaka sidan. "
            "Var det fel? Ändra läget under Läge och kontroll."
        ),
        icon="download",
    )


def forgotten(user: Any) -> Section | None:
    """For moderators: unchecked for a year, longest first; nothing goes by itself."""
    if not access.moderates(user):
        return None
    pages = (
        SupportOfferingPage.objects.running(today := timezone.localdate())
        .unchecked_since(rules.forgotten_since(today))
        .select_related("status_row")
        .order_by("status_row__checked_on", "first_published_at", "path")
    )
    shown = list(pages[: SHOWN + 1])
    if not shown:
        return None
    titles = ownership.organisation_titles()
    rows = [
        Row(
            page.title,
            reverse("offering_status", args=[page.pk]),
            note=ownership.owner_title(page, titles),
            badge=last_checked(page),
        )
        for page in shown[:SHOWN]
    ]
    return Section(
        f"Inte kontrollerat på {rules.FORGOTTEN} månader",
        rows,
        note="Ring eller skriv till kontakten. Går det inte att få svar: dra tillbaka.",
        more_url=reverse("report_overdue_checks") if len(shown) > SHOWN else "",
        icon="date",
    )


def last_checked(page: SupportOfferingPage) -> str:
    status = getattr(page, "status_row", None)
    if status is None or status.checked_on is None:
        return "aldrig kontrollerat"
    return f"kontrollerat {status.checked_on}"
