"""The four things a reader can say, in her words, and where each one leads."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..models import ReaderReport

Kind = ReaderReport.Kind

# value → (her words, icon)
WORDS: dict[str, tuple[Promise, str]] = {
    Kind.WRONG.value: (_("Något är fel"), "flag"),
    Kind.CLOSED.value: (_("Det är stängt"), "lock"),
    Kind.HARD.value: (_("Svårt att förstå"), "ask"),
    Kind.NOT_LET_IN.value: (_("Jag kom inte in"), "door"),
}


@dataclass(frozen=True)
class Choice:
    """One of the four, as a link on the page and as a radio button in the form."""

    value: str
    label: str
    icon: str
    url: str


def choices(page_id: int) -> list[Choice]:
    """For a Swedish page's key, in the reader's language; no query."""
    return [
        Choice(value, str(label), icon, reverse("reader_report", args=[page_id, value]))
        for value, (label, icon) in WORDS.items()
    ]
