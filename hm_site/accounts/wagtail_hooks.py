from wagtail import hooks

from . import alive, second_factor

hooks.register("register_account_menu_item", second_factor.account_menu_item)
# Behind Wagtail's own question who may enter its admin.
hooks.register("register_admin_urls", alive.register_urls)
