from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Startsida och strategi"

    def ready(self) -> None:
        from hm_site.base import interface
        from hm_site.base.chrome import MENU_LABELS

        MENU_LABELS["strategypage"] = interface.STRATEGY
