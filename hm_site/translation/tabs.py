"""The translators' rooms, side by side; they are named in `AppConfig.ready`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Tab:
    label: str
    url_name: str
    may_open: Callable[[Any], bool]


_tabs: list[Tab] = []


def register_tab(
    label: str, url_name: str, may_open: Callable[[Any], bool] = lambda user: True
) -> None:
    """From `AppConfig.ready`. `may_open` is asked about people who work at the desk;
    the room's own view refuses the others."""
    _tabs.append(Tab(label, url_name, may_open))


def beside(url_name: str, user: Any) -> dict[str, Any]:
    """What `translation/tabs.html` wants on the page of that name."""
    shown = [tab for tab in _tabs if tab.may_open(user)]
    return {"tabs": shown, "here": url_name}
