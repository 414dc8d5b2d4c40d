"""What becomes of orders: batches that are under way, and single ones that are taken,
let go and cancelled; of pages and of short texts alike."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from hm_site import languages

from . import access, batches, order_models, orders, views
from .desk import BATCH
from .desk_filters import all_pages
from .models import TranslationBatch, TranslationOrder
from .order_models import PAGE, Key
from .short_texts.kinds import KINDS, item_of, items_of


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
            f"Stoppad. {stopped.done} av {stopped.total} {stopped.sorts} hann bli "
            f"klara, med {stopped.ordered} nya beställningar, som finns kvar. Resten "
            "är inte beställt.",
        )
    else:
        messages.success(request, "Stoppad. Ingenting hann beställas.")
    return redirect(BATCH, batch_id)


def _named(found: TranslationBatch) -> list[dict[str, Any]]:
    """Problems with the titles of what is public; the rest has none here."""
    numbers = [problem["page"] for problem in found.problems if "page" in problem]
    titles = dict(all_pages().filter(pk__in=numbers).values_list("pk", "title"))
    kinds = {problem["kind"] for problem in found.problems if "kind" in problem}
    names = {item.key: item.name for item in items_of(kinds)}
    return [
        {
            "title": titles.get(problem["page"])
            if "page" in problem
            else names.get((problem["kind"], problem["pk"])),
            **problem,
        }
        for problem in found.problems
    ]


# --------------------------------------------------------------- single orders
@dataclass(frozen=True)
class Ordered:
    """What an address names; `url` is where the text is written."""

    order: TranslationOrder
    url: str


def _ordered(request: HttpRequest, language: str, **named: Any) -> Ordered:
    """`named` are the other arguments of the address: the Swedish page's `source_id`,
    or `kind` and `pk` of a short text."""
    look_up = _page if "source_id" in named else _text
    key, url = look_up(language, **named)
    views.target_language(language)
    access.require(access.may_see, request.user, language)
    rows = TranslationOrder.objects.select_related("taken_by")
    wanted = order_models.named(key)
    return Ordered(get_object_or_404(rows, language=language, **wanted), url)


def _page(language: str, source_id: int) -> tuple[Key, str]:
    source = views.swedish_page(source_id)
    url = reverse("translation_edit", args=[source.pk, language])
    return (PAGE, source.pk), url


def _text(language: str, kind: str, pk: int) -> tuple[Key, str]:
    item = item_of(kind, pk)
    if item is None:
        raise Http404
    return item.key, KINDS[kind].url(item, language)


def _back(request: HttpRequest) -> HttpResponse:
    """To the desk as it was, or to the text; never to another site."""
    url = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    desk_url = reverse(views.DESK)
    return redirect(url if safe and url.startswith(desk_url) else desk_url)


@require_POST
def take(request: HttpRequest, language: str, **named: Any) -> HttpResponse:
    access.require(access.may_translate, request.user, language)
    found = _ordered(request, language, **named)
    try:
        orders.take(found.order, request.user)
    except orders.OrderError as error:
        messages.error(request, str(error))
        return _back(request)
    messages.success(request, "Du har tagit den. De andra ser det.")
    return redirect(found.url)


@require_POST
def release(request: HttpRequest, language: str, **named: Any) -> HttpResponse:
    found = _ordered(request, language, **named)
    try:
        orders.release(found.order, request.user)
    except orders.OrderError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Den är fri igen.")
    return _back(request)


@require_POST
def cancel(request: HttpRequest, language: str, **named: Any) -> HttpResponse:
    access.require(access.may_coordinate, request.user)
    orders.cancel(_ordered(request, language, **named).order)
    messages.success(
        request, "Beställningen är borttagen. Det som är skrivet finns kvar."
    )
    return _back(request)
