"""Small builders of content on top of what `sync_site` made. They save as people do:
a revision, then publishing."""

from .pages import (
    OFFERING_TERMS,
    home,
    information,
    offering,
    organisation,
    page_terms,
    story,
    strategy,
    translate,
    unsaved_offering,
)
from .people import admin, editor, give, member, moderator, person

__all__ = [
    "OFFERING_TERMS",
    "admin",
    "editor",
    "give",
    "home",
    "information",
    "member",
    "moderator",
    "offering",
    "organisation",
    "page_terms",
    "person",
    "story",
    "strategy",
    "translate",
    "unsaved_offering",
]
