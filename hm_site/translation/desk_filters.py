"""Which pages and short texts the desk shows: a plain GET form, checked on the server.

What people ask of pages alone (the risk) leaves short texts out, and so does what they
cannot be: they are ordinary and belong to no organisation, unless they are its files'.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.models import Page, get_page_models

from hm_site import languages
from hm_site.base.chrome import MENU_LABELS, top_pages
from hm_site.base.models import BasePage
from hm_site.base.querysets import BasePageQuerySet
from hm_site.organisations.models import OrganisationPage

from . import vital
from .models import TranslationOrder
from .short_texts.kinds import KINDS, Item, items_of
from .states import State
from .subjects import RETURNED, WAITING

ANY = ("", "Alla")
VITAL, ORDINARY = "vital", "ordinary"
# Kinds that are several: all pages, those whose titles stand in menu and footer, all
# short texts.
PAGES, MENU, TEXTS = "sidor", "meny", "korta"
ORDERED, OVERDUE, WEEK = "ordered", "overdue", "week"


def all_pages() -> QuerySet[Page]:
    """All that is translated: what readers have in Swedish."""
    found = BasePageQuerySet(Page).sources().published().filter(depth__gt=1)
    return found.order_by("path")


def _in_menu() -> list[str]:
    """Where the pages lie whose own titles name them in menu and footer."""
    return [x.url_path for x in top_pages() if x.model not in MENU_LABELS]


def _page_models() -> list[Any]:
    return [m for m in get_page_models() if issubclass(m, BasePage)]


def _kinds() -> list[Any]:
    models = _page_models()
    names = ((m._meta.model_name, capfirst(m._meta.verbose_name)) for m in models)
    pages = sorted(((k or "", n) for k, n in names), key=lambda pair: pair[1])
    texts = [(kind.code, kind.name) for kind in KINDS.values()]
    return [
        ANY,
        ("Sidor", [(PAGES, "Alla sidor"), (MENU, "Meny och sidfot"), *pages]),
        ("Korta texter", [(TEXTS, "Alla korta texter"), *texts]),
    ]


class FilterForm(forms.Form):
    """All fields may be empty; what is none of the choices is said and not used."""

    q = forms.CharField(label="Sök i svensk text", required=False, max_length=200)
    organisation = forms.ChoiceField(label="Aktör", required=False)
    kind = forms.ChoiceField(label="Sort", required=False)
    risk = forms.ChoiceField(
        label="Risk",
        required=False,
        choices=[ANY, (VITAL, "Livsviktiga"), (ORDINARY, "Vanliga")],
    )
    state = forms.ChoiceField(
        label="Läge",
        required=False,
        choices=[
            ANY,
            (WAITING, "väntar på mig"),
            *State.choices,
            (RETURNED, "kom tillbaka från granskning"),
        ],
    )
    language = forms.ChoiceField(label="Språk", required=False)
    priority = forms.ChoiceField(
        label="Prioritet",
        required=False,
        choices=[ANY, *TranslationOrder.Priority.choices],
    )
    due = forms.ChoiceField(
        label="Beställt",
        required=False,
        choices=[
            ANY,
            (ORDERED, "Alla beställda"),
            (OVERDUE, "Försenade"),
            (WEEK, "Klara senast inom sju dagar"),
        ],
    )
    mine = forms.BooleanField(label="Bara det jag har tagit", required=False)

    def __init__(self, data: Any, codes: list[str], user: Any) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.codes, self.user = codes, user
        organisations = OrganisationPage.objects.sources().published()
        rows = list(organisations.order_by("title").values_list("path", "title"))
        self._field("organisation").choices = [ANY, *rows]
        self._field("kind").choices = _kinds()
        named = [(code, languages.get(code).name_sv) for code in codes]
        self._field("language").choices = [ANY, *named]
        if len(codes) < 2:
            del self.fields["language"]

    def _field(self, name: str) -> Any:
        return self.fields[name]

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """What is valid of what was asked."""
        if not self.is_bound:
            return {}
        self.is_valid()
        return {k: v for k, v in self.cleaned_data.items() if v}

    @property
    def columns(self) -> list[str]:
        """Codes of the languages that the matrix shows."""
        one = self.chosen.get("language")
        return [one] if one else self.codes

    @property
    def of_texts(self) -> bool:
        """Whether only short texts are asked for."""
        kind = self.chosen.get("kind")
        return kind == TEXTS or kind in KINDS

    @property
    def of_pages(self) -> bool:
        """Whether only pages are asked for, by their kind or by what only they have."""
        chosen = self.chosen
        by_kind = bool(chosen.get("kind")) and not self.of_texts
        return by_kind or chosen.get("risk") == VITAL

    def pages(self) -> QuerySet[Page]:
        """By everything but the state, which is computed (`subjects`)."""
        chosen, found = self.chosen, all_pages()
        if self.of_texts:
            return found.none()
        if word := chosen.get("q"):
            found = found.filter(title__icontains=word)
        if organisation := chosen.get("organisation"):
            found = found.filter(path__startswith=organisation)
        kind = chosen.get("kind", PAGES)
        if kind == MENU:
            found = found.filter(url_path__in=_in_menu())
        elif kind != PAGES:
            model = next(m for m in _page_models() if m._meta.model_name == kind)
            kind_of_page = ContentType.objects.get_for_model(model)
            found = found.filter(content_type=kind_of_page)
        if risk := chosen.get("risk"):
            is_vital = vital.vital_pages()
            found = found.filter(is_vital if risk == VITAL else ~is_vital)
        wanted = self._orders()
        if wanted is not None:
            found = found.filter(Exists(wanted.filter(page=OuterRef("pk"))))
        return found

    def texts(self) -> list[Item]:
        """Likewise of the short texts, kind by kind."""
        chosen = self.chosen
        if self.of_pages:
            return []
        kind = chosen.get("kind", TEXTS)
        found = items_of(KINDS if kind == TEXTS else [kind])
        if word := chosen.get("q", "").lower():
            found = [x for x in found if word in f"{x.source} {x.group}".lower()]
        if organisation := chosen.get("organisation"):
            found = [x for x in found if x.organisation.startswith(organisation)]
        wanted = self._orders()
        if wanted is not None:
            rows = wanted.filter(page=None).values_list("text_kind", "text_pk")
            keys = set(rows)
            found = [x for x in found if x.key in keys]
        return found

    def _orders(self) -> QuerySet[TranslationOrder] | None:
        """Orders that the person asks for; None if she asks for none."""
        chosen = self.chosen
        if not chosen.keys() & {"priority", "due", "mine"}:
            return None
        rows = TranslationOrder.objects.filter(language__in=self.columns).order_by()
        if priority := chosen.get("priority"):
            rows = rows.filter(priority=priority)
        if chosen.get("mine"):
            rows = rows.filter(taken_by=self.user)
        today = timezone.localdate()
        if chosen.get("due") == OVERDUE:
            rows = rows.filter(due__lt=today)
        if chosen.get("due") == WEEK:
            week = today + timedelta(days=7)
            rows = rows.filter(Q(due__gte=today) & Q(due__lte=week))
        return rows
