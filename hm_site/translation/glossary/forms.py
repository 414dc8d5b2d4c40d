"""Forms of the glossary: whoever saves proposes, nobody decides here."""

from typing import Any

from django import forms
from django.http import QueryDict

from hm_site import languages
from hm_site.base.models.reviewed import ReviewedModel

from ..as_read import fingerprint
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
        return {k: self.cleaned_data[k] for k in self._meta.fields or ()}

    @property
    def is_changed(self) -> bool:
        return bool(set(self.changed_data) - {"seen", "swedish"})


class TermForm(ProposalForm):
    class Meta:
        model = GlossaryTerm
        fields = ["word", "forms", "explanation", "active"]
        widgets = {
            name: forms.Textarea(attrs={"rows": ROWS[name]})
            for name in ("forms", "explanation")
        }


class RenderingForm(ProposalForm):
    """`swedish` names the word and explanation that the translator has read."""

    swedish = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = GlossaryRendering
        fields = ["rendering", "forms", "avoid", "explanation"]
        widgets = {
            name: forms.Textarea(attrs={"rows": rows}) for name, rows in ROWS.items()
        }

    def __init__(self, row: GlossaryRendering, data: QueryDict | None = None) -> None:
        super().__init__(row, data)
        self.source = row.term.as_source
        self.older = self.instance.source_text
        if self.older == self.source:
            self.older = ""
        self.fields["swedish"].initial = fingerprint(self.source)
        language = languages.get(row.language)
        for name in row.foreign_texts:
            widget = self.fields[name].widget
            widget.attrs |= {"lang": language.tag, "dir": language.dir}

    def clean_swedish(self) -> str:
        read: str = self.cleaned_data["swedish"]
        if read != fingerprint(self.source):
            self.data = {**dict(self.data.items()), "swedish": fingerprint(self.source)}
            raise forms.ValidationError(
                "Det svenska ordet eller förklaringen har ändrats sedan du öppnade "
                "sidan. Läs det nya. Det du skrev står kvar här."
            )
        return read

    def proposed(self) -> dict[str, Any]:
        return {**super().proposed(), "source_text": self.source}

    @property
    def is_changed(self) -> bool:
        """To say that it holds for the new Swedish is a proposal too."""
        return super().is_changed or bool(self.older)
