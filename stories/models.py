"""Shared learning: good examples, told in the three steps of the common model."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from hm_site.base import interface
from hm_site.base.advice import Hint, Problem
from hm_site.base.models import BasePage, ListPage
from hm_site.base.models.page import translated
from hm_site.base.sections import Section, SectionSpec, prose_sections

from .forms import NO_CONSENT, NO_SUMMARY, StoryPageForm
from .querysets import StoryManager
from .story_panels import story_tabs

TEXT = ["bold", "ul", "link"]
STEPS = ["ol", "bold", "link"]

# Texts without which nobody can do it after them, and what to say to their writer.
MISSED_BY_COLLEAGUES = {
    "problem": "Berätta vad som inte fungerade, och för vem.",
    "tried": "Berätta steg för steg vad ni provade.",
    "result": "Skriv vad det ledde till, gärna med en siffra.",
    "not_repeat": "Skriv vad ni inte skulle göra om: det har andra mest nytta av.",
}


class StoryIndexPage(ListPage):
    """Lists all good examples of all organisations."""

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []

    name = interface.GOOD_EXAMPLES

    class Meta:
        verbose_name = "lista över goda exempel"
        verbose_name_plural = "listor över goda exempel"

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from .story_view import story_index_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **story_index_context(self, request)}


class StoryPage(BasePage):
    """A good example: a problem, what was tried, and what others can learn."""

    parent_page_types: ClassVar[list[str]] = ["organisations.OrganisationPage"]
    subpage_types: ClassVar[list[str]] = []

    # ------------------------------------------------------------------ prose
    summary = models.CharField(
        "kort beskrivning",
        max_length=200,
        blank=True,
        help_text="En mening. Exempel: När gruppen flyttade in i skolan kom fler.",
    )
    problem = RichTextField(
        "problem",
        blank=True,
        features=TEXT,
        help_text="Vad fungerade inte, för vem och hur märktes det?",
    )
    aim = RichTextField(
        "mål",
        blank=True,
        features=TEXT,
        help_text="Hur mycket, till när? Exempel: Tolv deltagare före sommaren.",
    )
    causes = RichTextField("orsaker", blank=True, features=TEXT)
    tried = RichTextField(
        "vad ni provade",
        blank=True,
        features=STEPS,
        help_text="Steg för steg, som numrerad lista.",
    )
    result = RichTextField("resultat", blank=True, features=TEXT)
    lessons = RichTextField("lärdomar", blank=True, features=TEXT)
    not_repeat = RichTextField(
        "det skulle ni inte göra om",
        blank=True,
        features=TEXT,
        help_text="Det som gick snett är ofta det andra har mest nytta av.",
    )
    do_it_yourself = RichTextField(
        "gör det själv",
        blank=True,
        features=["ul", "bold", "link"],
        help_text="En punktlista med råd till den som vill prova.",
    )
    # ------------------------------------------------------------------ facts
    period_start = models.DateField("började", null=True, blank=True)
    period_end = models.DateField("slutade", null=True, blank=True)
    consent = models.TextField(
        "samtycke",
        blank=True,
        help_text=(
            "Hur har de som berättelsen handlar om sagt ja? Visas inte utåt. Ingen "
            "person får gå att känna igen."
        ),
    )
    is_example = models.BooleanField(
        "påhittat exempel",
        default=False,
        help_text="Sidan märks med ordet Exempel för läsaren.",
    )

    edit_handler = story_tabs()
    base_form_class = StoryPageForm
    fact_fields = (
        "period_start",
        "period_end",
        "consent",
        "is_example",
        "measures",
        "offerings",
        "adoptions",
    )
    explains_words = True
    prose_fields = (
        "summary",
        "problem",
        "aim",
        "causes",
        "tried",
        "result",
        "lessons",
        "not_repeat",
        "do_it_yourself",
    )
    translatable_fields = translated(*prose_fields)
    vocabularies = {
        "municipality": (1, None),
        "concern": (1, None),
        "level": (0, 1),
    }
    # model step → its sections
    step_specs = {
        "identify": (
            SectionSpec("problem", gettext_noop("Problemet")),
            SectionSpec("aim", gettext_noop("Målet")),
            SectionSpec("causes", gettext_noop("Orsakerna")),
        ),
        "renew": (SectionSpec("tried", gettext_noop("Vad vi provade"), "steps"),),
        "learn": (
            SectionSpec("result", gettext_noop("Resultatet")),
            SectionSpec("lessons", gettext_noop("Det här tar vi med oss")),
            SectionSpec("not_repeat", gettext_noop("Det skulle vi inte göra om")),
            SectionSpec("do_it_yourself", gettext_noop("Gör det själv"), "things"),
        ),
    }

    listed_on = "storyindexpage"
    withdrawn_by_owner = True

    objects = StoryManager()

    class Meta:
        verbose_name = "gott exempel"
        verbose_name_plural = "goda exempel"

    def clean_facts(self) -> None:
        if (
            self.period_start
            and self.period_end
            and self.period_end < self.period_start
        ):
            raise ValidationError({"period_end": "Slutdagen är före startdagen."})

    def running_text(self) -> list[Section]:
        specs = [spec for step in self.step_specs.values() for spec in step]
        return prose_sections(self, specs)

    def publication_problems(self) -> list[str]:
        """A story also needs a sentence that tells it, and people who said yes."""
        problems = super().publication_problems()
        if not self.is_source:
            return problems
        if not self.summary.strip():
            problems.append(Problem(NO_SUMMARY, "summary"))
        if not self.consent.strip():
            problems.append(Problem(NO_CONSENT, "consent"))
        return problems

    def writing_hints(self) -> list[Hint]:
        return [
            Hint(text, name)
            for name, text in MISSED_BY_COLLEAGUES.items()
            if not getattr(self, name)
        ]

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from .story_view import story_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **story_context(self)}

    @property
    def kind_label(self) -> str:
        return _("Gott exempel")


class StoryMeasure(Orderable):
    """What was counted before and after."""

    class Kind(models.TextChoices):
        PROCESS = "process", "process"
        OUTCOME = "outcome", "resultat"
        BALANCING = "balancing", "balans"

    class Unit(models.TextChoices):
        PERSONS = "persons", "personer"
        PERCENT = "percent", "procent"
        DAYS = "days", "dagar"
        POINTS = "points", "poäng"
        MINUTES = "minutes", "minuter"

    page = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="measures")
    kind = models.CharField(
        "sorts mått", max_length=20, choices=Kind.choices, default=Kind.OUTCOME
    )
    name = models.CharField(
        "vad ni mätte", max_length=120, help_text="Exempel: Deltagare per träff."
    )
    before = models.DecimalField("före", max_digits=9, decimal_places=2)
    after = models.DecimalField("efter", max_digits=9, decimal_places=2)
    unit = models.CharField(
        "enhet", max_length=20, choices=Unit.choices, default=Unit.PERSONS
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("unit")]),
        FieldRowPanel([FieldPanel("before"), FieldPanel("after")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "mått"
        verbose_name_plural = "mått"

    def __str__(self) -> str:
        return self.name


class StoryOffering(Orderable):
    """An offering that the work started or changed."""

    page = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="offerings")
    offering = models.ForeignKey(
        "resources.SupportOfferingPage",
        verbose_name="stöd",
        on_delete=models.CASCADE,
        related_name="+",
    )

    panels = [PageChooserPanel("offering")]

    class Meta(Orderable.Meta):
        verbose_name = "stöd i berättelsen"
        verbose_name_plural = "stöd i berättelsen"

    def clean(self) -> None:
        super().clean()
        if self.offering_id:
            self.offering = self.offering.source

    def __str__(self) -> str:
        return str(self.offering_id)


class StoryAdoption(Orderable):
    """An organisation that took the idea up."""

    page = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="adoptions")
    organisation = models.ForeignKey(
        "organisations.OrganisationPage",
        verbose_name="organisation",
        on_delete=models.CASCADE,
        related_name="+",
    )
    since = models.DateField("sedan", null=True, blank=True)

    panels = [PageChooserPanel("organisation"), FieldPanel("since")]

    class Meta(Orderable.Meta):
        verbose_name = "spridning"
        verbose_name_plural = "spridning"

    def clean(self) -> None:
        super().clean()
        if self.organisation_id:
            self.organisation = self.organisation.source

    def __str__(self) -> str:
        return str(self.organisation_id)
