"""The form of an organisation: what its editors write, and what administrators set."""

from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.models import Page

from hm_site.base.advice_panel import AdvisedTabs
from hm_site.base.panels import FactsList, FactsPanel, NamePanel, TermsPanel

texts = [
    NamePanel(
        "title",
        heading="Organisationens namn",
        placeholder="Organisationens namn*",
        help_text="Som ni heter utåt. Exempel: Halmstads kommun.",
    ),
    FieldPanel(
        "about",
        help_text=(
            "Två eller tre korta stycken: vilka ni är och vad ni gör för den som är "
            "ny i Halland. Exempel: Vi ordnar mötesplatser, kurser och rådgivning."
        ),
    ),
    FactsPanel(
        [
            FieldPanel("email"),
            FieldPanel("phone"),
            FieldPanel("website", help_text="Exempel: https://www.halmstad.se/."),
            FieldPanel("logo", help_text="Visas på er sida. Helst bredare än hög."),
        ],
        heading="Kontakt",
    ),
]

set_by_administrators = [
    FactsPanel(
        [TermsPanel("organisation_type"), TermsPanel("municipality")],
        heading="Sort och område",
    ),
    FactsPanel([FieldPanel("is_example")], heading="Märkning"),
]

address = [
    MultiFieldPanel(
        [
            FieldPanel("slug"),
            FieldPanel(
                "search_description",
                help_text="En mening som sökmotorer visar. Tomt går bra.",
            ),
        ],
        heading="Adress och sökning",
    )
]


def organisation_tabs() -> AdvisedTabs:
    return AdvisedTabs(
        [
            ObjectList(texts, heading="Om er"),
            FactsList(set_by_administrators, heading="Sort och område"),
            ObjectList(address, heading="Övrigt"),
            ObjectList(Page.settings_panels, heading="Publicering"),
        ]
    )
