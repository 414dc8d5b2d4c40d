"""The organisation's side: what readers have said about an offering, and what is done.

Whoever may change the offering may read and handle it: the own organisation's editors,
moderators and administrators, wherever the offering lies today.
"""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.models import Page

from hm_site import languages
from hm_site.organisations.access import edited_by
from hm_site.organisations.sections import Row, Section

from ..models import ReaderReport, SupportOfferingPage
from .clearing import KEPT

Mark = ReaderReport.Mark
LOG_ACTION = "resources.reader_report"
SHOWN_WAITING, SHOWN_HANDLED, SHOWN_AT_HOME = 100, 20, 10
# (mark, heading, what it means)
GROUPS = (
    (Mark.NONE, "Väntar på er", ""),
    (
        Mark.CROWD,
        "Från ett nät som många skickar från",
        "Det kan vara ett boende där många har sagt samma sak. Det kan också vara en "
        "enda person som trycker många gånger.",
    ),
    (
        Mark.LINK,
        "Med en länk i texten",
        "Det kan vara reklam. Gå inte till länken om du inte vet vart den leder.",
    ),
)


# ----------------------------------------------------------------- one offering
@require_http_methods(["GET", "POST"])
def reports(request: HttpRequest, page_id: int) -> HttpResponse:
    page = get_object_or_404(SupportOfferingPage.objects.sources(), id=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    if request.method == "POST":
        return _handle(request, page)
    waiting = page.reader_reports.filter(handled_at=None)
    handled = page.reader_reports.exclude(handled_at=None).select_related("handled_by")
    shown = waiting[:SHOWN_WAITING]
    return render(
        request,
        "resources/reader_reports/admin/reports.html",
        {
            "page": page,
            "groups": [
                {"heading": heading, "note": note, "mark": mark, "rows": rows}
                for mark, heading, note in GROUPS
                if (rows := _rows(r for r in shown if r.mark == mark)) or not mark
            ],
            "waiting": waiting.count(),
            "more": max(0, waiting.count() - SHOWN_WAITING),
            "newest": max((report.pk for report in shown), default=0),
            "handled": _rows(handled.order_by("-handled_at")[:SHOWN_HANDLED]),
            "days": KEPT.days,
        },
    )


def _rows(found: Any) -> list[dict[str, Any]]:
    return [
        {"report": report, "language": languages.get(report.language)}
        for report in found
    ]


def _handle(request: HttpRequest, page: SupportOfferingPage) -> HttpResponse:
    """`report`: that one; `upto`: all the person has seen; `undo`: waits again."""
    if "undo" in request.POST:
        chosen = page.reader_reports.exclude(handled_at=None)
        chosen = chosen.filter(pk=_number(request.POST["undo"]))
        done = chosen.update(handled_at=None, handled_by=None)
        said = "Det väntar på er igen."
    else:
        chosen = page.reader_reports.filter(handled_at=None)
        if "upto" in request.POST:
            chosen = chosen.filter(pk__lte=_number(request.POST["upto"]))
        else:
            chosen = chosen.filter(pk=_number(request.POST.get("report", "")))
        done = chosen.update(handled_at=timezone.now(), handled_by=request.user)
        said = "Hanterat." if done == 1 else f"{done} är hanterade."
    if done:
        log(instance=page, action=LOG_ACTION, user=request.user)
        messages.success(request, said)
    else:
        messages.info(request, "Inget ändrades. Någon annan kan ha hunnit före.")
    return redirect("reader_reports", page.pk)


def _number(text: str) -> int:
    """What a form of ours sends; 0, which is no row's key, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def button(page: Page, user: Any, **kwargs: Any) -> Any:
    """Where the page is edited or listed."""
    offering = page.specific
    if not isinstance(offering, SupportOfferingPage) or not offering.is_source:
        return
    if offering.permissions_for_user(user).can_edit():
        yield Button(
            "Läsarnas ord",
            reverse("reader_reports", args=[page.pk]),
            icon_name="comment",
            priority=16,
        )


URLS = [path("offerings/<int:page_id>/readers/", reports, name="reader_reports")]


def register_log_action(actions: Any) -> None:
    actions.register_action(
        LOG_ACTION, "Läsarnas ord", "Hanterade vad läsare har sagt till om"
    )


# ------------------------------------------------------------------------- home
def home_section(user: Any) -> Section | None:
    """What waits in the person's own organisations; None for those who edit none."""
    organisations = edited_by(user)
    if not organisations:
        return None
    offerings = SupportOfferingPage.objects.of(organisations)
    waiting: dict[int, list[ReaderReport]] = {}
    found = ReaderReport.objects.filter(handled_at=None, offering__in=offerings)
    for report in found.select_related("offering"):
        waiting.setdefault(report.offering_id, []).append(report)
    rows = [_home_row(reports) for reports in waiting.values()]
    return Section(
        heading="Läsare har hört av sig",
        rows=rows[:SHOWN_AT_HOME],
        note=(
            "De säger att något inte stämmer. Rätta sidan och tryck på Hanterat."
            if rows
            else "Ingenting väntar. Här står det när en läsare säger att något om ert "
            "stöd inte stämmer."
        ),
        more_url=reverse("report_reader_words") if len(rows) > SHOWN_AT_HOME else "",
        icon="comment",
    )


def _home_row(found: list[ReaderReport]) -> Row:
    """`found`: all that waits for one offering, newest first."""
    kinds = Counter(report.get_kind_display() for report in found)
    said = ", ".join(
        f"{kind} ({number})" if number > 1 else kind
        for kind, number in kinds.most_common()
    )
    newest = timezone.localdate(found[0].received)
    return Row(
        title=found[0].offering.title,
        url=reverse("reader_reports", args=[found[0].offering_id]),
        note=f"{said}. Senast {newest:%Y-%m-%d}.",
        badge="1 ny" if len(found) == 1 else f"{len(found)} nya",
    )
