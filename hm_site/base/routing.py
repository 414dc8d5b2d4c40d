"""Finds the page for a reader's address: Swedish first, then her language.

Only Swedish pages have addresses. The live Swedish page is found by its path, then
its live translation by translation key; slugs and parents of translations play no
part, so renaming and moving cannot split languages.
"""

from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from wagtail.models import Page

from hm_site import languages

from .caches import versioned_cache
from .links import site_root
from .locales import locale_ids, source_locale_id
from .models import BasePage
from .querysets import BasePageQuerySet
from .reader import reader_code

MAX_DEPTH = 20
MAX_SLUG = 255


@versioned_cache
def _find(url_path: str) -> tuple[int, type[BasePage]]:
    """The Swedish page with this path and its type.

    Raises Http404; only what exists is kept, so made-up addresses fill no memory.
    """
    row = (
        BasePageQuerySet(Page)
        .filter(url_path=url_path, locale_id=source_locale_id())
        .published()
        .values_list("pk", "content_type_id")
        .first()
    )
    if row is None:
        raise Http404
    model = ContentType.objects.get_for_id(row[1]).model_class()
    if model is None or not issubclass(model, BasePage):
        raise Http404
    return row[0], model


def find_page(components: list[str]) -> BasePage:
    """The page to show: the translation with `.source` set, or the Swedish page.

    Two queries and one for its terms, one less for Swedish readers. Raises Http404.
    """
    if len(components) > MAX_DEPTH or any(
        len(part) > MAX_SLUG or "\0" in part for part in components
    ):
        raise Http404
    url_path = site_root()[2] + "".join(f"{part}/" for part in components)
    pk, model = _find(url_path)
    # Asked again: the clock may have withdrawn it since.
    found = model.objects.for_serving().published()
    source = found.filter(pk=pk, url_path=url_path).first()
    if source is None:
        raise Http404
    return translation_of(source, reader_code()) or source


def translation_of(source: BasePage, language: str) -> BasePage | None:
    """The translation readers may see of a Swedish page, sharing the loaded source."""
    locale_id = locale_ids().get(language)
    if language == languages.SOURCE or locale_id is None:
        return None
    found = (
        type(source)
        .objects.shown()
        .filter(translation_key=source.translation_key, locale_id=locale_id)
        .first()
    )
    if found is not None:
        found.source = source
        source.prose = found
    return found
