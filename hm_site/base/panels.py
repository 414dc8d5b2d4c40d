"""Panels of admin forms.

Facts are shown on Swedish pages alone; what lies beside a text is shown, not edited.
"""

from functools import partial
from typing import Any

from django.utils.text import capfirst
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TitleFieldPanel,
)

from hm_site import languages

from .plain_comparison import compare_rows, compare_terms


class _SourceOnly:
    """Mixin for bound panels: nothing is shown on a translation."""

    instance: Any

    def is_shown(self) -> bool:
        # Asked first: what lies inside cannot be made without the form's fields.
        if not self.instance.is_source:
            return False
        shown: bool = super().is_shown()  # type: ignore[misc]
        return shown


class FactsPanel(MultiFieldPanel):
    """A group of facts."""

    class BoundPanel(_SourceOnly, MultiFieldPanel.BoundPanel):
        pass


class FactsList(ObjectList):
    """A tab of facts."""

    class BoundPanel(_SourceOnly, ObjectList.BoundPanel):
        pass


class FactRows(InlinePanel):
    """Child rows that are facts."""

    class BoundPanel(_SourceOnly, InlinePanel.BoundPanel):
        def get_comparison(self) -> list[Any]:
            panel = self.panel
            return [partial(compare_rows, panel.relation_name, panel.heading)]


class TermsPanel(FieldPanel):
    """A form-only field with the terms of one vocabulary."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        kwargs.setdefault("disable_comments", True)
        super().__init__(field_name, **kwargs)

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return self.instance.is_source and super().is_shown()

        def get_comparison(self) -> list[Any]:
            if not self.instance.is_source:
                return []
            name = self.field_name
            field = self.instance.base_form_class.declared_fields[name]
            shown = str(capfirst(self.panel.heading or field.label))
            return [partial(compare_terms, field.vocabulary, shown)]


class _ShownOnly(Panel):
    """Something to read in a form of a row that exists already."""

    class BoundPanel(Panel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(self.instance.pk)


class CheckedPanel(_ShownOnly):
    """When a help line was last checked, and the way to say so again."""

    class BoundPanel(_ShownOnly.BoundPanel):
        template_name = "base/admin/checked_panel.html"


class LabelsPanel(_ShownOnly):
    """A term's names: each language with its state and the way to its own form."""

    class BoundPanel(_ShownOnly.BoundPanel):
        template_name = "base/admin/labels_panel.html"

        def get_context_data(self, parent_context: Any = None) -> Any:
            context = super().get_context_data(parent_context)
            labels = {row.language: row for row in self.instance.labels.all()}
            context["rows"] = [
                {"language": language, "label": labels.get(language.code)}
                for language in languages.LANGUAGES
            ]
            return context


class NamePanel(TitleFieldPanel):
    """A title whose address the person may not change: Wagtail's script would look for
    the field of the address and stop."""

    class BoundPanel(TitleFieldPanel.BoundPanel):
        def get_attrs(self) -> dict[str, Any]:
            attrs: dict[str, Any] = super().get_attrs()
            if attrs.get("data-w-sync-target-value"):
                return attrs
            return {k: v for k, v in attrs.items() if not k.startswith("data-")}
