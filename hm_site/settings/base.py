"""Settings shared by every environment, safe by default.

Production is the base; `dev` and `test` loosen it. The environment is read here and
nowhere else. A missing SECRET_KEY raises `ImproperlyConfigured` at start-up.
"""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

from hm_site import languages

from .accounts import *  # noqa: F403
from .accounts import ALLAUTH_APPS
from .mail import *  # noqa: F403
from .translation import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parents[2]

env = environ.Env()

# --------------------------------------------------------------------- core
DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", default=[])
BASE_URL: str = env("BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
ROOT_URLCONF = "hm_site.urls"
WSGI_APPLICATION = "hm_site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "search",
    "home",
    "resources",
    "stories",
    "hm_site.translation",
    "hm_site.organisations",
    "hm_site.base",
    "hm_site.accounts",
    *ALLAUTH_APPS,
    "wagtail_localize",
    "wagtail_localize.locales",  # replaces wagtail.locales
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "hm_site.organisations.people.apps.PeopleUsersConfig",  # is wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "csp",
    "mailer",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hm_site.base.middleware.HostileInputMiddleware",
    "csp.middleware.CSPMiddleware",
    "hm_site.base.middleware.ResponsePolicyMiddleware",
    "hm_site.base.page_cache.AnonymousPageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hm_site.base.middleware.ReaderLanguageMiddleware",
    "hm_site.base.middleware.SlashMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hm_site.accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "hm_site.base.admin_guard.AdminGuardMiddleware",
    "hm_site.base.redirects.ReaderRedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "hm_site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# ----------------------------------------------------------------- database
# The embedded default survives several concurrent writers: WAL lets readers go on
# while one writes, IMMEDIATE makes writers queue instead of failing half-way.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
    ),
}


def database() -> dict[str, Any]:
    """The one database: `DATABASE_URL`, or a SQLite file beside the code."""
    config: dict[str, Any] = env.db(
        "DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'hm.sqlite3'}"
    )
    if config["ENGINE"].endswith("sqlite3"):
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        config["OPTIONS"] = {**SQLITE_OPTIONS, **config.get("OPTIONS", {})}
    else:
        config["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
        config["CONN_HEALTH_CHECKS"] = True
    return config


DATABASES = {"default": database()}

# -------------------------------------------------------------------- cache
REDIS_URL: str = env("REDIS_URL", default="")
CACHES: dict[str, dict[str, Any]] = {
    "default": (
        {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": REDIS_URL,
            # A dead cache must never take the public site down with it.
            "OPTIONS": {"IGNORE_EXCEPTIONS": True, "SOCKET_CONNECT_TIMEOUT": 1},
        }
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

# ---------------------------------------------------------------- languages
LANGUAGES_BIDI = languages.register_with_django()
LANGUAGE_CODE = languages.SOURCE
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = languages.django_languages()
LOCALE_PATHS = [BASE_DIR / "hm_site" / "locale"]
USE_I18N = True
WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True

# ----------------------------------------------------------- static & media
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "hm_site" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = env("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a page form with many sessions is large
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# ------------------------------------------------------------------ wagtail
WAGTAIL_SITE_NAME = "Hälsa och migration i Halland"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [("sv", "Svenska")]
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "hm_site.organisations.review.finish.publish_approved"
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "hm_site.base.rich_text_widget.ForgivingDraftail",
        "OPTIONS": {"features": ["h3", "bold", "ol", "ul", "link"]},
    }
}
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = "exact"
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "hm_site.base.search_backend",
        "AUTO_UPDATE": True,
        # Words are brought into their normal form by ourselves: PostgreSQL's own
        # choice would be English, with English stop words.
        "SEARCH_CONFIG": "simple",
    }
}
WAGTAILIMAGES_IMAGE_MODEL = "base.HmImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "hm_site.base.image_form.SafeImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 20_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "base.HmDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "hm_site.base.document_form.KeptDocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "odt", "docx", "xlsx", "csv", "txt"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILREDIRECTS_AUTO_CREATE = True
WAGTAILFRONTENDCACHE_LANGUAGES: list[str] = []

# ----------------------------------------------------------------- security
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_NAME = "__Host-hm-session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-hm-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = False  # Wagtail's admin scripts read it
X_FRAME_OPTIONS = "SAMEORIGIN"  # the editor's preview; public pages: CSP 'none'

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
# Wagtail's own screens still hold inline scripts and styles (WAGTAIL: choosers, date
# pickers), previews are framed and uploads shown from blobs: loosened under /admin/
# alone, where only signed-in people come.
ADMIN_CONTENT_SECURITY_POLICY = {
    "script-src": ["'unsafe-inline'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:", "blob:"],
    "frame-src": [SELF],
}

# ------------------------------------------------------------------ public
SECURITY_CONTACT: str = env(
    "SECURITY_CONTACT", default="mailto:redaktionen@example.org"
)
LEAVE_URL: str = env("LEAVE_URL", default="https://www.smhi.se/")
PAGE_CACHE_ENTRIES = env.int("PAGE_CACHE_ENTRIES", default=512)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    # One line per task and publication would drown what matters.
    "loggers": {name: {"level": "WARNING"} for name in ("django_tasks", "wagtail")},
}
