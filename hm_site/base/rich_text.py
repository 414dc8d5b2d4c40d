"""Links in formatted text: to the published page, in the reader's language."""

from typing import Any

from django.utils.html import escape
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from .links import reader_url
from .locales import source_locale_id
from .querysets import BasePageQuerySet


class ReaderPageLinkHandler(PageLinkHandler):
    """Any version of a page stands for its Swedish page; two queries for all links.

    A link to what is not published keeps its words and leads nowhere.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        wanted = [str(attrs.get("id", "")) for attrs in attrs_list]
        # Ids as people wrote or pasted them: any text, any length.
        pks = {int(pk) for pk in wanted if pk.isdecimal() and len(pk) < 10}
        keys = dict(
            Page.objects.filter(pk__in=pks).values_list("pk", "translation_key")
        )
        sources = {
            page.translation_key: page
            for page in BasePageQuerySet(Page)
            .filter(
                translation_key__in=set(keys.values()), locale_id=source_locale_id()
            )
            .published()
        }
        by_text = {str(pk): sources.get(key) for pk, key in keys.items()}
        return [
            f'<a href="{escape(reader_url(page))}">' if page else "<a>"
            for page in (by_text.get(pk) for pk in wanted)
        ]


def register_links_for_readers(features: Any) -> None:
    """Hook `register_rich_text_features`."""
    features.register_link_type(ReaderPageLinkHandler)
