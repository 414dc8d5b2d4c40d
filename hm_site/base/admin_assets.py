"""Our own style and script of Wagtail's admin."""

from django.templatetags.static import static
from django.utils.html import format_html


def our_own_screens() -> str:
    """Hook `insert_global_admin_css`."""
    address = static("hm/admin/screens.css")
    return format_html('<link rel="stylesheet" href="{}">', address)


def own_autosave() -> str:
    """Hook `insert_editor_js`: without it a save by hand after autosave would look
    like a stale one."""
    address = static("hm/js/own-autosave.js")
    return format_html('<script type="module" src="{}"></script>', address)
