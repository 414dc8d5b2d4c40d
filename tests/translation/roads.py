"""Every admin address that could name a translation, from the URL resolver.

A new address under /admin/ is walked without anyone adding it here: arguments whose
name is not known are filled with the page's number, the likeliest way to reach it.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.urls.converters import IntConverter
from wagtail_localize.models import Translation

from tests.resolver import admin_patterns

# What people have posted to get past a review, all at once.
FORM = {
    "action": "publish",
    "action-publish": "action-publish",
    "action-submit": "action-submit",
    "alias": "on",
    "alias_of": "1",
    "copy_subpages": "on",
    "include_descendants": "on",
    "include_subtree": "on",
    "keep_live": "true",
    "localize-convert-to-alias": "1",
    "localize-restart-translation": "1",
    "new_slug": "ny",
    "new_title": "Ny",
    "publish_copies": "on",
    "publish_translations": "on",
    "recursive": "true",
    "select_all": "on",
    "slug": "ny",
    "sync_from": "1",
    "title": "Kapad",
    "value": "Kapad",
    "workflow-action-name": "approve",
}
# Addresses of this room, which ask `access` themselves; of the desk, likewise.
OURS = ("translation_", "review_")
# A way out, a list of one's own, the words of a script: nothing there names a page.
LEFT_OUT = (
    "wagtail_localize:javascript_catalog",
    "wagtailadmin_logout",
    "wagtailadmin_sessions",
)


@dataclass(frozen=True)
class Road:
    name: str
    url: str


def roads(page: Any, translation: Translation) -> list[Road]:
    """All addresses filled in with this translated page."""
    found = []
    for pattern in admin_patterns():
        name, route, converters = pattern.name, pattern.route, pattern.converters
        if not name or name.startswith((*OURS, *LEFT_OUT)):
            continue
        if name == "wagtailadmin_pages:revisions_compare":
            url = reverse(name, args=[page.pk, "live", "latest"])
        elif _names_a_page(name, converters):
            url = _filled(route, converters, page, translation)
        else:
            continue
        if url:
            found.append(Road(name, url))
    return found


def _names_a_page(name: str, converters: dict[str, Any]) -> bool:
    if name.startswith(("wagtail_localize:", "wagtaillocales:")):
        return True
    if name.startswith("wagtailadmin_api:pages"):
        return "pk" in converters
    if name.startswith(("wagtailusers", "wagtailsites", "wagtailadmin_workflows")):
        return False
    return name == "wagtail_bulk_action" or any("page" in x for x in converters)


def _filled(
    route: str, converters: dict[str, Any], page: Any, translation: Translation
) -> str:
    known = {
        "translation_id": translation.pk,
        "translation_source_id": translation.source_id,
        "app_label": "wagtailcore",
        "model_name": "page",
        "content_type_app_name": "resources",
        "content_type_model_name": "supportofferingpage",
        "app_name": "wagtailcore",
        "action": "publish",
        "action_name": "publish" if "api" in route else "approve",
        "mode": "",
        "revision_id": page.latest_revision_id or 1,
        "revision_id_a": page.latest_revision_id or 1,
        "revision_id_b": "latest",
    }
    url = "/" + route
    for argument, converter in converters.items():
        value = known.get(argument, page.pk)
        kind = "int" if isinstance(converter, IntConverter) else None
        for shape in (f"<{kind}:{argument}>", f"<{argument}>"):
            url = url.replace(shape, str(value))
        for kind in ("slug", "str", "path", "uuid"):
            url = url.replace(f"<{kind}:{argument}>", str(value))
    if "wagtail_bulk_action" in route or "/bulk/" in url:
        url += f"?id={page.pk}"
    return "" if "<" in url else url
