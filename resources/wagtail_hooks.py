from wagtail import hooks

from hm_site.organisations.reports.base import register

from . import staff, start_admin, status_admin
from .freshness import admin as freshness
from .freshness.report import OverdueChecksReport
from .reader_reports import desk
from .reader_reports.report import ReaderWordReport

hooks.register("register_admin_urls", lambda: status_admin.URLS)
hooks.register("register_page_header_buttons", status_admin.button)
hooks.register("register_page_listing_more_buttons", status_admin.button)
hooks.register("register_admin_urls", lambda: freshness.URLS)
hooks.register("register_log_actions", freshness.log_actions)
hooks.register("register_admin_urls", lambda: start_admin.URLS)
hooks.register("register_admin_urls", lambda: desk.URLS)
hooks.register("register_log_actions", desk.register_log_action)
hooks.register("register_page_header_buttons", desk.button)
hooks.register("register_page_listing_more_buttons", desk.button)
hooks.register("register_admin_urls", lambda: staff.URLS)
hooks.register("register_admin_menu_item", staff.menu_item)

register(OverdueChecksReport, 120)
register(ReaderWordReport, 130)
