"""Organisations: who offers support. What one owns lies below its page."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from wagtail.fields import RichTextField

from hm_site.base import file_texts, formats, interface, labels
from hm_site.base.advice import Hint
from hm_site.base.facts import FactRow
from hm_site.base.forms import tel_uri
from hm_site.base.links import absolute, reader_url
from hm_site.base.models import BasePage, ListPage
from hm_site.base.models.page import translated
from hm_site.base.querysets import attach_prose
from hm_site.base.reader import LocalText, reader_code
from hm_site.base.sections import SectionSpec

from .forms import OrganisationPageForm
from .listing import offering_counts, owned
from .organisation_panels import organisation_tabs
from .querysets import OrganisationManager

# schema.org type by organisation type; the rest are plain organisations.
_SCHEMA_TYPES = {
    "region": "GovernmentOrganization",
    "municipality": "GovernmentOrganization",
    "county-administrative-board": "GovernmentOrganization",
    "state-agency": "GovernmentOrganization",
    "ngo": "NGO",
}


class OrganisationIndexPage(ListPage):
    """Lists all organisations; each organisation is a page below it."""

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["organisations.OrganisationPage"]

    name = interface.ACTORS

    class Meta:
        verbose_name = "lista över aktörer"
        verbose_name_plural = "listor över aktörer"

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = OrganisationPage.objects.sources().published().filter(active=True)
        organisations = attach_prose(pages.with_facts())
        counts = offering_counts()
        groups = []
        for kind in labels.labels("organisation-type"):
            members = [
                {
                    "name": page.text("title"),
                    "url": reader_url(page),
                    "place": page.place_text,
                    "count_text": _count_text(counts.get(page.path, 0)),
                    "is_example": page.is_example,
                }
                for page in organisations
                if kind.term in page.codes("organisation-type")
            ]
            if members:
                groups.append({"label": kind.label, "organisations": members})
        return {**context, "groups": groups, "intro": self.intro_text}


def _count_text(number: int) -> str:
    return ngettext("%(count)s stöd", "%(count)s stöd", number) % {
        "count": formats.number(number, reader_code())
    }


class OrganisationPage(BasePage):
    """One organisation: who it is, how to reach it, and all that it offers."""

    parent_page_types: ClassVar[list[str]] = ["organisations.OrganisationIndexPage"]
    subpage_types: ClassVar[list[str]] = [
        "resources.SupportOfferingPage",
        "stories.StoryPage",
    ]

    about = RichTextField(
        "om organisationen",
        blank=True,
        features=["bold", "ul", "ol", "link"],
        help_text="Två eller tre korta stycken: vilka ni är och vad ni gör.",
    )
    email = models.EmailField(
        "funktionsbrevlåda",
        blank=True,
        help_text=(
            "En adress som flera läser, ingen enskild persons. "
            "Exempel: integration@kommunen.se."
        ),
    )
    phone = models.CharField(
        "telefon", max_length=40, blank=True, help_text="Exempel: 035-13 70 00."
    )
    website = models.URLField("webbplats", blank=True)
    logo = models.ForeignKey(
        "base.HmImage",
        verbose_name="logotyp",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # Beside the revision: `leaving` alone sets it, and no version brings it back.
    active = models.BooleanField("aktiv", default=True, editable=False)
    is_example = models.BooleanField(
        "påhittat exempel",
        default=False,
        help_text="Sidan märks med ordet Exempel för läsaren.",
    )

    edit_handler = organisation_tabs()
    base_form_class = OrganisationPageForm
    fact_fields = ("email", "phone", "website", "logo", "active", "is_example")
    prose_fields = ("about",)
    translatable_fields = translated("about")
    section_specs = (SectionSpec("about", gettext_noop("Om organisationen")),)
    vocabularies = {"organisation-type": (1, 1), "municipality": (1, None)}
    listed_on = "organisationindexpage"
    withdrawn_by_owner = False  # whether it takes part is the administrator's

    objects = OrganisationManager()

    class Meta:
        verbose_name = "organisation"
        verbose_name_plural = "organisationer"

    def deletable_by(self, user: Any) -> bool:
        """Administrators throw away a mistake: a draft nobody saw, nothing below it.

        A translation is prose, and comes back as a draft with the next `sync_site`.
        """
        mistake = self.first_published_at is None and self.is_leaf()
        return bool(user.is_superuser) and (mistake or not self.is_source)

    def with_content_json(self, content: dict[str, Any]) -> "OrganisationPage":
        page: OrganisationPage = super().with_content_json(content)
        page.active = self.active
        return page

    def writing_hints(self) -> list[Hint]:
        hints = []
        if not self.about:
            hints.append(Hint("Berätta vilka ni är och vad ni gör.", "about"))
        if not (self.email or self.phone):
            hints.append(Hint("Skriv hur man når er.", "email"))
        return hints

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        source = self.source
        return {
            **context,
            "name": LocalText(self.title, self.language),
            "sections": self.sections,
            "fact_rows": source.fact_rows,
            "phone": (
                {"tel": tel_uri(source.phone), "display": source.phone}
                if source.phone
                else None
            ),
            "email": source.email,
            "website": source.website,
            "logo": self.logo_picture,
            "is_example": source.is_example,
            **owned(source),
        }

    @property
    def logo_picture(self) -> dict[str, Any] | None:
        """Address, size and text of the scaled logo; None without one."""
        logo = self.source.logo
        if logo is None:
            return None
        scaled = logo.get_rendition("max-240x120")
        return {
            "url": scaled.url,
            "width": scaled.width,
            "height": scaled.height,
            "alt": file_texts.text_of(logo) or LocalText(self.title, self.language),
        }

    @property
    def sections(self) -> list[Any]:
        return self.running_text()

    def sheet_facts(self) -> list[FactRow]:
        source = self.source
        contact = [LocalText.own(x) for x in (source.phone, source.email) if x]
        rows = source.fact_rows
        return [*rows, FactRow("contact", "phone", _("Kontakt"), contact)]

    @property
    def place_text(self) -> str:
        """Municipalities in the reader's language; all six are the whole county."""
        codes = self.source.codes("municipality")
        if len(codes) == len(labels.codes("municipality")):
            return str(interface.WHOLE_COUNTY)
        names = [x.label for x in labels.labels("municipality") if x.term in codes]
        return formats.list_and(names, reader_code())

    @property
    def fact_rows(self) -> list[FactRow]:
        kinds = [
            x.text
            for x in labels.labels("organisation-type")
            if x.term in self.codes("organisation-type")
        ]
        return [
            FactRow("type", "people", _("Sorts aktör"), kinds),
            FactRow("where", "pin", _("Var"), [LocalText.own(self.place_text)]),
        ]

    @property
    def schema_org(self) -> list[dict[str, Any]]:
        source = self.source
        kind = next(iter(source.codes("organisation-type")), "")
        data = {
            "@context": "https://schema.org",
            "@type": _SCHEMA_TYPES.get(kind, "Organization"),
            "name": source.title,
            "url": source.website or absolute(reader_url(source)),
            "email": source.email,
            "telephone": source.phone,
        }
        return [{key: value for key, value in data.items() if value}]

    @property
    def kind_label(self) -> str:
        return _("Aktör")


class RoleGroup(models.Model):
    """Ties a group to its row in `roles.py` by a key, so that renaming breaks nothing.

    `subject` is the organisation's translation key, a language code, or empty.
    """

    role = models.CharField("roll", max_length=40)
    subject = models.CharField("gäller", max_length=60, blank=True)
    group = models.OneToOneField(
        "auth.Group",
        verbose_name="grupp",
        on_delete=models.CASCADE,
        related_name="role_group",
    )

    class Meta:
        verbose_name = "rollgrupp"
        verbose_name_plural = "rollgrupper"
        constraints = [
            models.UniqueConstraint(
                fields=["role", "subject"], name="unique_role_group"
            )
        ]

    def __str__(self) -> str:
        return f"{self.role}:{self.subject}"


class OrganisationCollection(models.Model):
    """Ties an organisation to its collection of pictures and documents."""

    organisation_key = models.UUIDField("organisation", unique=True)
    collection = models.OneToOneField(
        "wagtailcore.Collection",
        verbose_name="samling",
        on_delete=models.CASCADE,
        related_name="owner_organisation",
    )

    class Meta:
        verbose_name = "organisations samling"
        verbose_name_plural = "organisationers samlingar"

    def __str__(self) -> str:
        return str(self.organisation_key)


class Notice(models.Model):
    """One thing that one person is to know; mailed at once or in the next digest."""

    class Kind(models.TextChoices):
        REVIEW = "review", "Väntar på granskning"
        DECISION = "decision", "Beslut om dina sidor"
        WITHDRAWN = "withdrawn", "Tillbakadraget"
        CHECK = "check", "Dags att kontrollera"
        READER = "reader", "Läsare har hört av sig"
        TRANSLATION = "translation", "Översättningar"
        ACCOUNT = "account", "Ditt konto"

    person = models.ForeignKey(
        "accounts.User", on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField("sort", max_length=20, choices=Kind.choices)
    text = models.TextField("text")
    url = models.CharField("adress", max_length=500, blank=True)
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name="sida",
        null=True,
        on_delete=models.CASCADE,
        related_name="notices",
    )
    at_once = models.BooleanField("genast", default=False)
    created_at = models.DateTimeField("skapad", auto_now_add=True)
    sent_at = models.DateTimeField("skickad", null=True, blank=True)

    class Meta:
        verbose_name = "meddelande"
        verbose_name_plural = "meddelanden"
        ordering = ["created_at"]
        indexes = [models.Index(fields=["sent_at", "person"])]

    def __str__(self) -> str:
        return self.text


# Django finds an app's models through this module.
from .people.models import Invitation  # noqa: E402
from .review.models import (  # noqa: E402
    Approval,
    Claim,
    Reminder,
    ReviewTask,
    Withdrawal,
)

__all__ = [
    "Approval",
    "Claim",
    "Invitation",
    "Notice",
    "OrganisationCollection",
    "OrganisationIndexPage",
    "OrganisationPage",
    "Reminder",
    "ReviewTask",
    "RoleGroup",
    "Withdrawal",
]
