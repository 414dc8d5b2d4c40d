"""Rows of an offering: its places, its times and its pauses."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from .. import schedule


class OfferingPlace(Orderable):
    """Where an offering is held."""

    page = ParentalKey(
        "resources.SupportOfferingPage", on_delete=models.CASCADE, related_name="places"
    )
    name = models.CharField(
        "platsens namn", max_length=120, help_text="Exempel: Mötesplats Andersberg."
    )
    street = models.CharField("gata och nummer", max_length=120, blank=True)
    postcode = models.CharField("postnummer", max_length=10, blank=True)
    city = models.CharField("ort", max_length=60)
    latitude = models.DecimalField(
        "latitud",
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text="Exempel: 56.67400.",
    )
    longitude = models.DecimalField(
        "longitud",
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text="Exempel: 12.85700.",
    )
    # Three answers: what nobody has said is not said to readers either.
    step_free = models.BooleanField(
        "trappor",
        null=True,
        blank=True,
        default=None,
        choices=[
            (None, "Vet inte"),
            (True, "Inga trappor"),
            (False, "Det finns trappor"),
        ],
    )
    directions = models.CharField(
        "så hittar man dit",
        max_length=160,
        blank=True,
        help_text="Exempel: Buss 3 till Andersbergs centrum.",
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("street", help_text="Exempel: Andersbergsringen 3."),
        FieldRowPanel(
            [
                FieldPanel("postcode", help_text="Exempel: 302 55."),
                FieldPanel("city", help_text="Exempel: Halmstad."),
            ]
        ),
        FieldPanel("directions"),
        FieldPanel(
            "step_free",
            help_text="Inga trappor: man kommer in med rullstol eller barnvagn utan "
            "hjälp. Vet du inte så visas ingenting om det.",
        ),
        FieldRowPanel(
            [
                FieldPanel(
                    "latitude",
                    help_text="Bara för kartan; tomt går bra. Exempel: 56.67400.",
                ),
                FieldPanel("longitude", help_text="Exempel: 12.85700."),
            ]
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "plats"
        verbose_name_plural = "platser"

    def __str__(self) -> str:
        return f"{self.name}, {self.city}"


class OfferingSession(Orderable):
    """When an offering is held: a rule in local time, never a list of dates."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, "måndag"
        TUESDAY = 1, "tisdag"
        WEDNESDAY = 2, "onsdag"
        THURSDAY = 3, "torsdag"
        FRIDAY = 4, "fredag"
        SATURDAY = 5, "lördag"
        SUNDAY = 6, "söndag"

    class Every(models.TextChoices):
        WEEK = "week", "varje vecka"
        TWO_WEEKS = "two-weeks", "varannan vecka"
        MONTH = "month", "en gång i månaden"
        ONCE = "once", "bara en gång"

    page = ParentalKey(
        "resources.SupportOfferingPage",
        on_delete=models.CASCADE,
        related_name="sessions",
    )
    weekday = models.PositiveSmallIntegerField("veckodag", choices=Weekday.choices)
    start = models.TimeField("börjar", help_text="Exempel: 13:00.")
    end = models.TimeField("slutar", help_text="Exempel: 15:00.")
    every = models.CharField(
        "hur ofta", max_length=10, choices=Every.choices, default=Every.WEEK
    )
    first = models.DateField(
        "första gången",
        null=True,
        blank=True,
        help_text="Behövs för varannan vecka, en gång i månaden och bara en gång.",
    )
    last = models.DateField("sista gången", null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("weekday"), FieldPanel("every")]),
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
        FieldRowPanel(
            [
                FieldPanel(
                    "first",
                    help_text="Behövs om det inte är varje vecka. Annars går tomt bra.",
                ),
                FieldPanel("last", help_text="Tomt om det är tills vidare."),
            ]
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = "tid"
        verbose_name_plural = "tider"

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.start:%H.%M}–{self.end:%H.%M}"

    def clean(self) -> None:
        super().clean()
        if self.start and self.end and self.start == self.end:
            raise ValidationError({"end": "Tiden slutar samma minut som den börjar."})
        if self.first and self.last and self.last < self.first:
            raise ValidationError({"last": "Sista gången är före första gången."})
        if self.every != self.Every.WEEK and not self.first:
            raise ValidationError(
                {"first": "Skriv första gången, så att rätt veckor räknas ut."}
            )
        if (
            self.first
            and self.weekday is not None
            and self.first.weekday() != self.weekday
        ):
            day = self.Weekday(self.first.weekday()).label
            raise ValidationError({"first": f"Det datumet är en {day}."})

    def rule(self) -> schedule.Session:
        """Raises ValueError when the row contradicts itself."""
        return schedule.Session(
            weekday=self.weekday,
            start=self.start,
            end=self.end,
            every=self.every,  # type: ignore[arg-type]
            first=self.first,
            last=self.last,
        )


class OfferingPause(Orderable):
    """Days when nothing is held, first and last day included."""

    page = ParentalKey(
        "resources.SupportOfferingPage", on_delete=models.CASCADE, related_name="pauses"
    )
    first = models.DateField("från och med")
    last = models.DateField("till och med")

    panels = [FieldRowPanel([FieldPanel("first"), FieldPanel("last")])]

    class Meta(Orderable.Meta):
        verbose_name = "uppehåll"
        verbose_name_plural = "uppehåll"

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"

    def clean(self) -> None:
        super().clean()
        if self.first and self.last and self.last < self.first:
            raise ValidationError({"last": "Uppehållet slutar innan det börjar."})
