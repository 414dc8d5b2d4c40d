"""What a reader sends. All messages are in her language."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hm_site.base import formats
from hm_site.base.reader import reader_code

from ..models.reader_report import MAX_TEXT
from .kinds import WORDS

_LINK = re.compile(
    r"https?:|www\.|\bt\.me/|<a\b|\[url"
    r"|\w\.(?:com|net|org|info|biz|ru|cn|top|xyz|shop|site|online|click|io|me)\b",
    re.IGNORECASE,
)
KEPT_CONTROLS = frozenset("\n\t")
# Letters of several scripts need these two; the other invisible signs only deceive.
JOINERS = frozenset("\u200c\u200d")


def without_controls(text: str) -> str:
    """The text without what is never seen: NUL, turned-round directions, half letters.

    Line ends count as one character, as they do in the browser's own limit.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign
        for sign in lines
        if sign in KEPT_CONTROLS
        or sign in JOINERS
        or unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    ).strip()


def holds_link(text: str) -> bool:
    """Whether it may be an advertisement; such texts are kept apart, not refused."""
    return bool(_LINK.search(text))


class ReaderReportForm(forms.Form):
    """`homepage` is for machines: nobody sees it, so nobody fills it in."""

    kind = forms.ChoiceField(
        choices=[(value, label) for value, (label, _icon) in WORDS.items()],
        error_messages={
            "required": gettext_lazy("Välj det som passar bäst."),
            "invalid_choice": gettext_lazy("Välj det som passar bäst."),
        },
    )
    text = forms.CharField(required=False)
    homepage = forms.CharField(required=False)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        if data is not None:
            data = data.copy()
            data["text"] = without_controls(data.get("text", ""))
        super().__init__(data, **kwargs)

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        over = len(text) - MAX_TEXT
        if over > 0:
            raise ValidationError(
                ngettext(
                    "Texten är för lång. Ta bort minst %(count)s tecken.",
                    "Texten är för lång. Ta bort minst %(count)s tecken.",
                    over,
                )
                % {"count": formats.number(over, reader_code())}
            )
        return text

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            # A person whose browser filled it in sends the form again, now empty.
            raise ValidationError(_("Det gick inte att skicka. Försök en gång till."))
        return ""
