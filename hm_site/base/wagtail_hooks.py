from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet

from . import advice_panel
from .admin_guard import known_pages
from .models import Term
from .models.vocabulary import term_in_use
from .rich_text import ReaderPageLinkHandler
from .viewsets import TermViewSet, VocabularyViewSetGroup

register_snippet(VocabularyViewSetGroup)
hooks.register("register_admin_urls", lambda: advice_panel.URLS)


@hooks.register("insert_global_admin_css")
def our_own_screens():
    return format_html(
        '<link rel="stylesheet" href="{}">', static("hm/admin/screens.css")
    )


@hooks.register("construct_page_chooser_queryset")
def hide_foreign_drafts(pages, request):
    """Choosers show what readers see and what the person may see anyway."""
    return pages.filter(pk__in=known_pages(request.user).values("pk"))


@hooks.register("register_rich_text_features", order=10)
def links_for_readers(features):
    """After Wagtail's own registration, whose handler for pages this one replaces."""
    features.register_link_type(ReaderPageLinkHandler)


@hooks.register("before_delete_snippet")
def refuse_used_terms(request, instances):
    """One or many: the sentence instead of the question whether one is sure."""
    refusals = [term_in_use(x) for x in instances if isinstance(x, Term)]
    found = [text for text in refusals if text]
    for text in found:
        messages.error(request, text)
    return redirect(TermViewSet().get_url_name("list")) if found else None
