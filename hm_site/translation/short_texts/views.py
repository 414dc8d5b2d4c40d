"""One short text in one language: written by a translator, decided by a reviewer."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from wagtail.models import WorkflowState

from hm_site import languages
from hm_site.base.models import LocalRow
from hm_site.organisations.review import decisions

from .. import access, board, views
from ..as_read import fingerprint
from ..review_views import ReturnForm
from ..subjects import TextSubject
from . import checks, onward, review
from .forms import ShortTextForm
from .kinds import KINDS, Item, Kind, item_of
from .review import Meanwhile, desk_url


@dataclass(frozen=True)
class Asked:
    """What an address names."""

    kind: Kind
    item: Item
    language: languages.Language
    row: LocalRow

    @property
    def url(self) -> str:
        return self.kind.url(self.item, self.language.code)

    @property
    def state(self) -> WorkflowState | None:
        return self.row.current_workflow_state if self.row.pk else None

    @property
    def title(self) -> str:
        return f"{self.item.name}: {self.language.name_sv}"


def _asked(kind: str, pk: int, language: str) -> Asked:
    """404 for what readers do not have in Swedish."""
    spoken = views.target_language(language)
    item = item_of(kind, pk)
    if item is None:
        raise Http404
    return Asked(KINDS[kind], item, spoken, KINDS[kind].row(item, language))


def short_text(request: HttpRequest, kind: str, pk: int, language: str) -> HttpResponse:
    """POST sends the text in; it waits for somebody else."""
    access.require(access.may_see, request.user, language)
    asked = _asked(kind, pk, language)
    form = _form(asked, None)
    if request.method != "POST":
        return _screen(request, asked, form)
    access.require(access.may_translate, request.user, language)
    form = _form(asked, request.POST)
    if not form.is_valid():
        return _screen(request, asked, form, status=422)
    if trouble := _changed_meanwhile(asked, form):
        return _again(request, asked, form, trouble)
    found = form.warnings()
    if found and not form.cleaned_data["sure"]:
        return _screen(request, asked, form, status=422, warnings=found)
    try:
        sent = review.propose(
            asked.kind, asked.item, asked.row, request.user, form.values
        )
    except Meanwhile:
        return _again(
            request, _asked(kind, pk, language), form, "En kollega hann före dig."
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _screen(request, asked, form, status=422)
    if not sent:
        messages.info(request, "Ingenting är ändrat.")
        return redirect(asked.url)
    messages.success(request, f"”{asked.item.name}” är inskickad till granskning.")
    following = onward.next_lacking(language, asked.item) if _goes_on(request) else ""
    return redirect(following or desk_url(language))


def _form(asked: Asked, data: Any) -> ShortTextForm:
    return ShortTextForm(
        data,
        kind=asked.kind,
        item=asked.item,
        draft=review.newest(asked.row),
        seen=review.version(asked.row),
        language=asked.language,
    )


def _changed_meanwhile(asked: Asked, form: ShortTextForm) -> str:
    if form.cleaned_data["swedish"] != fingerprint(asked.item.source):
        return "Den svenska texten har ändrats medan du skrev. Läs den nya."
    if form.cleaned_data["seen"] != review.version(asked.row):
        return "En kollega har ändrat texten medan du skrev."
    return ""


def _again(
    request: HttpRequest, asked: Asked, form: ShortTextForm, trouble: str
) -> HttpResponse:
    """What was written stands, beside what is new; sent once more it counts."""
    data = request.POST.copy()
    data["seen"], data["swedish"] = (
        review.version(asked.row),
        fingerprint(asked.item.source),
    )
    form = _form(asked, data)
    messages.error(request, f"{trouble} Det du skrev står kvar.")
    return _screen(request, asked, form, status=409)


def _goes_on(request: HttpRequest) -> bool:
    return "next" in request.POST


def _after_decision(request: HttpRequest, asked: Asked) -> HttpResponse:
    """To the next that waits when the person wants it, else to the list."""
    code, following = asked.language.code, ""
    if _goes_on(request):
        following = onward.next_waiting(code, asked.item, request.user)
    return redirect(following or desk_url(code))


def _screen(
    request: HttpRequest,
    asked: Asked,
    form: ShortTextForm,
    *,
    reason: ReturnForm | None = None,
    status: int = 200,
    warnings: list[str] | None = None,
) -> HttpResponse:
    row, state, code = asked.row, asked.state, asked.language.code
    draft = review.newest(row)
    waits = bool(state and state.status == WorkflowState.STATUS_IN_PROGRESS)
    revision = row.latest_revision if row.pk else None
    parts = form.parts(row if row.pk and row.live else None, draft)
    returned = bool(state and state.status == WorkflowState.STATUS_NEEDS_CHANGES)
    context = {
        "asked": asked,
        "language": asked.language,
        "places": asked.kind.places(asked.item),
        "form": form,
        "parts": parts,
        "live": bool(row.pk and row.live),
        "state": state if waits else None,
        "returned": state.task_states.exclude(finished_at=None)
        .order_by("finished_at")
        .last()
        if state and returned
        else None,
        "revision": revision,
        "shown": decisions.version(revision) if revision else "",
        "swedish": fingerprint(asked.item.source),
        "older": _older(draft, asked.item),
        "may_translate": access.may_translate(request.user, code),
        "may_review": waits and access.may_review(request.user, code),
        "own": waits and review.own_work(row, request.user),
        "advice": _advice(parts, code) if waits else [],
        "warnings": warnings or [],
        "reason": reason or ReturnForm(),
        "ordered": board.ordered_one(TextSubject(asked.item, {}), code),
        "translates": [code] if access.may_translate(request.user, code) else [],
        "coordinates": access.may_coordinate(request.user),
        "here_url": asked.url,
        **views.frame(asked.title, ("Översättning", reverse(views.DESK))),
    }
    return render(
        request, "translation/short_texts/short_text.html", context, status=status
    )


def _older(draft: Any, item: Item) -> str:
    """The Swedish text that the translation was written for, if it is another one."""
    written_for: str = draft.source_text if draft.pk else ""
    return written_for if written_for != item.source else ""


def _advice(parts: list[Any], language: str) -> list[str]:
    return checks.warnings(
        [(part.swedish, part.draft) for part in parts if part.bound.name != "keywords"],
        language,
    )


# -------------------------------------------------------------------- reviewing
def _to_decide(
    request: HttpRequest, kind: str, pk: int, language: str
) -> tuple[Asked, WorkflowState | None]:
    access.require(access.may_review, request.user, language)
    asked = _asked(kind, pk, language)
    return asked, asked.state


def _no_review(request: HttpRequest, asked: Asked) -> HttpResponse:
    messages.info(request, "Det finns ingenting att granska här längre.")
    return redirect(asked.url)


@require_POST
def approve(request: HttpRequest, kind: str, pk: int, language: str) -> HttpResponse:
    """Publish exactly the version that was on the screen, in this language alone."""
    asked, state = _to_decide(request, kind, pk, language)
    if state is None:
        return _no_review(request, asked)
    try:
        if request.POST.get("swedish") != fingerprint(asked.item.source):
            raise decisions.DecisionError(
                "Den svenska texten har ändrats sedan du öppnade den. Läs den nya."
            )
        decisions.approve(state.pk, request.user, shown=request.POST.get("shown", ""))
    except decisions.DecisionError as error:
        messages.error(request, str(error))
        return redirect(asked.url)
    messages.success(request, f"”{asked.item.name}” är godkänd och publicerad.")
    return _after_decision(request, asked)


@require_POST
def send_back(request: HttpRequest, kind: str, pk: int, language: str) -> HttpResponse:
    asked, state = _to_decide(request, kind, pk, language)
    if state is None:
        return _no_review(request, asked)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _screen(request, asked, _form(asked, None), reason=form, status=422)
    reason = form.cleaned_data["reason"]
    try:
        decisions.send_back(state.pk, request.user, reason=reason)
    except decisions.DecisionError as error:
        messages.error(request, str(error))
        return redirect(asked.url)
    messages.success(request, f"”{asked.item.name}” är skickad tillbaka.")
    return _after_decision(request, asked)
