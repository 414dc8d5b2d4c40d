"""*Händelser*: who did what, with the reasons that were given."""

from typing import Any

from wagtail.log_actions import LogFormatter

from ..review.withdrawal import LOG_ACTION


class WithdrawalFormatter(LogFormatter):
    label = "Dra tillbaka överallt"
    message = "Tillbakadragen överallt"

    def format_comment(self, log_entry: Any) -> str:
        return str(log_entry.data.get("reason", ""))


def register_actions(registry: Any) -> None:
    registry.register_action(LOG_ACTION)(WithdrawalFormatter)
