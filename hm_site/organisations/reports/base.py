"""What every report on pages shares: whose pages one sees, filter, CSV and XLSX.

A report on things of one's own subclasses `ScopedPageReport`. It cannot forget the
scope: `records` are restricted here, to the pages that the viewer works with. Where
something else than rights on pages decides, a room makes a class of its own from
`Report`. Either is registered in the room's `wagtail_hooks.py` by
`register(report, order)`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any, ClassVar

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django_filters.fields import ModelChoiceField
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page, TaskState
from wagtail.permissions import page_permission_policy

from ..models import OrganisationPage
from ..ownership import organisation_titles, owner_title
from ..review.desk import reviewable

WORKING = {"change", "publish"}


def works_with_pages(user: Any) -> bool:
    """Whether there can be pages in the person's reports at all."""
    return bool(
        page_permission_policy.user_has_any_permission(user, WORKING)
        or reviewable(user)
    )


def pages_of(user: Any) -> QuerySet[Page]:
    """Pages that the person edits or answers for, and those that wait for her review.

    Administrators have all, moderators all Swedish ones, editors their organisation's.
    """
    if user.is_superuser:
        return Page.objects.all()
    own = page_permission_policy.instances_user_has_any_permission_for(user, WORKING)
    # Of pages alone: help lines and labels wait too, and have numbers of their own.
    waiting = TaskState.objects.filter(
        task__in=reviewable(user),
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__base_content_type=ContentType.objects.get_for_model(Page),
    ).values_list("workflow_state__object_id", flat=True)
    found: QuerySet[Page] = Page.objects.filter(
        Q(pk__in=own.values("pk")) | Q(pk__in=[int(pk) for pk in waiting])
    )
    return found


@dataclass(frozen=True)
class Field:
    """A column on the screen and in the file; `name` is a key of `row`."""

    name: str
    heading: str
    nowrap: bool = False

    @property
    def classname(self) -> str | None:
        return "w-whitespace-nowrap" if self.nowrap else None


class RowField(ModelChoiceField):
    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except OverflowError:  # a number that no row of SQLite's can have
            raise ValidationError(
                self.error_messages["invalid_choice"],
                code="invalid_choice",
                params={"value": value},
            ) from None


class RowFilter(django_filters.ModelChoiceFilter):
    """By a row; whatever an address names that is none is no valid choice."""

    field_class = RowField


class OrganisationFilterSet(WagtailFilterSet):
    """By organisation, for those who see several; reports may add filters."""

    organisation = RowFilter(
        label="Aktör",
        queryset=lambda request: (
            OrganisationPage.objects.sources()
            .filter(pk__in=pages_of(request.user).values("pk"))
            .order_by("title")
        ),
        method="in_the_view",
        empty_label="Alla",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.filters["organisation"].get_queryset(self.request).count() < 2:
            del self.filters["organisation"]

    def in_the_view(self, queryset: Any, name: str, value: Any) -> Any:
        """The view knows the way from a record to its page."""
        return queryset


class Report(ReportView):
    """Rows in words, on the screen and in a file.

    A report names `name` (of its address), `address` (path under /admin/rapporter/),
    `page_title`, `header_icon`, `fields` (the first one is the link), and answers
    `may_read`, `get_queryset` (records, a list will do) and `row`.
    """

    name: ClassVar[str]
    address: ClassVar[str]
    fields: ClassVar[Sequence[Field]] = ()
    nothing: ClassVar[str] = "Här finns inget just nu."

    results_template_name = "organisations/reports/results.html"

    # ------------------------------------------------------ what a report answers
    def row(self, record: Any) -> dict[str, Any]:
        """Values by field name, and `url`: where the row leads."""
        raise NotImplementedError

    def prepare(self, records: Sequence[Any]) -> None:
        """Fetch for the whole page of records what `row` needs of each."""

    @classmethod
    def may_read(cls, user: Any) -> bool:
        raise NotImplementedError

    def get_fields(self) -> Sequence[Field]:
        """`fields`, unless they depend on the day or the viewer."""
        return self.fields

    # ------------------------------------------------------------------- registry
    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "name" in vars(cls):
            cls.index_url_name = f"report_{cls.name}"
            cls.index_results_url_name = f"report_{cls.name}_results"

    @classmethod
    def urls(cls) -> list[URLPattern]:
        results = cls.as_view(results_only=True)
        return [
            path(f"rapporter/{cls.address}/", cls.as_view(), name=cls.index_url_name),
            path(
                f"rapporter/{cls.address}/lista/",
                results,
                name=cls.index_results_url_name,
            ),
        ]

    # ----------------------------------------------------------------------- view
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_read(request.user):
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """What the viewer filters by; empty when it makes no sense."""
        valid = self.filters and self.filters.is_valid()
        return self.filters.form.cleaned_data if valid else {}

    @cached_property
    def columns(self) -> list[Column]:
        first, *rest = self.get_fields()
        return [
            TitleColumn(first.name, label=first.heading, get_url=lambda row: row.url),
            *(Column(f.name, label=f.heading, classname=f.classname) for f in rest),
        ]

    def get_table(self, object_list: Iterable[Any]) -> Any:
        records = list(object_list)
        self.prepare(records)
        self.rows = [SimpleNamespace(**self.row(record)) for record in records]
        return super().get_table(self.rows)

    def decorate_paginated_queryset(self, object_list: Any) -> list[Any]:
        """The rows that the table has been made of, also for the file."""
        return self.rows

    @cached_property
    def no_results_message(self) -> str:
        return "Inget stämmer med urvalet." if self.is_filtering else self.nothing

    # ------------------------------------------------------------- words for rows
    @cached_property
    def _organisations(self) -> dict[str, str]:
        return organisation_titles()

    def organisation(self, page: Page) -> str:
        """Name of the organisation that a page belongs to."""
        return owner_title(page, self._organisations)

    # ----------------------------------------------------------------------- file
    @cached_property
    def list_export(self) -> list[str]:
        return [field.name for field in self.get_fields()]

    @cached_property
    def export_headings(self) -> dict[str, str]:
        return {field.name: field.heading for field in self.get_fields()}

    def get_filename(self) -> str:
        return f"{self.address}-{timezone.localdate():%Y-%m-%d}"

    def stream_csv(self, queryset: Any) -> Any:
        """With a mark at the beginning by which Excel knows å, ä and ö."""
        yield "\ufeff".encode()
        yield from super().stream_csv(queryset)


class ScopedPageReport(Report):
    """One row per record that belongs to a page, for those who work with the page.

    It answers `records` and `row`; `page_lookup` leads from a record to its page.
    """

    page_lookup: ClassVar[str] = "page"

    filterset_class = OrganisationFilterSet

    def records(self) -> QuerySet[Any]:
        """All records, ordered; the scope is laid on them afterwards."""
        raise NotImplementedError

    @classmethod
    def may_read(cls, user: Any) -> bool:
        return works_with_pages(user)

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return {**super().get_filterset_kwargs(), "queryset": Page.objects.none()}

    def get_queryset(self) -> QuerySet[Any]:
        records = self.records()
        if self.request.user.is_superuser:
            return records
        mine = pages_of(self.request.user).values("pk")
        return records.filter(**{f"{self.page_lookup}__in": mine})

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        queryset = super().filter_queryset(queryset)
        organisation = self.chosen.get("organisation")
        if organisation:
            way = "" if self.page_lookup == "pk" else f"{self.page_lookup}__"
            return queryset.filter(**{f"{way}path__startswith": organisation.path})
        return queryset


def moment(value: datetime | None) -> str:
    """A time as the reports say it, in Swedish time."""
    return f"{timezone.localtime(value):%Y-%m-%d %H:%M}" if value else ""


def edit_url(page_pk: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page_pk])


class ReportMenuItem(MenuItem):
    def __init__(self, report: type[Report], order: int) -> None:
        self.report = report
        super().__init__(
            report.page_title,
            reverse(report.index_url_name),
            name=f"report-{report.name}",
            icon_name=report.header_icon,
            order=order,
        )

    def is_shown(self, request: HttpRequest) -> bool:
        return self.report.may_read(request.user)


def register(report: type[Report], order: int) -> None:
    """Addresses and menu entry, from a room's `wagtail_hooks.py`."""
    hooks.register("register_admin_urls", report.urls)
    hooks.register("register_reports_menu_item", lambda: ReportMenuItem(report, order))


def hide_stock_reports(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Only administrators reach them (`admin_guard`), and of some they have better."""
    replaced = {"workflows", "workflow-tasks"}
    if not request.user.is_superuser:
        replaced |= {"locked-pages", "site-history", "aging-pages", "page-types-usage"}
    menu_items[:] = [item for item in menu_items if item.name not in replaced]
