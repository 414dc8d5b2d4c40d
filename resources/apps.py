from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = "Stöd"

    def ready(self) -> None:
        from hm_site.base import confinement, interface, signals
        from hm_site.base.chrome import MENU_LABELS
        from hm_site.organisations import listing

        from . import cards, staff
        from .models import OfferingStatus

        MENU_LABELS["directorypage"] = interface.FIND_SUPPORT
        listing.register_listing("offerings", cards.cards_of_organisation)
        listing.register_counter(cards.counts_by_organisation)
        signals.watch(OfferingStatus)
        confinement.open_views(staff.DETAIL, start=staff.LIST)
