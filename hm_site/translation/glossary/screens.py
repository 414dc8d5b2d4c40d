"""Where the glossary is seen and proposals are made; they are decided at the desk."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat, Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.models import WorkflowState

from hm_site import languages
from hm_site.base.models.reviewed import ReviewedModel
from hm_site.base.publication import StaleSaveError
from hm_site.organisations.review.proposals import propose, waiting

from .. import access, desk, tabs, views
from .forms import ProposalForm, RenderingForm, TermForm
from .models import GlossaryRendering, GlossaryTerm

LIST = "glossary"
TERM, NEW_TERM, RENDERING = "glossary_term", "glossary_term_new", "glossary_rendering"
PER_PAGE = 50
TITLE = "Ordförklaringar"
# `GlossaryTerm.as_source`, in the database.
_AS_SOURCE = Concat("term__word", Value("\n"), "term__explanation")


@dataclass(frozen=True)
class Cell:
    """A term in one language: what readers have, and whether a proposal waits."""

    language: languages.Language
    row: GlossaryRendering | None
    waits: bool
    editable: bool

    @property
    def live(self) -> bool:
        return bool(self.row and self.row.live)

    @property
    def stale(self) -> bool:
        return bool(self.row and self.row.live and not self.row.renders_explanation)

    @property
    def unexplained(self) -> bool:
        return bool(self.row and self.row.live and not self.row.explanation)


@dataclass(frozen=True)
class Row:
    term: GlossaryTerm
    waits: bool
    cells: list[Cell]


# ------------------------------------------------------------------------------- list
def glossary(request: HttpRequest) -> HttpResponse:
    """Word × the person's languages, the same few queries for any number of words."""
    codes = desk.my_languages(request.user)
    if not codes:
        raise PermissionDenied
    words = request.GET.get("q", "").replace("\0", "").strip()[:80]
    lacking = request.GET.get("saknas", "")
    lacking = lacking if lacking in codes else ""
    page = Paginator(_terms(words, lacking), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "rows": _rows(request.user, list(page), codes),
        "page": page,
        "columns": [languages.get(code) for code in codes],
        "q": words,
        "lacking": lacking,
        "may_edit_terms": access.may_edit_terms(request.user),
        **tabs.beside(LIST, request.user),
        **views.frame(TITLE),
    }
    return render(request, "translation/glossary/list.html", context)


def _terms(words: str, lacking: str) -> QuerySet[GlossaryTerm]:
    found = GlossaryTerm.objects.order_by(Lower("word"), "pk")
    if words:
        found = found.filter(Q(word__icontains=words) | Q(forms__icontains=words))
    if lacking:
        have = GlossaryRendering.objects.filter(language=lacking, live=True)
        current = have.filter(Q(source_text="") | Q(source_text=_AS_SOURCE))
        found = found.exclude(pk__in=current.values("term"))
    return found


def _rows(user: Any, terms: list[GlossaryTerm], codes: list[str]) -> list[Row]:
    mine = {
        *access.languages_of(user, access.TRANSLATOR),
        *access.languages_of(user, access.REVIEWER),
    }
    known = {
        (row.term_id, row.language): row
        for row in GlossaryRendering.objects.filter(
            term__in=terms, language__in=codes
        ).select_related("term")
    }
    wait = set(waiting(GlossaryRendering).values_list("pk", flat=True))
    new_terms = set(waiting(GlossaryTerm).values_list("pk", flat=True))
    return [
        Row(
            term,
            term.pk in new_terms,
            [
                Cell(
                    languages.get(code),
                    row := known.get((term.pk, code)),
                    bool(row and row.pk in wait),
                    code in mine,
                )
                for code in codes
            ],
        )
        for term in terms
    ]


# -------------------------------------------------------------------------- proposing
def new_term(request: HttpRequest) -> HttpResponse:
    access.require(access.may_edit_terms, request.user)
    row = GlossaryTerm()
    return _propose(request, row, TermForm, "Nytt ord", {})


def term(request: HttpRequest, term_id: int) -> HttpResponse:
    access.require(access.may_edit_terms, request.user)
    row = get_object_or_404(GlossaryTerm, pk=term_id)
    return _propose(request, row, TermForm, row.word, {})


def rendering(request: HttpRequest, term_id: int, language: str) -> HttpResponse:
    """What one word is called in one language, for those who translate into it."""
    spoken = views.target_language(language)
    access.require(access.may_render, request.user, language)
    word = get_object_or_404(GlossaryTerm, pk=term_id)
    same = {"term": word, "language": language}
    row = GlossaryRendering.objects.filter(**same).first() or GlossaryRendering(**same)
    context = {"term": word, "language": spoken}
    title = f"{word.word}: {spoken.name_sv}"
    return _propose(request, row, RenderingForm, title, context)


def _propose(
    request: HttpRequest,
    row: GlossaryTerm | GlossaryRendering,
    form_class: type[ProposalForm],
    title: str,
    context: dict[str, Any],
) -> HttpResponse:
    """The form of one row; POST sends what it says to somebody else's review."""
    form, status = form_class(row, request.POST or None), 200
    if request.method == "POST":
        if form.is_valid() and _sent(request, row, form):
            return redirect(LIST)
        status = 422
    state = row.current_workflow_state if row.pk else None
    context = {
        "row": row,
        "form": form,
        "waits": bool(state and state.status == WorkflowState.STATUS_IN_PROGRESS),
        "returned": views.reason(state),
        **context,
        **views.frame(title, (TITLE, reverse(LIST))),
    }
    return render(request, "translation/glossary/form.html", context, status=status)


def _sent(request: HttpRequest, row: ReviewedModel, form: ProposalForm) -> bool:
    if not form.is_changed:
        messages.info(request, "Du har inte ändrat något. Ingenting är skickat.")
        return True
    # The form has filled in its own copy; the review wants the row as it is stored.
    fresh = type(row).objects.filter(pk=row.pk).first() or row
    try:
        propose(fresh, request.user, **form.proposed())
    except ValidationError as error:
        form.add_error(None, " ".join(error.messages))
        return False
    except StaleSaveError as error:
        form.add_error(None, str(error))
        return False
    except IntegrityError:  # both have read that there was no such word
        form.add_error(None, "En kollega hann före dig med samma ord. Läs hennes.")
        return False
    messages.success(request, "Förslaget är inskickat. Någon annan godkänner det.")
    return True


# ---------------------------------------------------------------- links from elsewhere
class TermFinder(ModelAdminURLFinder):
    def get_edit_url(self, instance: GlossaryTerm) -> str | None:
        if not access.may_edit_terms(self.user):
            return None
        return reverse(TERM, args=[instance.pk])


class RenderingFinder(ModelAdminURLFinder):
    def get_edit_url(self, instance: GlossaryRendering) -> str | None:
        if not access.may_render(self.user, instance.language):
            return None
        return reverse(RENDERING, args=[instance.term_id, instance.language])


URLS = [
    path("ordforklaringar/", glossary, name=LIST),
    path("ordforklaringar/nytt/", new_term, name=NEW_TERM),
    path("ordforklaringar/<int:term_id>/", term, name=TERM),
    path("ordforklaringar/<int:term_id>/<slug:language>/", rendering, name=RENDERING),
]
