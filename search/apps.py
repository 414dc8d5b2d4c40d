from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"
    label = "hm_search"
    verbose_name = "Sök"

    def ready(self) -> None:
        from resources import text_match

        from .query import offering_pks

        text_match.register(offering_pks)
