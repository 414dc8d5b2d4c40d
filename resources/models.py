"""The directory and its support offerings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from hm_site.base import interface
from hm_site.base.links import absolute, reader_url
from hm_site.base.models import BasePage
from hm_site.base.models.page import translated
from hm_site.base.panels import FactRows, FactsList, FactsPanel, TermsPanel
from hm_site.base.reader import LocalText
from hm_site.base.sections import SectionSpec
from hm_site.organisations.names import owner_of

from . import schedule
from .forms import SupportOfferingPageForm
from .querysets import OfferingManager

STEPS = ["ol", "bold", "link"]
TEXT = ["bold", "ul", "link"]
THINGS = ["ul", "bold"]


class DirectoryPage(BasePage):
    """The directory *Hitta stöd*: all offerings of all organisations, filtered."""

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    intro = models.TextField(
        "ingress", blank=True, help_text="En eller två meningar om vad som finns här."
    )

    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    prose_fields = ("intro",)
    translatable_fields = translated("intro")

    class Meta:
        verbose_name = "katalog över stöd"
        verbose_name_plural = "kataloger över stöd"

    @property
    def heading(self) -> LocalText:
        return LocalText.own(interface.FIND_SUPPORT)

    @property
    def intro_text(self) -> LocalText | None:
        return LocalText(self.intro, self.language) if self.intro else None

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from .directory import directory_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **directory_context(self, request, context)}

    @property
    def kind_label(self) -> str:
        return str(interface.FIND_SUPPORT)


class SupportOfferingPage(BasePage):
    """One support offering: what it is, for whom, where, when and how to come."""

    parent_page_types: ClassVar[list[str]] = ["organisations.OrganisationPage"]
    subpage_types: ClassVar[list[str]] = []

    class Risk(models.TextChoices):
        ORDINARY = "ordinary", "vanlig"
        VITAL = "vital", "livsviktig (kris, rättigheter, råd om hälsa)"

    # ------------------------------------------------------------------ prose
    summary = models.CharField(
        "kort beskrivning",
        max_length=200,
        blank=True,
        help_text=(
            "En mening om vad man får. Exempel: Fem träffar om sömn, stress och mat."
        ),
    )
    what_happens = RichTextField(
        "så går det till",
        blank=True,
        features=STEPS,
        help_text="Skriv steg för steg som numrerad lista, från dörren och framåt.",
    )
    who_for = RichTextField(
        "vem får komma",
        blank=True,
        features=TEXT,
        help_text="Exempel: Alla vuxna. Ingen frågar efter id-kort.",
    )
    how_to_come = RichTextField(
        "så kommer du hit",
        blank=True,
        features=TEXT,
        help_text="Exempel: Ring eller sms:a. Säg vilket språk du talar.",
    )
    what_to_bring = RichTextField(
        "ta med dig",
        blank=True,
        features=THINGS,
        help_text="En punktlista. Exempel: Bekväma kläder.",
    )
    confidentiality = RichTextField(
        "är det tryggt",
        blank=True,
        features=TEXT,
        help_text=(
            "Vem får veta vad som sägs? Exempel: Ledarna har tystnadsplikt. Inget "
            "lämnas till Migrationsverket."
        ),
    )
    # ------------------------------------------- prose for signed-in staff only
    method = models.TextField(
        "metod", blank=True, help_text="Bara för personal. Visas aldrig för läsare."
    )
    criteria = models.TextField(
        "kriterier", blank=True, help_text="Bara för personal. Visas aldrig för läsare."
    )
    # ------------------------------------------------------------------ facts
    age_min = models.PositiveSmallIntegerField(
        "från ålder",
        null=True,
        blank=True,
        validators=[MaxValueValidator(120)],
        help_text="Lämna tomt om ingen gräns finns.",
    )
    age_max = models.PositiveSmallIntegerField(
        "till och med ålder",
        null=True,
        blank=True,
        validators=[MaxValueValidator(120)],
    )
    online = models.BooleanField(
        "på telefon eller nätet",
        default=False,
        help_text="Kryssa i om man kan få stödet utan att åka någonstans.",
    )
    interpreter = models.BooleanField(
        "tolk kan bokas", default=False, help_text="Utan kostnad för den som kommer."
    )
    childcare = models.BooleanField("barnpassning finns", default=False)
    cost_amount = models.DecimalField(
        "avgift i kronor",
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="Exempel: 100. Lämna tomt om stödet är gratis.",
    )
    phone = models.CharField(
        "telefon", max_length=40, blank=True, help_text="Exempel: 035-13 70 00."
    )
    email = models.EmailField("e-post", blank=True)
    link = models.URLField("länk", blank=True, help_text="Till mer information.")
    valid_from = models.DateField("finns från", null=True, blank=True)
    valid_to = models.DateField(
        "finns till och med",
        null=True,
        blank=True,
        help_text="Lämna tomt om stödet är tills vidare.",
    )
    funding_ends = models.DateField(
        "pengarna räcker till", null=True, blank=True, help_text="Visas inte utåt."
    )
    hide_address = models.BooleanField(
        "visa inte adressen",
        default=False,
        help_text="För skyddade platser. Bara kommunen visas.",
    )
    risk_class = models.CharField(
        "riskklass",
        max_length=10,
        choices=Risk.choices,
        default=Risk.ORDINARY,
        help_text="Sätts av moderator. Livsviktiga texter visas aldrig inaktuella.",
    )
    is_example = models.BooleanField(
        "påhittat exempel",
        default=False,
        help_text="Sidan märks med ordet Exempel för läsaren.",
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldPanel("what_happens"),
                FieldPanel("who_for"),
                FieldPanel("how_to_come"),
                FieldPanel("what_to_bring"),
                FieldPanel("confidentiality"),
            ],
            heading="Berätta för den som funderar på att komma",
        ),
        MultiFieldPanel(
            [FieldPanel("method"), FieldPanel("criteria")],
            heading="Bara för personal",
            classname="collapsed",
        ),
    ]
    fact_panels = [
        FactsPanel(
            [
                TermsPanel("concern"),
                TermsPanel("activity"),
                TermsPanel("level"),
                TermsPanel("group"),
                FieldRowPanel([FieldPanel("age_min"), FieldPanel("age_max")]),
                TermsPanel("legal"),
            ],
            heading="För vem",
        ),
        FactsPanel(
            [
                TermsPanel("municipality"),
                FieldPanel("online"),
                FieldPanel("hide_address"),
                FactRows("places", heading="Platser", label="plats"),
            ],
            heading="Var",
        ),
        FactsPanel(
            [
                FactRows("sessions", heading="Tider", label="tid"),
                FactRows("pauses", heading="Uppehåll", label="uppehåll"),
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
            ],
            heading="När",
        ),
        FactsPanel(
            [
                TermsPanel("spoken_language"),
                FieldPanel("interpreter"),
                FieldPanel("childcare"),
            ],
            heading="Språk och hjälp på plats",
        ),
        FactsPanel(
            [
                TermsPanel("access"),
                TermsPanel("referrer"),
                TermsPanel("cost"),
                FieldPanel("cost_amount"),
            ],
            heading="Hur man kommer in och vad det kostar",
        ),
        FactsPanel(
            [FieldPanel("phone"), FieldPanel("email"), FieldPanel("link")],
            heading="Kontakt",
        ),
    ]
    internal_panels = [
        FieldPanel("slug"),
        FieldPanel("search_description"),
        FactsPanel(
            [
                FieldPanel("funding_ends"),
                FieldPanel("risk_class"),
                FieldPanel("is_example"),
            ],
            heading="Internt",
        ),
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading="Texter"),
            FactsList(fact_panels, heading="Fakta"),
            ObjectList(internal_panels, heading="Övrigt"),
            ObjectList(BasePage.settings_panels, heading="Publicering"),
        ]
    )

    base_form_class = SupportOfferingPageForm
    fact_fields = (
        "age_min",
        "age_max",
        "online",
        "interpreter",
        "childcare",
        "cost_amount",
        "phone",
        "email",
        "link",
        "valid_from",
        "valid_to",
        "funding_ends",
        "hide_address",
        "risk_class",
        "is_example",
        "places",
        "sessions",
        "pauses",
    )
    prose_fields = (
        "summary",
        "what_happens",
        "who_for",
        "how_to_come",
        "what_to_bring",
        "confidentiality",
    )
    translatable_fields = translated(*prose_fields, "method", "criteria")
    vocabularies = {
        "level": (1, 1),
        "concern": (1, None),
        "activity": (1, None),
        "group": (1, None),
        "legal": (1, None),
        "municipality": (1, None),
        "access": (1, None),
        "referrer": (0, None),
        "cost": (1, 1),
        "language": (1, None),
    }
    section_specs = (
        SectionSpec("what_happens", gettext_noop("Så går det till"), "steps"),
        SectionSpec("who_for", gettext_noop("Vem får komma?")),
        SectionSpec("how_to_come", gettext_noop("Så kommer du hit")),
        SectionSpec("confidentiality", gettext_noop("Är det tryggt?")),
        SectionSpec("what_to_bring", gettext_noop("Ta med dig"), "things"),
    )

    listed_on = "directorypage"

    objects = OfferingManager()

    class Meta:
        verbose_name = "stöd"
        verbose_name_plural = "stöd"

    def clean_facts(self) -> None:
        errors: dict[str, str] = {}
        low, high = self.age_min, self.age_max
        if low is not None and high is not None and high < low:
            errors["age_max"] = f"Till och med {high} år är lägre än från {low} år."
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            errors["valid_to"] = "Slutdagen är före startdagen."
        if errors:
            raise ValidationError(errors)

    # ---------------------------------------------------------------- schedule
    def session_rules(self) -> list[schedule.Session]:
        """The session rows as rules; rows that make no sense yet are left out."""
        rules = []
        for row in self.sessions.all():
            try:
                rules.append(row.rule())
            except ValueError:
                continue
        return rules

    def pause_rules(self) -> list[schedule.Pause]:
        return [
            schedule.Pause(row.first, row.last)
            for row in self.pauses.all()
            if row.first and row.last and row.first <= row.last
        ]

    def next_occurrences(
        self, now: datetime | None = None, count: int = 5
    ) -> list[schedule.Occurrence]:
        """The next meetings, pauses and validity counted in; facts are Swedish."""
        return schedule.next_occurrences(
            self.session_rules(),
            self.pause_rules(),
            now or timezone.now(),
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            count=count,
        )

    def is_over(self, today: date | None = None) -> bool:
        """True when the last day of validity has passed."""
        return bool(self.valid_to and self.valid_to < (today or timezone.localdate()))

    def next_boundary(self, now: datetime) -> datetime:
        source = self.source
        coming = schedule.next_boundary(
            source.session_rules(),
            source.pause_rules(),
            now,
            source.valid_from,
            source.valid_to,
        )
        first = super().next_boundary(now)
        return min(first, coming) if coming else first

    # ------------------------------------------------------------------- pages
    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        from .offering_view import offering_context

        context = super().get_context(request, *args, **kwargs)
        return {**context, **offering_context(self, request)}

    @property
    def kind_label(self) -> str:
        return _("Stöd")

    @property
    def schema_org(self) -> list[dict[str, Any]]:
        source = self.source
        owner = owner_of(source.path)
        data = {
            "@context": "https://schema.org",
            "@type": "Service",
            "name": self.title,
            "description": self.summary,
            "url": absolute(reader_url(source, self.language)),
            "inLanguage": self.language,
            "areaServed": [f"{code}" for code in source.codes("municipality")],
            "availableLanguage": source.codes("language"),
            "isAccessibleForFree": "free" in source.codes("cost"),
            "provider": (
                {
                    "@type": "Organization",
                    "name": owner.name.text,
                    "url": absolute(owner.url),
                }
                if owner
                else None
            ),
            "availableChannel": {
                "@type": "ServiceChannel",
                "servicePhone": source.phone or None,
                "serviceUrl": source.link or None,
            },
        }
        return [{key: value for key, value in data.items() if value is not None}]


class OfferingPlace(Orderable):
    """Where an offering is held."""

    page = ParentalKey(
        SupportOfferingPage, on_delete=models.CASCADE, related_name="places"
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
    step_free = models.BooleanField("inga trappor", default=False)
    directions = models.CharField(
        "så hittar man dit",
        max_length=160,
        blank=True,
        help_text="Exempel: Buss 3 till Andersbergs centrum.",
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("street"),
        FieldRowPanel([FieldPanel("postcode"), FieldPanel("city")]),
        FieldPanel("directions"),
        FieldPanel("step_free"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
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
        SupportOfferingPage, on_delete=models.CASCADE, related_name="sessions"
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
        FieldRowPanel([FieldPanel("first"), FieldPanel("last")]),
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
        SupportOfferingPage, on_delete=models.CASCADE, related_name="pauses"
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
        SupportOfferingPage,
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
        today = today or timezone.localdate()
        months = (today.year - self.checked_on.year) * 12
        months += today.month - self.checked_on.month
        return months - (today.day < self.checked_on.day)
