"""Form of the organisation page."""

from typing import Any

from hm_site.base.forms import (
    BasePageForm,
    SingleTermField,
    TermsField,
    clean_phone,
)


class OrganisationPageForm(BasePageForm):
    organisation_type = SingleTermField("organisation-type", label="Sorts aktör")
    municipality = TermsField(
        "municipality",
        minimum=1,
        label="Kommuner",
        help_text="Var organisationen är verksam. Välj alla sex för hela länet.",
    )

    # DESIGN 2.3: what decides rights and addresses is not the organisation's own.
    ADMINISTRATORS_ONLY = (
        "slug",
        "organisation_type",
        "municipality",
        "is_example",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.for_user is not None and not self.for_user.is_superuser:
            for name in self.ADMINISTRATORS_ONLY:
                self.fields.pop(name, None)

    def clean_phone(self) -> Any:
        return clean_phone(self.cleaned_data["phone"])
