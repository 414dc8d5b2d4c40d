"""Makes Wagtail's spreadsheets safe to open: no cell is a formula.

Wagtail leaves that to the program that opens the file
(https://github.com/wagtail/wagtail/issues/3466). What others have written stands in
our lists, and whoever opens them is a civil servant with Excel: so every export of
Wagtail's, ours among them, goes through `safe_cell`.
"""

from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from wagtail.admin.views.mixins import SpreadsheetExportMixin

# OWASP, "CSV Injection"; the full-width forms count in some languages.
TRIGGERS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

_wagtails_own = SpreadsheetExportMixin.preprocess_field_value


def safe_cell(value: Any) -> Any:
    """Text that a spreadsheet would calculate or refuse, as plain text.

    Numbers, dates and None are left alone; control characters cannot stand in XLSX.
    """
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    dangerous = text.startswith(("\t", "\r", "\n")) or text.lstrip().startswith(
        TRIGGERS
    )
    return f"'{text}" if dangerous else text


def install() -> None:
    """From `AppConfig.ready`."""

    def preprocess_field_value(
        self: Any, field: str, value: Any, export_format: str
    ) -> Any:
        return safe_cell(_wagtails_own(self, field, value, export_format))

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
