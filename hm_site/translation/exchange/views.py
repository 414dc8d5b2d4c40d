"""Fetch files with texts to translate, hand them in, look, and read them in."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from hm_site import languages
from hm_site.base.querysets import is_published

from .. import access, tabs
from ..models import TranslationBatch
from ..views import DESK, frame, swedish_page, target_language
from . import dry_run, keeping, packing, selection, units
from .models import ImportFile

FILES = "translation_files"
OF_LANGUAGE = "translation_language_files"
OF_PAGE = "translation_page_files"
IMPORT = "translation_import"
FORMATS = {
    "xliff": "XLIFF 1.2 (OmegaT, memoQ, Trados, Weblate)",
    "po": "PO (Poedit, Weblate, Lokalize)",
}
ORDERED, EVERYTHING = "ordered", "everything"
# So many changes are shown one by one.
SHOWN = 200


def may_fetch(user: Any, language: str) -> bool:
    return access.may_translate(user, language) or access.may_coordinate(user)


class FetchForm(forms.Form):
    """What to fetch; the part is asked for a whole language alone."""

    part = forms.ChoiceField(
        label="Vilka sidor?",
        choices=[
            (ORDERED, "Sidor som är beställda"),
            (EVERYTHING, "Allt som saknas eller är inaktuellt"),
        ],
        initial=ORDERED,
    )
    kind = forms.ChoiceField(
        label="Vilket format?",
        choices=list(FORMATS.items()),
        initial="xliff",
        help_text="Fråga översättaren om du är osäker. De flesta program läser XLIFF.",
    )

    def __init__(self, *args: Any, whole_language: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not whole_language:
            del self.fields["part"]


class HandInForm(forms.Form):
    file = forms.FileField(
        label="Fil",
        help_text=(
            "En XLIFF- eller PO-fil som hämtats här, eller en zip-fil med flera. Du "
            "får först se vad som skulle hända."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff,.po,.zip"}),
        error_messages={
            "required": "Välj en fil.",
            "empty": "Filen är tom.",
            "missing": "Välj en fil.",
            "invalid": "Välj en fil.",
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size is None or file.size > packing.MAX_BYTES:
            limit = packing.MAX_BYTES // packing.MEGABYTE
            raise forms.ValidationError(f"Filen är för stor: högst {limit} MB.")
        return file


@require_safe
def files(request: HttpRequest) -> HttpResponse:
    """The languages in which the person fetches or hands in files."""
    coordinates = access.may_coordinate(request.user)
    mine = access.languages_of(request.user, access.TRANSLATOR)
    codes = access.target_codes() if coordinates else mine
    if not codes:
        raise PermissionDenied
    counts = selection.open_orders(codes)
    context = {
        "rows": [(languages.get(code), counts.get(code, 0)) for code in codes],
        **tabs.beside(FILES, request.user),
        **frame("Filer till översättare", ("Översättning", reverse(DESK))),
    }
    return render(request, "translation/exchange/languages.html", context)


# -------------------------------------------------- a language's files, and a page's
def language_files(request: HttpRequest, language: str) -> HttpResponse:
    target_language(language)
    access.require(may_fetch, request.user, language)
    return _files(request, language, None)


def page_files(request: HttpRequest, source_id: int, language: str) -> HttpResponse:
    target_language(language)
    source = swedish_page(source_id)
    access.require(may_fetch, request.user, language)
    if not is_published(source):
        # Said without naming it, as in the editor.
        messages.error(request, "Den svenska sidan är inte publicerad längre.")
        return redirect(FILES)
    return _files(request, language, source)


def _files(request: HttpRequest, language: str, source: Page | None) -> HttpResponse:
    """Both forms; POST hands a file in."""
    hand_in, status = HandInForm(), 200
    if request.method == "POST":
        access.require(access.may_translate, request.user, language)
        hand_in = HandInForm(request.POST, request.FILES)
        if hand_in.is_valid():
            file = hand_in.cleaned_data["file"]
            kept = keeping.keep(
                request.user, language, file.name or "fil", file.read(), source
            )
            return redirect(IMPORT, kept.pk)
        status = 422
    return _forms(request, language, source, hand_in, status=status)


def _forms(
    request: HttpRequest,
    language: str,
    source: Page | None,
    hand_in: HandInForm,
    fetch: FetchForm | None = None,
    status: int = 200,
) -> HttpResponse:
    spoken = languages.get(language)
    title = f"{source.title if source else 'Filer'}: {spoken.name_sv}"
    crumbs = [("Översättning", reverse(DESK)), ("Filer", reverse(FILES))]
    if source:
        edit = reverse("translation_edit", args=[source.pk, language])
        crumbs = [("Översättning", reverse(DESK)), (source.title, edit)]
    context = {
        "language": spoken,
        "source": source,
        "fetch": fetch or FetchForm(whole_language=source is None),
        "fetch_url": reverse("translation_page_fetch", args=[source.pk, language])
        if source
        else reverse("translation_language_fetch", args=[language]),
        "hand_in": hand_in,
        "may_hand_in": access.may_translate(request.user, language),
        "max_pages": selection.MAX_PAGES,
        **frame(title, *crumbs),
    }
    return render(request, "translation/exchange/files.html", context, status=status)


@require_safe
def language_fetch(request: HttpRequest, language: str) -> HttpResponse:
    target_language(language)
    access.require(may_fetch, request.user, language)
    form = FetchForm(request.GET, whole_language=True)
    if not form.is_valid():
        return _forms(request, language, None, HandInForm(), form, status=422)
    whole = form.cleaned_data["part"] == EVERYTHING
    pages = selection.everything(language) if whole else selection.ordered(language)
    if not pages:
        messages.info(request, "Det finns inget att översätta just nu.")
        return redirect(OF_LANGUAGE, language)
    return fetch(pages[: selection.MAX_PAGES], language, form.cleaned_data["kind"])


@require_safe
def page_fetch(request: HttpRequest, source_id: int, language: str) -> HttpResponse:
    target_language(language)
    source = swedish_page(source_id)
    access.require(may_fetch, request.user, language)
    if not is_published(source):
        messages.error(request, "Den svenska sidan är inte publicerad längre.")
        return redirect(FILES)
    form = FetchForm(request.GET, whole_language=False)
    if not form.is_valid():
        return _forms(request, language, source, HandInForm(), form, status=422)
    return fetch([source], language, form.cleaned_data["kind"])


@require_safe
def batch_fetch(request: HttpRequest, batch_id: int, language: str) -> HttpResponse:
    """What a batch ordered in one language and is not done yet, as XLIFF."""
    target_language(language)
    access.require(access.may_coordinate, request.user)
    batch = get_object_or_404(TranslationBatch, pk=batch_id)
    pages = selection.published().filter(pk__in=batch.pages[: batch.done])
    found = selection.lacking(pages, language) if language in batch.languages else []
    if not found:
        messages.info(request, "Det finns inget att översätta just nu.")
        return redirect("translation_batch", batch.pk)
    return fetch(found[: selection.MAX_PAGES], language, next(iter(FORMATS)))


def fetch(pages: list[Page], language: str, kind: str) -> HttpResponse:
    """Published Swedish pages as a file; `kind` is a key of `FORMATS`."""
    download = packing.pack(units.sheets(pages, language), language, kind)
    response = HttpResponse(download.content, content_type=download.content_type)
    response["Content-Disposition"] = f'attachment; filename="{download.name}"'
    return response


# ------------------------------------------------------------------------ reading in
def import_file(request: HttpRequest, file_key: UUID) -> HttpResponse:
    """What the file would do; POST does it, or throws the file away."""
    file = get_object_or_404(ImportFile, pk=file_key, user=request.user)
    access.require(access.may_translate, request.user, file.language)
    if request.method != "POST":
        return _plan(request, file, dry_run.examine(file))
    if "discard" in request.POST:
        file.delete()
        messages.info(request, "Filen är borttagen. Inget är ändrat.")
        return redirect(OF_LANGUAGE, file.language)
    try:
        plan = dry_run.apply(file, request.user, request.POST.get("signature", ""))
    except dry_run.ChangedError as error:
        messages.error(
            request,
            "Något har ändrats sedan du tittade. Inget är inläst. Så här är det nu.",
        )
        return _plan(request, file, error.plan, status=409)
    except ImportFile.DoesNotExist:
        messages.info(request, "Filen är redan inläst.")
        return redirect(OF_LANGUAGE, file.language)
    messages.success(
        request,
        f"{len(plan.changes)} texter är inlästa som utkast. Öppna sidan och skicka in "
        "den till granskning när den är klar.",
    )
    if len(plan.pages) == 1:
        return redirect("translation_edit", plan.pages[0].pk, file.language)
    return redirect(DESK)


def _plan(
    request: HttpRequest, file: ImportFile, plan: dry_run.Plan, status: int = 200
) -> HttpResponse:
    spoken = languages.get(file.language)
    back = reverse(OF_LANGUAGE, args=[file.language])
    context = {
        "file": file,
        "language": spoken,
        "plan": plan,
        # With a problem none of them comes about.
        "shown": plan.changes[:SHOWN] if plan.ready else [],
        "left": max(0, len(plan.changes) - SHOWN) if plan.ready else 0,
        "problems": plan.problems[:SHOWN],
        "problems_left": max(0, len(plan.problems) - SHOWN),
        **frame(
            f"Läs in: {file.name}",
            ("Översättning", reverse(DESK)),
            (f"Filer: {spoken.name_sv}", back),
        ),
    }
    return render(request, "translation/exchange/plan.html", context, status=status)
