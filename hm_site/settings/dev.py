"""Development and demo on one's own machine: plain HTTP, demo accounts."""

from .base import *  # noqa: F403
from .base import CONTENT_SECURITY_POLICY, SECRET_KEY, STORAGES, env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = SECRET_KEY or "development-only-and-never-used-anywhere-else-0123456789"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DEMO_ACCOUNTS = DEBUG
TRUSTED_PROXY_COUNT = 0
AUTH_PASSWORD_VALIDATORS: list[dict[str, str]] = []
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_NAME = "hm-session"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "hm-csrf"
CSRF_COOKIE_SECURE = False
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {**CONTENT_SECURITY_POLICY["DIRECTIVES"]},
}
