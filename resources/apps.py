from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = "Stöd"

    def ready(self) -> None:
        from hm_site.base import interface, signals
        from hm_site.base.chrome import MENU_LABELS
        from hm_site.organisations import listing, sections

        from . import cards, home_notes
        from .models import OfferingStatus

        MENU_LABELS["directorypage"] = interface.FIND_SUPPORT
        listing.register_listing("offerings", cards.cards_of_organisation)
        listing.register_counter(cards.counts_by_organisation)
        signals.watch(OfferingStatus)
        sections.register_new_page(10, home_notes.new_offering)
        sections.register_page_notes(home_notes.status_notes)
