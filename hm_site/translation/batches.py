"""Orders for many pages and short texts at once, made in the background.

What was chosen is written down when the coordinator asks; the rest is a chore. Each
is worked off in a transaction of its own together with the counter, so a killed process
goes on where it was and does nothing twice.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from hm_site import languages
from hm_site.base.chores import Failure
from hm_site.base.locales import source_locale_id
from hm_site.base.models import BasePage
from hm_site.base.querysets import is_published

from . import access, machine, orders, telling
from .models import TranslationBatch, TranslationOrder
from .order_models import PAGE, Key
from .short_texts.kinds import item_of

logger = logging.getLogger(__name__)

# One batch holds at most so many of each: twice of what Halland is expected to have.
MAX_PAGES = 5_000
# What did not work is listed; more than this tells nobody more.
MAX_PROBLEMS = 50


def ask(
    pages: Iterable[int],
    codes: Iterable[str],
    wish: orders.Wish,
    user: Any,
    *,
    texts: Iterable[Key] = (),
    with_machine: bool = False,
) -> TranslationBatch:
    """Write down what is wanted; returns at once, however much it is. Raises OrderError
    for more than one batch holds."""
    wanted, short = list(dict.fromkeys(pages)), list(dict.fromkeys(texts))
    if max(len(wanted), len(short)) > MAX_PAGES:
        raise orders.OrderError(
            f"Det är för mycket på en gång. Välj högst {MAX_PAGES} sidor och lika "
            "många korta texter."
        )
    return TranslationBatch.objects.create(
        pages=wanted,
        texts=short,
        languages=[code for code in access.target_codes() if code in set(codes)],
        priority=wish.priority,
        due=wish.due,
        note=wish.note,
        machine=with_machine,
        asked_by=user,
    )


def chore(now: datetime) -> Iterator[str | Failure]:
    """Work off what has been asked for, oldest first."""
    unfinished = TranslationBatch.objects.filter(finished_at=None).order_by("asked_at")
    for pk in list(unfinished.values_list("pk", flat=True)):
        while step(pk):
            pass
        batch = TranslationBatch.objects.filter(pk=pk).first()
        if batch is not None:
            yield f"{batch.done} done, {batch.ordered} new orders: {batch}"
            for problem in batch.problems:
                yield Failure(f"{_named(problem)}: {problem['text']}")


def step(pk: int) -> bool:
    """Work off the next one of a batch; False when there is none left.

    Two processes at once wait for each other at the row and share the work.
    """
    with transaction.atomic():
        rows = TranslationBatch.objects.select_for_update()
        batch = rows.filter(pk=pk, finished_at=None).first()
        if batch is None:
            return False
        if batch.done >= batch.total:
            _finish(batch)
            return False
        _one(batch, batch.keys[batch.done])
        batch.done += 1
        batch.save(update_fields=["done", "ordered", "problems"])
    return True


def stop(pk: int, user: Any) -> TranslationBatch | None:
    """End a batch where it is; None when it had come to its end already.

    What is ordered stays ordered. What is being worked off is finished first:
    it holds the row.
    """
    with transaction.atomic():
        rows = TranslationBatch.objects.select_for_update()
        batch = rows.filter(pk=pk, finished_at=None).first()
        if batch is None or batch.done >= batch.total:
            return None
        batch.stopped_by = user
        _finish(batch)
    return batch


def _one(batch: TranslationBatch, key: Key) -> None:
    """Whatever is wrong with one is written down and stops no other."""
    try:
        with transaction.atomic():
            batch.ordered += _order(batch, key)
    except (orders.OrderError, machine.MachineError) as error:
        _problem(batch, key, str(error))
    except Exception:
        # The counter must move on, or one would hold up every batch behind it.
        logger.exception("%s of translation batch %s", key, batch.pk)
        _problem(batch, key, "Det blev ett fel i programmet.")


def _problem(batch: TranslationBatch, key: Key, text: str) -> None:
    kind, pk = key
    named: dict[str, Any] = {"page": pk} if kind == PAGE else {"kind": kind, "pk": pk}
    if len(batch.problems) < MAX_PROBLEMS:
        batch.problems.append({**named, "text": text})


def _named(problem: dict[str, Any]) -> str:
    if "page" in problem:
        return f"page {problem['page']}"
    return f"{problem['kind']} {problem['pk']}"


def _order(batch: TranslationBatch, key: Key) -> int:
    """In the languages that lack it; returns how many orders are new."""
    wish = orders.Wish(batch.priority, batch.due, batch.note)
    kind, pk = key
    if kind == PAGE:
        return _order_page(batch, pk, wish)
    item = item_of(kind, pk)
    if item is None:
        raise orders.OrderError("Texten visas inte för läsare längre.")
    codes = orders.lacking_text(item, batch.languages)
    return orders.place_text(item, codes, wish, batch.asked_by)


def _order_page(batch: TranslationBatch, page_pk: int, wish: orders.Wish) -> int:
    # Held as `lock_source` does: an approval at the same moment takes away what is
    # ordered here.
    rows = Page.objects.filter(pk=page_pk, locale_id=source_locale_id())
    page = rows.select_for_update(of=("self",)).first()
    if page is None or not is_published(page):
        raise orders.OrderError("Sidan är inte publicerad längre.")
    codes = orders.lacking(page, batch.languages)
    made = orders.place(page.pk, codes, wish, batch.asked_by)
    drafted = [c for c in codes if batch.machine and machine.offered(c)]
    source = page.specific if drafted else None
    if isinstance(source, BasePage):
        for code in drafted:
            machine.ask(source, code, batch.asked_by)
    return made


def _finish(batch: TranslationBatch) -> None:
    batch.finished_at = timezone.now()
    batch.save(update_fields=["finished_at", "stopped_by"])
    rows = TranslationOrder.objects.filter(_of(batch.keys[: batch.done])).order_by()
    ordered = Counter(
        (code, page is not None) for code, page in rows.values_list("language", "page")
    )
    for code in batch.languages:
        pages, texts = ordered[code, True], ordered[code, False]
        if not pages and not texts:
            continue  # readers have it all already
        telling.tell_translators(
            code,
            f"{_said(pages, texts)} på {languages.get(code).name_sv}.",
            f"{reverse('translation_desk')}?language={code}&due=ordered",
        )


def _of(keys: Iterable[Key]) -> Q:
    """Condition on orders: of one of these."""
    by_kind: dict[str, list[int]] = {}
    for kind, pk in keys:
        by_kind.setdefault(kind, []).append(pk)
    found = Q(page__in=by_kind.pop(PAGE, []))
    for kind, pks in by_kind.items():
        found |= Q(text_kind=kind, text_pk__in=pks)
    return found


def _said(pages: int, texts: int) -> str:
    """One of them at least."""
    words = [
        "1 sida" if pages == 1 else f"{pages} sidor" if pages else "",
        "1 kort text" if texts == 1 else f"{texts} korta texter" if texts else "",
    ]
    alone = (pages, texts) in {(1, 0), (0, 1)}
    ordered = "är beställd" if alone else "är beställda"
    return f"{' och '.join(filter(None, words))} {ordered}"
