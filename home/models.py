"""The home page, the strategy and the information pages."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.fields import StreamField
from wagtail.url_routing import RouteResult

from hm_site.base import interface
from hm_site.base.models import BasePage
from hm_site.base.models.page import translated
from hm_site.base.panels import FactsList, FactsPanel, TermsPanel
from hm_site.base.reader import LocalText
from hm_site.base.routing import find_page
from hm_site.base.sections import Section

from .blocks import InformationBody, StrategyBody
from .body import running_text
from .forms import HomePageForm


class HomePage(BasePage):
    """The start page of one language; all reader's addresses are routed here."""

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = [
        "resources.DirectoryPage",
        "stories.StoryIndexPage",
        "organisations.OrganisationIndexPage",
        "home.StrategyPage",
        "home.InformationPage",
    ]

    lead = models.TextField(
        "ingress",
        blank=True,
        help_text="Två korta meningar: vad som finns och för vem.",
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FactsPanel([TermsPanel("entrances")], heading="Ingångar efter behov"),
    ]

    base_form_class = HomePageForm
    prose_fields = ("lead",)
    translatable_fields = translated("lead")
    vocabularies = {"concern": (1, 8)}

    class Meta:
        verbose_name = "startsida"
        verbose_name_plural = "startsidor"

    def deletable_by(self, user: Any) -> bool:
        return False  # everything lies below it

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Swedish first, then the reader's language (see `hm_site.base.routing`)."""
        return RouteResult(find_page(path_components))

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from .home_view import home_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **home_context(self)}

    @property
    def schema_org(self) -> list[dict[str, Any]]:
        from hm_site.base.links import absolute, home_path

        return [
            {
                "@context": "https://schema.org",
                "@type": "WebSite",
                "name": f"{interface.SITE_NAME} {interface.SITE_PLACE}",
                "url": absolute(home_path(self.language)),
                "inLanguage": self.language,
            }
        ]

    @property
    def kind_label(self) -> str:
        return str(interface.HOME)


class StrategyPage(BasePage):
    """A strategy: what was decided, for how long, and the common way of working."""

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    # ------------------------------------------------------------------ prose
    summary = models.CharField(
        "kort beskrivning", max_length=250, blank=True, help_text="En mening."
    )
    body = StreamField(StrategyBody(), verbose_name="innehåll", blank=True)
    # ------------------------------------------------------------------ facts
    deciding_body = models.CharField(
        "beslutad av",
        max_length=200,
        blank=True,
        help_text="Exempel: Region Halland, regionstyrelsen.",
    )
    case_number = models.CharField(
        "diarienummer", max_length=60, blank=True, help_text="Exempel: RS210845."
    )
    decided_on = models.DateField("beslutsdatum", null=True, blank=True)
    proposed_on = models.DateField("datum för förslaget", null=True, blank=True)
    valid_from = models.DateField("gäller från", null=True, blank=True)
    valid_to = models.DateField("gäller till och med", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name="ersätts av",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    note_for_editors = models.TextField(
        "anteckning för redaktionen",
        blank=True,
        help_text="Visas inte utåt. Skriv vad som inte är bekräftat.",
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    fact_panels = [
        FactsPanel(
            [
                FieldPanel("deciding_body"),
                FieldPanel("case_number"),
                FieldRowPanel([FieldPanel("proposed_on"), FieldPanel("decided_on")]),
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
                PageChooserPanel("successor"),
            ],
            heading="Beslut",
        ),
        FactsPanel([FieldPanel("note_for_editors")], heading="Internt"),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading="Innehåll"),
            FactsList(fact_panels, heading="Fakta"),
            ObjectList(
                [
                    FieldPanel("slug"),
                    FieldPanel("show_in_menus"),
                    FieldPanel("search_description"),
                ],
                heading="Övrigt",
            ),
            ObjectList(BasePage.settings_panels, heading="Publicering"),
        ]
    )

    fact_fields = (
        "deciding_body",
        "case_number",
        "decided_on",
        "proposed_on",
        "valid_from",
        "valid_to",
        "successor",
        "note_for_editors",
    )
    explains_words = True
    prose_fields = ("summary", "body")
    translatable_fields = translated("summary", "body")
    withdrawn_by_owner = True

    class Meta:
        verbose_name = "strategi"
        verbose_name_plural = "strategier"

    def clean_facts(self) -> None:
        errors = {}
        if self.successor is not None:
            self.successor = self.successor.source
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            errors["valid_to"] = "Strategin slutar gälla innan den börjar."
        if self.successor_id and self.successor_id == self.pk:
            errors["successor"] = "En strategi kan inte ersätta sig själv."
        if errors:
            raise ValidationError(errors)

    def is_in_force(self, today: date | None = None) -> bool:
        """Decided, begun and not over."""
        today = today or timezone.localdate()
        begun = self.valid_from is None or self.valid_from <= today
        return bool(self.decided_on and begun and not self.is_expired(today))

    def is_decided_to_begin(self, today: date | None = None) -> bool:
        """Decided, and its first day is still to come."""
        today = today or timezone.localdate()
        return bool(self.decided_on and self.valid_from and self.valid_from > today)

    def is_expired(self, today: date | None = None) -> bool:
        return bool(self.valid_to and self.valid_to < (today or timezone.localdate()))

    def running_text(self) -> list[Section]:
        return running_text(self.body, self.language)

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from .strategy_view import strategy_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **strategy_context(self)}

    @property
    def kind_label(self) -> str:
        return str(interface.STRATEGY)


class InformationPage(BasePage):
    """Free content: about the site, privacy, the accessibility statement."""

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    summary = models.CharField(
        "kort beskrivning", max_length=250, blank=True, help_text="En mening."
    )
    body = StreamField(InformationBody(), verbose_name="innehåll", blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    explains_words = True
    prose_fields = ("summary", "body")
    translatable_fields = translated("summary", "body")
    withdrawn_by_owner = True

    class Meta:
        verbose_name = "informationssida"
        verbose_name_plural = "informationssidor"

    def running_text(self) -> list[Section]:
        return running_text(self.body, self.language)

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from .strategy_view import information_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **information_context(self)}

    @property
    def kind_label(self) -> str:
        return _("Information")

    @property
    def lead(self) -> LocalText | None:
        return LocalText(self.summary, self.language) if self.summary else None
