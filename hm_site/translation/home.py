"""What a translator or a coordinator meets on the admin's start page."""

from collections import defaultdict
from typing import Any
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from wagtail.models import Page, WorkflowState

from hm_site import languages
from hm_site.base.models import LocalRow
from hm_site.organisations.sections import Row, Section

from . import access
from .desk import my_languages
from .desk_filters import ORDERED, OVERDUE, all_pages
from .models import TranslationOrder
from .subjects import RETURNED
from .views import DESK


def section(user: Any) -> Section | None:
    """What has come back and what is ordered, in the person's languages; None for who
    has none. What waits for a reviewer stands in her queue."""
    if user.is_superuser:
        return None
    coordinates = access.may_coordinate(user)
    codes = my_languages(user)
    if not codes:
        return None
    rows = [
        _row(_returned(codes), "kom tillbaka från granskning", state=RETURNED),
        *_orders(codes),
    ]
    named = ", ".join(languages.get(code).name_sv for code in codes)
    note = "Du samordnar översättningarna till alla språk. " if coordinates else ""
    if not any(rows):
        note += "Inget är beställt och inget har kommit tillbaka."
    return Section(
        f"{'Alla språk' if coordinates else capfirst(named)}: översättningar",
        [row for row in rows if row],
        note=note.strip(),
        more_url=reverse(DESK),
        more="Till översättningarna",
        icon="wagtail-localize-language",
        counted=False,
    )


def _row(number: int, what: str, **query: str) -> Row | None:
    noun = "översättning" if number == 1 else "översättningar"
    url = f"{reverse(DESK)}?{urlencode(query)}"
    return Row(f"{number} {noun} {what}", url) if number else None


def _orders(codes: list[str]) -> list[Row | None]:
    orders = TranslationOrder.objects.filter(language__in=codes)
    late = orders.filter(due__lt=timezone.localdate()).count()
    word = "är försenad" if late == 1 else "är försenade"
    ordered = orders.count()
    return [
        _row(late, word, due=OVERDUE),
        _row(ordered, "är beställd" if ordered == 1 else "är beställda", due=ORDERED),
    ]


def _returned(codes: list[str]) -> int:
    """Pages and short texts, as the desk counts them."""
    numbers: dict[int, list[str]] = defaultdict(list)
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES)
    for kind, pk in states.values_list("base_content_type", "object_id"):
        numbers[kind].append(pk)
    found = 0
    for kind, pks in numbers.items():
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        if model is Page:
            pages = Page.objects.filter(pk__in=pks, locale__language_code__in=codes)
            known = all_pages().values("translation_key")
            found += pages.filter(translation_key__in=known).count()
        elif model is not None and issubclass(model, LocalRow):
            found += model.objects.filter(pk__in=pks, language__in=codes).count()
    return found
