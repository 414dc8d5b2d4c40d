from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .admin_guard import known_pages
from .viewsets import VocabularyViewSetGroup

register_snippet(VocabularyViewSetGroup)


@hooks.register("construct_page_chooser_queryset")
def hide_foreign_drafts(pages, request):
    """Choosers show what readers see and what the person may see anyway."""
    return pages.filter(pk__in=known_pages(request.user).values("pk"))
