from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hm_site.accounts"
    label = "accounts"
    verbose_name = "Konton"
