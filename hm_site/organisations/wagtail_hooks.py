from wagtail import hooks

from .deletion import refuse_alias, refuse_bulk, refuse_deletion
from .reports import audit
from .review import admin as review

hooks.register("before_delete_page", refuse_deletion)
hooks.register("before_bulk_action", refuse_bulk)
hooks.register("before_copy_page", refuse_alias)
hooks.register("register_admin_urls", lambda: review.URLS)
hooks.register("register_admin_menu_item", review.desk_menu_item)
hooks.register("register_page_header_buttons", review.page_buttons)
hooks.register("register_page_listing_more_buttons", review.page_buttons)
hooks.register("register_log_actions", audit.register_actions)
