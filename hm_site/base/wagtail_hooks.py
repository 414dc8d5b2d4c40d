from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet

from . import advice_panel
from .admin_guard import known_pages
from .confinement import trim_menu
from .files import refuse_stranger
from .help_line_check import URLS as HELP_LINE_URLS
from .help_line_check import checked_button
from .models import Term
from .models.reviewed import kept_alive
from .models.vocabulary import term_in_use
from .rich_text import ReaderPageLinkHandler
from .stale_saves import careful_page_edit
from .viewsets import VocabularyViewSetGroup

register_snippet(VocabularyViewSetGroup)
hooks.register("construct_main_menu", trim_menu)
hooks.register("register_admin_urls", lambda: advice_panel.URLS)
hooks.register("before_serve_document", refuse_stranger)


@hooks.register("insert_global_admin_css")
def our_own_screens():
    return format_html(
        '<link rel="stylesheet" href="{}">', static("hm/admin/screens.css")
    )


@hooks.register("construct_settings_menu")
def hide_what_is_declared(request, items):
    """The site is `sync_site`'s: see `admin_guard.NOBODYS`."""
    items[:] = [item for item in items if item.name != "sites"]


@hooks.register("construct_page_chooser_queryset")
def hide_foreign_drafts(pages, request):
    """Choosers show what readers see and what the person may see anyway."""
    return pages.filter(pk__in=known_pages(request.user).values("pk"))


@hooks.register("register_rich_text_features", order=10)
def links_for_readers(features):
    """After Wagtail's own registration, whose handler for pages this one replaces."""
    features.register_link_type(ReaderPageLinkHandler)


@hooks.register("before_delete_snippet")
def refuse_deletion(request, instances):
    """One or many: the sentence instead of the question whether one is sure."""
    refusals = [term_in_use(x) if isinstance(x, Term) else "" for x in instances]
    found = [text or kept_alive(x) for text, x in zip(refusals, instances, strict=True)]
    found = [text for text in found if text]
    for text in found:
        messages.error(request, text)
    viewset = instances[0].snippet_viewset if found else None
    return redirect(viewset.get_url_name("list")) if viewset else None


@hooks.register("insert_editor_js")
def own_autosave():
    """Without it a save by hand after autosave would look like a stale one."""
    address = static("hm/js/own-autosave.js")
    return format_html('<script type="module" src="{}"></script>', address)


hooks.register("register_admin_urls", lambda: HELP_LINE_URLS)
hooks.register("register_snippet_listing_buttons", checked_button)
# After wagtail-localize, which has an editor of its own for translations.
hooks.register("before_edit_page", careful_page_edit, order=1000)
