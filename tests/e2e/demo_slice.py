"""A slice of the demo: texts of real lengths, five organisations, three languages."""

from typing import Any
from unittest.mock import patch

from hm_site.base.bulk import deferred_indexing
from hm_site.base.caches import clear_process_caches
from home.demo import offering_pages, swedish
from home.demo.translated import load_translations

TRANSLATED = ("ar", "ti")
# What is kept of each file: the organisations with all that they offer (enough for a
# second page of the directory), those that a story names, and that story.
OFFERING = ("halmstad", "laholm", "oppen-famn")
KEPT = {
    "organisations.toml": ("organisation", (*OFFERING, "hylte", "lugna-steg")),
    "stories.toml": ("story", ("promenader-som-borjade-med-tystnad",)),
}

# In Arabic and Tigrinya; in neither; with its address kept secret.
TRANSLATED_OFFERING = "aktorer/laholm/mala-och-andas/"
FALLBACK_OFFERING = "aktorer/halmstad/hjalp-med-brev-och-blanketter/"
HIDDEN_OFFERING = "aktorer/halmstad/stod-vid-hot-och-vald/"
STORY = "aktorer/laholm/promenader-som-borjade-med-tystnad/"


def build() -> None:
    """On top of `sync_site`; in some seconds."""
    read, offering_files = swedish.read, offering_pages.offering_files

    def slice_of(name: str) -> dict[str, Any]:
        data = read(name)
        if name not in KEPT:
            return data
        key, slugs = KEPT[name]
        return {key: [row for row in data[key] if row["slug"] in slugs]}

    def slice_of_offerings() -> list[dict[str, Any]]:
        return [x for x in offering_files() if x["organisation"] in OFFERING]

    with (
        patch.object(swedish, "read", slice_of),
        patch.object(offering_pages, "offering_files", slice_of_offerings),
        deferred_indexing() as written,
    ):
        for load in (
            swedish.load_home,
            swedish.load_organisations,
            offering_pages.load_offerings,
            swedish.load_stories,
            swedish.load_strategy,
            swedish.load_information,
        ):
            clear_process_caches()
            list(load())
        for code in TRANSLATED:
            list(load_translations(code))
        written.append(True)
    clear_process_caches()
