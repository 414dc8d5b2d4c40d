from wagtail import hooks

from . import admin
from .short_texts import admin as short_texts

hooks.register("register_admin_urls", lambda: admin.URLS)
hooks.register("register_admin_menu_item", admin.desk_menu_item)
hooks.register("construct_reports_menu", admin.without_localize_report)
hooks.register("register_admin_urls", lambda: short_texts.URLS)
