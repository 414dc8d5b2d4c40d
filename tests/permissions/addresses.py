"""Every address below /admin/, from the URL resolver, filled with the world's things.

A new address is asked without anyone adding it here, unless it has an argument that
`KINDS` does not know under its name: then `filled` raises, and the matrix fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from django.urls import reverse
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from tests.resolver import Pattern, admin_patterns

from .world import Case, World

BULK = "wagtail_bulk_action"
BULK_KINDS = {
    "page": "draft",
    "hmimage": "image",
    "hmdocument": "document",
    "user": "person",
    "term": "term",
    "termlabel": "label",
    "helpline": "help_line",
}
# (name of the address, argument, kind of thing or "=" and the text itself).
# The first that fits.
KINDS: tuple[tuple[str, str, str], ...] = (
    # Of a snippet: comparing takes one revision twice.
    *(
        (f"wagtailsnippets_base_{model}:*", argument, kind + thing)
        for model, kind in (
            ("termlabel", "label"),
            ("term", "term"),
            ("helpline", "help_line"),
        )
        for argument, thing in (
            ("pk", ""),
            ("revision_id*", "_revision"),
            ("task_state_id", "_task_state"),
            ("workflow_state_id", "_state"),
        )
    ),
    ("wagtailadmin_pages:*workflow_cancellation", "page_id", "waiting"),
    ("wagtailadmin_pages:*workflow*", "page_id", "waiting"),
    ("wagtailadmin_pages:delete", "page_id", "draft"),
    ("wagtailadmin_api:pages:action", "pk", "draft"),
    ("wagtailadmin_api:pages:action:*", "pk", "page"),
    ("wagtailadmin_pages:delete:live", "page_id", "page"),
    ("wagtailadmin_pages:delete:withdrawn", "page_id", "gone"),
    ("wagtailadmin_pages:move*:draft", "page_to_move_id", "draft"),
    ("wagtailadmin_pages:move_confirm:*", "destination_id", "elsewhere"),
    ("organisation_*", "page_id", "organisation"),
    ("*", "page_id", "page"),
    ("*", "page_pk", "page"),
    ("*", "page_to_move_id", "page"),
    ("*", "offering_id", "page"),
    ("*", "source_id", "page"),
    ("*", "parent_page_id", "organisation"),
    ("*", "destination_id", "organisation"),
    ("*", "suggestion_id", "suggestion"),
    ("*", "batch_id", "batch"),
    ("*", "state_id", "state"),
    ("*", "workflow_state_id", "state"),
    ("*", "task_state_id", "task_state"),
    ("*", "row_id", "withdrawal"),
    ("*", "task_id", "task"),
    ("*", "workflow_pk", "workflow"),
    ("*", "language", "language"),
    ("*", "term_id", "glossary_term"),
    ("translation_import", "file_key", "translation_file"),
    ("*", "collection_id", "collection"),
    ("wagtailimages:*", "uploaded_file_id", "image_upload"),
    ("wagtaildocs:*", "uploaded_file_id", "document_upload"),
    ("*", "image_id", "image"),
    ("*", "document_id", "document"),
    ("*", "doc_id", "document"),
    ("*", "redirect_id", "redirect"),
    ("*", "session_id", "session"),
    ("*", "object_id", "page"),
    ("*", "translation_source_id", "translation_source"),
    ("*", "translation_id", "translation_source"),
    ("*", "string_segment_id", "translation_source"),
    ("*", "overridable_segment_id", "translation_source"),
    ("*", "revision_id", "revision"),
    ("wagtailadmin_api:pages:*", "pk", "page"),
    ("wagtailadmin_api:images:*", "pk", "image"),
    ("wagtailadmin_api:documents:*", "pk", "document"),
    ("wagtailadmin_collections:*", "pk", "collection"),
    ("wagtailadmin_workflows:*_task", "pk", "task"),
    ("wagtailadmin_workflows:*", "pk", "workflow"),
    ("wagtailimages_chooser:*", "pk", "image"),
    ("wagtaildocs_chooser:*", "pk", "document"),
    ("wagtaillocales:*", "pk", "locale"),
    ("wagtailsites:*", "pk", "site"),
    ("wagtailusers_users:*", "pk", "person"),
    ("wagtailusers_groups:*", "pk", "group"),
    ("people_*", "pk", "person"),
    ("wagtailsnippet*_base_termlabel:*", "pk", "label"),
    ("wagtailsnippet*_base_term:*", "pk", "term"),
    ("wagtailsnippet*_base_helpline:*", "pk", "help_line"),
    ("help_line_checked", "pk", "help_line"),
    ("wagtail_localize:submit_snippet_translation", "pk", "term"),
    ("wagtail_localize:snippets_api_detail", "pk", "term"),
    ("translation_short_text*", "kind", "=ord"),
    ("translation_short_text*", "pk", "term"),
    ("wagtailsettings:*", "pk", "=1"),
    ("wagtailsettings:*", "*", "=base"),
    ("wagtailadmin_workflows:add_task", "app_label", "=organisations"),
    ("wagtailadmin_workflows:add_task", "model_name", "=reviewtask"),
    ("wagtail_localize:*", "app_label", "=base"),
    ("wagtail_localize:*", "model_name", "=term"),
    ("wagtailadmin_editing_sessions:*", "app_label", "=wagtailcore"),
    ("wagtailadmin_editing_sessions:*", "model_name", "=page"),
    ("wagtailadmin_tag_model_autocomplete", "app_name", "=base"),
    ("wagtailadmin_tag_model_autocomplete", "model_name", "=hmimage"),
    ("*", "app_label", "=resources"),
    ("*", "model_name", "=supportofferingpage"),
    ("*", "content_type_app_name", "=resources"),
    ("*", "content_type_model_name", "=supportofferingpage"),
    ("wagtailadmin_api:pages:action", "action_name", "=delete"),
    *(
        (f"wagtailadmin_api:pages:action:{action}", "action_name", f"={action}")
        for action in PagesAdminAPIViewSet.actions
    ),
    ("*", "action_name", "=approve"),
    ("*", "filter_spec", "=original"),
    ("*", "mode", "=form"),
    ("*", "provider_id", "=oidc"),
    ("*", "uidb64", "=MQ"),
    ("*", "token", "=set-password"),
)
# Asked again about another thing, since the answer depends on which it is: by this name
# in `KINDS` and `expectations`.
AGAIN = {
    "wagtailadmin_pages:delete": (":live", ":withdrawn"),
    "wagtailadmin_pages:move": (":draft",),
    "wagtailadmin_pages:move_confirm": (":draft", ":live"),
    "wagtailadmin_api:pages:action": tuple(
        f":{action}" for action in PagesAdminAPIViewSet.actions
    ),
}
# Addresses that a pattern's arguments do not describe.
SHADOWED = {"wagtailadmin_login"}  # by ours, which has the same address
BY_POSITION = {"wagtailadmin_pages:revisions_compare": ("page", "=live", "=latest")}
UNNAMED = {
    "admin/test404/": "/admin/test404/",
    "admin/^.*/$": "/admin/det-har-finns-inte/",
}
# What lists are asked for beside all they have. "{…}" is a thing of the case.
SEARCHES = {
    "wagtailadmin_pages:search*": ("q=Kvittenblom",),
    "wagtailadmin_choose_page_search": (
        "q=Kvittenblom",
        "q=Kommun&page_type=wagtailcore.page",
    ),
    "wagtailadmin_choose_page": ("page_type=resources.SupportOfferingPage",),
    "wagtailadmin_choose_page_chosen_multiple": ("id={page}", "id={draft}"),
    "wagtailimages:index*": ("q=Kvittenblom",),
    "wagtaildocs:index*": ("q=Kvittenblom",),
    "wagtail*_chooser:choose_results": ("q=Kvittenblom",),
    "wagtailimages_chooser:chosen_multiple": ("id={image}",),
    "wagtaildocs_chooser:chosen_multiple": ("id={document}",),
    "wagtailadmin_api:pages:listing": (
        "child_of={organisation}&for_explorer=1",
        "fields=*&limit=100&search=Kvittenblom",
    ),
    "wagtailadmin_api:pages:find": ("id={page}", "id={draft}"),
    "translation_page_fetch": ("kind=po",),
    "report_*": ("export=csv",),
}


@dataclass(frozen=True)
class Address:
    """`name` is what `expectations` knows it by. With a `query` it is only fetched."""

    name: str
    url: str
    case: Case
    query: bool = False

    def __str__(self) -> str:
        return f"{self.name} ({self.case.name}) {self.url}"


def addresses(world: World) -> list[Address]:
    found: dict[str, Address] = {}
    for pattern in admin_patterns():
        for case in world.cases.values():
            for address in _addresses(pattern, case, world):
                found.setdefault(address.url, address)
    left = {name_of(pattern) for pattern in admin_patterns()} - SHADOWED - {BULK}
    left -= {address.name for address in found.values()}
    if left:
        raise LookupError(f"nothing in the world to ask these about: {sorted(left)}")
    return list(found.values())


def name_of(pattern: Pattern) -> str:
    return pattern.name or pattern.route


def _addresses(pattern: Pattern, case: Case, world: World) -> Iterator[Address]:
    things = {**world.shared, **case.things}
    if pattern.name == BULK:
        yield from _bulk(case, things)
        return
    url = filled(pattern, things)
    if url is None:
        return
    yield Address(name_of(pattern), url, case)
    for suffix in AGAIN.get(pattern.name, ()):
        again = filled(pattern, things, pattern.name + suffix)
        if again is not None:
            yield Address(pattern.name + suffix, again, case)
    for name, queries in SEARCHES.items():
        if fnmatchcase(pattern.name, name):
            for query in queries:
                try:
                    asked = query.format(**things)
                except KeyError:
                    continue
                yield Address(pattern.name, f"{url}?{asked}", case, query=True)


def _bulk(case: Case, things: dict[str, Any]) -> Iterator[Address]:
    """One for each action that is registered, and those for all pages at once."""
    bulk_action_registry._scan_for_bulk_actions()
    for app, models in bulk_action_registry.actions.items():
        for model, actions in models.items():
            for action in actions:
                url = reverse(BULK, args=[app, model, action])
                name = f"{BULK}:{model}:{action}"
                pk = things.get(BULK_KINDS[model])
                if pk is not None:
                    yield Address(name, f"{url}?id={pk}", case)
                if model == "page" and "organisation" in case.things:
                    below = f"id=all&childOf={case.things['organisation']}"
                    yield Address(name, f"{url}?{below}", case)


def filled(pattern: Pattern, things: dict[str, Any], asked_as: str = "") -> str | None:
    """None when the case has no such thing; LookupError for an unknown argument."""
    if not pattern.name:
        return UNNAMED[pattern.route]
    if pattern.name in BY_POSITION:
        values = [_value(kind, things) for kind in BY_POSITION[pattern.name]]
        return None if None in values else reverse(pattern.name, args=values)
    arguments = {
        name: _value(kind_of(asked_as or pattern.name, name), things)
        for name in pattern.arguments
    }
    if None in arguments.values():
        return None
    return reverse(pattern.name, kwargs=arguments)


def kind_of(name: str, argument: str) -> str:
    for address, wanted, kind in KINDS:
        if fnmatchcase(name, address) and fnmatchcase(argument, wanted):
            return kind
    raise LookupError(f"{name}: what to put for {argument}?")


def _value(kind: str, things: dict[str, Any]) -> Any:
    return kind[1:] if kind.startswith("=") else things.get(kind)
