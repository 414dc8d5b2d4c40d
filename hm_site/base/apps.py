from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "hm_site.base"
    label = "base"
    verbose_name = "Grund"

    def ready(self) -> None:
        from hm_site.accounts import rules, throttle

        from . import (
            checks,
            mail,
            plain_comparison,
            signals,
            wagtail_exports,
            wagtail_redirects,
        )
        from .chores import register_chore
        from .outbox import deliver
        from .sessions import clear_sessions

        checks.register()
        signals.connect()
        wagtail_redirects.apply()
        wagtail_exports.install()
        plain_comparison.register()
        rules.register_mailer(mail.send_mail)
        register_chore("attempts", throttle.clear_old)
        # After those of the rooms above, whose notices the mails carry.
        register_chore("mail", deliver)
        register_chore("sessions", clear_sessions)
