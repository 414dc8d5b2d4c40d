"""What only staff may read: how an offering works, and whom it is for.

Method and criteria belong to the published offering, but no reader sees them: these
screens lie under `/admin/`, are never indexed or kept by any cache, and search the
rows themselves instead of the search index, which does not hold these texts.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from hm_site import languages
from hm_site.base.links import reader_url
from hm_site.base.locales import language_codes
from hm_site.base.reader import LocalText
from hm_site.base.search_text import MAX_CHARS, clean_query
from hm_site.organisations.names import owner_of

from .facts import offering_facts, place_text
from .models import SupportOfferingPage

PAGE_SIZE = 30
LIST, DETAIL = "staff_texts", "staff_text"
TEXTS = ("method", "criteria")


@dataclass(frozen=True)
class Line:
    """One offering in the list; `texts` are the names of the staff texts it has."""

    page: SupportOfferingPage
    organisation: str
    place: str
    texts: list[str]

    def holds(self, words: list[str]) -> bool:
        page = self.page
        texts = (page.title, page.summary, page.method, page.criteria)
        whole = " ".join((*texts, self.organisation, self.place)).casefold()
        return all(word in whole for word in words)


class SearchForm(forms.Form):
    q = forms.CharField(
        label="Sök",
        required=False,
        max_length=MAX_CHARS,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Stöd, organisation, kommun eller ord i texterna. Exempel: tolk.",
    )
    med = forms.BooleanField(
        label="Bara stöd med metod eller kriterier", required=False
    )


def lines() -> list[Line]:
    """All published offerings by title (3 queries for any number)."""
    published = SupportOfferingPage.objects.sources().published()
    return [
        Line(
            page=page,
            organisation=_organisation(page),
            place=place_text(page),
            texts=[_label(name).lower() for name in TEXTS if getattr(page, name)],
        )
        for page in published.prefetch_related("terms").order_by("title")
    ]


def _organisation(page: SupportOfferingPage) -> str:
    owner = owner_of(page.path)
    return owner.name.text if owner else ""


def _label(name: str) -> str:
    text = str(SupportOfferingPage._meta.get_field(name).verbose_name)
    return text[:1].upper() + text[1:]


@require_safe
def staff_texts(request: HttpRequest) -> HttpResponse:
    """`?q=` finds whole or parts of words; `?med=on` leaves out those without texts."""
    query, _cut = clean_query(request.GET.get("q", ""))
    only = request.GET.get("med") == "on"
    words = query.casefold().split()
    found = [line for line in lines() if line.holds(words) and (line.texts or not only)]
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("p"))
    context = {
        "form": SearchForm(initial={"q": query, "med": only}),
        "query": query,
        "only": only,
        "page": page,
        "count": len(found),
    }
    return render(request, "resources/admin/staff_texts.html", context)


@require_safe
def staff_text(request: HttpRequest, offering_id: int) -> HttpResponse:
    """Facts in Swedish; texts in Swedish or, with `?lang=`, as readers have them."""
    published = SupportOfferingPage.objects.sources().published()
    source = get_object_or_404(published.with_facts(), pk=offering_id)
    versions = {languages.SOURCE: source, **_translations(source)}
    code = request.GET.get("lang", "")
    shown = versions.get(code, source)
    context = {
        "source": source,
        "title": LocalText(shown.title, shown.language),
        "summary": LocalText(shown.summary, shown.language),
        "texts": [
            {"label": _label(name), "text": LocalText(text, shown.language)}
            for name in TEXTS
            if (text := getattr(shown, name).strip())
        ],
        "organisation": _organisation(source),
        "facts": offering_facts(source),
        "public_url": reader_url(source, shown.language),
        "choices": [
            {
                "code": language.code,
                "name": language.name_sv,
                "current": language.code == shown.language,
            }
            for language in languages.LANGUAGES
            if language.code in versions
        ],
    }
    return render(request, "resources/admin/staff_text.html", context)


def _translations(source: SupportOfferingPage) -> dict[str, Any]:
    """Language code → the translation that readers may see."""
    codes = language_codes()
    same = SupportOfferingPage.objects.shown().filter(
        translation_key=source.translation_key
    )
    return {codes[page.locale_id]: page for page in same.exclude(pk=source.pk)}


URLS = [
    path("personal/", staff_texts, name=LIST),
    path("personal/<int:offering_id>/", staff_text, name=DETAIL),
]


def menu_item() -> MenuItem:
    return MenuItem(
        "För personal", reverse(LIST), name="staff", icon_name="group", order=60
    )
