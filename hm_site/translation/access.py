"""Who translates, reviews and orders: by language, from the roles of `roles.py`.

The language roles hold no page right of Wagtail's: with "change" alone a translator
could delete drafts and move pages. Everything they do goes through this room's own
views, which ask here.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied

from hm_site import languages
from hm_site.organisations.access import has_role, subjects_of

TRANSLATOR, REVIEWER, COORDINATOR = "translator", "reviewer", "coordinator"


def target_codes() -> list[str]:
    """Languages that are translated into, in table order."""
    return [x.code for x in languages.LANGUAGES if not x.is_source]


def languages_of(user: Any, role: str) -> list[str]:
    """Codes of the languages in which the person has the role (1 query)."""
    if not user.is_authenticated or not user.is_active:
        return []
    if user.is_superuser:
        return target_codes()
    held = subjects_of(user, role)
    return [code for code in target_codes() if code in held]


def may_translate(user: Any, language: str) -> bool:
    return language in languages_of(user, TRANSLATOR)


def may_review(user: Any, language: str) -> bool:
    return language in languages_of(user, REVIEWER)


def may_see(user: Any, language: str) -> bool:
    """Whether the person may read drafts in the language."""
    return (
        may_translate(user, language)
        or may_review(user, language)
        or may_coordinate(user)
    )


def may_coordinate(user: Any) -> bool:
    if not user.is_authenticated or not user.is_active:
        return False
    return bool(user.is_superuser) or has_role(user, COORDINATOR)


def may_edit_terms(user: Any) -> bool:
    """Whether the person proposes Swedish words for the glossary."""
    return may_coordinate(user)


def may_render(user: Any, language: str) -> bool:
    """Whether the person proposes what the glossary's words are called."""
    return may_translate(user, language) or may_review(user, language)


def exchanges_files(user: Any) -> bool:
    """Whether the person fetches or hands in files in any language."""
    return may_coordinate(user) or bool(languages_of(user, TRANSLATOR))


def require(allowed: Callable[..., bool], *arguments: Any) -> None:
    """Raises PermissionDenied unless `allowed(*arguments)`."""
    if not allowed(*arguments):
        raise PermissionDenied
