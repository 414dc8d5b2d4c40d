"""The footer's columns and the words of the menu: what this site's pages are called."""

from typing import Any

from django.utils.translation import gettext as _

from hm_site.base import interface
from hm_site.base.chrome import entry_label, top_pages, top_url
from hm_site.base.links import home_path
from hm_site.base.reader import LocalText

# Information pages by slug; those that are not named here are about the site.
ABOUT = "om"
FOR_SEEKERS = ("sa-skyddar-vi-dig", "tolk-och-sprak")


def columns() -> list[dict[str, Any]]:
    pages = {
        entry.slug: {"label": entry_label(entry), "url": entry.url}
        for entry in top_pages()
        if entry.model == "informationpage"
    }

    def link(label: object, url: str) -> dict[str, Any]:
        return {"label": LocalText.own(label), "url": url}

    return [
        {
            "heading": _("För dig som söker stöd"),
            "links": [
                link(interface.FIND_SUPPORT, top_url("directorypage")),
                link(_("Akut hjälp och stödlinjer"), f"{home_path()}#hjalp"),
                *(pages[slug] for slug in FOR_SEEKERS if slug in pages),
            ],
        },
        {
            "heading": _("För dig som arbetar"),
            "links": [
                link(interface.GOOD_EXAMPLES, top_url("storyindexpage")),
                link(_("Strategi och modell"), top_url("strategypage")),
                link(interface.ACTORS, top_url("organisationindexpage")),
            ],
        },
        {
            "heading": _("Om webbplatsen"),
            "links": [x for slug, x in pages.items() if slug not in FOR_SEEKERS],
        },
    ]
