"""What a person's name may hold: every letter there is, on one line."""

import unicodedata

from django.core.exceptions import ValidationError

ONE_LINE = (
    "Namnet ska stå på en rad. Ta bort radbrytningar, tabbar och andra tecken som "
    "inte syns, och skriv det igen."
)
# Control characters, and what else breaks a line: text mails greet by the name.
# Joiners that Persian names are written with are of another kind.
BREAKING = frozenset({"Cc", "Zl", "Zp"})


def validate_one_line(name: str) -> None:
    """Raises ValidationError."""
    if any(unicodedata.category(letter) in BREAKING for letter in name):
        raise ValidationError(ONE_LINE, code="control_characters")
