"""The only truth about who may do what: a table, default deny.

`sync_site` applies it and `sync_site --check` proves it. A role's group holds exactly
what stands here; anything clicked together in the admin is taken away again.

Scopes: `organisation` (one group per organisation, on its page and collection; none
of it once the organisation has left), `language` (one per language, on that
language's tree), `source` (one group, on the Swedish tree), `strategy` (one group, on
the strategy pages), `none` (no page).

Every role may sign in to the admin and read the staff-only texts. Platform
administrators are Django's superusers and need no group: organisations, people,
vocabulary and settings are theirs, but on content they are not alone either
(`base.page_permissions`, `base.publication`).

The language roles and the coordinator hold no page right: with "change" alone a
translator could delete and move pages. What they do goes through the translators' own
views, which ask `hm_site.translation.access`; wagtail-localize's permission to submit
is granted to nobody.
"""

from dataclasses import dataclass
from typing import Literal

Scope = Literal["organisation", "language", "source", "strategy", "none"]


@dataclass(frozen=True)
class Role:
    """One row. Page permissions are Wagtail's codenames without `_page`.

    Who holds a role with `second_factor` reaches no admin view without one; platform
    administrators, who hold no role, never do.
    `reads_only`: of the admin, the person opens the staff-only texts and her own
    account, and nothing else (`confinement`).
    """

    code: str
    name: str
    scope: Scope
    second_factor: bool = False
    reads_only: bool = False
    pages: frozenset[str] = frozenset()
    collection: frozenset[str] = frozenset()


_FILES = frozenset(
    {
        "wagtailimages.add_image",
        "wagtailimages.change_image",
        "wagtailimages.choose_image",
        "wagtaildocs.add_document",
        "wagtaildocs.change_document",
        "wagtaildocs.choose_document",
    }
)

ROLES: tuple[Role, ...] = (
    Role(
        "editor",
        "Redaktör",
        "organisation",
        pages=frozenset({"add", "change"}),
        collection=_FILES,
    ),
    Role(
        "moderator",
        "Moderator",
        "source",
        second_factor=True,
        pages=frozenset({"change", "publish"}),
    ),
    Role("translator", "Översättare", "language"),
    Role("reviewer", "Språkgranskare", "language", second_factor=True),
    Role("coordinator", "Samordnare", "none"),
    Role("strategy-owner", "Strategiansvarig", "strategy", pages=frozenset({"change"})),
    Role("staff-reader", "Personal som läser", "none", reads_only=True),
)

BY_CODE: dict[str, Role] = {role.code: role for role in ROLES}
ACCESS = "wagtailadmin.access_admin"  # every role's, while its subject takes part

# Groups and workflows that Wagtail's own migrations create with rights on the root.
STOCK_GROUPS = ("Editors", "Moderators")
STOCK_WORKFLOWS = ("Moderators approval",)
