"""The contact's short form: what is different from what readers see."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from hm_site.base.forms import clean_phone

from ..forms import NO_CONTACT
from ..models import OfferingStatus, SupportOfferingPage
from . import suggestions

MAX_WORDS = 2000
Capacity = OfferingStatus.Capacity
# "Ended" has a link of its own.
CAPACITIES = [
    ("", "Som förut"),
    (Capacity.OPEN, "Det finns plats"),
    (Capacity.WAITING, "Det är väntetid"),
    (Capacity.FULL, "Det är fullt"),
    (Capacity.PAUSED, "Det är uppehåll"),
]


class ChangedForm(forms.Form):
    phone = forms.CharField(
        label="Telefon",
        max_length=40,
        required=False,
        widget=forms.TelInput,
        help_text="Exempel: 035-13 70 00.",
    )
    email = forms.EmailField(
        label="E-post",
        max_length=254,
        required=False,
        help_text="Den som visas för läsare.",
        error_messages={
            "invalid": "Skriv en hel e-postadress, till exempel namn@ort.se."
        },
    )
    link = forms.URLField(
        label="Webbplats",
        max_length=200,
        required=False,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        help_text="Exempel: https://www.kommunen.se/stod.",
        error_messages={
            "invalid": "Skriv en hel webbadress, till exempel https://ort.se."
        },
    )
    valid_to = forms.DateField(
        label="Stödet finns till och med",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Lämna tomt om det finns tills vidare.",
        error_messages={"invalid": "Skriv dagen som 2027-05-31."},
    )
    capacity = forms.ChoiceField(
        label="Går det att komma nu?", required=False, choices=CAPACITIES
    )
    times = forms.CharField(
        label="Nya tider eller platser",
        required=False,
        max_length=MAX_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Exempel: Från 1 mars torsdagar 17–19 på biblioteket.",
    )
    message = forms.CharField(
        label="Något annat som har ändrats?",
        required=False,
        max_length=MAX_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Redaktören läser det. Skriv inget om enskilda personer.",
    )

    def __init__(self, page: SupportOfferingPage, data: Any = None) -> None:
        self.page = page
        initial = {name: getattr(page, name) for name in suggestions.FACTS}
        super().__init__(data, initial=initial, label_suffix="")
        for field in self.fields.values():
            field.widget.attrs["class"] = "field"

    def clean_phone(self) -> str:
        # What stands there already is not the contact's to correct.
        value = self.cleaned_data["phone"].strip()
        return value if value == self.page.phone else clean_phone(value)

    def clean_valid_to(self) -> date | None:
        day = self.cleaned_data["valid_to"]
        if day is None or day == self.page.valid_to:
            return day
        if self.page.valid_from and day < self.page.valid_from:
            raise ValidationError("Slutdagen är före dagen då stödet börjar.")
        if day < timezone.localdate():
            raise ValidationError(
                "Dagen har redan varit. Har stödet slutat? Använd den länken i mejlet."
            )
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if not any(cleaned.get(name) for name in ("phone", "email", "link")):
            self.add_error("phone", NO_CONTACT)
        words = any(cleaned.get(name) for name in ("capacity", "times", "message"))
        if not words and not suggestions.changed_facts(self.page, cleaned):
            raise ValidationError(
                "Du har inte ändrat något. Stämmer allt? Använd den länken i mejlet."
            )
        return cleaned
