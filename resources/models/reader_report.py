"""What readers say about an offering, and how many have said it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

MAX_TEXT = 500  # characters


def this_hour() -> datetime:
    """To the hour: enough for an editor, too coarse to tell who it was."""
    return timezone.now().replace(minute=0, second=0, microsecond=0)


class Kind(models.TextChoices):
    """What a reader can say with one tap; readers' own words: `reader_reports.kinds`.

    The values stand in addresses and are never renamed.
    """

    WRONG = "wrong", "Något är fel"
    CLOSED = "closed", "Det är stängt"
    HARD = "hard-to-understand", "Svårt att förstå"
    NOT_LET_IN = "not-let-in", "Kom inte in"


class ReaderReport(models.Model):
    """One reader's word about an offering; gone after 90 days.

    It holds nothing about who sent it: no address, no device, no time closer than the
    hour. It belongs to the Swedish page and follows it to another organisation.
    """

    class Mark(models.TextChoices):
        """Why a word is kept apart from the others."""

        NONE = "", "–"
        CROWD = "crowd", "Många har skickat från samma nät"
        LINK = "link", "Innehåller en länk"

    Kind = Kind

    offering = models.ForeignKey(
        "resources.SupportOfferingPage",
        on_delete=models.CASCADE,
        related_name="reader_reports",
        verbose_name="stöd",
    )
    kind = models.CharField("vad", max_length=20, choices=Kind.choices)
    language = models.CharField("läsarens språk", max_length=20)
    text = models.TextField("text", max_length=MAX_TEXT, blank=True)
    mark = models.CharField(
        "märkning", max_length=10, choices=Mark.choices, default=Mark.NONE, blank=True
    )
    received = models.DateTimeField("mottaget", default=this_hour)
    # The chance number of the form that it was sent with: one form, one report.
    form_key = models.CharField("formulär", max_length=40, unique=True)
    handled_at = models.DateTimeField("hanterat", null=True, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="hanterat av",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "läsares ord"
        verbose_name_plural = "läsares ord"
        ordering = ["-received", "-pk"]
        indexes = [models.Index(fields=["offering", "handled_at"])]

    def __str__(self) -> str:
        return f"{self.offering_id}: {self.kind} {self.received:%Y-%m-%d}"


class ReaderReportCount(models.Model):
    """How many have said the same in one month: what stays when the words are gone.

    `marked` counts those that are kept apart, `number` the others. `month` is the first
    day of the month in Sweden.
    """

    offering = models.ForeignKey(
        "resources.SupportOfferingPage",
        on_delete=models.CASCADE,
        related_name="reader_report_counts",
        verbose_name="stöd",
    )
    kind = models.CharField("vad", max_length=20, choices=Kind.choices)
    language = models.CharField("läsarens språk", max_length=20)
    month = models.DateField("månad")
    number = models.PositiveIntegerField("antal", default=0)
    marked = models.PositiveIntegerField("märkta", default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "siffra om läsarnas ord"
        verbose_name_plural = "siffror om läsarnas ord"
        ordering = ["-month", "offering", "kind", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["offering", "kind", "language", "month"],
                name="unique_reader_report_count",
            )
        ]

    def __str__(self) -> str:
        return f"{self.offering_id}: {self.kind} {self.month:%Y-%m} {self.number}"
