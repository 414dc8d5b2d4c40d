from wagtail import hooks

from . import second_factor

hooks.register("register_account_menu_item", second_factor.account_menu_item)
