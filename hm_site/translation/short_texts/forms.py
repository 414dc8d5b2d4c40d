"""The form of one short text in one language."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import capfirst

from hm_site.languages import Language

from ..as_read import fingerprint
from . import checks
from .kinds import Item, Kind

MAX_LINES = 2000  # characters of words to search by


@dataclass(frozen=True)
class Part:
    """One field as the screen shows it: Swedish, what readers have, what is written."""

    bound: Any
    swedish: str
    live: str
    draft: str

    @property
    def changed(self) -> bool:
        return self.draft != self.live

    @property
    def multiline(self) -> bool:
        return isinstance(self.bound.field.widget, forms.Textarea)


class ShortTextForm(forms.Form):
    """`seen` and `swedish` say what was on the screen when somebody began to write;
    `sure` that she has looked at the warnings."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    swedish = forms.CharField(required=False, widget=forms.HiddenInput)
    sure = forms.BooleanField(required=False, label="Texten ska vara så här")

    def __init__(
        self,
        data: Any,
        *,
        kind: Kind,
        item: Item,
        draft: Any,
        seen: str,
        language: Language,
    ) -> None:
        self.kind = kind
        self.source = kind.swedish(item)
        self.language = language
        values = {name: getattr(draft, name) for name in kind.fields}
        initial = {**values, "seen": seen, "swedish": fingerprint(item.source)}
        super().__init__(data, initial=initial)
        for name in kind.fields:
            self.fields[name] = self._field(name)

    def _field(self, name: str) -> forms.CharField:
        model_field: Any = self.kind.model._meta.get_field(name)
        several = model_field.max_length is None
        widget = forms.Textarea if several else forms.TextInput
        attrs = {"lang": self.language.tag, "dir": self.language.direction}
        return forms.CharField(
            label=capfirst(model_field.verbose_name),
            required=bool(self.source[name]) and not several,
            max_length=model_field.max_length or MAX_LINES,
            help_text=self.kind.helps[name],
            widget=widget(attrs={**attrs, "rows": 4} if several else attrs),
            error_messages={"required": "Skriv en text."},
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in self.kind.fields:
            text = cleaned.get(name)
            if text is None:
                continue
            several = isinstance(self.fields[name].widget, forms.Textarea)
            lines = [line.strip() for line in text.replace("\r\n", "\n").split("\n")]
            cleaned[name] = "\n".join(line for line in lines if line)
            if problem := checks.problem_with(cleaned[name], lines=several):
                self.add_error(name, problem)
        return cleaned

    @property
    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.kind.fields}

    def warnings(self) -> list[str]:
        """Of a valid form; words to search by may be anything."""
        texts = [
            (self.source[name], text)
            for name, text in self.values.items()
            if name != "keywords"
        ]
        return checks.warnings(texts, self.language.code)

    def parts(self, live: Any, draft: Any) -> list[Part]:
        """`live` is None while readers have nothing."""
        return [
            Part(
                self[name],
                self.source[name],
                getattr(live, name) if live is not None else "",
                getattr(draft, name),
            )
            for name in self.kind.fields
        ]
