"""Views of the translator's editor."""

from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.views.decorators.http import require_POST
from wagtail.models import Page, WorkflowState

from hm_site import languages
from hm_site.base import admin_frame, gone
from hm_site.base.locks import lock_source
from hm_site.base.models import BasePage
from hm_site.base.querysets import is_published
from hm_site.organisations.review import withdrawal

from . import access, board, editor, fidelity, machine, work
from .models import MachineJob
from .subjects import PageSubject

DESK = "translation_desk"
BACK = DESK, "Till översättningarna"
SHOWN = 5  # pieces of advice in one message


frame = partial(admin_frame.frame, icon="wagtail-localize-language")


def target_language(code: str) -> languages.Language:
    """Raises Http404 for Swedish and for what is no language of ours."""
    if code not in access.target_codes():
        raise Http404
    return languages.get(code)


def swedish_page(source_id: int) -> BasePage:
    """The Swedish page with this number; 404 for translations and what is no page of
    ours. It may not be published: then its title is nobody's business here."""
    page = get_object_or_404(Page, pk=source_id).specific
    if not isinstance(page, BasePage) or not page.is_source or page.depth < 2:
        raise Http404
    return page


def edit(request: HttpRequest, source_id: int, language: str) -> HttpResponse:
    """Write the texts of one page in one language; POST saves and may send in."""
    target_language(language)
    source = swedish_page(source_id)
    access.require(access.may_see, request.user, language)
    if request.method != "POST":
        return _edit(request, source, language)
    with transaction.atomic():
        # Of two who save at the same moment the second sees what the first wrote.
        lock_source(source)
        return _edit(request, source, language)


def _edit(request: HttpRequest, source: BasePage, language: str) -> HttpResponse:
    if not is_published(source):
        return _withdrawn(request, source, language)
    mine = access.may_translate(request.user, language)
    found, status = editor.lines(source, language), HTTPStatus.OK
    if mine:
        editor.attach_offers(found, language)
    left: list[editor.Left] = []
    if request.method == "POST":
        access.require(access.may_translate, request.user, language)
        left = editor.left_over(found, source, request.POST)
        answer = _save(request, source, language, found, left)
        if answer is not None:
            return answer
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    spoken = languages.get(language)
    target = work.target_of(source, language)
    state = target.current_workflow_state if target else None
    written = sum(bool(line.written) for line in found)
    job = machine.waiting(source, language)
    reviews = access.may_review(request.user, language)
    taken_away = withdrawal.newest(target) if target else None
    context = {
        "source": source,
        "language": spoken,
        "lines": found,
        "left": left,
        "unsaved": status != HTTPStatus.OK,
        "written": written,
        "percent": 100 * written // len(found) if found else 0,
        "unread": sum(line.machine for line in found),
        "to_do": next(
            (x for x in found if not x.written),
            next((x for x in found if x.machine), None),
        ),
        "target": target,
        "in_review": bool(state and state.status == WorkflowState.STATUS_IN_PROGRESS),
        "returned": reason(state),
        "may_translate": mine,
        "may_withdraw": bool(reviews and target and target.live),
        "taken_away": taken_away,
        "may_show_again": bool(
            taken_away and withdrawal.may_undo(taken_away, request.user)
        ),
        "coordinates": access.may_coordinate(request.user),
        "translates": [language] if mine else [],
        "ordered": board.ordered_one(PageSubject(source, {}), language),
        "here_url": request.path,
        "machine": machine.offered(language),
        "job": job,
        "gave_up": bool(job and machine.gave_up(job)),
        "waits_until": machine.waits_until(job) if job else None,
        **frame(f"{source.title}: {spoken.name_sv}", ("Översättning", reverse(DESK))),
    }
    return render(request, "translation/edit.html", context, status=status)


def _withdrawn(request: HttpRequest, source: BasePage, language: str) -> HttpResponse:
    """Said without naming it: its title may be a secret by now. What was typed in the
    meantime is kept for when it comes back, and shown where it cannot be kept."""
    text = "Den svenska sidan är inte publicerad längre."
    lost: list[gone.Typed] = []
    if request.method == "POST" and access.may_translate(request.user, language):
        found = editor.lines(source, language)
        left = editor.left_over(found, source, request.POST)
        saved, _refused = editor.save(found, language, request.POST, request.user)
        spoken = languages.get(language)
        lost = [
            gone.Typed(line.label, line.typed, spoken)
            for line in found
            if line.typed is not None
        ]
        lost += [gone.Typed("Text som är borta", x.typed, spoken) for x in left]
        if saved:
            text += f" {_texts(saved)} som du skrev är {_saved(saved)}."
    if lost:
        text += " De här kunde inte sparas."
        return gone.show(request, lost, text, BACK, HTTPStatus.CONFLICT)
    messages.error(request, text)
    return redirect(DESK)


def _save(
    request: HttpRequest,
    source: BasePage,
    language: str,
    found: list[editor.Line],
    left: list[editor.Left],
) -> HttpResponse | None:
    """The answer when all was saved; None when the form is to be shown again."""
    data, used = editor.with_offer(found, request.POST)
    saved, refused = editor.save(found, language, data, request.user)
    if editor.USE in request.POST and used is None:
        messages.warning(request, "Förslaget finns inte längre.")
    if left:
        messages.error(
            request,
            "Den svenska sidan har ändrats medan du skrev. Det du skrev för texter som "
            f"är borta står överst. Av de andra är {_texts(saved)} {_saved(saved)}.",
        )
    if refused:
        messages.error(
            request,
            f"{_texts(refused)} kunde inte sparas. Märkt här nedanför, och det du "
            "skrev står kvar.",
        )
    if refused or left:
        return None
    if "submit" not in request.POST or editor.USE in request.POST:
        messages.success(request, f"{_texts(saved)} {_saved(saved)}.")
        address = reverse("translation_edit", args=[source.pk, language])
        return redirect(f"{address}#{used.name}-label" if used else address)
    try:
        work.submit(source, language, request.user)
    except work.WorkError as error:
        messages.error(
            request, f"{error} Det du skrev är sparat, och ingenting är inskickat."
        )
        return None
    messages.success(request, "Översättningen är inskickad till granskning.")
    advice = [tip for line in found for tip in line.advice]
    advice.sort(key=lambda tip: not isinstance(tip, fidelity.Grave))
    if advice:
        messages.warning(
            request, "Granskaren får samma råd som du: " + " ".join(advice[:SHOWN])
        )
    return redirect(DESK)


def _texts(number: int) -> str:
    return "1 text" if number == 1 else f"{number} texter"


def _saved(number: int) -> str:
    return "sparad" if number == 1 else "sparade"


def reason(state: WorkflowState | None) -> Any:
    """The last decision with its reason, when a translation came back."""
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    return state.task_states.exclude(finished_at=None).order_by("finished_at").last()


@require_POST
def take_back(request: HttpRequest, source_id: int, language: str) -> HttpResponse:
    source = swedish_page(source_id)
    target_language(language)
    access.require(access.may_translate, request.user, language)
    try:
        work.take_back(source, language, request.user)
    except work.WorkError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Du kan skriva vidare. Skicka in på nytt sedan.")
    return redirect("translation_edit", source.pk, language)


@require_POST
def ask_machine(request: HttpRequest, source_id: int, language: str) -> HttpResponse:
    """Let the machine draft what is missing, in the background."""
    source = swedish_page(source_id)
    target_language(language)
    may = access.may_translate(request.user, language)
    if not (may or access.may_coordinate(request.user)):
        raise PermissionDenied
    try:
        job = machine.ask(source, language, request.user)
        machine.foresee(job, source)
    except machine.MachineError as error:
        messages.error(request, str(error))
    else:
        _tell_when(request, job)
    return redirect("translation_edit", source.pk, language)


def _tell_when(request: HttpRequest, job: MachineJob) -> None:
    until = machine.waits_until(job)
    if until is None:
        messages.success(
            request, "Maskinen skriver utkast om några minuter. Du kan skriva så länge."
        )
        return
    spoken = languages.get(job.language).name_sv
    messages.warning(
        request,
        f"Månadens utrymme för maskinöversättning till {spoken} är slut. Sidan står i "
        f"kön, och maskinen fortsätter {date_format(until, 'j F')}, eller tidigare om "
        "driften utökar utrymmet. Du kan skriva själv så länge.",
    )


def preview(request: HttpRequest, source_id: int, language: str) -> HttpResponse:
    """The page as readers would get it: with the working texts, or (`?inskickad`) with
    those that wait for their review, which is what an approval publishes."""
    source = swedish_page(source_id)
    target_language(language)
    access.require(access.may_see, request.user, language)
    if not is_published(source):
        raise Http404
    target = work.target_of(source, language)
    if target is None:
        return _first_preview(request, source, language)
    if "inskickad" in request.GET:
        draft = work.as_sent_in(source, target)
    else:
        draft = work.build(source, target, language)
    response: HttpResponse = draft.make_preview_request(request, "")
    return response


def _first_preview(
    request: HttpRequest, source: BasePage, language: str
) -> HttpResponse:
    """Before the page is sent in for the first time there is none in the language: it
    is made to be seen, and unmade."""
    with transaction.atomic():
        target = work.new_target(source, language)
        draft = work.build(source, target, language)
        response: HttpResponse = draft.make_preview_request(request, "")
        transaction.set_rollback(True)
    return response
