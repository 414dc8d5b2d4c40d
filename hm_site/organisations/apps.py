from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "hm_site.organisations"
    label = "organisations"
    verbose_name = "Organisationer"

    def ready(self) -> None:
        from hm_site.base import interface
        from hm_site.base.chrome import MENU_LABELS

        MENU_LABELS["organisationindexpage"] = interface.ACTORS
