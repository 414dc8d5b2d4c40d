from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "hm_site.base"
    label = "base"
    verbose_name = "Grund"

    def ready(self) -> None:
        from hm_site.accounts import rules, throttle

        from . import checks, mail, signals, wagtail_redirects
        from .chores import register_chore

        checks.register()
        signals.connect()
        wagtail_redirects.apply()
        rules.register_mailer(mail.send_mail)
        register_chore("attempts", throttle.clear_old)
