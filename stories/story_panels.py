"""The form of a good example: the three steps of the common model, then the facts."""

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
    "Berätta för en kollega i en annan kommun. Ingen person får gå att känna igen. "
    "Fält med * behövs innan du skickar in. Utkastet sparas medan du skriver."
)

texts = [
    HelpPanel(content=FIRST_WORDS),
    TitleFieldPanel(
        "title",
        heading="Rubrik",
        placeholder="Rubrik*",
        help_text="Säg vad som blev bättre. Exempel: Fler kom när gruppen flyttade.",
    ),
    FieldPanel(
        "summary",
        heading="Kort beskrivning",
        help_text=(
            "En mening, högst 200 tecken. "
            "Exempel: När gruppen flyttade in i skolan kom tre gånger så många."
        ),
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "problem",
                help_text=(
                    "Vad fungerade inte, för vem och hur märktes det? "
                    "Exempel: Bara fyra av tjugo inbjudna kom till träffarna."
                ),
            ),
            FieldPanel(
                "aim",
                help_text=(
                    "Hur mycket, till när? Exempel: Tolv deltagare före sommaren."
                ),
            ),
            FieldPanel(
                "causes",
                help_text="Varför var det så? Exempel: Bussen går inte på kvällen.",
            ),
        ],
        heading="Steg 1: Identifiera",
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "tried",
                help_text=(
                    "Steg för steg, som numrerad lista. "
                    "Exempel: 1. Vi frågade mammorna. 2. Vi flyttade till skolan."
                ),
            )
        ],
        heading="Steg 2: Förnya och förstärka",
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "result",
                help_text="Vad ledde det till? Exempel: Efter tre månader kom tolv.",
            ),
            FieldPanel(
                "lessons",
                help_text="Vad tar ni med er? Exempel: Fråga först, planera sedan.",
            ),
            FieldPanel(
                "not_repeat",
                help_text=(
                    "Det som gick snett har andra ofta mest nytta av. "
                    "Exempel: Vi bjöd in med brev på svenska."
                ),
            ),
            FieldPanel(
                "do_it_yourself",
                help_text=(
                    "En punktlista till den som vill prova. "
                    "Exempel: Börja med en skola där rektorn vill."
                ),
            ),
        ],
        heading="Steg 3: Gemensamt lärande",
    ),
]

facts = [
    FactsPanel(
        [
            TermsPanel("municipality"),
            FieldRowPanel([FieldPanel("period_start"), FieldPanel("period_end")]),
        ],
        heading="Var och när",
    ),
    FactsPanel([TermsPanel("concern"), TermsPanel("level")], heading="Behov"),
    FactRows(
        "measures",
        heading="Mått",
        label="mått",
        help_text="Vad ni räknade före och efter. Ett enda mått är bättre än inget.",
    ),
    FactRows(
        "offerings",
        heading="Stöd som startades eller ändrades",
        label="stöd",
        help_text="Stöd som finns här på webbplatsen. Läsaren kan gå vidare dit.",
    ),
    FactRows(
        "adoptions",
        heading="Tagits upp av",
        label="organisation",
        help_text="Andra som gör likadant i dag.",
    ),
]

consent = [
    FactsPanel(
        [
            FieldPanel(
                "consent",
                help_text=(
                    "Hur har de som berättelsen handlar om sagt ja? Visas inte utåt. "
                    "Exempel: Alla i gruppen har läst texten och sagt ja skriftligt."
                ),
            )
        ],
        heading="Samtycke",
    ),
    MultiFieldPanel(
        [
            FieldPanel(
                "slug",
                help_text=(
                    "Sista delen av sidans adress. Den följer rubriken. "
                    "Exempel: fler-kom-nar-gruppen-flyttade."
                ),
            ),
            FieldPanel(
                "search_description",
                help_text="Tomt går bra: då visas den korta beskrivningen.",
            ),
        ],
        heading="Adress och sökning",
    ),
    FactsPanel([FieldPanel("is_example")], heading="Märkning"),
]


def story_tabs() -> AdvisedTabs:
    return AdvisedTabs(
        [
            ObjectList(texts, heading="Berättelsen"),
            FactsList(facts, heading="Fakta"),
            ObjectList(consent, heading="Samtycke och övrigt"),
            ObjectList(Page.settings_panels, heading="Publicering"),
        ]
    )
