"""What the reports on translations share: whose languages one sees, and which pages.

The scope is languages, not pages: the titles of live Swedish pages are no secret, how
another language does is its own people's and their coordinators' matter. Records of a
language that the viewer does not see are never made.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Page

from hm_site import languages
from hm_site.organisations.access import roles_of
from hm_site.organisations.models import OrganisationPage
from hm_site.organisations.reports.base import Report, RowFilter

from .. import access, desk_filters, vital
from ..desk_filters import TEXTS
from ..short_texts.kinds import KINDS, Item, items_of

# Who answers for the Swedish texts or for all languages.
SEE_ALL = (access.COORDINATOR, "moderator", "strategy-owner")
VITAL, ORDINARY = "livsviktig", "vanlig"


def languages_seen(user: Any) -> list[str]:
    """Codes of the languages on which the person gets reports (1 query)."""
    if not user.is_authenticated or not user.is_active:
        return []
    held = roles_of(user)
    if user.is_superuser or any(role in SEE_ALL for role, _ in held):
        return access.target_codes()
    roles = (access.TRANSLATOR, access.REVIEWER)
    mine = {subject for role, subject in held if role in roles}
    return [code for code in access.target_codes() if code in mine]


def language_name(code: str) -> str:
    return capfirst(languages.get(code).name_sv)


def counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _kinds() -> list[tuple[int, str]]:
    used = desk_filters.all_pages().order_by().values("content_type").distinct()
    found = [
        (kind.pk, str(model._meta.verbose_name).capitalize())
        for kind in ContentType.objects.filter(pk__in=used)
        if (model := kind.model_class())
    ]
    return sorted(found, key=lambda kind: kind[1])


class PageFilterSet(WagtailFilterSet):
    """Narrows the Swedish pages that a report is about."""

    organisation = RowFilter(
        label="Aktör",
        queryset=lambda request: (
            OrganisationPage.objects.sources().published().order_by("title")
        ),
        method="below",
        empty_label="Alla",
    )
    kind = django_filters.ChoiceFilter(
        label="Sort", field_name="content_type", choices=_kinds, empty_label="Alla"
    )
    risk = django_filters.ChoiceFilter(
        label="Riskklass",
        choices=[("vital", VITAL), ("ordinary", ORDINARY)],
        method="of_risk",
        empty_label="Alla",
    )

    def below(self, queryset: Any, name: str, value: OrganisationPage) -> Any:
        return queryset.filter(path__startswith=value.path)

    def of_risk(self, queryset: Any, name: str, value: str) -> Any:
        rows = vital.vital_pages()
        return queryset.filter(rows if value == "vital" else ~rows)


def _kinds_and_texts() -> list[Any]:
    texts = [(kind.code, kind.name) for kind in KINDS.values()]
    return [
        ("Sidor", _kinds()),
        ("Korta texter", [(TEXTS, "Alla korta texter"), *texts]),
    ]


class TextFilterSet(PageFilterSet):
    """Narrows the pages and the short texts (`TranslationReport.texts`)."""

    kind = django_filters.ChoiceFilter(
        label="Sort", choices=_kinds_and_texts, method="of_kind", empty_label="Alla"
    )

    def of_kind(self, queryset: Any, name: str, value: str) -> Any:
        if value == TEXTS or value in KINDS:
            return queryset.none()
        return queryset.filter(content_type=value)


class LanguageFilterSet(TextFilterSet):
    """Also by language, for those who see several; the report makes no other rows."""

    language = django_filters.ChoiceFilter(
        label="Språk", method="in_the_report", empty_label="Alla"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = languages_seen(self.request.user)
        if len(codes) < 2:
            del self.filters["language"]
            return
        choices = [(code, language_name(code)) for code in codes]
        self.filters["language"].extra["choices"] = choices

    def in_the_report(self, queryset: Any, name: str, value: str) -> Any:
        return queryset


class TranslationReport(Report):
    """Answers `records` and `row`, and in `summary` what the records say in words."""

    header_icon = "wagtail-localize-language"
    results_template_name = "translation/reports/results.html"
    filterset_class: ClassVar[type[PageFilterSet]] = PageFilterSet

    def records(self, pages: QuerySet[Page], codes: list[str]) -> list[Any]:
        """Of these Swedish pages in these languages, ordered."""
        raise NotImplementedError

    def summary(self, records: list[Any]) -> Iterable[str]:
        """Sentences."""
        raise NotImplementedError

    @classmethod
    def may_read(cls, user: Any) -> bool:
        return bool(languages_seen(user))

    @cached_property
    def codes(self) -> list[str]:
        """Of the languages that the viewer sees, those that she has chosen."""
        seen, chosen = languages_seen(self.request.user), self.chosen.get("language")
        return [chosen] if chosen in seen else seen

    def pages(self) -> QuerySet[Page]:
        return desk_filters.all_pages()

    def texts(self) -> list[Item]:
        """The short texts that are asked for: they belong to an organisation as its
        files alone, and are never vital."""
        kind = self.chosen.get("kind") or TEXTS
        if self.chosen.get("risk") == "vital" or kind not in {TEXTS, *KINDS}:
            return []
        found = items_of(KINDS if kind == TEXTS else [kind])
        if organisation := self.chosen.get("organisation"):
            found = [x for x in found if x.organisation.startswith(organisation.path)]
        return found

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "queryset": Page.objects.none()}

    def get_queryset(self) -> QuerySet[Page]:
        return self.pages()

    def filter_queryset(self, queryset: QuerySet[Page]) -> list[Any]:
        return self.records(super().filter_queryset(queryset), self.codes)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        return {**context, "summary": list(self.summary(self.object_list))}

    @cached_property
    def _organisations(self) -> dict[str, str]:
        """Without those that readers do not know: the viewer may not either."""
        shown = OrganisationPage.objects.sources().published()
        return dict(shown.values_list("path", "title"))
