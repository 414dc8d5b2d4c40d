from wagtail import hooks
from wagtail.snippets.models import register_snippet

from . import (
    admin_assets,
    admin_guard,
    advice_panel,
    confinement,
    files,
    help_line_check,
    rich_text,
    stale_saves,
    submit_item,
    viewsets,
)

register_snippet(viewsets.VocabularyViewSetGroup)
hooks.register("construct_main_menu", confinement.trim_menu)
hooks.register("construct_settings_menu", admin_guard.hide_what_is_declared)
hooks.register("construct_page_chooser_queryset", admin_guard.hide_foreign_drafts)
hooks.register("register_admin_urls", lambda: advice_panel.URLS)
hooks.register("register_admin_urls", lambda: help_line_check.URLS)
hooks.register("register_snippet_listing_buttons", help_line_check.checked_button)
hooks.register("before_serve_document", files.refuse_stranger)
hooks.register("before_delete_snippet", viewsets.refuse_deletion)
hooks.register("insert_global_admin_css", admin_assets.our_own_screens)
hooks.register("construct_page_action_menu", submit_item.name_plainly)
hooks.register("insert_editor_js", admin_assets.own_autosave)
# After Wagtail's own registration, whose handler for pages this one replaces.
hooks.register(
    "register_rich_text_features", rich_text.register_links_for_readers, order=10
)
# After wagtail-localize, which has an editor of its own for translations.
hooks.register("before_edit_page", stale_saves.careful_page_edit, order=1000)
