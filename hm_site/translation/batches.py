"""Orders for many pages at once, made in the background.

What was chosen is written down when the coordinator asks; the rest is a chore. Each
page is worked off in a transaction of its own together with the counter, so a killed
process goes on where it was and does nothing twice.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
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

logger = logging.getLogger(__name__)

# One batch holds at most so many pages: twice of what Halland is expected to have.
MAX_PAGES = 5_000
# What did not work is listed; more than this tells nobody more.
MAX_PROBLEMS = 50


def ask(
    pages: Iterable[int],
    codes: Iterable[str],
    wish: orders.Wish,
    user: Any,
    *,
    with_machine: bool = False,
) -> TranslationBatch:
    """Write down what is wanted; returns at once, whatever the number of pages."""
    return TranslationBatch.objects.create(
        pages=list(dict.fromkeys(pages))[:MAX_PAGES],
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
            yield f"{batch.done} pages, {batch.ordered} new orders: {batch}"
            for problem in batch.problems:
                yield Failure(f"page {problem['page']}: {problem['text']}")


def step(pk: int) -> bool:
    """Work off the next page of a batch; False when there is none left.

    Two processes at once wait for each other at the row and share the pages.
    """
    with transaction.atomic():
        rows = TranslationBatch.objects.select_for_update()
        batch = rows.filter(pk=pk, finished_at=None).first()
        if batch is None:
            return False
        if batch.done >= batch.total:
            _finish(batch)
            return False
        _one_page(batch, batch.pages[batch.done])
        batch.done += 1
        batch.save(update_fields=["done", "ordered", "problems"])
    return True


def stop(pk: int, user: Any) -> TranslationBatch | None:
    """End a batch where it is; None when it had come to its end already.

    What is ordered stays ordered. A page that is being worked off is finished first:
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


def _one_page(batch: TranslationBatch, page_pk: int) -> None:
    """Whatever is wrong with one page is written down and stops no other."""
    try:
        with transaction.atomic():
            batch.ordered += _order(batch, page_pk)
    except (orders.OrderError, machine.MachineError) as error:
        _problem(batch, page_pk, str(error))
    except Exception:
        # The counter must move on, or one page would hold up every batch behind it.
        logger.exception("page %s of translation batch %s", page_pk, batch.pk)
        _problem(batch, page_pk, "Det blev ett fel i programmet.")


def _problem(batch: TranslationBatch, page_pk: int, text: str) -> None:
    if len(batch.problems) < MAX_PROBLEMS:
        batch.problems.append({"page": page_pk, "text": text})


def _order(batch: TranslationBatch, page_pk: int) -> int:
    """In the languages that lack the page; returns how many orders are new."""
    page = Page.objects.filter(pk=page_pk, locale_id=source_locale_id()).first()
    if page is None or not is_published(page):
        raise orders.OrderError("Sidan är inte publicerad längre.")
    wish = orders.Wish(batch.priority, batch.due, batch.note)
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
    rows = TranslationOrder.objects.filter(page__in=batch.pages[: batch.done])
    ordered = Counter(rows.values_list("language", flat=True))
    for code in batch.languages:
        if not (number := ordered[code]):
            continue  # readers have it all already
        name = languages.get(code).name_sv
        pages = "1 sida är beställd" if number == 1 else f"{number} sidor är beställda"
        telling.tell_translators(
            code,
            f"{pages} på {name}.",
            f"{reverse('translation_desk')}?language={code}&due=ordered",
        )
