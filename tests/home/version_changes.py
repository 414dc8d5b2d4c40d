"""One change of each thing that the form of a page offers, whatever it offers."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from wagtail.fields import RichTextField, StreamField

from hm_site.base import labels
from hm_site.base.forms import SingleTermField, TermsField
from hm_site.base.models import BasePage, PageTerm

Change = Callable[[Any], None]

NEW_WORDS = ("Helt andra ord", "Andra ord igen")
# Of the person at the form; no field of the page.
NOT_OF_THE_PAGE = {"comment_notifications", "comments", "wagtail_admin_comments"}


def _body(heading: str) -> list[dict[str, Any]]:
    value = {"heading": heading, "text": "<p>Ja.</p>"}
    return [{"type": "text", "value": value, "id": "ny"}]


# Two values each, of the first type that fits: one of them is not the old one.
NEW_VALUES: tuple[tuple[type[models.Field], tuple[Any, Any]], ...] = (
    (RichTextField, tuple(f"<p>{words}</p>" for words in NEW_WORDS)),
    (StreamField, tuple(_body(words) for words in NEW_WORDS)),
    (models.SlugField, ("en-annan", "en-tredje")),
    (models.URLField, ("https://annan.example.org/", "https://c.example.org/")),
    (models.EmailField, ("annan@example.org", "c@example.org")),
    (models.CharField, NEW_WORDS),
    (models.TextField, NEW_WORDS),
    (
        models.DateTimeField,
        tuple(timezone.make_aware(datetime(2031, 5, day, 8)) for day in (1, 2)),
    ),
    (models.DateField, (date(2031, 5, 1), date(2031, 5, 2))),
    (models.TimeField, (time(4, 45), time(5, 45))),
    (models.DecimalField, (Decimal("77"), Decimal("78"))),
    (models.IntegerField, (77, 78)),
)


def new_value(field: Any, old: Any) -> Any:
    """Raises NotImplementedError for a sort of field that is new here."""
    if field.choices:
        return next(value for value, _name in field.choices if value != old)
    if isinstance(field, models.BooleanField):
        return not old
    if isinstance(field, models.ForeignKey):
        others = field.related_model._default_manager.exclude(pk=old and old.pk)
        if issubclass(field.related_model, BasePage):
            others = others.sources()
        return others.order_by("-pk")[:1].get()
    for sort, (one, other) in NEW_VALUES:
        if isinstance(field, sort):
            longest = getattr(field, "max_length", None)
            if longest:
                one, other = (value[:longest].strip() for value in (one, other))
            return other if old == one else one
    raise NotImplementedError(f"What is another value of {field}?")


def put(row: Any, name: str) -> None:
    field = row._meta.get_field(name)
    unset = (
        row.pk is None and field.is_relation and field.value_from_object(row) is None
    )
    setattr(row, name, new_value(field, None if unset else getattr(row, name)))


def every_change(page: Any) -> Iterator[tuple[str, Change]]:
    """Name of what changes, and the function that changes it in a version."""
    form = type(page).get_edit_handler().get_form_class()
    for name, field in form.base_fields.items():
        if name in NOT_OF_THE_PAGE:
            continue
        if isinstance(field, TermsField | SingleTermField):
            yield name, _change_terms(field.vocabulary)
        else:
            yield name, lambda version, name=name: put(version, name)
    for name, formset in form.formsets.items():
        if name in NOT_OF_THE_PAGE:
            continue
        yield f"{name} (none)", lambda version, name=name: setattr(version, name, [])
        for own in formset.form.base_fields:
            yield f"{name}.{own}", _change_row(name, own)


def _change_terms(vocabulary: str) -> Change:
    def change(version: Any) -> None:
        had = version.codes(vocabulary)
        other = next(code for code in labels.codes(vocabulary) if [code] != had)
        rest = [t for t in version.terms.all() if t.vocabulary != vocabulary]
        version.terms = [*rest, PageTerm(vocabulary=vocabulary, code=other)]

    return change


def _change_row(relation: str, name: str) -> Change:
    def change(version: Any) -> None:
        rows = list(getattr(version, relation).all())
        put(rows[0], name)
        setattr(version, relation, rows)

    return change


def with_rows(page: Any) -> Any:
    """The newest draft with a row in each of its sets."""
    version = page.get_latest_revision_as_object()
    form = type(page).get_edit_handler().get_form_class()
    for name, formset in form.formsets.items():
        if name in NOT_OF_THE_PAGE:
            continue
        row = formset.model()
        for own in formset.form.base_fields:
            put(row, own)
        setattr(version, name, [row])
    return version


def copy(version: Any) -> Any:
    return version.with_content_json(version.serializable_data())
