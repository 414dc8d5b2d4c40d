"""A coordinator's orders: what is wanted in which language, how soon.

An order says what is wanted and gives no right: who translates and reviews follows from
the roles alone. It is gone when readers have the translation, or when it is cancelled.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models.signals import post_delete
from django.utils import timezone
from wagtail.models import Page
from wagtail.signals import published

from hm_site import languages
from hm_site.base.models import LocalRow

from . import access, states
from .models import TranslationOrder
from .order_models import PAGE, Key, named
from .short_texts.cells import cell_of
from .short_texts.kinds import KINDS, Item, kind_of

Priority = TranslationOrder.Priority


@dataclass(frozen=True)
class Wish:
    """What a coordinator says of all that she orders at once."""

    priority: int = Priority.NORMAL
    due: date | None = None
    note: str = ""


class OrderError(Exception):
    """Why an order cannot be changed, in words for the person who tried."""


def place(page_pk: int, codes: Iterable[str], wish: Wish, user: Any) -> int:
    """Order one Swedish page in some languages; returns how many orders are new.

    What is ordered already gets the new priority, date and note, and keeps who has
    taken it. Two queries, however many languages.
    """
    return _place((PAGE, page_pk), codes, wish, user)


def place_text(item: Item, codes: Iterable[str], wish: Wish, user: Any) -> int:
    """Likewise a short text."""
    return _place(item.key, codes, wish, user)


def _place(key: Key, codes: Iterable[str], wish: Wish, user: Any) -> int:
    columns = named(key)
    wanted = [code for code in access.target_codes() if code in set(codes)]
    rows = TranslationOrder.objects.filter(**columns, language__in=wanted)
    known = set(rows.values_list("language", flat=True))
    TranslationOrder.objects.bulk_create(
        (
            TranslationOrder(
                **columns,
                language=code,
                priority=wish.priority,
                due=wish.due,
                note=wish.note,
                ordered_by=user,
                ordered_at=timezone.now(),
            )
            for code in wanted
        ),
        update_conflicts=True,
        unique_fields=[*columns, "language"],
        update_fields=["priority", "due", "note", "ordered_by"],
    )
    return len(set(wanted) - known)


def cancel(order: TranslationOrder) -> None:
    order.delete()


def take(order: TranslationOrder, user: Any) -> None:
    """Say that one works on it, so that no two begin. Raises OrderError.

    It reserves nothing: a colleague may still write, and is told who has it.
    """
    free = TranslationOrder.objects.filter(pk=order.pk, taken_by=None)
    if not free.update(taken_by=user):
        order.refresh_from_db()
        if order.taken_by_id != user.pk:
            raise OrderError(f"{order.taken_by} har redan tagit den.")


def release(order: TranslationOrder, user: Any) -> None:
    """Let go what one has taken; a coordinator lets go anybody's. Raises OrderError."""
    if order.taken_by_id != user.pk and not access.may_coordinate(user):
        raise OrderError("Bara den som har tagit den, eller samordnaren, släpper den.")
    rows = TranslationOrder.objects.filter(pk=order.pk, taken_by=order.taken_by_id)
    if not rows.update(taken_by=None):
        raise OrderError("Någon annan har tagit den sedan dess.")


def fulfil(source: Page) -> None:
    """Something of the page went out: nothing is wanted any more where the translation
    says what the Swedish page says now, and somebody has read it."""
    rows = TranslationOrder.objects.filter(page_id=source.pk)
    wanted = set(rows.values_list("language", flat=True))
    if wanted:
        rows.exclude(language__in=lacking(source, wanted)).delete()


def lacking(source: Page, codes: Iterable[str]) -> list[str]:
    """Those of the languages whose readers do not have the page as it is (6 queries).

    What a machine wrote and nobody has read is wanted still.
    """
    key, wanted = source.translation_key, list(codes)
    found = states.cells([key], wanted)[key]
    return [c for c in wanted if found[c].state is not states.State.PUBLISHED]


# ------------------------------------------------------------------------- short texts
def lacking_text(item: Item, codes: Iterable[str]) -> list[str]:
    """Those of the languages whose readers lack the text as it is (2 queries)."""
    cells = KINDS[item.kind].cells([item])
    had = states.State.PUBLISHED
    return [c for c in codes if cell_of(cells, item.pk, c).state is not had]


def connect() -> None:
    published.connect(fulfil_text, dispatch_uid="hm-short-text-published")
    for kind in KINDS.values():
        post_delete.connect(
            forget, sender=kind.owner_model, dispatch_uid="hm-forget-short-text"
        )


def fulfil_text(sender: type, instance: Any, **kwargs: Any) -> None:
    """Receiver of `published`, as `fulfil` is for pages; also when the Swedish text has
    become again what readers of other languages have."""
    kind = kind_of(instance) if isinstance(instance, LocalRow) else None
    if not kind:
        return
    rows = TranslationOrder.objects.filter(**named((kind.code, kind.key(instance))))
    if instance.language != languages.SOURCE:
        rows = rows.filter(language=instance.language)
    wanted = set(rows.values_list("language", flat=True))
    item = kind.item(kind.key(instance)) if wanted else None
    if item:
        rows.exclude(language__in=lacking_text(item, wanted)).delete()


def forget(sender: type, instance: Any, **kwargs: Any) -> None:
    """Receiver of `post_delete` of what has short texts."""
    kinds = [code for code, kind in KINDS.items() if kind.owner_model is sender]
    TranslationOrder.objects.filter(text_kind__in=kinds, text_pk=instance.pk).delete()
