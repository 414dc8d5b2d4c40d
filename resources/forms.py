"""Form of the offering: the tick boxes, and checks that need several rows."""

from typing import Any

from django.core.exceptions import ValidationError

from hm_site.base.forms import (
    BasePageForm,
    SingleTermField,
    TermsField,
    clean_phone,
)

from .names import free_slug, has_own_name, has_own_slug

NO_NAME = "Stödets namn: ge stödet ett eget namn."
NO_SUMMARY = "Kort beskrivning: skriv en mening om vad man får."
NO_PLACE = (
    "Skriv minst en plats, eller kryssa i att stödet finns på telefon eller nätet."
)
NO_CONTACT = "Skriv minst ett sätt att ta kontakt: telefon, e-post eller länk."


class SupportOfferingPageForm(BasePageForm):
    level = SingleTermField(
        "level",
        label="Nivå",
        help_text="Hur särskilt stödet är. De flesta stöd är på nivå 2 eller 3.",
    )
    concern = TermsField(
        "concern",
        minimum=1,
        label="Besvär",
        help_text="Vad kommer människor hit med? Välj det som passar bäst.",
    )
    activity = TermsField(
        "activity",
        minimum=1,
        label="Sorts stöd",
        help_text="Vad gör man där? Ett eller två är oftast nog.",
    )
    group = TermsField(
        "group",
        minimum=1,
        label="Målgrupp",
        help_text="Vem är stödet gjort för? Välj Vuxna om det är för alla vuxna.",
    )
    legal = TermsField(
        "legal",
        minimum=1,
        label="Vem stödet är öppet för",
        help_text="Välj Alla om ingen fråga ställs om uppehållstillstånd.",
    )
    municipality = TermsField(
        "municipality",
        minimum=1,
        label="Kommuner",
        help_text="Varifrån man får komma. Välj alla sex för hela länet.",
    )
    access = TermsField(
        "access",
        minimum=1,
        label="Hur man kommer till stödet",
        help_text="Välj alla sätt som går. Exempel: både Anmäl dig och Med remiss.",
    )
    referrer = TermsField(
        "referrer", label="Vem kan skriva remiss", help_text="Bara om remiss krävs."
    )
    cost = SingleTermField("cost", label="Kostnad")
    spoken_language = TermsField(
        "language",
        minimum=1,
        label="Språk som talas på plats",
        help_text="Utan tolk. Exempel: Arabiska, om en av ledarna talar det.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self._may_review():
            self.fields.pop("risk_class", None)
        if self.instance.is_source:
            self.required_to_submit("summary", NO_SUMMARY)

    def _may_review(self) -> bool:
        """The risk class is the moderators' to set."""
        if self.for_user is None:
            return True
        page = self.instance if self.instance.pk else self.parent_page
        return page is not None and page.permissions_for_user(self.for_user).may_review

    def clean_phone(self) -> Any:
        return clean_phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.instance.is_source:
            return cleaned
        self._follow_the_name(cleaned)
        self._check_referral(cleaned)
        if not self.is_deferred_validation:
            self._check_complete(cleaned)
        return cleaned

    def _follow_the_name(self, cleaned: dict[str, Any]) -> None:
        """The address leaves the name that the draft was born with, as the title does.

        Wagtail's script follows the title only while both are exactly alike, and a form
        that stands open sends the old address again: what readers know stays as it is.
        """
        title, slug = cleaned.get("title", ""), cleaned.get("slug", "")
        page = self.instance
        if has_own_slug(slug) or not has_own_name(title):
            return
        if page.first_published_at:
            cleaned["slug"] = page.slug
        else:
            parent = self.parent_page or page.get_parent()
            cleaned["slug"] = free_slug(parent, title, page)

    def _check_referral(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("referrer") and "referral" not in cleaned.get("access", []):
            self.add_error(
                "referrer",
                "Du har valt vem som skriver remiss, men inte Remiss under hur man "
                "kommer till stödet.",
            )
        if cleaned.get("cost_amount") and cleaned.get("cost") == "free":
            self.add_error(
                "cost_amount", "Stödet är gratis. Ta bort avgiften eller ändra kostnad."
            )

    def _check_complete(self, cleaned: dict[str, Any]) -> None:
        """What a reader must be able to find out before the page may be sent in."""
        if not has_own_name(cleaned.get("title", "")):
            self.add_error("title", ValidationError(NO_NAME, code="no_name"))
        if not cleaned.get("online") and not self.live_formset("places"):
            self.add_error("online", ValidationError(NO_PLACE, code="no_place"))
        if not any(cleaned.get(name) for name in ("phone", "email", "link")):
            self.add_error("phone", ValidationError(NO_CONTACT, code="no_contact"))
