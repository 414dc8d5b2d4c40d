"""The sitemap: every published page once per language that really has it.

Addresses come from the Swedish tree; the languages of one page are named to each
other with hreflang. Fallbacks are left out: their canonical is the Swedish page.
"""

from collections import defaultdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from hm_site import languages
from hm_site.base.links import absolute, reader_path
from hm_site.base.locales import language_codes, source_locale_id
from hm_site.base.querysets import BasePageQuerySet


def entries() -> list[dict[str, Any]]:
    """Address, date of last change and alternates (2 queries)."""
    sources = {
        key: (url_path, changed)
        for key, url_path, changed in BasePageQuerySet(Page)
        .filter(locale_id=source_locale_id(), depth__gt=1)
        .published()
        .order_by("path")
        .values_list("translation_key", "url_path", "last_published_at")
    }
    codes: dict[Any, list[str]] = defaultdict(list)
    rows = (
        BasePageQuerySet(Page)
        .shown()
        .filter(translation_key__in=list(sources))
        .values_list("translation_key", "locale_id", "last_published_at")
    )
    changed_in: dict[tuple[Any, str], Any] = {}
    for key, locale_id, changed_prose in rows:
        code = language_codes().get(locale_id)
        if code:
            codes[key].append(code)
            changed_in[key, code] = changed_prose
    result = []
    for key, (url_path, changed) in sources.items():
        available = [x for x in languages.LANGUAGES if x.code in codes[key]]
        alternates = [
            {
                "hreflang": x.tag,
                "url": absolute(reader_path(url_path, x.code) or ""),
            }
            for x in available
            if reader_path(url_path, x.code)
        ]
        for x in available:
            path = reader_path(url_path, x.code)
            if path:
                result.append(
                    {
                        "url": absolute(path),
                        "changed": max(
                            filter(None, (changed, changed_in[key, x.code])),
                            default=None,
                        ),
                        "alternates": alternates,
                    }
                )
    return result


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(
        request,
        "sitemap.xml",
        {"entries": entries()},
        content_type="application/xml; charset=utf-8",
    )
