"""What the translation layer remembers beside wagtail-localize's own tables.

wagtail-localize keeps the source's segments (`StringSegment`) and the translators'
working texts (`StringTranslation`). Here stands what *readers* have: which source text
each published text renders. From the two, and from nothing that could be forgotten, it
follows what is missing or outdated (`states`).
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail_localize.models import String, TranslationContext

from hm_site.base.models.vocabulary import language_choices

from .exchange.models import ImportFile
from .glossary.models import GlossaryRendering, GlossaryTerm
from .order_models import TranslationBatch, TranslationOrder

__all__ = [
    "GlossaryRendering",
    "GlossaryTerm",
    "ImportFile",
    "LanguagePolicy",
    "MachineJob",
    "MachineUse",
    "PublishedSegment",
    "PublishedSentence",
    "PublishedTranslation",
    "SourceChange",
    "Submission",
    "TextWriter",
    "TranslationBatch",
    "TranslationOrder",
    "TranslationPublication",
]


class PublishedSegment(models.Model):
    """A source text that the live translation of its page renders, and how.

    `context` names the page and the place in it, `string` the Swedish text. A Swedish
    text without a row here is one that readers of the language do not have.
    """

    language = models.CharField("språk", max_length=20, choices=language_choices)
    context = models.ForeignKey(
        TranslationContext, on_delete=models.CASCADE, related_name="+"
    )
    string = models.ForeignKey(String, on_delete=models.CASCADE, related_name="+")
    text = models.TextField("översättning", blank=True)
    machine = models.BooleanField("maskinell och ogranskad", default=False)

    class Meta:
        verbose_name = "publicerad text"
        verbose_name_plural = "publicerade texter"
        constraints = [
            models.UniqueConstraint(
                fields=["language", "context", "string"],
                name="unique_published_segment",
            )
        ]

    def __str__(self) -> str:
        return self.text


class PublishedSentence(models.Model):
    """One sentence of a published text that has several, with its translation.

    Derived from the segment, so that the memory finds a sentence wherever it stands
    (`memory.remember`). `source_hash` is `String`'s, which has an index for it.
    """

    segment = models.ForeignKey(
        PublishedSegment, on_delete=models.CASCADE, related_name="sentences"
    )
    source_hash = models.UUIDField(db_index=True)
    source = models.TextField("svensk mening")
    text = models.TextField("översättning")

    class Meta:
        verbose_name = "publicerad mening"
        verbose_name_plural = "publicerade meningar"

    def __str__(self) -> str:
        return self.text


class PublishedTranslation(models.Model):
    """The live translation of a page: when it was published and who answers for it."""

    page_key = models.UUIDField("sidans nyckel")
    language = models.CharField("språk", max_length=20, choices=language_choices)
    published_at = models.DateTimeField("publicerad", default=timezone.now)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_at = models.DateTimeField("granskad", null=True, blank=True)

    class Meta:
        verbose_name = "publicerad översättning"
        verbose_name_plural = "publicerade översättningar"
        constraints = [
            models.UniqueConstraint(
                fields=["page_key", "language"], name="unique_published_translation"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_key} {self.language}"


class SourceChange(models.Model):
    """A day on which a Swedish page began to say something that translations must say.

    Its first publication, and each later one that changed a meaning.
    """

    page_key = models.UUIDField("sidans nyckel", db_index=True)
    approved_at = models.DateTimeField("godkänd")
    published_at = models.DateTimeField("publicerad")

    class Meta:
        verbose_name = "ändring av en svensk sida"
        verbose_name_plural = "ändringar av svenska sidor"
        ordering = ["published_at"]

    def __str__(self) -> str:
        return f"{self.page_key} {self.published_at:%Y-%m-%d}"


class TranslationPublication(models.Model):
    """One publication of a translation. `PublishedTranslation` is the last of them.

    `source_seen_at`: when the Swedish texts were as it renders them.
    `source_approved_at`: when the oldest Swedish change was approved that it brought to
    its readers; empty when it brought none, or when that is not known.
    """

    page_key = models.UUIDField("sidans nyckel")
    language = models.CharField("språk", max_length=20, choices=language_choices)
    published_at = models.DateTimeField("publicerad", db_index=True)
    source_seen_at = models.DateTimeField("svenska texter från")
    source_approved_at = models.DateTimeField(
        "svenska sidan godkänd", null=True, blank=True
    )

    class Meta:
        verbose_name = "publicering av en översättning"
        verbose_name_plural = "publiceringar av översättningar"
        ordering = ["published_at"]
        indexes = [
            models.Index(fields=["page_key", "language"], name="publication_of_page")
        ]

    def __str__(self) -> str:
        return f"{self.page_key} {self.language} {self.published_at:%Y-%m-%d}"


class Submission(models.Model):
    """What a translator sent to review: exactly these texts are approved or returned.

    `segments` holds {"context": pk, "string": pk, "text": translated HTML of the
    segment, "machine": bool}; `authors` the ids of all who wrote at one that readers
    do not have.
    """

    revision = models.OneToOneField(
        "wagtailcore.Revision", on_delete=models.CASCADE, related_name="submission"
    )
    page_key = models.UUIDField("sidans nyckel", db_index=True)
    language = models.CharField("språk", max_length=20, choices=language_choices)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    submitted_at = models.DateTimeField("inskickad", default=timezone.now)
    segments = models.JSONField("texter", default=list)
    authors = models.JSONField("skrivna av", default=list)

    class Meta:
        verbose_name = "inskickad översättning"
        verbose_name_plural = "inskickade översättningar"
        ordering = ["-submitted_at"]

    def __str__(self) -> str:
        return f"{self.page_key} {self.language} {self.submitted_at:%Y-%m-%d}"

    @property
    def keys(self) -> set[tuple[int, int]]:
        """(context, string) of all texts that were sent in."""
        return {(row["context"], row["string"]) for row in self.segments}


class TextWriter(models.Model):
    """Somebody who has written at a text since readers last got one: she approves no
    version with it, also when a colleague wrote the last word."""

    language = models.CharField("språk", max_length=20, choices=language_choices)
    context = models.ForeignKey(
        TranslationContext, on_delete=models.CASCADE, related_name="+"
    )
    string = models.ForeignKey(String, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = "skribent"
        verbose_name_plural = "skribenter"
        constraints = [
            models.UniqueConstraint(
                fields=["language", "context", "string", "user"],
                name="unique_text_writer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.language}"


class LanguagePolicy(models.Model):
    """What an administrator allows a language: no row means nothing is allowed."""

    language = models.CharField(
        "språk", max_length=20, choices=language_choices, unique=True
    )
    show_machine = models.BooleanField(
        "visa maskinens text innan någon granskat den",
        default=False,
        help_text=(
            "Gäller bara vanliga texter. De märks för läsaren. Livsviktiga texter "
            "visas aldrig ogranskade."
        ),
    )
    # Finished drafts up to this `MachineJob` have been looked through since the rule
    # was switched on; None when all have.
    showing_after = models.PositiveBigIntegerField(null=True, editable=False)

    class Meta:
        verbose_name = "regel för ett språk"
        verbose_name_plural = "regler för språk"

    def __str__(self) -> str:
        return self.language


class MachineJob(models.Model):
    """A page that a machine is to draft in one language; done when `done_at` is set.

    `waits_for`: characters that the next text needs and the month's budget had not.
    """

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="machine_jobs"
    )
    language = models.CharField("språk", max_length=20, choices=language_choices)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField("beställt", default=timezone.now)
    attempts = models.PositiveSmallIntegerField("försök", default=0)
    next_try = models.DateTimeField("nästa försök", default=timezone.now)
    error = models.CharField("fel", max_length=300, blank=True)
    waits_for = models.PositiveIntegerField("väntar på tecken", null=True)
    done_at = models.DateTimeField("klart", null=True, blank=True)

    class Meta:
        verbose_name = "maskinöversättning"
        verbose_name_plural = "maskinöversättningar"
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "language"], name="unique_machine_job"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.language}"


class MachineUse(models.Model):
    """Characters of Swedish sent to the machine, per language and month."""

    language = models.CharField("språk", max_length=20, choices=language_choices)
    month = models.DateField("månad")
    characters = models.PositiveIntegerField("tecken", default=0)

    class Meta:
        verbose_name = "använda tecken"
        verbose_name_plural = "använda tecken"
        constraints = [
            models.UniqueConstraint(
                fields=["language", "month"], name="unique_machine_use"
            )
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.month:%Y-%m}: {self.characters}"
