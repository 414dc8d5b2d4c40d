from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Startsida och strategi"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from hm_site.base import chrome, interface

        from . import current_strategy, footer, strategy_admin
        from .models import StrategyPage

        chrome.MENU_LABELS["strategypage"] = interface.STRATEGY
        chrome.SHORT_LABELS[footer.ABOUT] = interface.ABOUT
        chrome.CHOOSERS["strategypage"] = current_strategy.choose
        chrome.FOOTER.append(footer.columns)
        post_save.connect(
            strategy_admin.give_right,
            sender=StrategyPage,
            dispatch_uid="hm-strategy-right",
        )
