from wagtail import hooks

from . import strategy_admin

hooks.register("register_admin_urls", lambda: strategy_admin.URLS)
hooks.register("register_page_header_buttons", strategy_admin.buttons)
