"""Swedish pages and words with the rows of their translations, in few statements.

What the desk costs depends on the rows there are, not on how they came.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
)

from hm_site.base.caches import bump_version, clear_process_caches
from hm_site.base.locales import locale_ids, source_locale_id
from hm_site.base.models import Term, TermLabel
from hm_site.translation import access
from hm_site.translation.models import PublishedSegment, TranslationOrder
from resources.models import SupportOfferingPage
from tests.factories import many

BATCH = 500
# In each language a page stands at one of these, by its number.
PUBLISHED, OUTDATED, DRAFT, MISSING = range(4)


def stage(number: int, language: int) -> int:
    return (number + language) % 4


def build(organisation: Page, first: int, count: int) -> None:
    """Offerings number `first` and on; one text each, at all stages in all languages,
    every tenth of them ordered."""
    organisation.refresh_from_db()
    pages = [
        SupportOfferingPage(slug=f"stod-{n}", title=f"Stöd {n}")
        for n in range(first, first + count)
    ]
    many.add([organisation] * count, pages)
    texts = _texts(pages)
    drafts, had, orders, live = [], [], [], []
    for number, (page, (context, string, older)) in enumerate(
        zip(pages, texts, strict=True), first
    ):
        for place, code in enumerate(access.target_codes()):
            at = stage(number, place)
            if at in {PUBLISHED, OUTDATED}:
                live.append((page, code))
                shown = string if at == PUBLISHED else older
                had.append(_had(code, context, shown))
            elif at == DRAFT:
                drafts.append(_draft(code, context, string))
            if number % 10 == 0:
                orders.append(_order(page, code))
    _translations(organisation, live, first)
    StringTranslation.objects.bulk_create(drafts, batch_size=BATCH)
    PublishedSegment.objects.bulk_create(had, batch_size=BATCH)
    TranslationOrder.objects.bulk_create(orders, batch_size=BATCH)
    bump_version()
    clear_process_caches()


def build_texts(first: int, last: int) -> None:
    """Words from number `first` up to `last`: in each language published, outdated or
    missing, every tenth of them ordered."""
    terms = Term.objects.bulk_create(
        Term(vocabulary="concern", code=f"ny-{n}", order=n) for n in range(first, last)
    )
    labels, orders = [], []
    for number, term in enumerate(terms, first):
        labels.append(TermLabel(term=term, language="sv", label=f"Nytt ord {number}"))
        for place, code in enumerate(access.target_codes()):
            at = stage(number, place)
            if at in {PUBLISHED, OUTDATED}:
                renders = f"Nytt ord {number}" if at == PUBLISHED else "Gammalt ord"
                labels.append(
                    TermLabel(term=term, language=code, label="x", source_text=renders)
                )
            if number % 10 == 0:
                orders.append(
                    TranslationOrder(text_kind="ord", text_pk=term.pk, language=code)
                )
    TermLabel.objects.bulk_create(labels, batch_size=BATCH)
    TranslationOrder.objects.bulk_create(orders, batch_size=BATCH)
    bump_version()
    clear_process_caches()


def _texts(pages: list[Any]) -> list[tuple[Any, Any, Any]]:
    """Context, present text and a former one of each page."""
    kind = ContentType.objects.get_for_model(SupportOfferingPage)
    root = ContentType.objects.get_for_model(Page)
    swedish = source_locale_id()
    objects = [
        TranslatableObject(translation_key=page.translation_key, content_type=root)
        for page in pages
    ]
    TranslatableObject.objects.bulk_create(objects, batch_size=BATCH)
    sources = TranslationSource.objects.bulk_create(
        (
            TranslationSource(
                object_id=page.translation_key,
                specific_content_type=kind,
                locale_id=swedish,
                object_repr=page.title,
                content_json="{}",
                last_updated_at=timezone.now(),
            )
            for page in pages
        ),
        batch_size=BATCH,
    )
    contexts = TranslationContext.objects.bulk_create(
        (
            TranslationContext(
                object_id=page.translation_key, path="title", path_id=uuid.uuid4()
            )
            for page in pages
        ),
        batch_size=BATCH,
    )
    strings = String.objects.bulk_create(
        (
            String(locale_id=swedish, data=text, data_hash=uuid.uuid4())
            for page in pages
            for text in (page.title, f"Förr {page.title}")
        ),
        batch_size=BATCH,
    )
    StringSegment.objects.bulk_create(
        (
            StringSegment(source=source, context=context, string=string, order=1)
            for source, context, string in zip(
                sources, contexts, strings[::2], strict=True
            )
        ),
        batch_size=BATCH,
    )
    return list(zip(contexts, strings[::2], strings[1::2], strict=True))


def _had(code: str, context: Any, string: Any) -> PublishedSegment:
    return PublishedSegment(language=code, context=context, string=string, text="x")


def _draft(code: str, context: Any, string: Any) -> StringTranslation:
    return StringTranslation(
        locale_id=locale_ids()[code],
        context=context,
        translation_of=string,
        data="x",
        translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
    )


def _order(page: Any, code: str) -> TranslationOrder:
    due = timezone.localdate() - timedelta(days=1)
    return TranslationOrder(page_id=page.pk, language=code, due=due)


def _translations(organisation: Page, live: list[tuple[Any, str]], first: int) -> None:
    """Bare rows, unreachable in the tree: the desk asks only whether they are live."""
    kind = ContentType.objects.get_for_model(SupportOfferingPage)
    Page.objects.bulk_create(
        (
            Page(
                title=page.title,
                draft_title=page.title,
                slug=f"{page.slug}-{code}",
                content_type=kind,
                path=f"{organisation.path[:8]}Z{first:05d}{number:06d}",
                depth=5,
                url_path=f"/{code}/{page.slug}/",
                locale_id=locale_ids()[code],
                translation_key=page.translation_key,
                live=True,
            )
            for number, (page, code) in enumerate(live)
        ),
        batch_size=BATCH,
    )
