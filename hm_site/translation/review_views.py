"""Views of a translation's review, and of taking a translation away from readers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import String

from hm_site import languages
from hm_site.base.models import BasePage
from hm_site.base.querysets import is_published
from hm_site.organisations.review import decisions
from hm_site.organisations.review.authors import own_work
from hm_site.organisations.review.forms import ReasonForm
from hm_site.organisations.review.withdrawal_views import ask_and_withdraw

from . import access, editor, fidelity, work
from .models import Submission
from .segments import source_segments
from .views import frame, swedish_page, target_language

REVIEW_DESK = "review_desk"


class ReturnForm(ReasonForm):
    help_text = "Översättaren läser detta. Exempel: Ordet för stöd betyder sjukhus här."


def _waiting(request: HttpRequest, state_id: int) -> tuple[WorkflowState, Any, str]:
    """A translation's review, for those who review its language."""
    state = get_object_or_404(WorkflowState, pk=state_id)
    subject = state.content_object
    page = subject.specific if isinstance(subject, Page) else None
    if not isinstance(page, BasePage) or page.is_source:
        raise Http404
    access.require(access.may_review, request.user, page.language)
    return state, page, page.language


def review(request: HttpRequest, state_id: int) -> HttpResponse:
    """Source and translation beside each other, and the two decisions."""
    state, page, language = _waiting(request, state_id)
    if state.status != WorkflowState.STATUS_IN_PROGRESS:
        messages.info(request, "Granskningen är avslutad.")
        return redirect(REVIEW_DESK)
    return _review(request, state, page, language, ReturnForm())


def _review(
    request: HttpRequest,
    state: WorkflowState,
    page: BasePage,
    language: str,
    form: ReturnForm,
    status: int = 200,
) -> HttpResponse:
    if not is_published(page.source):
        return _not_now(request, form, status)
    revision = page.get_latest_revision()
    submission = Submission.objects.filter(revision=revision).first()
    proposed = revision.as_object()
    pairs = _pairs(page, language, submission)
    context = {
        "state": state,
        "source": page.source,
        "page": page,
        "language": languages.get(language),
        "pairs": pairs,
        "gone": _gone(page, submission),
        "advised": [pair for pair in pairs if pair["advice"]],
        "submission": submission,
        "shown": decisions.version(revision),
        "problems": decisions.problems(proposed, revision),
        "own": own_work(state, revision, request.user),
        "form": form,
        **frame(f"Granska: {page.source.title}", ("Granskning", reverse(REVIEW_DESK))),
    }
    return render(request, "translation/review.html", context, status=status)


def _not_now(request: HttpRequest, form: ReturnForm, status: int) -> HttpResponse:
    """While the Swedish page is withdrawn there is nothing to decide, and nothing to
    read: what it said may be a secret by now."""
    context = {
        "typed": form.data.get("reason", ""),
        **frame("Granskningen väntar", ("Granskning", reverse(REVIEW_DESK))),
    }
    return render(request, "translation/review_waits.html", context, status=status)


def _pairs(
    page: BasePage, language: str, submission: Submission | None
) -> list[dict[str, Any]]:
    """Swedish as it is now, what was sent in, and what readers have."""
    sent = {
        (row["context"], row["string"]): row
        for row in (submission.segments if submission else [])
    }
    pairs = []
    for line in editor.lines(page.source, language):
        row = sent.get((line.segment.context_id, line.segment.string_id), {})
        text = row.get("text", "")
        swedish = line.segment.string.data
        pairs.append(
            {
                "line": line,
                "text": text,
                "machine": row.get("machine", False),
                "unsure": line.unsure and line.was == text,
                "advice": fidelity.advice(swedish, text, language) if text else [],
            }
        )
    return pairs


def _gone(page: BasePage, submission: Submission | None) -> list[dict[str, str]]:
    """What was sent in for texts that the Swedish page no longer has."""
    if submission is None:
        return []
    now = {(x.context_id, x.string_id) for x in source_segments(page.source)}
    rows = [
        row for row in submission.segments if (row["context"], row["string"]) not in now
    ]
    swedish = String.objects.in_bulk([row["string"] for row in rows])
    return [
        {"source": swedish[row["string"]].data, "text": row["text"]}
        for row in rows
        if row["string"] in swedish
    ]


@require_POST
def send_back(request: HttpRequest, state_id: int) -> HttpResponse:
    state, page, language = _waiting(request, state_id)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _review(request, state, page, language, form, status=422)
    try:
        decisions.send_back(state.pk, request.user, reason=form.cleaned_data["reason"])
    except decisions.DecisionError as error:
        messages.error(request, str(error))
        return _review(request, state, page, language, form, status=409)
    messages.success(request, "Översättningen är skickad tillbaka.")
    return redirect(REVIEW_DESK)


def withdraw(request: HttpRequest, source_id: int, language: str) -> HttpResponse:
    """Take one translation away from readers, at once, with the reason."""
    source = swedish_page(source_id)
    target_language(language)
    access.require(access.may_review, request.user, language)
    target = work.target_of(source, language)
    if target is None or target.depth <= 2:
        raise PermissionDenied
    if not target.live or not is_published(source):
        messages.info(request, "Översättningen är redan borta för läsare.")
        return redirect("translation_edit", source.pk, language)
    return ask_and_withdraw(request, target, may_withdraw)


def may_withdraw(target: Page, user: Any) -> bool:
    """The language roles hold no right of Wagtail's, see `access`."""
    live: bool = target.live
    return live and access.may_review(user, target.locale.language_code)
