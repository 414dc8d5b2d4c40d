"""Forms of those who decide."""

from django import forms


class ReasonForm(forms.Form):
    """Why a version goes back to whoever sent it in."""

    help_text = "Redaktören läser detta. Exempel: Skriv vilken dag gruppen träffas."

    reason = forms.CharField(
        label="Vad behöver ändras?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Skriv vad som behöver ändras."},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # handed on
        self.fields["reason"].help_text = self.help_text
