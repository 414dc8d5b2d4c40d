"""One after the other: what concerns a page in all its languages."""

from typing import Any

from wagtail.models import Page

from .locales import source_locale_id


def lock_source(thing: Any) -> None:
    """Hold the Swedish page's row to the end of the transaction, for a page in any
    language; nothing for rows beside the pages.

    A Swedish publication writes its translations too (`translation.rendering`).
    Whoever publishes, withdraws or sends in one of them takes this row before any
    other, or two of them would each wait for the other's.
    """
    if isinstance(thing, Page):
        key, swedish = thing.translation_key, source_locale_id()
        rows = Page.objects.filter(translation_key=key, locale_id=swedish)
        list(rows.select_for_update(of=("self",)).values_list("pk"))
