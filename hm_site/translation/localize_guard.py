"""No road around review: what the admin would let people do to translations.

wagtail-localize knows no review, no rights per language and no per-page rights: whoever
may submit one translation may publish, overwrite, stop or alias any page's. Wagtail's
own editor would let whoever has "change" on a tree delete and move it. Each guard below
closes one such behaviour for everybody, administrators included, and names it. What
remains are this room's own views, which ask `access`.

Beneath lies `hm_site.base.publication`: a live row changes only under an approval.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin.auth import permission_denied
from wagtail.models import Page

from hm_site.base.admin_guard import PAGE_ARGUMENTS, bulk_pages
from hm_site.base.locales import language_codes, source_locale_id

from . import access

EDITOR = "translation_edit"
# The only address of wagtail-localize that shows and changes nothing: its words.
HARMLESS = "wagtail_localize:javascript_catalog"
# What an administrator may look at in a translated tree.
EXPLORING = ("wagtailadmin_explore", "wagtailadmin_explore_results")
ARGUMENTS = (*PAGE_ARGUMENTS, "parent_page_id")


class Asked:
    """A request of a signed-in person to the admin, and the translations it names."""

    def __init__(
        self, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        match = request.resolver_match
        self.request, self.args, self.kwargs = request, args, kwargs
        self.name = match.view_name if match else ""
        self.user: Any = request.user

    def translations(self) -> list[tuple[int, Any, int]]:
        """(pk, translation key, locale) of each named page that is not Swedish."""
        named = {self.kwargs[key] for key in ARGUMENTS if key in self.kwargs}
        if self.name.startswith("wagtailadmin_pages:") and self.args:
            named.add(self.args[0])  # comparing revisions: an address without names
        if self.name == "wagtail_bulk_action" and self.kwargs["model_name"] == "page":
            named |= {pk for pk in bulk_pages(self.request) if pk.isdecimal()}
        if self.name.startswith("wagtailadmin_api:pages") and "pk" in self.kwargs:
            named.add(self.kwargs["pk"])
        if not named:
            return []
        rows = Page.objects.filter(pk__in=named, depth__gt=1)
        rows = rows.exclude(locale_id=source_locale_id())
        return list(rows.values_list("pk", "translation_key", "locale_id"))


def localize_views(asked: Asked) -> bool:
    """wagtail-localize's views ask for one global permission, if any, and write to live
    pages: submit, update, stop, restart, convert to alias, strings, overrides, machine
    translation, PO upload; its report and snippets API show everybody's titles."""
    return asked.name.startswith("wagtail_localize:") and asked.name != HARMLESS


def locale_views(asked: Asked) -> bool:
    """wagtail-localize adds tree synchronisation to the settings of languages, which
    makes a live alias of every page. Languages come from `hm_site/languages.py`."""
    return asked.name.startswith("wagtaillocales:")


def copies_for_translation(asked: Asked) -> bool:
    """Wagtail's admin API copies a page into another language or as an alias, live."""
    return asked.name == "wagtailadmin_api:pages:action" and asked.kwargs.get(
        "action_name"
    ) in {"copy_for_translation", "create_alias"}


def translated_pages(asked: Asked) -> bool:
    """Wagtail's editor, deletion, copying, moving, reverting, bulk actions and API know
    nothing of a translation's review: no translated page is changed through them."""
    if not asked.translations():
        return False
    return not (asked.name in EXPLORING and asked.user.is_superuser)


GUARDS: list[Callable[[Asked], bool]] = [
    localize_views,
    locale_views,
    copies_for_translation,
    translated_pages,
]


def answer(
    request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponse | None:
    """The guard (`register_guard`); the editor's address leads to the translator's."""
    asked = Asked(request, args, kwargs)
    if not any(guard(asked) for guard in GUARDS):
        return None
    return _editor(asked) or permission_denied(request)


def _editor(asked: Asked) -> HttpResponse | None:
    """To the translator's editor, for those who may open it there."""
    if asked.name != "wagtailadmin_pages:edit" or asked.request.method != "GET":
        return None
    for _pk, key, locale_id in asked.translations():
        language = language_codes().get(locale_id, "")
        source = Page.objects.filter(
            translation_key=key, locale_id=source_locale_id(), live=True
        ).first()
        if source is not None and access.may_see(asked.user, language):
            return redirect(EDITOR, source.pk, language)
    return None
