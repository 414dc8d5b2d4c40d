from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "hm_site.translation"
    label = "translation"
    verbose_name = "Översättning"
