"""What the links in the mails open: a page that shows, and a button that acts.

Mail programs and virus scanners open every link, so nothing happens before a button
is pressed. No account, no cookie: the link is the key, and the Origin check keeps
other sites from pressing the button.
"""

from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from hm_site.base.links import home_path, reader_url
from hm_site.base.origin import origin_checked
from hm_site.base.querysets import is_published
from hm_site.base.signed_links import BrokenLinkError, ExpiredLinkError
from hm_site.organisations.ownership import owner_page

from ..models import CheckRound
from . import contact, links
from .answers import Case, find, give
from .forms import ChangedForm
from .links import Standing

# Gone for good, as far as this link goes.
_STATUS = {Standing.GONE: 410, Standing.WITHDRAWN: 410}


@never_cache
@origin_checked
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, token: str) -> HttpResponse:
    try:
        link = links.read(token)
    except BrokenLinkError:
        return _tell(request, "broken", status=404)
    except ExpiredLinkError:
        return _tell(request, "expired", status=410)
    case = find(link)
    if case.standing is not Standing.OPEN or case.page is None:
        return _told(request, case)
    changed = link.purpose == CheckRound.Answer.CHANGED
    if request.method == "POST":
        return _act(request, case, ChangedForm(case.page, request.POST), changed)
    return _ask(request, case, ChangedForm(case.page) if changed else None)


def _act(
    request: HttpRequest, case: Case, form: ChangedForm, changed: bool
) -> HttpResponse:
    """Answer, then show the answer under the same address: loading it again, or a
    second answer at the same time, changes nothing."""
    if changed and not form.is_valid():
        return _ask(request, case, form, status=422)
    give(case.link, form.cleaned_data if changed else None)
    return HttpResponseRedirect(request.path)


def _ask(
    request: HttpRequest, case: Case, form: ChangedForm | None, status: int = 200
) -> HttpResponse:
    return _page(
        request,
        "ask",
        case,
        status=status,
        purpose=case.link.purpose,
        form=form,
        rows=contact.fact_rows(case.page) if case.page else [],
        checked_on=case.status.checked_on if case.status else None,
    )


def _told(request: HttpRequest, case: Case) -> HttpResponse:
    check_round = case.check_round
    return _page(
        request,
        "told",
        case,
        status=_STATUS.get(case.standing, 200),
        standing=case.standing.value,
        answer=check_round.answer if check_round else "",
        answered_on=(
            timezone.localdate(check_round.answered_at)
            if check_round and check_round.answered_at
            else None
        ),
        checked_on=case.status.checked_on if case.status else None,
    )


def _tell(request: HttpRequest, standing: str, status: int) -> HttpResponse:
    return _page(request, "told", None, status=status, standing=standing)


def _page(
    request: HttpRequest, name: str, case: Case | None, status: int, **context: Any
) -> HttpResponse:
    page = case.page if case else None
    organisation = owner_page(page) if page else None
    shown = page is not None and is_published(page)
    return render(
        request,
        f"resources/freshness/{name}.html",
        {
            "page": page if shown else None,
            "page_url": reader_url(page) if page and shown else "",
            "organisation": organisation,
            "home_url": home_path(),
            "editors_email": parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
            **context,
        },
        status=status,
    )
