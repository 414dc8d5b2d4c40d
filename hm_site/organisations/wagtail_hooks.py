from wagtail import hooks

from .deletion import refuse_alias, refuse_bulk, refuse_deletion
from .reports import audit, base
from .reports import review as review_reports
from .review import admin as review

hooks.register("before_delete_page", refuse_deletion)
hooks.register("before_bulk_action", refuse_bulk)
hooks.register("before_copy_page", refuse_alias)
hooks.register("register_admin_urls", lambda: review.URLS)
hooks.register("register_admin_menu_item", review.desk_menu_item)
hooks.register("register_page_header_buttons", review.page_buttons)
hooks.register("register_page_listing_more_buttons", review.page_buttons)
hooks.register("register_log_actions", audit.register_actions)
hooks.register("construct_reports_menu", base.hide_stock_reports)

base.register(review_reports.WaitingReport, 100)
base.register(review_reports.ReturnedReport, 110)
base.register(audit.EventReport, 900)
