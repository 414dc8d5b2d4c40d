"""Panels that follow the source rule: facts are shown on Swedish pages alone."""

from typing import Any

from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TitleFieldPanel,
)


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
        pass


class TermsPanel(FieldPanel):
    """A form-only field with the terms of one vocabulary."""

    def __init__(self, field_name: str, **kwargs: Any) -> None:
        kwargs.setdefault("disable_comments", True)
        super().__init__(field_name, **kwargs)

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return self.instance.is_source and super().is_shown()


class NamePanel(TitleFieldPanel):
    """A title whose address the person may not change: Wagtail's script would look for
    the field of the address and stop."""

    class BoundPanel(TitleFieldPanel.BoundPanel):
        def get_attrs(self) -> dict[str, Any]:
            attrs: dict[str, Any] = super().get_attrs()
            if attrs.get("data-w-sync-target-value"):
                return attrs
            return {k: v for k, v in attrs.items() if not k.startswith("data-")}
