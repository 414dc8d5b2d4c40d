"""The translators' desk: which page is where in which language, and what is wanted."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from hm_site import languages
from hm_site.base.models import BasePage

from . import access, batches, board, orders, services, tabs, views, work
from .desk_filters import FilterForm, all_pages
from .models import TranslationBatch, TranslationOrder

PER_PAGE = 50
BATCH = "translation_batch"


def my_languages(user: Any) -> list[str]:
    """Columns that matter to the person; coordinators see all."""
    if access.may_coordinate(user):
        return access.target_codes()
    mine = {
        *access.languages_of(user, access.TRANSLATOR),
        *access.languages_of(user, access.REVIEWER),
    }
    return [code for code in access.target_codes() if code in mine]


class OrderForm(forms.Form):
    """What a coordinator orders: languages, how soon, and a word to the translator."""

    languages = forms.MultipleChoiceField(
        label="Språk",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst ett språk."},
    )
    priority = forms.TypedChoiceField(
        label="Prioritet",
        choices=TranslationOrder.Priority.choices,
        initial=TranslationOrder.Priority.NORMAL,
        coerce=int,
    )
    due = forms.DateField(
        label="Klar senast",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Skriv dagen så här: 2026-12-24."},
    )
    note = forms.CharField(
        label="Till översättaren",
        max_length=500,
        required=False,
        help_text="Exempel: Kursen börjar den 7 januari.",
    )
    machine = forms.BooleanField(
        label="Låt maskinen skriva utkast till det som saknas", required=False
    )
    everything = forms.ChoiceField(
        label="Sidor",
        choices=[("", "de jag har bockat för"), ("1", "alla som urvalet visar")],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, preset: Sequence[str] = ()) -> None:
        super().__init__(data, auto_id="order-%s", initial={"languages": preset})
        field: Any = self.fields["languages"]
        field.choices = [
            (code, languages.get(code).name_sv) for code in access.target_codes()
        ]
        # The fields stand below the table whose boxes belong to the same form.
        for shown in self.fields.values():
            shown.widget.attrs["form"] = "order"
        if services.service() is None:
            del self.fields["machine"]

    def clean_due(self) -> Any:
        due = self.cleaned_data["due"]
        if due and due < timezone.localdate():
            raise forms.ValidationError("Dagen har redan varit.")
        return due

    @property
    def wish(self) -> orders.Wish:
        said = self.cleaned_data
        return orders.Wish(said["priority"], said["due"], said["note"])


# ----------------------------------------------------------------------- showing
def desk(request: HttpRequest) -> HttpResponse:
    codes = my_languages(request.user)
    if not codes:
        raise PermissionDenied
    # From the editor: one page and one language are chosen already.
    form = OrderForm(preset=filtered_language(request, codes))
    return _desk(request, codes, form, frozenset(request.GET.getlist("page")))


def filtered_language(request: HttpRequest, codes: list[str]) -> list[str]:
    return [code for code in codes if code == request.GET.get("language")]


def _desk(
    request: HttpRequest,
    codes: list[str],
    order_form: OrderForm,
    chosen: frozenset[str] = frozenset(),
    status: int = 200,
) -> HttpResponse:
    filters = FilterForm(request.GET or None, codes, request.user)
    columns = filters.columns
    wanted = filters.pages()
    if state := filters.chosen.get("state"):
        keys = board.keys_in_state(wanted, columns, state)
        wanted = wanted.filter(translation_key__in=keys)
    page = Paginator(wanted, PER_PAGE).get_page(request.GET.get("p"))
    progress, following = board.overview(filters.pages(), columns)
    coordinates = access.may_coordinate(request.user)
    translates = access.languages_of(request.user, access.TRANSLATOR)
    reviews = access.languages_of(request.user, access.REVIEWER)
    context = {
        **tabs.beside(views.DESK, request.user),
        "filters": filters,
        "filtering": bool(filters.chosen),
        "rows": board.rows(page, columns),
        "page": page,
        "columns": [languages.get(code) for code in columns],
        "progress": progress,
        "following": following,
        "translates": translates,
        "reviews": reviews,
        "to_review": sum(p.in_review for p in progress if p.language.code in reviews),
        "to_mend": sum(p.returned for p in progress if p.language.code in translates),
        "coordinates": coordinates,
        "order_form": order_form,
        "chosen": chosen,
        "batches": TranslationBatch.objects.filter(finished_at=None)[:5]
        if coordinates
        else [],
        "here_url": request.get_full_path(),
        **views.frame("Översättning"),
    }
    return render(request, "translation/desk.html", context, status=status)


# ---------------------------------------------------------------------- ordering
@require_POST
def order(request: HttpRequest) -> HttpResponse:
    """Order the chosen pages, in the background; what was wrong is shown on the desk.

    The address carries the desk's filters, so that "all" means what the person saw.
    """
    access.require(access.may_coordinate, request.user)
    codes = my_languages(request.user)
    form = OrderForm(request.POST)
    chosen = frozenset(request.POST.getlist("page"))
    if form.is_valid():
        pages = _chosen_pages(request, form, codes, chosen)
        if pages:
            batch = batches.ask(
                pages,
                form.cleaned_data["languages"],
                form.wish,
                request.user,
                with_machine=form.cleaned_data.get("machine", False),
            )
            return redirect(BATCH, batch.pk)
        form.add_error(None, "Bocka för minst en sida.")
    messages.error(request, "Ingenting är beställt. Se längst ner på sidan.")
    return _desk(request, codes, form, chosen, status=422)


def _chosen_pages(
    request: HttpRequest, form: OrderForm, codes: list[str], chosen: frozenset[str]
) -> list[int]:
    """Published Swedish pages alone, whatever the form says."""
    filters = FilterForm(request.GET or None, codes, request.user)
    found = filters.pages()
    if state := filters.chosen.get("state"):
        keys = board.keys_in_state(found, filters.columns, state)
        found = found.filter(translation_key__in=keys)
    if not form.cleaned_data["everything"]:
        numbers = [
            int(x) for x in chosen if x.isascii() and x.isdigit() and len(x) < 10
        ]
        found = found.filter(pk__in=numbers)
    return list(found.values_list("pk", flat=True))


def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """How far a batch has come; `batch.js` asks again while it is under way."""
    access.require(access.may_coordinate, request.user)
    found = get_object_or_404(TranslationBatch, pk=batch_id)
    context = {
        "batch": found,
        "languages": [languages.get(code) for code in found.languages],
        "problems": _named(found),
        **views.frame("Beställning", ("Översättning", reverse(views.DESK))),
    }
    return render(request, "translation/batch.html", context)


@require_POST
def stop(request: HttpRequest, batch_id: int) -> HttpResponse:
    """End a batch that is under way; what is ordered stays."""
    access.require(access.may_coordinate, request.user)
    get_object_or_404(TranslationBatch, pk=batch_id)
    stopped = batches.stop(batch_id, request.user)
    if stopped is None:
        messages.info(request, "Beställningen var redan klar.")
    elif stopped.done:
        messages.success(
            request,
            f"Stoppad. {stopped.done} av {stopped.total} sidor hann bli klara, med "
            f"{stopped.ordered} nya beställningar, som finns kvar. Resten är inte "
            "beställt.",
        )
    else:
        messages.success(request, "Stoppad. Ingenting hann beställas.")
    return redirect(BATCH, batch_id)


def _named(found: TranslationBatch) -> list[dict[str, Any]]:
    """Problems with the titles of pages that are public; others have none here."""
    numbers = [problem["page"] for problem in found.problems]
    titles = dict(all_pages().filter(pk__in=numbers).values_list("pk", "title"))
    return [
        {"title": titles.get(problem["page"]), **problem} for problem in found.problems
    ]


# --------------------------------------------------------------- single orders
def _ordered(
    request: HttpRequest, source_id: int, language: str
) -> tuple[BasePage, TranslationOrder]:
    source = views.swedish_page(source_id)
    views.target_language(language)
    access.require(access.may_see, request.user, language)
    rows = TranslationOrder.objects.select_related("taken_by")
    return source, get_object_or_404(rows, page_id=source.pk, language=language)


def _back(request: HttpRequest) -> HttpResponse:
    """To the desk as it was; never to another site."""
    url = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    desk_url = reverse(views.DESK)
    return redirect(url if safe and url.startswith(desk_url) else desk_url)


@require_POST
def take(request: HttpRequest, source_id: int, language: str) -> HttpResponse:
    access.require(access.may_translate, request.user, language)
    _source, found = _ordered(request, source_id, language)
    try:
        orders.take(found, request.user)
    except orders.OrderError as error:
        messages.error(request, str(error))
        return _back(request)
    messages.success(request, "Du har tagit den. De andra ser det.")
    return redirect("translation_edit", source_id, language)


@require_POST
def release(request: HttpRequest, source_id: int, language: str) -> HttpResponse:
    _source, found = _ordered(request, source_id, language)
    try:
        orders.release(found, request.user)
    except orders.OrderError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Den är fri igen.")
    return _back(request)


@require_POST
def cancel(request: HttpRequest, source_id: int, language: str) -> HttpResponse:
    access.require(access.may_coordinate, request.user)
    _source, found = _ordered(request, source_id, language)
    orders.cancel(found)
    messages.success(
        request, "Beställningen är borttagen. Det som är skrivet finns kvar."
    )
    return _back(request)


def review(request: HttpRequest, source_id: int, language: str) -> HttpResponse:
    """To the review of a translation that waits; else to its texts."""
    access.require(access.may_review, request.user, language)
    views.target_language(language)
    target = work.target_of(views.swedish_page(source_id), language)
    state = target.current_workflow_state if target else None
    if state is None:
        return redirect("translation_edit", source_id, language)
    return redirect("translation_review", state.pk)
