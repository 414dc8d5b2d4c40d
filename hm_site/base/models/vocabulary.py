"""Vocabulary: language-neutral terms, a label per language, one link table."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import ProtectedError
from django.forms import Select
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from hm_site import languages

from ..panels import LabelsPanel
from ..vocabulary import VOCABULARIES
from .reviewed import ReviewedModel

code_validator = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", "Använd små bokstäver a–z, siffror och bindestreck."
)


def vocabulary_choices() -> list[tuple[str, str]]:
    """Callable, so that a new vocabulary needs no migration."""
    return [(v.code, v.name_sv) for v in VOCABULARIES]


def language_choices() -> list[tuple[str, str]]:
    """Callable, so that a new language needs no migration."""
    return [(x.code, f"{x.name_sv} – {x.endonym}") for x in languages.LANGUAGES]


def language_review(language: str) -> Any | None:
    """The workflow in which translations into the language are reviewed; None for
    Swedish and before there is one."""
    if language == languages.SOURCE:
        return None
    home = Page.objects.filter(depth=2, locale__language_code=language).first()
    return home.get_workflow() if home else None


class Term(ReviewedModel):
    """A concept that pages are marked with; its code never changes."""

    vocabulary = models.CharField(
        "ordlista",
        max_length=40,
        choices=vocabulary_choices,
        help_text="Den grupp som termen hör till, till exempel Besvär.",
    )
    code = models.CharField(
        "kod",
        max_length=60,
        validators=[code_validator],
        help_text=(
            "Visas i adresser och öppna data och ändras aldrig. Exempel: grief."
        ),
    )
    order = models.PositiveSmallIntegerField(
        "ordning", default=0, help_text="Lägst tal visas först."
    )
    active = models.BooleanField(
        "går att välja",
        default=True,
        help_text="Avmarkera i stället för att ta bort: sidor kan använda termen.",
    )

    panels = [
        FieldPanel("vocabulary"),
        FieldPanel("code"),
        FieldPanel("order"),
        FieldPanel("active"),
        LabelsPanel(heading="Namn per språk"),
    ]

    class Meta:
        verbose_name = "term"
        verbose_name_plural = "ordlistor"
        ordering = ["vocabulary", "order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "code"], name="unique_term")
        ]

    def __str__(self) -> str:
        return f"{self.get_vocabulary_display()}: {self.code}"

    @property
    def used_by(self) -> int:
        """How many Swedish pages are marked with it, drafts included (1 query)."""
        rows = PageTerm.objects.filter(vocabulary=self.vocabulary, code=self.code)
        return rows.values("page").distinct().count()

    def clean(self) -> None:
        super().clean()
        before = Term.objects.filter(pk=self.pk).first() if self.pk else None
        if before and (before.vocabulary, before.code) != (self.vocabulary, self.code):
            raise ValidationError(
                {"code": f"Koden ”{before.code}” används av sidor och kan inte ändras."}
            )


class LocalRow(ReviewedModel):
    """A short text in one language, reviewed by those who review that language.

    Readers see the row while it is live; what is proposed instead is a draft of it. A
    text is missing (no row), in review, or published, and may be both of the last.
    """

    language = models.CharField(
        "språk",
        max_length=20,
        choices=language_choices,
    )
    source_text = models.TextField(
        "svensk text som den återger", blank=True, editable=False
    )

    class Meta:
        abstract = True

    def get_workflow(self) -> Any:
        """Who reviews a translation of a page reviews a short text in that language;
        what is Swedish is the administrators'."""
        return language_review(self.language) or super().get_workflow()


class TermLabel(LocalRow):
    """What a term is called in one language."""

    named_with = ("term",)
    foreign_texts = ("label", "description", "keywords")

    term = models.ForeignKey(
        Term, verbose_name="term", on_delete=models.CASCADE, related_name="labels"
    )
    label = models.CharField(
        "namn", max_length=120, help_text="Så som läsaren ser det. Exempel: Sömn."
    )
    description = models.CharField(
        "förklaring",
        max_length=250,
        blank=True,
        help_text="En kort mening med läsarens ord. Exempel: Jag sover dåligt.",
    )
    keywords = models.TextField(
        "sökord",
        blank=True,
        help_text="Ord som någon kan söka på, ett på varje rad. Exempel: mardröm.",
    )

    panels = [
        FieldPanel("term", widget=Select),
        FieldPanel("language"),
        FieldPanel("label"),
        FieldPanel("description"),
        FieldPanel("keywords"),
    ]

    class Meta:
        verbose_name = "namn på term"
        verbose_name_plural = "namn på termer"
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "language"], name="unique_term_label"
            )
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        super().clean()
        before = TermLabel.objects.filter(pk=self.pk).first() if self.pk else None
        if before and (before.term_id, before.language) != (
            self.term_id,
            self.language,
        ):
            raise ValidationError(
                "Ett namn byter varken term eller språk. Skapa ett nytt i stället."
            )

    @property
    def as_source(self) -> str:
        """What a translation of this label renders; words to search by are each
        language's own."""
        return f"{self.label}\n{self.description}".strip()


class PageTerm(models.Model):
    """The one table that links pages of all types to terms, by code.

    Belongs to the Swedish page alone and is part of its revisions.
    """

    page = ParentalKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="terms"
    )
    vocabulary = models.CharField("ordlista", max_length=40)
    code = models.CharField("kod", max_length=60)

    class Meta:
        verbose_name = "sidans term"
        verbose_name_plural = "sidans termer"
        constraints = [
            models.UniqueConstraint(
                fields=["page", "vocabulary", "code"], name="unique_page_term"
            )
        ]
        indexes = [models.Index(fields=["vocabulary", "code"])]

    def __str__(self) -> str:
        return f"{self.vocabulary}: {self.code}"


def term_in_use(term: Term) -> str:
    """Why the term must stay, for editors; empty when no page is marked with it."""
    number = term.used_by
    if not number:
        return ""
    pages = "1 sida" if number == 1 else f"{number} sidor"
    return (
        f"”{term}” används av {pages} och kan inte tas bort. "
        "Avmarkera ”går att välja” i stället."
    )


def refuse_used_term(sender: type, instance: Term, **kwargs: object) -> None:
    """Receiver of `pre_delete`, so that no road leads around it: bulk deletion too.

    A page names its terms by code, so the database knows no link that could protect
    them. Raises ProtectedError.
    """
    text = term_in_use(instance)
    if text:
        raise ProtectedError(text, {instance})


models.signals.pre_delete.connect(
    refuse_used_term, sender=Term, dispatch_uid="hm-refuse-used-term"
)
