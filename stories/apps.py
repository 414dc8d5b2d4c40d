from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "stories"
    verbose_name = "Goda exempel"

    def ready(self) -> None:
        from hm_site.base import interface
        from hm_site.base.chrome import MENU_LABELS
        from hm_site.organisations import listing, sections

        from . import cards, home_notes

        MENU_LABELS["storyindexpage"] = interface.GOOD_EXAMPLES
        listing.register_listing("stories", cards.cards_of_organisation)
        sections.register_new_page(20, home_notes.new_story)
