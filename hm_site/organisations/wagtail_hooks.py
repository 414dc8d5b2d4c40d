from wagtail import hooks

from . import editor_home, leaving_admin
from .copies import refuse_alias
from .ownership import describe_owned
from .people import viewset as people
from .reports import audit, base
from .reports import review as review_reports
from .review import admin as review
from .review import withdrawal_views

hooks.register("before_copy_page", refuse_alias)
hooks.register("register_admin_urls", lambda: review.URLS)
hooks.register("register_admin_urls", lambda: people.URLS)
hooks.register("register_log_actions", people.register_log_actions)
hooks.register("after_bulk_action", people.end_sessions_of_closed)
hooks.register("register_admin_menu_item", review.desk_menu_item)
hooks.register("register_page_header_buttons", review.page_buttons)
hooks.register("register_page_listing_more_buttons", review.page_buttons)
hooks.register("register_snippet_listing_buttons", review.row_buttons)
hooks.register("register_admin_urls", lambda: leaving_admin.URLS)
hooks.register("register_page_header_buttons", leaving_admin.buttons)
hooks.register("before_edit_page", leaving_admin.tell_that_it_has_left)
hooks.register("before_edit_page", withdrawal_views.tell_that_it_is_withdrawn)
hooks.register("register_log_actions", leaving_admin.register_log_actions)
hooks.register("describe_collection_contents", describe_owned)
hooks.register("construct_homepage_panels", editor_home.replace_panels, order=-10)
hooks.register("construct_homepage_summary_items", editor_home.drop_summary, order=1000)
hooks.register("after_create_page", editor_home.return_after_submitting)
hooks.register("after_edit_page", editor_home.return_after_submitting)
hooks.register("construct_help_menu", editor_home.drop_product_news)
hooks.register("register_log_actions", audit.register_actions)
hooks.register("construct_reports_menu", base.hide_stock_reports)

base.register(review_reports.WaitingReport, 100)
base.register(review_reports.ReturnedReport, 110)
base.register(audit.EventReport, 900)
