"""The translators' desk: what is where in which language, and what is wanted."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from hm_site import languages

from . import access, batches, board, orders, services, subjects, tabs, views, work
from .desk_filters import TEXTS, FilterForm
from .following import following
from .models import TranslationBatch, TranslationOrder
from .order_models import PAGE, Key
from .states import State

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
        label="Låt maskinen skriva utkast till sidor som saknas", required=False
    )
    everything = forms.ChoiceField(
        label="Vad",
        choices=[("", "det jag har bockat för"), ("1", "allt som urvalet visar")],
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
    # From the editor: one text and one language are chosen already.
    form = OrderForm(preset=filtered_language(request, codes))
    return _desk(request, codes, form, _ticked(request.GET))


def filtered_language(request: HttpRequest, codes: list[str]) -> list[str]:
    return [code for code in codes if code == request.GET.get("language")]


def _ticked(data: QueryDict) -> frozenset[str]:
    """Values of the boxes (`Subject.pick`), whatever they say."""
    return frozenset([*data.getlist("page"), *data.getlist("text")])


def short_texts(request: HttpRequest) -> HttpResponse:
    """Where they stood alone, with the filters of then: old notices lead here."""
    if not my_languages(request.user):
        raise PermissionDenied
    asked = request.GET.copy()
    asked["kind"] = asked.get("kind") or TEXTS
    if asked.get("state") == "stale":
        asked["state"] = State.OUTDATED.value
    return redirect(f"{reverse(views.DESK)}?{asked.urlencode()}")


def _desk(
    request: HttpRequest,
    codes: list[str],
    order_form: OrderForm,
    chosen: frozenset[str] = frozenset(),
    status: int = 200,
) -> HttpResponse:
    filters = FilterForm(request.GET or None, codes, request.user)
    columns, user = filters.columns, request.user
    pages = subjects.of_pages(filters.pages(), columns)
    everything = [*pages, *subjects.of_texts(filters.texts())]
    listed: Sequence[subjects.Subject] = everything
    if state := filters.chosen.get("state"):
        listed = subjects.in_state(everything, columns, state, user)
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("p"))
    ordered = subjects.orders_of(columns)
    progress = board.progress(everything, columns)
    coordinates = access.may_coordinate(user)
    translates = access.languages_of(user, access.TRANSLATOR)
    reviews = access.languages_of(user, access.REVIEWER)
    context = {
        **tabs.beside(views.DESK, user),
        "filters": filters,
        "filtering": bool(filters.chosen),
        "rows": board.rows(page, columns, ordered),
        "page": page,
        "columns": [languages.get(code) for code in columns],
        "progress": progress,
        "following": following(everything, columns, ordered)
        if translates or coordinates
        else [],
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
    """Order what is chosen, in the background; what was wrong is shown on the desk.

    The address carries the desk's filters, so that "all" means what the person saw.
    """
    access.require(access.may_coordinate, request.user)
    codes = my_languages(request.user)
    form = OrderForm(request.POST)
    chosen = _ticked(request.POST)
    if form.is_valid():
        keys = _keys(request, codes)
        if not form.cleaned_data["everything"]:
            keys = [key for key in keys if subjects.pick(key) in chosen]
        try:
            return redirect(BATCH, _ask(keys, form, request.user).pk)
        except orders.OrderError as error:
            form.add_error(None, str(error))
    messages.error(request, "Ingenting är beställt. Se längst ner på sidan.")
    return _desk(request, codes, form, chosen, status=422)


def _ask(keys: list[Key], form: OrderForm, user: Any) -> TranslationBatch:
    if not keys:
        raise orders.OrderError("Bocka för minst en sida eller en kort text.")
    return batches.ask(
        [pk for kind, pk in keys if kind == PAGE],
        form.cleaned_data["languages"],
        form.wish,
        user,
        texts=[key for key in keys if key[0] != PAGE],
        with_machine=form.cleaned_data.get("machine", False),
    )


def _keys(request: HttpRequest, codes: list[str]) -> list[Key]:
    """Of what the filters show: only what readers have in Swedish, whatever a form
    says."""
    filters = FilterForm(request.GET or None, codes, request.user)
    pages, texts, columns = filters.pages(), filters.texts(), filters.columns
    if state := filters.chosen.get("state"):
        found = [*subjects.of_pages(pages, columns), *subjects.of_texts(texts)]
        listed = subjects.in_state(found, columns, state, request.user)
        return [subject.key for subject in listed]
    numbers = pages.values_list("pk", flat=True)
    return [*((PAGE, pk) for pk in numbers), *(item.key for item in texts)]


# --------------------------------------------------------------------- reviewing
def review(request: HttpRequest, source_id: int, language: str) -> HttpResponse:
    """To the review of a translation that waits; else to its texts."""
    access.require(access.may_review, request.user, language)
    views.target_language(language)
    target = work.target_of(views.swedish_page(source_id), language)
    state = target.current_workflow_state if target else None
    if state is None:
        return redirect("translation_edit", source_id, language)
    return redirect("translation_review", state.pk)
