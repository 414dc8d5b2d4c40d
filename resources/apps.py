from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = "Stöd"

    def ready(self) -> None:
        from hm_site.base import interface, signals
        from hm_site.base.chores import register_chore
        from hm_site.base.chrome import MENU_LABELS
        from hm_site.organisations import listing, sections
        from hm_site.translation import vital

        from . import cards
        from .models import OfferingStatus, SupportOfferingPage
        from .reader_reports import clearing, desk

        MENU_LABELS["directorypage"] = interface.FIND_SUPPORT
        listing.register_listing("offerings", cards.cards_of_organisation)
        listing.register_counter(cards.counts_by_organisation)
        signals.watch(OfferingStatus)
        vital.register_vital(SupportOfferingPage.objects.vital_keys)
        register_chore("reader-reports", clearing.clear)
        sections.register_home_section(40, desk.home_section)
