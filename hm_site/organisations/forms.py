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

    def clean_phone(self) -> Any:
        return clean_phone(self.cleaned_data["phone"])
