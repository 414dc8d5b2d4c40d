"""Which machine translates, as the environment says, and what it calls our languages.

The connectors are wagtail-localize's (see `connectors`). They read nothing of a
language but its code, so a language goes to them under the service's own code for it.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import checks
from wagtail_localize.machine_translators import get_machine_translator

from hm_site import languages

NONE = "none"
# The options that each service cannot do without.
_NEEDS: dict[str, tuple[str, ...]] = {
    "deepl": ("AUTH_KEY",),
    "google": ("PROJECT_ID",),
    "libretranslate": ("LIBRETRANSLATE_URL",),
}
_VARIABLES = {
    "AUTH_KEY": "DEEPL_AUTH_KEY",
    "PROJECT_ID": "GOOGLE_PROJECT_ID",
    "LIBRETRANSLATE_URL": "LIBRETRANSLATE_URL",
}


@dataclass(frozen=True)
class Spoken:
    """A language as the connectors see it."""

    language_code: str


def service() -> Any | None:
    """The connector that the environment has chosen; None when there is none."""
    return get_machine_translator()


def spoken(language: str) -> Spoken | None:
    """Our language under the service's code; None where it is not to be used."""
    if language == languages.SOURCE or not settings.TRANSLATOR_LANGUAGES:
        return Spoken(language)
    code = _codes().get(language)
    return Spoken(code) if code else None


def _codes() -> dict[str, str]:
    """Our code → the service's, of "prs=fa-AF" or "ar"."""
    rows = (row.strip().partition("=") for row in settings.TRANSLATOR_LANGUAGES)
    return {ours: theirs or ours for ours, _sign, theirs in rows}


def register() -> None:
    checks.register(check_service, "hm")


def check_service(**kwargs: Any) -> list[checks.CheckMessage]:
    """A service named wrongly, or without its key, would fail in the background."""
    name = settings.TRANSLATOR
    unknown = sorted(set(_codes()) - set(languages.BY_CODE))
    found: list[checks.CheckMessage] = [
        checks.Error(
            f"TRANSLATOR_LANGUAGES names {code!r}, which is no language of the site",
            id="hm.E007",
        )
        for code in unknown
    ]
    if name == NONE:
        return found
    if name not in _NEEDS:
        known = ", ".join((NONE, *_NEEDS))
        message = f"TRANSLATOR={name!r} is none of {known}"
        return [*found, checks.Error(message, id="hm.E006")]
    chosen: dict[str, Any] = settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR or {}
    options = chosen["OPTIONS"]
    found += [
        checks.Error(f"TRANSLATOR={name} needs {_VARIABLES[key]}", id="hm.E008")
        for key in _NEEDS[name]
        if not options[key]
    ]
    return found
