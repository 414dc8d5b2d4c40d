"""The form of an offering: what belongs together, in the order a reader asks.

Help texts stand here and not on the fields: they speak to the editor, and may be
mended without a migration.
"""

from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    TitleFieldPanel,
)
from wagtail.models import Page

from hm_site.base.advice_panel import AdvisedTabs
from hm_site.base.panels import FactRows, FactsList, FactsPanel, TermsPanel

FIRST_WORDS = (
    "Skriv till en person som mår dåligt och läser på sin telefon. Säg ”du” och ”vi”. "
    "Fält med * behövs innan du skickar in. Utkastet sparas medan du skriver."
)

texts = [
    HelpPanel(content=FIRST_WORDS),
    TitleFieldPanel(
        "title",
        heading="Stödets namn",
        placeholder="Stödets namn*",
        help_text="Säg vad det är, utan interna namn. Exempel: Språkkafé för kvinnor.",
    ),
    FieldPanel(
        "summary",
        heading="Kort beskrivning",
        help_text=(
            "En mening om vad man får, högst 200 tecken. "
            "Exempel: Fem träffar om sömn, stress och mat, med tolk."
        ),
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "what_happens",
                help_text=(
                    "Steg för steg som numrerad lista, från dörren och framåt. "
                    "Exempel: 1. Någon möter dig vid dörren. 2. Vi fikar och pratar."
                ),
            ),
            FieldPanel(
                "who_for",
                help_text="Exempel: Alla vuxna. Ingen frågar efter id-kort.",
            ),
            FieldPanel(
                "how_to_come",
                help_text=(
                    "Vad gör man först? "
                    "Exempel: Ring eller sms:a Sara. Säg vilket språk du talar."
                ),
            ),
            FieldPanel(
                "confidentiality",
                help_text=(
                    "Vem får veta vad som sägs? Exempel: Ledarna har tystnadsplikt. "
                    "Vi lämnar inget till Migrationsverket."
                ),
            ),
            FieldPanel(
                "what_to_bring",
                help_text=(
                    "En punktlista, eller tomt. Exempel: Bekväma kläder. Vattenflaska."
                ),
            ),
        ],
        heading="Berätta för den som funderar på att komma",
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "method",
                help_text=(
                    "Visas bara för inloggad personal. "
                    "Exempel: Teaching Recovery Techniques, fem träffar."
                ),
            ),
            FieldPanel(
                "criteria",
                help_text=(
                    "Visas bara för inloggad personal. "
                    "Exempel: 16–20 år, inte pågående psykos."
                ),
            ),
        ],
        heading="Bara för personal",
        classname="collapsed",
    ),
]

people = [
    FactsPanel(
        [TermsPanel("concern"), TermsPanel("activity"), TermsPanel("level")],
        heading="Vad stödet hjälper med",
    ),
    FactsPanel(
        [
            TermsPanel("group"),
            FieldRowPanel(
                [
                    FieldPanel(
                        "age_min", help_text="Exempel: 16. Tomt om ingen gräns finns."
                    ),
                    FieldPanel(
                        "age_max", help_text="Exempel: 20. Tomt om ingen gräns finns."
                    ),
                ]
            ),
            TermsPanel("legal"),
        ],
        heading="Vem som får komma",
    ),
]

place_and_time = [
    FactsPanel(
        [
            TermsPanel("municipality"),
            FieldPanel(
                "online",
                help_text=(
                    "Kryssa i om man kan få stödet utan att åka någonstans. "
                    "Annars behövs minst en plats här nedanför."
                ),
            ),
            FactRows("places", heading="Platser", label="plats"),
            FieldPanel(
                "hide_address",
                help_text="För skyddade platser, som en kvinnojour. Läsaren ser bara "
                "kommunen och ombeds ringa.",
            ),
        ],
        heading="Var",
    ),
    FactsPanel(
        [
            FactRows(
                "sessions",
                heading="Tider",
                label="tid",
                help_text=(
                    "En rad för varje veckodag. Bokar man tid, så behövs ingen rad."
                ),
            ),
            FactRows(
                "pauses",
                heading="Uppehåll",
                label="uppehåll",
                help_text="Till exempel jul och sommar. De dagarna visas ingen tid.",
            ),
            FieldRowPanel(
                [
                    FieldPanel(
                        "valid_from", help_text="Tomt om stödet redan är i gång."
                    ),
                    FieldPanel("valid_to", help_text="Tomt om det är tills vidare."),
                ]
            ),
        ],
        heading="När",
    ),
]

practical = [
    FactsPanel(
        [
            FieldPanel("phone", help_text="Exempel: 035-13 70 00."),
            FieldPanel(
                "email",
                help_text=(
                    "Helst en adress som flera läser. Exempel: motesplats@kommunen.se."
                ),
            ),
            FieldPanel(
                "link",
                help_text="Sidan med mer information. Exempel: https://kommunen.se/x.",
            ),
        ],
        heading="Kontakt",
        help_text="Minst ett sätt att ta kontakt behövs: telefon, e-post eller länk.",
    ),
    FactsPanel(
        [TermsPanel("access"), TermsPanel("referrer")], heading="Hur man kommer in"
    ),
    FactsPanel([TermsPanel("cost"), FieldPanel("cost_amount")], heading="Kostnad"),
    FactsPanel(
        [
            TermsPanel("spoken_language"),
            FieldPanel("interpreter"),
            FieldPanel(
                "childcare", help_text="Någon ser efter barnen medan den vuxna är där."
            ),
        ],
        heading="Språk och hjälp på plats",
    ),
]

rest = [
    MultiFieldPanel(
        [
            FieldPanel(
                "slug",
                help_text=(
                    "Sista delen av sidans adress. Den följer namnet; ändra bara om "
                    "den är svår att läsa upp. Exempel: sprakkafe-for-kvinnor."
                ),
            ),
            FieldPanel(
                "search_description",
                help_text="Tomt går bra: då visas den korta beskrivningen.",
            ),
        ],
        heading="Adress och sökning",
    ),
    FactsPanel(
        [
            FieldPanel(
                "funding_ends",
                help_text="Visas inte utåt. Exempel: projektets sista dag.",
            ),
            FieldPanel("risk_class"),
            FieldPanel("is_example"),
        ],
        heading="Internt",
    ),
]


def offering_tabs() -> AdvisedTabs:
    return AdvisedTabs(
        [
            ObjectList(texts, heading="Texter"),
            FactsList(people, heading="För vem"),
            FactsList(place_and_time, heading="Var och när"),
            FactsList(practical, heading="Kontakt och kostnad"),
            ObjectList(rest, heading="Övrigt"),
            ObjectList(Page.settings_panels, heading="Publicering"),
        ]
    )
