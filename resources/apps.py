from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "resources"
    verbose_name = "Stöd"

    def ready(self) -> None:
        from wagtail.signals import page_published, workflow_rejected

        from hm_site.base import chores, confinement, interface, signals
        from hm_site.base.chrome import MENU_LABELS
        from hm_site.organisations import listing
        from hm_site.organisations import sections as places
        from hm_site.organisations.review import authors
        from hm_site.translation import priority, vital

        from . import cards, home_notes, staff, translation_need
        from .freshness import admin, receivers, rounds, sections, suggestions
        from .models import OfferingStatus, SupportOfferingPage
        from .reader_reports import clearing, desk

        MENU_LABELS["directorypage"] = interface.FIND_SUPPORT
        listing.register_listing("offerings", cards.cards_of_organisation)
        listing.register_counter(cards.counts_by_organisation)
        signals.watch(OfferingStatus)
        vital.register_vital(SupportOfferingPage.objects.vital_keys)
        priority.register_need(translation_need.needs)
        chores.register_chore("freshness", rounds.run)
        chores.register_chore("reader-reports", clearing.clear)
        places.register_home_section(20, sections.suggestions)
        places.register_home_section(30, sections.due)
        places.register_home_section(40, sections.ended)
        places.register_home_section(50, desk.home_section)
        places.register_desk_section(30, sections.forgotten)
        places.register_review_note(admin.review_note)
        places.register_outsider(admin.outsider)
        authors.AUTHORS.append(suggestions.authors)
        page_published.connect(receivers.on_published, dispatch_uid="hm-freshness")
        workflow_rejected.connect(receivers.on_rejected, dispatch_uid="hm-freshness")
        confinement.open_views(staff.DETAIL, start=staff.LIST)
        places.register_new_page(10, home_notes.new_offering)
        places.register_page_notes(home_notes.status_notes)
