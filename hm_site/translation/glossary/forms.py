"""Forms of the glossary: whoever saves proposes, nobody decides here."""

from typing import Any

from django import forms
from django.http import QueryDict

from hm_site import languages
from hm_site.base.models.reviewed import ReviewedModel

from .models import GlossaryRendering, GlossaryTerm

ROWS = {"forms": 4, "avoid": 3, "explanation": 3}


class ProposalForm(forms.ModelForm[ReviewedModel]):
    """Begins with the newest proposal. `seen` names it, so that nobody writes over what
    she has not read."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, row: ReviewedModel, data: QueryDict | None = None) -> None:
        newest = row.get_latest_revision_as_object() if row.pk else row
        self.version = str(row.latest_revision_id or "")
        super().__init__(data, instance=newest, initial={"seen": self.version})

    def clean_seen(self) -> str:
        seen: str = self.cleaned_data["seen"]
        if seen != self.version:
            # The next attempt is made by somebody who has been told.
            self.data = {**dict(self.data.items()), "seen": self.version}
            raise forms.ValidationError(
                "En kollega har sparat ett nyare förslag. Öppna ordet i ett nytt "
                "fönster och läs det. Det du skrev står kvar här."
            )
        return seen

    def proposed(self) -> dict[str, Any]:
        return {k: v for k, v in self.cleaned_data.items() if k != "seen"}

    @property
    def is_changed(self) -> bool:
        return bool(set(self.changed_data) - {"seen"})


class TermForm(ProposalForm):
    class Meta:
        model = GlossaryTerm
        fields = ["word", "forms", "explanation", "active"]
        widgets = {
            name: forms.Textarea(attrs={"rows": ROWS[name]})
            for name in ("forms", "explanation")
        }


class RenderingForm(ProposalForm):
    class Meta:
        model = GlossaryRendering
        fields = ["rendering", "forms", "avoid", "explanation"]
        widgets = {
            name: forms.Textarea(attrs={"rows": rows}) for name, rows in ROWS.items()
        }

    def __init__(self, row: GlossaryRendering, data: QueryDict | None = None) -> None:
        super().__init__(row, data)
        language = languages.get(row.language)
        for name in row.foreign_texts:
            widget = self.fields[name].widget
            widget.attrs |= {"lang": language.tag, "dir": language.dir}
