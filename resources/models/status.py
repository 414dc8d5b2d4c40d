"""What changes at once, beside the revision."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone

from ..freshness.rules import months_between


class OfferingStatus(models.Model):
    """Capacity and freshness: beside the revision, so they take effect at once.

    Belongs to the Swedish page. `next_check` is the day the facts should be checked
    again.
    """

    class Capacity(models.TextChoices):
        OPEN = "open", "öppet"
        WAITING = "waiting-time", "väntetid"
        FULL = "full", "fullt"
        PAUSED = "paused", "pausat"
        ENDED = "ended", "avslutat"

    class Method(models.TextChoices):
        PHONE = "phone", "per telefon"
        VISIT = "visit", "vid besök"
        MAIL = "mail", "per e-post"
        WEBSITE = "website", "på webbplatsen"

    page = models.OneToOneField(
        "resources.SupportOfferingPage",
        on_delete=models.CASCADE,
        related_name="status_row",
        verbose_name="stöd",
    )
    capacity = models.CharField(
        "läge", max_length=20, choices=Capacity.choices, default=Capacity.OPEN
    )
    waiting_weeks = models.PositiveSmallIntegerField(
        "väntetid i veckor",
        null=True,
        blank=True,
        validators=[MaxValueValidator(104)],
    )
    checked_on = models.DateField("kontrollerat", null=True, blank=True)
    checked_by = models.ForeignKey(
        "accounts.User",
        verbose_name="kontrollerat av",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    checked_how = models.CharField(
        "hur", max_length=20, choices=Method.choices, blank=True
    )
    next_check = models.DateField("nästa kontroll", null=True, blank=True)

    class Meta:
        verbose_name = "läge och kontroll"
        verbose_name_plural = "lägen och kontroller"

    def __str__(self) -> str:
        return f"{self.page_id}: {self.capacity}"

    def clean(self) -> None:
        super().clean()
        if self.capacity != self.Capacity.WAITING:
            self.waiting_weeks = None
        if self.checked_on and self.checked_on > timezone.localdate():
            raise ValidationError({"checked_on": "Datumet är i framtiden."})

    def months_unchecked(self, today: date | None = None) -> int | None:
        """Whole months since the last check; None when never checked."""
        if self.checked_on is None:
            return None
        return months_between(self.checked_on, today or timezone.localdate())
