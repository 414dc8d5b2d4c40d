from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin_guard import known_pages
from .rich_text import ReaderPageLinkHandler
from .viewsets import VocabularyViewSetGroup

register_snippet(VocabularyViewSetGroup)


@hooks.register("construct_page_chooser_queryset")
def hide_foreign_drafts(pages, request):
    """Choosers show what readers see and what the person may see anyway."""
    return pages.filter(pk__in=known_pages(request.user).values("pk"))


@hooks.register("register_rich_text_features", order=10)
def links_for_readers(features):
    """After Wagtail's own registration, whose handler for pages this one replaces."""
    features.register_link_type(ReaderPageLinkHandler)
