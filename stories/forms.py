"""Form of the story."""

from typing import Any

from hm_site.base.forms import BasePageForm, SingleTermField, TermsField

NO_CONSENT = "Skriv hur de som berättelsen handlar om har sagt ja till den."
NO_SUMMARY = "Kort beskrivning: skriv en mening om vad som blev bättre."


class StoryPageForm(BasePageForm):
    municipality = TermsField(
        "municipality",
        minimum=1,
        label="Kommuner",
        help_text="Var det hände. Välj alla sex för hela länet.",
    )
    concern = TermsField(
        "concern",
        minimum=1,
        label="Besvär",
        help_text="Vad kom människor med? Välj det som passar bäst.",
    )
    level = SingleTermField(
        "level",
        label="Nivå",
        required=False,
        help_text="Hur särskilt stödet är. Lämna tomt om exemplet gäller flera.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.is_source:
            self.required_to_submit("summary", NO_SUMMARY)
            self.required_to_submit("consent", NO_CONSENT)
