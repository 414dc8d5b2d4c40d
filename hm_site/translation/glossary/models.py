"""A Swedish word of the field, and what it is called and means in each language."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel

from hm_site import languages
from hm_site.base.models.reviewed import ReviewedModel
from hm_site.base.models.vocabulary import language_choices, language_review
from hm_site.organisations.review.subjects import END, ISOLATE

MAX_LINES = 4_000


def lines_of(text: str) -> list[str]:
    """What stands on the lines of a field, without empty ones."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


class GlossaryTerm(ReviewedModel):
    """A Swedish word that readers meet and translators must not vary."""

    word = models.CharField(
        "svenskt ord",
        max_length=80,
        unique=True,
        help_text="Grundformen, med små bokstäver. Exempel: asylsökande.",
    )
    forms = models.TextField(
        "böjningar",
        blank=True,
        max_length=MAX_LINES,
        help_text=(
            "Andra former som ordet har i texter, en på varje rad. Ordet hittas bara i "
            "de former som står här. Exempel: vårdcentralen, vårdcentraler."
        ),
    )
    explanation = models.CharField(
        "förklaring på lätt svenska",
        max_length=400,
        help_text=(
            "En eller två korta meningar till läsaren. Exempel: Hit går du först när "
            "du är sjuk och det inte är bråttom."
        ),
    )
    active = models.BooleanField(
        "används",
        default=True,
        help_text=(
            "Avmarkera i stället för att ta bort. Då förklaras ordet inte för läsare "
            "och kontrolleras inte i översättningar."
        ),
    )

    panels = [
        FieldPanel("word"),
        FieldPanel("forms"),
        FieldPanel("explanation"),
        FieldPanel("active"),
    ]

    class Meta:
        verbose_name = "förklarat ord"
        verbose_name_plural = "förklarade ord"
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word

    @property
    def as_source(self) -> str:
        """What a rendering of it renders."""
        return f"{self.word}\n{self.explanation}"

    def clean(self) -> None:
        super().clean()
        if self._same_word().exists():
            raise ValidationError({"word": f"”{self.word}” finns redan i ordlistan."})

    def publication_problems(self) -> list[str]:
        """Two may have renamed their words alike while both waited."""
        if self._same_word().exists():
            return [f"”{self.word}” finns redan i ordlistan."]
        return []

    def _same_word(self) -> models.QuerySet["GlossaryTerm"]:
        return GlossaryTerm.objects.filter(word__iexact=self.word).exclude(pk=self.pk)


class GlossaryRendering(ReviewedModel):
    """What a term is called in one language, what it must not be called, and what it
    means, in the words of that language's readers."""

    named_with = ("term",)
    foreign_texts = ("rendering", "forms", "avoid", "explanation")

    term = models.ForeignKey(
        GlossaryTerm,
        verbose_name="svenskt ord",
        on_delete=models.CASCADE,
        related_name="renderings",
    )
    language = models.CharField("språk", max_length=20, choices=language_choices)
    rendering = models.CharField(
        "fast översättning",
        max_length=120,
        help_text="Det ord som alltid används. Exempel på engelska: asylum seeker.",
    )
    forms = models.TextField(
        "andra former som också är rätt",
        blank=True,
        max_length=MAX_LINES,
        help_text="Böjningar och plural, en på varje rad. Exempel: asylum seekers.",
    )
    avoid = models.TextField(
        "ord som inte får användas",
        blank=True,
        max_length=MAX_LINES,
        help_text=(
            "Ord som betyder något annat eller kan såra, ett på varje rad och i alla "
            "former. Exempel: refugee, refugees."
        ),
    )
    explanation = models.CharField(
        "förklaring till läsaren",
        max_length=500,
        blank=True,
        help_text=(
            "En eller två korta meningar på språket. Utan den får läsaren den svenska "
            "förklaringen."
        ),
    )
    source_text = models.TextField(
        "svenskt ord och förklaring som den återger", blank=True, editable=False
    )

    panels = [
        FieldPanel("rendering"),
        FieldPanel("forms"),
        FieldPanel("avoid"),
        FieldPanel("explanation"),
        FieldPanel("source_text", read_only=True),
    ]

    class Meta:
        verbose_name = "fast översättning"
        verbose_name_plural = "fasta översättningar"
        ordering = ["term", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "language"], name="unique_glossary_rendering"
            )
        ]

    def __str__(self) -> str:
        return self.rendering

    @property
    def review_title(self) -> str:
        language = languages.get(self.language).name_sv.lower()
        return f"{self.term.word}, {language}: {ISOLATE}{self.rendering}{END}"

    @property
    def renders_word(self) -> bool:
        """Whether the Swedish word is still the one that it was written for."""
        word, _line, _explanation = self.source_text.partition("\n")
        return word in ("", self.term.word)

    @property
    def renders_explanation(self) -> bool:
        """Whether word and explanation are both as they were then."""
        return self.source_text in ("", self.term.as_source)

    def publication_problems(self) -> list[str]:
        """The Swedish word may have become another one while this waited; what was
        sent in before anybody kept count may have been written for anything."""
        if self.source_text == self.term.as_source:
            return []
        return [
            "Det svenska ordet eller förklaringen har ändrats sedan översättningen "
            "skickades in. Skicka tillbaka den, så att översättaren kan följa dem."
        ]

    def clean(self) -> None:
        super().clean()
        right = {self.rendering.casefold(), *map(str.casefold, lines_of(self.forms))}
        both = [x for x in lines_of(self.avoid) if x.casefold() in right]
        if both:
            raise ValidationError(
                {"avoid": f"”{both[0]}” kan inte vara både rätt och fel."}
            )

    def get_workflow(self) -> Any:
        """As a term's label: who reviews the language decides."""
        return language_review(self.language) or super().get_workflow()
