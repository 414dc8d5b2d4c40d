"""What upper rooms know about a person, asked from the lowest room.

Which roles there are, and how mail is sent, is no matter of this room. Upper rooms
fill in these registers in `AppConfig.ready`; with none filled in everybody is refused.
"""

from collections.abc import Callable
from typing import Any

Rule = Callable[[Any], bool]

_admission: list[Rule] = []
_second_factor: list[Rule] = []
_mailer: list[Callable[..., int]] = []


def register_admission(rule: Rule) -> None:
    """`rule(user)` says that the person holds something to sign in for."""
    _admission.append(rule)


def register_second_factor(rule: Rule) -> None:
    """`rule(user)` says that the person must have a second factor."""
    _second_factor.append(rule)


def register_mailer(send: Callable[..., int]) -> None:
    """`send(template, to, subject, **context)`, as `hm_site.base.mail.send_mail`."""
    _mailer[:] = [send]


def admits(user: Any) -> bool:
    """Platform administrators always; others by what they hold."""
    return user.is_superuser or any(rule(user) for rule in _admission)


def demands_second_factor(user: Any) -> bool:
    return user.is_superuser or any(rule(user) for rule in _second_factor)


def send_mail(template: str, to: list[str], subject: str, **context: Any) -> int:
    return sum(send(template, to, subject, **context) for send in _mailer)
