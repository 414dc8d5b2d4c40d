"""Links in formatted text: to the published page, in the reader's language."""

from typing import Any

from django.utils.html import escape
from wagtail.admin.rich_text.converters.contentstate import link_entity
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    ExternalLinkElementHandler,
    PageLinkElementHandler,
)
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from . import publication
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


class KnownPageLinkElementHandler(PageLinkElementHandler):
    """To whoever writes, a link tells the address of pages that she may know.

    The editor sends numbers, and any number could be sent: of others' drafts the
    address would come back, which is their title.
    """

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, Any]:
        from .admin_guard import known_pages

        written = attrs.get("id", "")
        pk = int(written) if written.isdecimal() and len(written) < 10 else 0
        person = publication.acting_person()
        if person is None or known_pages(person).filter(pk=pk).exists():
            data: dict[str, Any] = super().get_attribute_data({**attrs, "id": str(pk)})
            return data
        return {"id": pk, "url": None, "parentId": None}


def register_links(features: Any) -> None:
    """Hook `register_rich_text_features`."""
    features.register_link_type(ReaderPageLinkHandler)
    rule = {
        "from_database_format": {
            "a[href]": ExternalLinkElementHandler("LINK"),
            'a[linktype="page"]': KnownPageLinkElementHandler("LINK"),
        },
        "to_database_format": {"entity_decorators": {"LINK": link_entity}},
    }
    features.register_converter_rule("contentstate", "link", rule)
