"""The public form and its thank-you page: never cached, no cookie, no script needed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hm_site.base import form_tickets, interface
from hm_site.base.chrome import help_lines_context, top_url
from hm_site.base.form_limits import pressure, pressure_of_form
from hm_site.base.forms import tel_uri
from hm_site.base.links import home_path, reader_url
from hm_site.base.origin import origin_checked
from hm_site.base.page_context import plain_context
from hm_site.base.reader import LocalText, reader_code
from hm_site.base.routing import translation_of
from hm_site.base.views import page_not_found
from hm_site.organisations.names import owner_of

from ..models import ReaderReport, SupportOfferingPage
from ..models.reader_report import MAX_TEXT
from . import kinds
from .forms import ReaderReportForm, holds_link
from .intake import record

View = Callable[..., HttpResponse]
FORM = "reader-report"


def uncached(view: View) -> View:
    """Kept by nobody, found by no search engine; 404 as readers know it.

    With `no-referrer`, as elsewhere, browsers would hide where the form came from.
    """

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404 as error:
            response = page_not_found(request, error)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return answered


def find_offering(page_id: int) -> SupportOfferingPage:
    """The published offering in the reader's language, else in Swedish.

    `page_id` is the Swedish page's: it survives renaming and moving. Raises Http404.
    """
    published = SupportOfferingPage.objects.sources().for_serving().published()
    source = published.filter(id=page_id).first()  # `pk` knows no largest number
    if source is None or source.get_view_restrictions().exists():
        raise Http404
    return translation_of(source, reader_code()) or source


@dataclass(frozen=True)
class Trouble:
    """Why the form is shown again: over the form, or at the field `anchor`."""

    text: str
    status: int = 422
    anchor: str = ""
    wait: int = 0


@uncached
@require_http_methods(["GET", "HEAD", "POST"])
@origin_checked
def tell(request: HttpRequest, page_id: int, kind: str) -> HttpResponse:
    """The form; `kind` is the tap that led here and may be changed in it."""
    if kind not in kinds.WORDS:
        raise Http404
    page = find_offering(page_id)
    if request.method == "POST":
        return _receive(request, page, kind)
    return _form(request, page, ReaderReportForm(initial={"kind": kind}))


@uncached
@require_safe
def thanks(request: HttpRequest, page_id: int) -> HttpResponse:
    page = find_offering(page_id)
    context = {
        **_about(page, _("Tack för att du säger till")),
        "directory_url": top_url("directorypage"),
    }
    return render(request, "resources/reader_reports/thanks.html", context)


def _receive(
    request: HttpRequest, page: SupportOfferingPage, kind: str
) -> HttpResponse:
    try:
        posted = request.POST
    except SuspiciousOperation:  # more than Django reads into memory
        empty = ReaderReportForm(initial={"kind": kind})
        too_long = Trouble(_("Texten är för lång."), status=413)
        return _form(request, page, empty, too_long)
    form = ReaderReportForm(posted)
    token = posted.get("token", "")
    try:
        key = form_tickets.key(FORM, token, page.source.pk)
    except form_tickets.TooFastError:
        fast = Trouble(_("Det gick lite för fort. Tryck på Skicka en gång till."))
        return _form(request, page, form, _first_error(form) or fast, token)
    except form_tickets.UselessTicketError:
        text = _("Sidan har varit öppen länge. Läs igenom och tryck på Skicka igen.")
        return _form(request, page, form, _first_error(form) or Trouble(text))
    trouble = _first_error(form)
    if trouble:
        return _form(request, page, form, trouble, token)
    return _store(request, page, form, key, token)


def _store(
    request: HttpRequest,
    page: SupportOfferingPage,
    form: ReaderReportForm,
    key: str,
    token: str,
) -> HttpResponse:
    source = page.source
    again = ReaderReport.objects.filter(form_key=key).exists()
    busy = pressure_of_form(key) if again else pressure(request, FORM, source.pk)
    if busy.wait:
        text = _("Många skickar just nu. Vänta en stund, eller ring i stället.")
        return _form(request, page, form, Trouble(text, 429, wait=busy.wait), token)
    mark = ReaderReport.Mark.NONE
    if holds_link(form.cleaned_data["text"]):
        mark = ReaderReport.Mark.LINK
    elif busy.crowded:
        mark = ReaderReport.Mark.CROWD
    report = ReaderReport(
        offering=source,
        kind=form.cleaned_data["kind"],
        language=reader_code(),
        text=form.cleaned_data["text"],
        mark=mark,
        form_key=key,
    )
    try:
        fresh = record(report)
    except IntegrityError as error:  # the page was deleted this very moment
        raise Http404 from error
    if not fresh:
        text = _("Det du skickade förut är läst. Tryck på Skicka för att säga mer.")
        return _form(request, page, form, Trouble(text, status=409))
    response = HttpResponseRedirect(reverse("reader_report_thanks", args=[source.pk]))
    response.status_code = 303
    return response


def _first_error(form: ReaderReportForm) -> Trouble | None:
    for name in ("kind", "text", "homepage"):
        for text in form.errors.get(name, []):
            return Trouble(str(text), anchor="" if name == "homepage" else name)
    return None


def _form(
    request: HttpRequest,
    page: SupportOfferingPage,
    form: ReaderReportForm,
    trouble: Trouble | None = None,
    token: str = "",
) -> HttpResponse:
    """The form, as typed; without a ticket that is still good it gets a new one."""
    source = page.source
    context = {
        **_about(page, _("Säg till om något inte stämmer")),
        "choices": kinds.choices(source.pk),
        "chosen": form["kind"].value(),
        "text": form["text"].value() or "",
        "max_text": MAX_TEXT,
        "trouble": trouble,
        "token": token or form_tickets.issue(FORM, source.pk),
        "help_lines": help_lines_context(),
    }
    response = render(
        request,
        "resources/reader_reports/form.html",
        context,
        status=trouble.status if trouble else 200,
    )
    if trouble and trouble.wait:
        response["Retry-After"] = str(trouble.wait)
    return response


def _about(page: SupportOfferingPage, heading: str) -> dict[str, Any]:
    """What both pages say: which offering, whose, and how to reach somebody."""
    source = page.source
    owner = owner_of(source.path)
    title = LocalText(page.title, page.language)
    phone = source.phone or (owner.phone if owner else "")
    return {
        **plain_context(heading),
        "offering": title,
        "offering_url": reader_url(source),
        "organisation": owner.name if owner else None,
        "phone": {"tel": tel_uri(phone), "display": phone} if phone else None,
        "email": source.email or (owner.email if owner else ""),
        "breadcrumbs": [
            {"title": LocalText.own(interface.HOME), "url": home_path()},
            {"title": title, "url": reader_url(source)},
            {"title": LocalText.own(heading), "url": None},
        ],
    }
