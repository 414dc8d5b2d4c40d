from wagtail import hooks

from .deletion import refuse_alias, refuse_bulk, refuse_deletion

hooks.register("before_delete_page", refuse_deletion)
hooks.register("before_bulk_action", refuse_bulk)
hooks.register("before_copy_page", refuse_alias)
