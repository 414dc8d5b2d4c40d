"""Form of the story."""

from typing import Any

from hm_site.base.forms import BasePageForm, SingleTermField, TermsField

NO_CONSENT = "Skriv hur de som berättelsen handlar om har sagt ja till den."


class StoryPageForm(BasePageForm):
    municipality = TermsField("municipality", minimum=1, label="Kommuner")
    concern = TermsField("concern", minimum=1, label="Besvär")
    level = SingleTermField("level", label="Nivå", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if (
            self.instance.is_source
            and not self.is_deferred_validation
            and not cleaned.get("consent")
        ):
            self.add_error(
                "consent",
                NO_CONSENT,
            )
        return cleaned
