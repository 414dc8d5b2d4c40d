"""Machine translation, by environment; off unless an operator chooses a service."""

from typing import Any

import environ

env = environ.Env()

# A translation never follows the source's live state by itself: review decides.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# "none", "deepl", "google" or "libretranslate" (self-hosted).
TRANSLATOR: str = env("TRANSLATOR", default="none")
# Languages that the service is good enough at, as "ar" or, where it calls a language
# otherwise than we do, "prs=fa-AF"; empty: all, by our own codes.
TRANSLATOR_LANGUAGES: list[str] = env.list("TRANSLATOR_LANGUAGES", default=[])
# Characters of Swedish text per language and month.
TRANSLATOR_BUDGET: int = env.int("TRANSLATOR_BUDGET", default=200_000)
# Seconds to wait for one answer, from the question to its last letter.
TRANSLATOR_TIMEOUT: int = env.int("TRANSLATOR_TIMEOUT", default=20)
# Seconds after which the machine leaves the rest of its queue to the next run of the
# chores; what it has begun to ask for by then is waited for.
TRANSLATOR_SECONDS: int = env.int("TRANSLATOR_SECONDS", default=60)

_SERVICES: dict[str, dict[str, Any]] = {
    "deepl": {
        "CLASS": "hm_site.translation.connectors.DeepLTranslator",
        "OPTIONS": {
            "AUTH_KEY": env("DEEPL_AUTH_KEY", default=""),
            "TIMEOUT": TRANSLATOR_TIMEOUT,
        },
    },
    "google": {
        "CLASS": "wagtail_localize.machine_translators.google.GoogleCloudTranslator",
        "OPTIONS": {
            "CREDENTIALS_PATH": env("GOOGLE_APPLICATION_CREDENTIALS", default=""),
            "PROJECT_ID": env("GOOGLE_PROJECT_ID", default=""),
        },
    },
    "libretranslate": {
        "CLASS": "hm_site.translation.connectors.LibreTranslator",
        "OPTIONS": {
            "LIBRETRANSLATE_URL": env("LIBRETRANSLATE_URL", default=""),
            "API_KEY": env("LIBRETRANSLATE_API_KEY", default=""),
            "TIMEOUT": TRANSLATOR_TIMEOUT,
        },
    },
}
# An unknown name is no service; `hm_site/translation/services.py` reports it.
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = _SERVICES.get(TRANSLATOR)
