"""Forms of the home and strategy pages."""

from hm_site.base.forms import BasePageForm, TermsField

MAX_ENTRANCES = 8


class HomePageForm(BasePageForm):
    entrances = TermsField(
        "concern",
        minimum=1,
        maximum=MAX_ENTRANCES,
        label="Ingångar",
        help_text="Högst åtta. De visas i ordlistans ordning.",
    )
