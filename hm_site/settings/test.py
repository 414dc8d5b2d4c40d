"""Tests: a fast hasher, no page cache unless a test asks, temporary files."""

from .base import *  # noqa: F403
from .base import BASE_DIR, STORAGES, env

DEBUG = False
SECRET_KEY = "tests-only-0123456789-0123456789-0123456789-0123456789"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEMO_ACCOUNTS = True
TRUSTED_PROXY_COUNT = 0
AUTH_PASSWORD_VALIDATORS: list[dict[str, str]] = []
MEDIA_ROOT = env("MEDIA_ROOT", default=str(BASE_DIR / "var" / "test-media"))
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_NAME = "hm-session"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "hm-csrf"
CSRF_COOKIE_SECURE = False
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PAGE_CACHE_ENTRIES = 0
WHITENOISE_AUTOREFRESH = True
