from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "hm_site.base"
    label = "base"
    verbose_name = "Grund"

    def ready(self) -> None:
        from . import checks, signals, wagtail_exports
        from .chores import register_chore
        from .outbox import deliver
        from .sessions import clear_sessions

        checks.register()
        signals.connect()
        wagtail_exports.install()
        # After those of the rooms above, whose notices the mails carry.
        register_chore("mail", deliver)
        register_chore("sessions", clear_sessions)
