"""The context of the directory page."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from hm_site import languages
from hm_site.base.links import reader_url
from hm_site.base.paging import pager
from hm_site.base.reader import reader_code

from .cards import cards, load
from .filters import PAGE_SIZE, SORTS, DirectoryQuery, facets
from .index import DirectoryIndex, Entry, directory_index, titles

if TYPE_CHECKING:
    from .models import DirectoryPage


def directory_context(
    page: "DirectoryPage", request: HttpRequest, base: dict[str, Any]
) -> dict[str, Any]:
    index = directory_index()
    path = reader_url(page.source)
    query = DirectoryQuery(request.GET, path)
    bits = index.all
    for facet_bits in query.bits_by_facet(index).values():
        bits &= facet_bits
    entries = ordered(index, bits, query.sort)
    paging = pager(len(entries), query.page, PAGE_SIZE, query.page_url)
    shown = entries[paging.start : paging.stop]
    odd = bool(query.odd) or paging.clamped
    return {
        "intro": page.intro_text,
        "form_action": path,
        "count": len(entries),
        "count_where": count_where(query),
        "facets": facets(query, index),
        "extra_fields": [
            {
                "name": "age",
                "label": _("Hur gammal är personen?"),
                "value": "" if query.age is None else query.age,
            }
        ],
        "sort_options": [
            {"value": value, "label": label, "selected": value == query.sort}
            for value, label in SORTS.items()
        ],
        "hidden": [{"name": name, "value": value} for name, value in query.pairs()],
        "query": query.text,
        "chips": query.chips(),
        "clear_url": path,
        "cards": cards(load([entry.pk for entry in shown])),
        "pager": paging if paging.pages_count > 1 else None,
        "empty_options": [] if entries else empty_options(query, index),
        # A combination of filters is no page of its own for search engines.
        "robots": "noindex" if odd or query.is_filtered else base["robots"],
    }


def ordered(index: DirectoryIndex, bits: int, sort: str) -> list[Entry]:
    """In the order that the reader chose. "Soon", which is what she gets without a
    choice, shows last what nobody has checked for long."""
    entries = [index.entries[position] for position in index.positions(bits)]
    if sort == "checked":
        entries.sort(key=lambda e: -(e.checked_on.toordinal() if e.checked_on else 0))
    elif sort == "name":
        translated = titles(reader_code()) if reader_code() != languages.SOURCE else {}
        entries.sort(
            key=lambda e: swedish_key(translated.get(e.translation_key, e.title))
        )
    else:
        entries.sort(key=lambda e: (e.sunk, e.next_start, e.path))
    return entries


# The three signs that follow z in every character set.
_SWEDISH = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})


def swedish_key(title: str) -> str:
    """Sorts å, ä, ö after z, as Swedish readers expect; other scripts by code."""
    return title.casefold().translate(_SWEDISH)


def count_where(query: DirectoryQuery) -> str:
    """ "Halmstad · arabiska": the first choices, to stand beside the number."""
    return " · ".join(chip.label for chip in query.chips() if not chip.odd)


def empty_options(query: DirectoryQuery, index: DirectoryIndex) -> list[dict[str, Any]]:
    """What there is when one choice is left out, most hits first."""
    chosen = query.bits_by_facet(index)
    options: list[dict[str, Any]] = []
    for dropped in chosen:
        bits = index.all
        for name, facet_bits in chosen.items():
            if name != dropped:
                bits &= facet_bits
        if not bits.bit_count():
            continue
        pairs = [(name, value) for name, value in query.pairs() if name != dropped]
        rest = [
            chip.label for chip in DirectoryQuery(_as_params(pairs), query.path).chips()
        ]
        options.append(
            {
                "label": " · ".join(rest) or _("Allt stöd"),
                "url": query.url(pairs),
                "count": bits.bit_count(),
            }
        )
    options.sort(key=lambda option: -option["count"])
    return options[:4]


def _as_params(pairs: list[tuple[str, str]]) -> Any:
    from django.http import QueryDict

    params = QueryDict(mutable=True)
    for name, value in pairs:
        params.appendlist(name, value)
    return params
