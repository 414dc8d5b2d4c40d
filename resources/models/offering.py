"""The support offering: what readers look for."""

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
from wagtail.fields import RichTextField

from hm_site.base.advice import Hint, Problem
from hm_site.base.facts import FactRow
from hm_site.base.links import absolute, reader_url
from hm_site.base.models import BasePage
from hm_site.base.models.page import translated
from hm_site.base.sections import SectionSpec
from hm_site.organisations.names import owner_of

from .. import schedule
from ..forms import (
    NO_CONTACT,
    NO_NAME,
    NO_PLACE,
    NO_SUMMARY,
    SupportOfferingPageForm,
)
from ..names import has_own_name
from ..offering_panels import offering_tabs
from ..querysets import OfferingManager

STEPS = ["ol", "bold", "link"]
TEXT = ["bold", "ul", "link"]
THINGS = ["ul", "bold"]

# Texts without which many do not dare to come, and what to say to their writer.
MISSED_BY_READERS = {
    "what_happens": "Berätta steg för steg vad som händer när man kommer.",
    "who_for": "Skriv vem som får komma, och om någon frågar efter id-kort.",
    "how_to_come": "Skriv vad man gör först: ringer, skriver eller bara kommer.",
    "confidentiality": "Skriv vem som får veta vad som sägs.",
}


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

    edit_handler = offering_tabs()
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
    explains_words = True
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
    withdrawn_by_owner = True

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

    def publication_problems(self) -> list[str]:
        """What a reader must be able to find out, however the page was written."""
        if not self.is_source:
            return super().publication_problems()
        problems: list[str] = []
        if not has_own_name(self.title):
            problems.append(Problem(NO_NAME, "title"))
        if not self.summary.strip():
            problems.append(Problem(NO_SUMMARY, "summary"))
        problems += super().publication_problems()
        if not self.online and not self.places.all():
            problems.append(Problem(NO_PLACE, "places"))
        if not (self.phone or self.email or self.link):
            problems.append(Problem(NO_CONTACT, "phone"))
        return problems

    def writing_hints(self) -> list[Hint]:
        hints = [
            Hint(text, name)
            for name, text in MISSED_BY_READERS.items()
            if not getattr(self, name)
        ]
        bookable = {"appointment", "referral"} & set(self.codes("access"))
        if not self.sessions.all() and not bookable:
            hints.append(Hint("Skriv vilka dagar och tider man kan komma.", "sessions"))
        return hints

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
    def sheet_facts(self) -> list[FactRow]:
        from ..offering_view import sheet_facts  # it asks for models of this package

        return sheet_facts(self.source)

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        # It asks for offerings, which are models of this package.
        from ..offering_view import offering_context

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
