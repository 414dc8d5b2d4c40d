from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "hm_site.base"
    label = "base"
    verbose_name = "Grund"

    def ready(self) -> None:
        from . import checks, signals, wagtail_redirects

        checks.register()
        signals.connect()
        wagtail_redirects.apply()
