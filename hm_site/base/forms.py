"""Admin forms: facts on Swedish pages only, terms as tick boxes, phones."""

from collections.abc import Iterable
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.text import capfirst
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import BlockField
from wagtail.blocks.base import BlockWidget

from hm_site import languages

from . import labels
from .vocabulary import BY_CODE


def _choices(vocabulary: str, chosen: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Terms that may be chosen, and those the page has though they no longer may."""
    codes = list(dict.fromkeys([*labels.codes(vocabulary), *chosen]))
    return [(code, _explained(vocabulary, code)) for code in codes]


def _explained(vocabulary: str, code: str) -> str:
    """The term's Swedish label and, where it has one, what it means."""
    term = labels.label(vocabulary, code, languages.SOURCE)
    name = capfirst(term.label)
    if not term.description:
        return name
    return format_html(
        '<span>{} <span class="hm-term-note">{}</span></span>',
        name,
        term.description,
    )


class TermsField(forms.MultipleChoiceField):
    """Terms of one vocabulary; at least `minimum` when the page is to go live."""

    widget = forms.CheckboxSelectMultiple

    def __init__(
        self,
        vocabulary: str,
        minimum: int = 0,
        maximum: int | None = None,
        **kwargs: Any,
    ) -> None:
        self.vocabulary = vocabulary
        self.minimum, self.maximum = minimum, maximum
        super().__init__(
            choices=lambda: _choices(vocabulary),
            required=minimum > 0,
            label=kwargs.pop("label", BY_CODE[vocabulary].name_sv),
            error_messages={"required": "Välj minst ett alternativ."},
            **kwargs,
        )

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if self.maximum is not None and len(value) > self.maximum:
            raise ValidationError(f"Välj högst {self.maximum}.", code="too_many")


class SingleTermField(forms.ChoiceField):
    """Exactly one term, or none while the page is a draft."""

    widget = forms.RadioSelect

    def __init__(self, vocabulary: str, required: bool = True, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        super().__init__(
            choices=lambda: _choices(vocabulary),
            required=required,
            label=kwargs.pop("label", BY_CODE[vocabulary].name_sv),
            error_messages={"required": "Välj ett alternativ."},
            **kwargs,
        )


# An input of this name hides what the browser's own form object says by it: Wagtail's
# autosave asks `form.method` and `form.action`, and gets the input.
FORM_PROPERTIES = frozenset({"action", "method", "target", "submit", "elements"})


class SavedBlocks(BlockWidget):
    """Answers with what is saved, whatever was sent."""

    def __init__(self, block_def: Any, saved: Any) -> None:
        super().__init__(block_def)
        self.saved = saved

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return self.saved


class BasePageForm(WagtailAdminPageForm):
    """Hides facts on translations and keeps terms in the one child table."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._required_to_submit: set[str] = set()
        super().__init__(*args, **kwargs)
        self.broken_streams = self._keep_broken_streams()
        if not self.instance.is_source:
            for name in self.instance.source_only_fields():
                self.fields.pop(name, None)
                self.formsets.pop(name, None)
            for name in self.term_fields:
                self.fields.pop(name, None)
            return
        for name, field in self.term_fields.items():
            chosen = self.instance.codes(field.vocabulary)
            field.choices = _choices(field.vocabulary, chosen)
            single = isinstance(field, SingleTermField)
            self.initial[name] = chosen[0] if single and chosen else chosen

    def add_prefix(self, field_name: str) -> str:
        hides = field_name in FORM_PROPERTIES
        return super().add_prefix(f"field-{field_name}" if hides else field_name)

    def _keep_broken_streams(self) -> list[str]:
        """Stream fields that did not arrive whole keep what is saved.

        Wagtail's block widget raises when a count or a row's type is missing or no
        number, whenever the value is asked for.
        """
        broken = []
        for name, field in self.fields.items():
            if not self.is_bound or not isinstance(field, BlockField):
                continue
            try:
                field.widget.value_from_datadict(
                    self.data, self.files, self.add_prefix(name)
                )
            except (AttributeError, IndexError, KeyError, TypeError, ValueError):
                saved = self.get_initial_for_field(field, name)
                field.widget = SavedBlocks(field.widget.block_def, saved)
                broken.append(name)
        return broken

    @property
    def term_fields(self) -> dict[str, "TermsField | SingleTermField"]:
        return {
            name: field
            for name, field in self.fields.items()
            if isinstance(field, TermsField | SingleTermField)
        }

    def required_to_submit(self, name: str, message: str = "") -> None:
        """Marks a field that a draft may leave empty and a submitted page may not."""
        if name not in self.fields:
            return
        self.fields[name].required = True
        self._required_to_submit.add(name)
        if message:
            self.fields[name].error_messages["required"] = message

    @classmethod
    def term_fields_by_vocabulary(cls) -> dict[str, tuple[str, str]]:
        """Vocabulary → name and label of the field that holds its terms."""
        return {
            field.vocabulary: (name, str(field.label))
            for name, field in cls.declared_fields.items()
            if isinstance(field, TermsField | SingleTermField)
        }

    def defer_required_fields(self) -> None:
        super().defer_required_fields()
        for name in {*self._required_to_submit, *self.term_fields}:
            if self.fields[name].required:
                self.fields[name].required = False
                self.deferred_required_fields.append(name)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in self.broken_streams:
            message = "Innehållet kom inte fram. Det som är sparat visas här i stället."
            self.add_error(name, ValidationError(message, code="incomplete"))
        refuse_foreign_choices(self, self.for_user)
        for formset in self.formsets.values():
            formset.is_valid()  # Django would validate the rows after this
            for form in formset.forms:
                refuse_foreign_choices(form, self.for_user)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        if self.instance.is_source and self.term_fields:
            self._write_terms()
        return super().save(commit=commit)

    def _write_terms(self) -> None:
        from .models import PageTerm

        shown = {field.vocabulary for field in self.term_fields.values()}
        existing = {(t.vocabulary, t.code): t for t in self.instance.terms.all()}
        kept = [t for key, t in existing.items() if key[0] not in shown]
        for name, field in self.term_fields.items():
            value = self.cleaned_data.get(name) or []
            for code in dict.fromkeys([value] if isinstance(value, str) else value):
                key = (field.vocabulary, code)
                kept.append(
                    existing.get(key)
                    or PageTerm(vocabulary=field.vocabulary, code=code)
                )
        self.instance.terms = kept

    def live_formset(self, name: str) -> list[dict[str, Any]]:
        """Cleaned rows of a child formset that are neither empty nor deleted.

        Django validates the rows after the form itself: here it is done before.
        """
        formset = self.formsets.get(name)
        if formset is None:
            return []
        formset.is_valid()
        rows = [getattr(form, "cleaned_data", None) or {} for form in formset.forms]
        return [row for row in rows if row and not row.get("DELETE")]


def refuse_foreign_choices(form: Any, user: Any) -> None:
    """Choosers list what the person may see; a posted number could name anything.

    What is refused is not shown again: the chooser would tell its title.
    """
    from .admin_guard import may_choose

    chosen = getattr(form, "cleaned_data", None) or {}
    for name in set(form.changed_data) & set(chosen):
        if user is None or may_choose(user, chosen[name]):
            continue
        form.data = form.data.copy()
        form.data[form.add_prefix(name)] = ""
        form.add_error(
            name,
            ValidationError("Det går inte att välja. Välj på nytt.", code="foreign"),
        )


def clean_phone(value: str) -> str:
    """A Swedish or international number as people read it, else a plain error.

    Short numbers such as 1177 and 90390 are kept as they are.
    """
    value = (value or "").strip()
    if not value:
        return ""
    digits = "".join(c for c in value if c.isdigit())
    if value.replace(" ", "").isdigit() and 3 <= len(digits) <= 6:
        return value
    try:
        number = phonenumbers.parse(value, "SE")
    except phonenumbers.NumberParseException as error:
        raise ValidationError(
            f"”{value}” är inget telefonnummer. Skriv till exempel 035-13 70 00.",
            code="phone",
        ) from error
    if not phonenumbers.is_possible_number(number):
        raise ValidationError(
            f"”{value}” har fel antal siffror. Skriv till exempel 035-13 70 00.",
            code="phone",
        )
    swedish = number.country_code == 46
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(
        number, style.NATIONAL if swedish else style.INTERNATIONAL
    )


def tel_uri(value: str) -> str:
    """What a phone dials: +46… for full numbers, digits alone for short ones."""
    digits = "".join(c for c in value if c.isdigit())
    if len(digits) <= 6:
        return digits
    try:
        number = phonenumbers.parse(value, "SE")
    except phonenumbers.NumberParseException:
        return digits
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
